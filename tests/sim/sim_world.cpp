#include "tests/sim/sim_world.h"

#include "core/store/trust_store.h"

#include <algorithm>
#include <cstdio>

namespace doorstep::sim {

namespace world_detail {

const QString WaitsPutAway
    = QStringLiteral("SELECT id FROM entry WHERE own = 1 AND acked = 0 AND opened = 3 LIMIT 1");
/// 3: an own entry put away.
const QString Shown = QStringLiteral("SELECT 1 FROM entry WHERE scope = ? AND opened <> 3 LIMIT 1");

} // namespace world_detail

SimWorld::SimWorld(
    const FoundedPractice& founded, const QString& folder, quint64 lifeSeed, SimCount& counted)
    : practice(founded.copyTo(folder))
    , seed(lifeSeed)
    , dice(lifeSeed)
    , count(counted)
    , network(truth, dice, counted)
{
    truth.set(founded.foundedAt.plusMs(3'600'000));
}

bool SimWorld::begin()
{
    if (!startServer())
        return false;
    for (Belongings& belongings : practice.devices) {
        SimDevice& device = addDevice(std::move(belongings));
        if (!check(device.open(), "opening " + device.name().toUtf8()))
            return false;
    }
    return true;
}

SimDevice& SimWorld::addDevice(Belongings belongings)
{
    const quint64 mintSeed = seed * 64 + devices.size() + 1;
    devices.push_back(std::make_unique<SimDevice>(std::move(belongings), truth, network, mintSeed));
    return *devices.back();
}

std::size_t SimWorld::indexOf(const SimDevice& device) const
{
    return std::size_t(std::find_if(devices.begin(), devices.end(), [&](const auto& each) {
        return each.get() == &device;
    }) - devices.begin());
}

void SimWorld::fail(const QByteArray& what)
{
    if (m_wrong.isEmpty())
        m_wrong = truth.now().toUtc().toString(Qt::ISODate).toLatin1() + ": " + what;
}

void SimWorld::tell(const SimDevice& device, const QByteArray& what)
{
    if (count.isTold)
        std::printf("%s %s %s\n",
            truth.now().toUtc().toString(Qt::ISODateWithMs).toLatin1().constData(),
            device.name().toLatin1().constData(), what.constData());
}

bool SimWorld::startServer()
{
    auto opened = SimServer::open(practice.serverFolder(), truth);
    if (!check(opened, "opening the server"))
        return false;
    server = std::move(*opened);
    server->onAnswer = [this](DeviceId device, const sync::SyncAnswer& answer) {
        if (onAnswer)
            onAnswer(device, answer);
    };
    server->waitWith([this](std::chrono::milliseconds time, std::function<void()> work) {
        ++count.of[SimCount::Early];
        network.later(time.count(), std::move(work));
    });
    network.connectTo(server.get());
    return true;
}

void SimWorld::stopServer()
{
    network.connectTo(nullptr);
    server.reset();
}

bool SimWorld::reopen(SimDevice& device)
{
    device.close();
    return check(device.open(), "reopening " + device.name().toUtf8());
}

void SimWorld::pass(qint64 ms)
{
    network.passUntil(truth.now().plusMs(ms));
    for (const auto& device : devices) {
        mend(*device);
        if (const auto report = device->takeReport())
            takeReport(*device, *report);
    }
}

void SimWorld::startSync(SimDevice& device)
{
    if (device.isSyncing())
        return;
    ++count.of[SimCount::Syncs];
    m_syncLife[&device] = serverLife;
    device.startSync();
    mend(device);
}

void SimWorld::mend(SimDevice& device)
{
    if (!device.isDead())
        return;
    tell(device, "is killed between two commits");
    if (reopen(device))
        ++count.of[SimCount::KillsInWork];
}

void SimWorld::takeReport(SimDevice& device, const Result<client::SyncReport>& report)
{
    if (!report) {
        tell(device, "sync failed: " + report.error().detail);
        const Error& error = report.error();
        const bool isExpected = error.code == ErrorCode::Unreachable
            || error.code == ErrorCode::Busy
            || (error.code == ErrorCode::Refused && !error.permanent);
        if (!isExpected)
            fail(device.name().toUtf8() + "'s sync: " + error.detail);
        return;
    }
    device.serverLife = m_syncLife[&device];
    tell(device,
        "synced: " + QByteArray::number(report->acknowledged) + " up, "
            + QByteArray::number(report->held) + " held, " + QByteArray::number(report->pulled)
            + " down" + (report->newIncarnation ? ", new incarnation" : "")
            + (report->sentAllAgain ? ", all again" : ""));
    count.of[SimCount::Digests] += report->digestsCompared;
    if (report->digestsDiffered > 0 && !mayDiffer(device))
        fail(device.name().toUtf8() + " differs from the server in "
            + QByteArray::number(report->digestsDiffered) + " scopes");
    if (report->refused > 0)
        fail(device.name().toUtf8() + " refused a signature");
    if (report->forgotten > 0)
        checkPutAway(device);
    countScopes(device, *report);
}

/// Unless something was put back or copied, the digests must find nothing.
bool SimWorld::mayDiffer(const SimDevice& device) const
{
    return serverLife > 0 || device.mayHaveForked || device.isRevoked;
}

/// A scope is given up at the end of a sync, when nothing of one's own in it waits any more.
void SimWorld::checkPutAway(SimDevice& device)
{
    auto rows = device.connection().prepare(world_detail::WaitsPutAway);
    if (!check(rows, "entries put away"))
        return;
    const auto found = rows->next();
    if (found && *found)
        fail(device.name().toUtf8() + " gave up a scope before its own entry was acknowledged: "
            + rows->id<EntryId>(0).toHex());
}

bool SimWorld::syncToTheEnd(SimDevice& device, client::SyncReport& report)
{
    constexpr qint64 Patience = 600'000;
    m_syncLife[&device] = serverLife;
    device.startSync();
    const Instant end = truth.now().plusMs(Patience);
    std::optional<Result<client::SyncReport>> finished;
    while (!finished && truth.now() < end) {
        network.passUntil(truth.now().plusMs(500));
        finished = device.takeReport();
    }
    if (!finished) {
        fail(device.name().toUtf8() + "'s sync does not end");
        return false;
    }
    takeReport(device, *finished);
    if (!check(*finished, device.name().toUtf8() + "'s sync on a good line"))
        return false;
    report = **finished;
    return m_wrong.isEmpty();
}

void SimWorld::note(SimDevice& device, const Result<store::Store::Saved>& saved, ScopeId scope)
{
    if (!check(saved, "saving on " + device.name().toUtf8()))
        return;
    for (const store::Receipt& receipt : saved->receipts) {
        tell(
            device, "saved " + receipt.kind + ' ' + receipt.entry.toHex() + " in " + scope.toHex());
        facts.push_back({receipt.entry, scope, receipt.aggregate, indexOf(device), false});
        ++count.of[SimCount::Entries];
    }
}

bool SimWorld::saveClear(const std::vector<entry::ClearBody>& bodies)
{
    const auto saved = desk().store().saveClear(practice.scopes.practice, bodies);
    note(desk(), saved, practice.scopes.practice);
    return saved.ok();
}

bool SimWorld::shows(SimDevice& device, ScopeId scope)
{
    auto rows = device.connection().prepare(world_detail::Shown);
    if (!check(rows, "entries of a scope"))
        return false;
    const auto found = rows->bind(scope).next();
    return found && *found;
}

void SimWorld::countScopes(SimDevice& device, const client::SyncReport& report)
{
    if (device.isDesk())
        return;
    if (report.forgotten > 0)
        tell(device, "gave up " + QByteArray::number(report.forgotten) + " scopes");
    count.of[SimCount::Forgotten] += report.forgotten;
    const auto grants = store::TrustStore(device.connection()).grantsOf(device.id());
    if (!check(grants, "grants"))
        return;
    for (const store::GrantRow& grant : *grants) {
        if (shows(device, grant.scope))
            count.of[SimCount::BackFills] += m_shown.emplace(&device, grant.scope).second;
        else
            m_shown.erase({&device, grant.scope});
    }
}

std::vector<LoggedEntry> SimWorld::lookAtServer()
{
    const auto entries = server->entries();
    if (!check(entries, "the server's log"))
        return {};
    for (const LoggedEntry& entry : *entries) {
        const auto [known, isNew]
            = m_counters.emplace(Counter{entry.device, entry.incarnation, entry.ctr}, entry.hash);
        if (isNew || known->second == entry.hash)
            continue;
        // Put back or copied, and the server too: two that nobody could tell apart.
        const bool isExcused = serverLife > 0
            && std::any_of(devices.begin(), devices.end(), [&](const auto& device) {
                   return device->id() == entry.device && device->mayHaveForked;
               });
        known->second = entry.hash;
        if (!isExcused)
            fail("counter " + QByteArray::number(entry.ctr) + " of " + entry.device.toHex()
                + " stands for another entry");
    }
    return *entries;
}

} // namespace doorstep::sim
