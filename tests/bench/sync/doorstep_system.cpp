#include "tests/bench/sync/doorstep_system.h"

#include "tests/bench/sync/doorstep_device.h"

#include <fcntl.h>
#include <unistd.h>

namespace doorstep::bench {

using namespace Qt::StringLiterals;
using test::ClientDevice;

namespace {

const QString Founded = u"founded"_s;
const QString Server = u"server"_s;
constexpr int EntriesOfPatient = 8; ///< of those a device reads

/// What the copies left to be written must not be written while the clock runs.
void settleDisk(const QString& folder)
{
    const int fd = ::open(folder.toLocal8Bit().constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0 || ::syncfs(fd) != 0)
        stop("the disk does not settle");
    ::close(fd);
}

QString nameOf(const SyncLoad& load)
{
    return u"load%1-%2-%3"_s.arg(int(load.kind)).arg(load.up).arg(load.down);
}

} // namespace

DoorstepSystem::DoorstepSystem(int patients)
{
    found(patients);
}

DoorstepSystem::~DoorstepSystem()
{
    // Stores go before the folder they lie in.
    for (auto* device : {&m_desk, &m_tablet, &m_second})
        device->reset();
}

std::unique_ptr<ClientDevice> DoorstepSystem::enrolled(const QString& name, entry::DeviceRole role)
{
    m_practice.setClocks();
    auto device = m_practice.enrol(*m_desk, name, role);
    if (!m_practice.certifyStaff(*m_desk, *device))
        stop("a device's person is not certified");
    m_practice.setClocks();
    return device;
}

void DoorstepSystem::found(int patients)
{
    m_practice.server.endWithStarter();
    if (!m_practice.server.start())
        stop("the server does not start");
    m_desk = m_practice.claimDesk();
    if (!m_desk->sync())
        stop("the desk's first sync failed");
    m_tablet = enrolled(u"tablet"_s, entry::DeviceRole::Tablet);
    m_tabletId = m_tablet->id();
    m_second = enrolled(u"second"_s, entry::DeviceRole::Desk);
    m_patients = savePatients(*m_desk, patients, 0);
    grantAll(*m_desk, m_tabletId, m_patients);
    for (auto* device : {&m_desk, &m_tablet, &m_second})
        syncWhole(**device);
    keepServer(Founded);
    keep(*m_desk, u"desk"_s, Founded);
    keep(*m_tablet, u"tablet"_s, Founded);
    keep(*m_second, u"second"_s, Founded);
}

void DoorstepSystem::keepServer(const QString& as)
{
    m_practice.server.stop();
    m_practice.keep(Server, as);
}

void DoorstepSystem::keep(ClientDevice& device, const QString& folder, const QString& as)
{
    test::ServedPractice::close(device);
    m_practice.keep(folder, as);
}

void DoorstepSystem::putServerBack(const QString& as, const Route& route)
{
    m_practice.server.kill();
    m_practice.bringBack(Server, as);
    m_practice.server.listenOn(route.serverHost());
    const InNamespace there(route.serverSpace());
    if (!m_practice.server.start())
        stop("the server does not start");
}

void DoorstepSystem::putBack(ClientDevice& device, const QString& folder, const QString& as)
{
    test::ServedPractice::close(device);
    m_practice.bringBack(folder, as);
    device.clock = &m_clock;
    device.mint = &m_mint;
    must(device.reopen());
    m_practice.connectAnew(device);
}

DoorstepSystem::Start DoorstepSystem::prepareDay(const SyncLoad& load, const QString& name)
{
    putServerBack(Founded);
    putBack(*m_desk, u"desk"_s, Founded);
    // Known to the practice for long, and on the tablet's list for tomorrow: patient, what was seen
    // at the last visits, grant.
    const auto list = savePatients(*m_desk, load.down / EntriesOfPatient, EntriesOfPatient - 2);
    grantAll(*m_desk, m_tabletId, list);
    syncWhole(*m_desk);
    keepServer(name);
    putBack(*m_tablet, u"tablet"_s, Founded);
    saveObservations(*m_tablet, m_patients, load.up);
    keep(*m_tablet, u"tablet"_s, name);
    return {name, name, m_tablet.get(), u"tablet"_s};
}

DoorstepSystem::Start DoorstepSystem::preparePush(const SyncLoad& load, const QString& name)
{
    putServerBack(Founded);
    putBack(*m_tablet, u"tablet"_s, Founded);
    const auto met = savePatients(*m_tablet, load.up / (2 * EntriesOfPatient), 0);
    syncWhole(*m_tablet);
    keepServer(name);
    saveObservations(*m_tablet, met, load.up);
    keep(*m_tablet, u"tablet"_s, name);
    return {name, name, m_tablet.get(), u"tablet"_s};
}

DoorstepSystem::Start DoorstepSystem::preparePull(const SyncLoad& load, const QString& name)
{
    putServerBack(Founded);
    putBack(*m_desk, u"desk"_s, Founded);
    (void)savePatients(*m_desk, load.down / EntriesOfPatient, EntriesOfPatient - 1);
    syncWhole(*m_desk);
    keepServer(name);
    return {name, Founded, m_second.get(), u"second"_s};
}

const DoorstepSystem::Start& DoorstepSystem::startOf(const SyncLoad& load)
{
    const QString name = nameOf(load);
    if (const auto found = m_starts.find(name); found != m_starts.end())
        return found->second;
    const auto prepare = [&] {
        switch (load.kind) {
        case SyncLoad::Kind::Day:
            return prepareDay(load, name);
        case SyncLoad::Kind::Push:
            return preparePush(load, name);
        case SyncLoad::Kind::Pull:
            return preparePull(load, name);
        }
        return Start();
    };
    return m_starts[name] = prepare();
}

SyncFigures DoorstepSystem::run(const SyncLoad& load, const Route& route)
{
    const Start& start = startOf(load);
    putServerBack(start.server, route);
    putBack(*start.reader, start.reads, start.device);
    settleDisk(m_practice.server.directory());
    const auto process = pid_t(m_practice.server.processId());
    const InNamespace there(route.deviceSpace());
    m_practice.connectAnew(*start.reader);
    const double serverBefore = cpuSeconds(process);
    const LinkTraffic before = route.traffic();
    const TimedSync timed = timedSync(*start.reader);
    const client::SyncReport& report = timed.report;
    if (report.acknowledged != load.up || report.pulled < load.down || report.waiting != 0
        || report.unfinished || report.unopened != 0 || report.refused != 0)
        stop("the sync did not do its load: up " + QByteArray::number(report.acknowledged)
            + ", down " + QByteArray::number(report.pulled));
    SyncFigures figures{timed.seconds, timed.firstSeconds, cpuSeconds(process) - serverBefore,
        timed.cpuSeconds, route.traffic()};
    figures.traffic.bytesUp -= before.bytesUp;
    figures.traffic.bytesDown -= before.bytesDown;
    // The connection ends inside the namespace it was made in.
    start.reader->transport.reset();
    start.reader->https.reset();
    return figures;
}

std::vector<std::unique_ptr<ClientDevice>> DoorstepSystem::enrolMany(int devices)
{
    // The server answers sixty requests a minute of devices that it does not know yet, and a
    // ceremony that polls as fast as a test's takes some ten of them.
    constexpr int FreeOfCharge = 3;
    constexpr int RestMs = 10'000;
    std::vector<std::unique_ptr<ClientDevice>> tablets;
    for (int i = 0; i < devices; ++i) {
        if (i >= FreeOfCharge)
            QTest::qWait(RestMs);
        tablets.push_back(enrolled(u"tablet%1"_s.arg(i), entry::DeviceRole::Tablet));
        syncWhole(*tablets.back());
    }
    return tablets;
}

double DoorstepSystem::recoverServer(int devices, int each)
{
    putServerBack(Founded);
    putBack(*m_desk, u"desk"_s, Founded);
    m_desk->clock = &m_practice.clock; // the ceremonies set it
    must(m_desk->reopen());
    const auto tablets = enrolMany(devices);
    syncWhole(*m_desk);
    m_practice.server.stop();
    m_practice.keep(Server, u"yesterday"_s);
    if (!m_practice.server.start())
        stop("the server does not start");
    m_practice.setClocks();
    for (const auto& tablet : tablets) {
        (void)savePatients(*tablet, each / EntriesOfPatient, EntriesOfPatient - 1);
        m_practice.connectAnew(*tablet);
        syncWhole(*tablet);
    }
    putServerBack(u"yesterday"_s);
    for (const auto& tablet : tablets)
        m_practice.connectAnew(*tablet);
    settleDisk(m_practice.server.directory());
    m_practice.setClocks();
    const double seconds = syncAllAtOnce(tablets);
    m_practice.connectAnew(*m_desk);
    const TimedSync read = timedSync(*m_desk);
    if (read.report.pulled < devices * each / EntriesOfPatient * EntriesOfPatient)
        stop("the practice does not have everything again");
    return seconds + read.seconds;
}

} // namespace doorstep::bench
