#include "tests/e2e/practice_device.h"

#include "tests/e2e/folded_rows.h"

#include <QDir>

namespace doorstep::test {

namespace device_detail {

constexpr int PatienceMs = 60'000;
constexpr int EveryEntry = 1'000'000;

} // namespace device_detail

bool until(const std::function<bool()>& condition)
{
    return QTest::qWaitFor(condition, device_detail::PatienceMs);
}

PracticeDevice::PracticeDevice(QString folder, const FakeClock& deviceClock, MemoryVault& keystore)
    : clock(deviceClock)
    , session({deviceClock, bootClock, keystore, {std::move(folder)}})
    , sync(session)
    , asTablet(session, sync)
    , asDesk(session, sync)
{
    sync.follow(network);
}

bool PracticeDevice::standsLocked()
{
    session.start();
    return until([this] { return session.state() == app::Session::State::Locked; });
}

bool PracticeDevice::unlock(StaffId staff)
{
    return finished(session.unlock(staff, SecretBytes::copyOf(Pin))).ok()
        && session.state() == app::Session::State::Open;
}

bool PracticeDevice::isClosed()
{
    const auto asked
        = finished(session.read([](store::Connection&) -> Result<bool> { return true; }));
    return !asked && asked.error().code == ErrorCode::Locked && !holdsDatabase();
}

bool PracticeDevice::holdsDatabase() const
{
    const QString database = QFileInfo(session.files().database()).canonicalFilePath();
    const QFileInfoList descriptors
        = QDir(QStringLiteral("/proc/self/fd")).entryInfoList(QDir::Files);
    return std::ranges::any_of(descriptors, [&database](const QFileInfo& open) {
        return open.symLinkTarget().startsWith(database); // or its WAL
    });
}

bool PracticeDevice::save(Result<ledger::Act> act)
{
    if (!act) {
        qWarning("act: %s", act.error().detail.constData());
        return false;
    }
    const auto saved = finished(session.save(std::move(act).value()));
    if (!saved)
        qWarning("save: %s", saved.error().detail.constData());
    return saved.ok();
}

std::optional<int> PracticeDevice::nextSync()
{
    std::optional<std::optional<int>> ended;
    QObject listener;
    QObject::connect(&sync, &app::SyncDriver::synced, &listener,
        [&ended](int acknowledged, int) { ended.emplace(acknowledged); });
    QObject::connect(&sync, &app::SyncDriver::stateChanged, &listener, [this, &ended] {
        if (sync.state() == app::SyncDriver::State::Waiting)
            ended.emplace(std::nullopt);
    });
    return until([&ended] { return ended.has_value(); }) ? *ended : std::nullopt;
}

bool PracticeDevice::syncs()
{
    // What is under way may have read the store before the last save.
    if (sync.state() == app::SyncDriver::State::Running)
        (void)nextSync();
    sync.syncNow();
    return nextSync().has_value();
}

app::ActBy PracticeDevice::by(StaffId staff) const
{
    return {staff, clock.now(), clock.now().toUtc().date()};
}

store::ReceiptCounts PracticeDevice::receipts()
{
    return read([](store::Connection& connection) {
        return store::EntryStore(connection).receiptCounts();
    });
}

std::vector<store::EntryRow> PracticeDevice::entries()
{
    auto rows = read([](store::Connection& connection) {
        return store::EntryStore(connection).latest(device_detail::EveryEntry);
    });
    std::erase_if(
        rows, [](const store::EntryRow& row) { return !entry::isSealed(row.entryClass); });
    return rows;
}

std::vector<store::EntryRow> PracticeDevice::entriesOf(DeviceId writer)
{
    auto rows = entries();
    std::erase_if(rows, [writer](const store::EntryRow& row) { return row.device != writer; });
    return rows;
}

QSet<AggregateId> PracticeDevice::aggregates()
{
    QSet<AggregateId> about;
    for (const store::EntryRow& row : entries())
        about.insert(row.aggregate);
    return about;
}

QStringList PracticeDevice::rowsAbout(AggregateId aggregate)
{
    return read(
        [aggregate](store::Connection& connection) { return foldedRows(connection, aggregate); });
}

QStringList disagreements(PracticeDevice& one, PracticeDevice& other)
{
    QStringList found;
    for (const AggregateId aggregate : one.aggregates()) {
        const QStringList here = one.rowsAbout(aggregate);
        const QStringList there = other.rowsAbout(aggregate);
        if (here != there)
            found += here.join(QLatin1Char('\n')) + QStringLiteral("\n-- against --\n")
                + there.join(QLatin1Char('\n'));
    }
    return found;
}

} // namespace doorstep::test
