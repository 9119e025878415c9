#include "tests/bench/sync/doorstep_device.h"

#include "tests/bench/sync/store_thread.h"
#include "tests/bench/sync/sync_records.h"
#include "tests/bench/sync/sync_system.h"

#include <QElapsedTimer>

namespace doorstep::bench {

namespace {

constexpr int ObservationsOfVisit = 8;
/// A save is durable by itself; what is measured comes later, so many visits share one.
constexpr std::size_t DraftsOfSave = 400;
constexpr int MostSyncs = 300;
constexpr int PauseMs = 500;

double secondsOf(const QElapsedTimer& timer)
{
    return double(timer.nsecsElapsed()) / 1e9;
}

template <typename T> Result<T> waitLong(QFuture<Result<T>> future)
{
    QEventLoop loop;
    QFutureWatcher<Result<T>> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
    return future.takeResult();
}

std::unique_ptr<client::SyncEngine> engineOf(
    const test::ClientDevice& device, client::StorePort& port, client::DeviceSigner signer)
{
    return std::make_unique<client::SyncEngine>(client::SyncEngine::Parts{
        *device.https, port, *device.clock, std::move(signer), test::ThisApp});
}

std::unique_ptr<client::SyncEngine> engineOf(const test::ClientDevice& device)
{
    return engineOf(device, *device.port, device.signer());
}

/// Acts of many drafts, saved as they fill.
class BigActs {
public:
    explicit BigActs(const test::ClientDevice& device)
        : m_device(device)

    {
    }
    ledger::Act& act()
    {
        if (m_act && m_act->drafts().size() >= DraftsOfSave)
            save();
        if (!m_act)
            m_act.emplace(*m_device.mint);
        return *m_act;
    }
    void save()
    {
        if (m_act)
            (void)must(m_device.store->save(*m_act));
        m_act.reset();
    }

private:
    const test::ClientDevice& m_device;
    std::optional<ledger::Act> m_act;
};

} // namespace

TimedSync timedSync(test::ClientDevice& device)
{
    auto signer = device.signer();
    StoreThread store(device);
    auto engine = engineOf(device, store, std::move(signer));
    TimedSync timed;
    const double before = cpuSeconds();
    QElapsedTimer timer;
    engine->onProgress([&](const client::SyncProgress& progress) {
        if (timed.firstSeconds == 0 && progress.acknowledged > 0)
            timed.firstSeconds = secondsOf(timer);
    });
    timer.start();
    auto report = waitLong(engine->sync());
    timed.seconds = secondsOf(timer);
    timed.cpuSeconds = cpuSeconds() - before;
    timed.report = must(std::move(report));
    engine.reset();
    return timed;
}

double syncAllAtOnce(const std::vector<std::unique_ptr<test::ClientDevice>>& devices)
{
    std::vector<std::unique_ptr<client::SyncEngine>> engines;
    QElapsedTimer timer;
    timer.start();
    std::vector<QFuture<Result<client::SyncReport>>> running;
    for (const auto& device : devices) {
        engines.push_back(engineOf(*device));
        running.push_back(engines.back()->sync());
    }
    for (auto& future : running)
        (void)waitLong(future);
    for (const auto& device : devices)
        syncWhole(*device);
    return secondsOf(timer);
}

void syncWhole(const test::ClientDevice& device)
{
    for (int i = 0; i < MostSyncs; ++i) {
        auto engine = engineOf(device);
        const auto report = waitLong(engine->sync());
        if (!report && report.error().permanent)
            stop(report.error().detail);
        if (report && report->waiting == 0 && !report->unfinished && report->pauseSeconds == 0)
            return;
        QTest::qWait(PauseMs);
    }
    stop("a device never finishes its sync");
}

std::vector<PatientId> savePatients(const test::ClientDevice& device, int count, int observations)
{
    std::vector<PatientId> patients;
    BigActs acts(device);
    for (int i = 0; i < count; ++i) {
        const auto patient = crypto::madeOn(device.id(), device.mint->next<PatientId>());
        ledger::PatientRecorded recorded;
        recorded.family = QStringLiteral("Testcase%1").arg(i);
        recorded.given = QStringLiteral("Ada");
        recorded.born = QDate(1940, 1, 1).addDays(i);
        acts.act().add(patient.as<ScopeId>(), patient.as<AggregateId>(), recorded);
        for (int k = 0; k < observations; ++k)
            acts.act().add(patient.as<ScopeId>(), patient.as<AggregateId>(),
                madeObservation(i * observations + k));
        patients.push_back(patient);
    }
    acts.save();
    return patients;
}

void saveObservations(
    const test::ClientDevice& device, const std::vector<PatientId>& patients, int count)
{
    BigActs acts(device);
    for (int i = 0; i < count; ++i) {
        const auto& patient = patients[std::size_t(i / ObservationsOfVisit) % patients.size()];
        acts.act().add(patient.as<ScopeId>(), patient.as<AggregateId>(), madeObservation(i));
    }
    acts.save();
}

void grantAll(
    const test::ClientDevice& desk, DeviceId device, const std::vector<PatientId>& patients)
{
    constexpr qint64 WeekMs = 7 * 86'400'000LL;
    constexpr std::size_t GrantsOfSave = 100;
    std::vector<entry::ClearBody> grants;
    const auto save = [&] {
        if (!grants.empty())
            (void)must(desk.store->saveClear(desk.scopes().practice, grants));
        grants.clear();
    };
    const Instant now = desk.clock->now();
    for (const PatientId& patient : patients) {
        grants.push_back(entry::ScopeGranted{
            device, patient.as<ScopeId>(), now.plusMs(-1000), now.plusMs(WeekMs)});
        if (grants.size() == GrantsOfSave)
            save();
    }
    save();
}

} // namespace doorstep::bench
