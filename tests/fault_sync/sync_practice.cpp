#include "tests/fault_sync/sync_practice.h"

#include "sync/server/log_thread.h"
#include "sync/server/server_key.h"

#include <csignal>

namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace practice_detail {

constexpr const char* AllEntries = "SELECT entry_id, device, incarnation, ctr, seq, state, "
                                   "ungranted, bytes FROM entry ORDER BY seq";
constexpr const char* Timeline = "SELECT timeline FROM practice_head";
constexpr const char* WipeOrders = "SELECT count(*) FROM wipe_order";

Result<ServerLog> readLines(server::Log& log)
{
    ServerLog read;
    DOORSTEP_TRY(rows, log.sql.run(AllEntries));
    while (rows.next())
        read.lines.push_back({rows.fixed<EntryId>(0), rows.fixed<DeviceId>(1), rows.bytes(2),
            quint64(rows.number(3)), quint64(rows.number(4)), int(rows.number(5)),
            rows.number(6) != 0, rows.bytes(7)});
    DOORSTEP_TRY(head, log.sql.run(Timeline));
    read.timeline = head.next() ? head.bytes(0) : QByteArray();
    DOORSTEP_TRY(orders, log.sql.run(WipeOrders));
    read.wipeOrders = orders.next() ? orders.number(0) : 0;
    return read;
}

Result<ServerLog> openAndRead(const QString& folder)
{
    DOORSTEP_CHECK(vfs::registerSealedVfs());
    DOORSTEP_TRY(key, server::ServerKey::openOrMake(folder));
    DOORSTEP_TRY(databaseKey, key.databaseKey());
    DOORSTEP_TRY(
        log, server::LogThread::start(server::databasePath(folder), std::move(databaseKey)));
    return log->run<ServerLog>(readLines);
}

QString nameOf(const ClientDevice& device)
{
    return QFileInfo(device.files.folder).fileName();
}

bool failed(const char* step)
{
    std::fprintf(stderr, "founding the practice: %s\n", step);
    return false;
}

} // namespace practice_detail

SyncPractice::SyncPractice(const bench::LinkShape& shape, quint64 seed)
    : m_link(std::make_unique<bench::ShapedLink>(shape, seed))
{
    server.listenOn(QString::fromLatin1(bench::ShapedLink::ServerAddress));
}

SyncPractice::~SyncPractice()
{
    for (auto* device : {&desk, &one, &two})
        device->reset();
    server.stop();
}

QByteArray SyncPractice::authority() const
{
    return "127.0.0.1:" + QByteArray::number(relay.port());
}

void SyncPractice::startServer()
{
    {
        const bench::InNamespace there(m_link ? m_link->serverNamespace() : -1);
        if (!server.start())
            qFatal("the server does not start");
    }
    leadToServer();
}

void SyncPractice::leadToServer()
{
    if (m_link)
        relay.leadThrough(
            m_link->deviceNamespace(), bench::ShapedLink::ServerAddress, server.port());
    else
        relay.leadTo(server.port());
}

bool SyncPractice::found()
{
    using practice_detail::failed;
    startServer();
    desk = claimDesk();
    if (!desk->sync())
        return failed("the desk's first sync");
    one = enrol(*desk, u"one"_s);
    two = enrol(*desk, u"two"_s);
    if (!certifyStaff(*desk, *one) || !certifyStaff(*desk, *two))
        return failed("certificates");
    setClocks();
    m_shared = desk->savePatient(u"Ashdown"_s);
    if (!grant(*desk, *one, m_shared.as<ScopeId>()) || !grant(*desk, *two, m_shared.as<ScopeId>()))
        return failed("grants");
    if (!settle(*desk) || !settle(*one) || !settle(*two))
        return failed("everybody's sync");
    keepAs(u"founded"_s, {});
    return true;
}

std::vector<ClientDevice*> SyncPractice::everybody(std::span<ClientDevice* const> more) const
{
    std::vector<ClientDevice*> all{desk.get(), one.get(), two.get()};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

void SyncPractice::keepAs(const QString& name, std::span<ClientDevice* const> more)
{
    server.stop();
    keep(u"server"_s, name);
    for (ClientDevice* device : everybody(more)) {
        close(*device);
        keep(practice_detail::nameOf(*device), name);
    }
}

void SyncPractice::putBackTo(const QString& name, std::span<ClientDevice* const> more)
{
    server.kill();
    server.moveTo(home());
    relay.cutNow();
    relay.pass();
    bringBack(u"server"_s, name);
    for (ClientDevice* device : everybody(more)) {
        close(*device);
        bringBack(practice_detail::nameOf(*device), name);
    }
    startServer();
    setClocks();
    for (ClientDevice* device : everybody(more)) {
        device->clock = &clock;
        device->mint = &mint;
        connectAnew(*device);
        if (!device->reopen())
            qFatal("a device does not open");
    }
}

ServerLog SyncPractice::readLog()
{
    const bool runs = server.processId() > 0;
    const auto process = pid_t(server.processId());
    if (runs)
        ::kill(process, SIGSTOP);
    const QString look = at(u"look"_s);
    copyFolder(server.directory(), look);
    if (runs)
        ::kill(process, SIGCONT);
    auto log = practice_detail::openAndRead(look);
    if (!log)
        qFatal("the server's log does not open: %s", log.error().detail.constData());
    return std::move(*log);
}

} // namespace doorstep::test
