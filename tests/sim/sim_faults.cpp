#include "tests/sim/sim_faults.h"

#include "core/store/setting_store.h"
#include "tests/sim/sim_disk.h"

#include <QDir>
#include <QFile>

namespace doorstep::sim {

using namespace Qt::StringLiterals;

namespace faults_detail {

const QString Own = u"SELECT id FROM entry WHERE own = 1 AND acked <= ?"_s;
const QString Wal = u"-wal"_s;
constexpr std::size_t MostDevices = 6;
constexpr auto RowsVersion
    = "store.projections"; ///< what the rows were folded by, and their tables

} // namespace faults_detail

SimDevice& SimFaults::anyone()
{
    return *m_world.dice.of(m_world.devices);
}

SimDevice& SimFaults::anyTablet()
{
    return *m_world
                .devices[std::size_t(m_world.dice.between(1, qint64(m_world.devices.size()) - 1))];
}

QString SimFaults::copyOf(const SimDevice& device) const
{
    return m_world.practice.folder + u"/copy-"_s + device.name();
}

void SimFaults::strike()
{
    const bool losesServers = m_world.losesServers();
    switch (m_world.dice.below(20)) {
    case 0:
    case 1:
    case 2:
        return losesServers ? restoreServer() : restoreDatabase();
    case 3:
    case 4:
        return losesServers ? kill() : restoreFolder();
    case 5:
        return losesServers ? kill() : cloneTablet();
    case 6:
    case 7:
    case 8:
        return revoke();
    case 9:
        return upgrade();
    case 10:
    case 11:
    case 12:
    case 13:
        return jumpClock();
    case 14:
    case 15:
    case 16:
        return anyone().lightFuse(1 + m_world.dice.below(9));
    default:
        return kill();
    }
}

void SimFaults::kill()
{
    SimDevice& device = anyone();
    m_world.tell(device, "is killed");
    if (m_world.reopen(device))
        ++m_world.count.of[SimCount::Kills];
}

/// The rows on disk are another version's: the next start throws them away and folds anew.
void SimFaults::upgrade()
{
    SimDevice& device = anyone();
    if (device.isDead())
        return;
    store::SettingStore settings(device.connection());
    const auto rows = settings.find(faults_detail::RowsVersion);
    if (!m_world.check(rows, "the version of the rows") || !*rows)
        return;
    const QByteArray other = crypto::hash({"another version"}).toBytes();
    const Status put
        = settings.put(faults_detail::RowsVersion, other + (*rows)->sliced(other.size()));
    m_world.tell(device, "is given another version of the program");
    if (m_world.check(put, "another version's rows") && m_world.reopen(device))
        ++m_world.count.of[SimCount::Upgrades];
}

void SimFaults::jumpClock()
{
    constexpr qint64 DayMs = 86'400'000;
    constexpr qint64 Jumps[] = {0, -3 * DayMs, 365 * DayMs, 4 * 60'000, -11 * 60'000};
    anyone().clock().setOffsetMs(Jumps[m_world.dice.below(5)]);
    ++m_world.count.of[SimCount::ClockJumps];
}

void SimFaults::keepCopies()
{
    SimDevice& device = anyone();
    if (m_world.check(device.store().checkpoint(), "checkpoint")) {
        copyFolder(device.belongings().files.folder, copyOf(device));
        m_copies[&device] = device.serverLife;
        m_world.tell(device, "is copied");
    }
    if (!m_world.dice.oneIn(2))
        return;
    if (m_world.dice.oneIn(3))
        return copyServer();
    const auto path = m_world.server->backUp(m_world.practice.folder + u"/backup"_s);
    if (!m_world.check(path, "backup"))
        return;
    m_world.backup = *path;
    m_world.tell(m_world.desk(), "backs the server up");
}

/// As a machine's own snapshot does: nothing in such a copy says that it is one.
void SimFaults::copyServer()
{
    const QString log = server::databasePath(m_world.practice.serverFolder());
    m_world.backup = m_world.practice.folder + u"/snapshot"_s;
    flushSimDisk(m_world.practice.serverFolder());
    for (const QString& rest : {QString(), faults_detail::Wal}) {
        QFile::remove(m_world.backup + rest);
        QFile::copy(log + rest, m_world.backup + rest);
    }
    m_world.tell(m_world.desk(), "copies the server");
}

std::set<EntryId> SimFaults::ownOf(SimDevice& device, bool waitingOnly)
{
    std::set<EntryId> own;
    auto rows = device.connection().prepare(faults_detail::Own);
    if (!m_world.check(rows, "own entries"))
        return own;
    rows->bind(waitingOnly ? 0 : 1);
    for (auto more = rows->next(); more && *more; more = rows->next())
        own.insert(rows->id<EntryId>(0));
    return own;
}

void SimFaults::excuseWhatIsGone(const std::set<EntryId>& kept)
{
    std::set<EntryId> somewhere = kept;
    for (const LoggedEntry& entry : m_world.lookAtServer())
        somewhere.insert(entry.id);
    for (const auto& device : m_world.devices)
        somewhere.merge(ownOf(*device, false));
    for (Fact& fact : m_world.facts)
        fact.mayBeGone |= !somewhere.contains(fact.id);
}

/// As a phone's own backup does: the database alone, not the files beside it.
void SimFaults::restoreDatabase()
{
    SimDevice& device = anyone();
    if (!m_copies.contains(&device))
        return;
    const std::set<EntryId> waiting = ownOf(device, true);
    m_world.tell(device, "gets its database back");
    device.close();
    const QString database = device.belongings().files.database();
    for (const char* rest : {"", "-wal", "-shm"})
        QFile::remove(database + QLatin1String(rest));
    QFile::copy(copyOf(device) + u"/store.db"_s, database);
    if (!m_world.check(device.open(), "opening a database put back"))
        return;
    device.mayHaveForked = true;
    device.serverLife = m_copies[&device];
    excuseWhatIsGone(waiting);
    ++m_world.count.of[SimCount::Restores];
}

void SimFaults::restoreFolder()
{
    SimDevice& device = anyTablet();
    if (!m_copies.contains(&device))
        return;
    m_world.tell(device, "gets its folder back");
    device.close();
    copyFolder(copyOf(device), device.belongings().files.folder);
    if (!m_world.check(device.open(), "opening a folder put back"))
        return;
    device.mayHaveForked = true;
    device.serverLife = m_copies[&device];
    excuseWhatIsGone({});
    ++m_world.count.of[SimCount::RestoredWhole];
}

void SimFaults::cloneTablet()
{
    SimDevice& tablet = anyTablet();
    if (m_world.devices.size() >= faults_detail::MostDevices
        || !m_world.check(tablet.store().checkpoint(), "checkpoint"))
        return;
    const QString folder = m_world.practice.folder + u"/clone%1"_s.arg(m_world.devices.size());
    copyFolder(tablet.belongings().files.folder, folder);
    Belongings belongings = tablet.belongings().inFolder(folder);
    belongings.name = u"clone%1"_s.arg(m_world.devices.size());
    SimDevice& clone = m_world.addDevice(std::move(belongings));
    m_world.tell(tablet, "is cloned");
    tablet.mayHaveForked = clone.mayHaveForked = true;
    clone.isRevoked = tablet.isRevoked;
    clone.serverLife = tablet.serverLife;
    if (m_world.check(clone.open(), "opening a clone"))
        ++m_world.count.of[SimCount::Clones];
}

void SimFaults::restoreServer()
{
    SimWorld& world = m_world;
    if (world.backup.isEmpty())
        return;
    world.tell(world.desk(), "gets its server back");
    (void)world.lookAtServer();
    world.stopServer();
    const QString log = server::databasePath(world.practice.serverFolder());
    for (const char* rest : {"", "-wal", "-shm"})
        QFile::remove(log + QLatin1String(rest));
    const bool isCopy = QFile::exists(world.backup + faults_detail::Wal);
    for (const QString& rest : {QString(), faults_detail::Wal})
        QFile::copy(world.backup + rest, log + rest);
    if (!world.startServer())
        return;
    ++world.serverLife;
    excuseWhatIsGone({});
    ++world.count.of[isCopy ? SimCount::ServerSnapshots : SimCount::ServerRestores];
}

void SimFaults::revoke()
{
    SimWorld& world = m_world;
    SimDevice& tablet = anyTablet();
    if (tablet.isRevoked || world.dice.oneIn(2))
        return;
    world.tell(tablet, "is revoked");
    SimDevice& desk = world.desk();
    const auto saved = client::revokeDevice(desk.store(), tablet.id(), desk.clock().now());
    world.note(desk, saved, world.practice.scopes.practice);
    if (!saved)
        return;
    for (const auto& device : world.devices)
        device->isRevoked |= device->id() == tablet.id();
    ++world.count.of[SimCount::Revocations];
}

void SimFaults::end()
{
    m_world.network.setPerfect();
    for (const auto& device : m_world.devices) {
        device->clock().setOffsetMs(0);
        device->lightFuse(0);
    }
    while (!m_world.network.isQuiet() && m_world.wrong().isEmpty())
        m_world.pass(60'000);
}

} // namespace doorstep::sim
