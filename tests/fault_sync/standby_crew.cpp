#include "tests/fault_sync/standby_crew.h"

namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace crew_detail {

constexpr int Tablets = 6; ///< beside the two that every campaign has
constexpr int RoundsAfter = 2; ///< of a writer, once another server has taken over
constexpr int WrittenARound = 5;
constexpr int LeastEntries = 3; ///< in one request
constexpr int SpreadEntries = 30;
constexpr int RestMs = 150; ///< between syncs: seven a second, of ten that the server allows
constexpr int PatienceMs = 120'000;

const QString Ordered = u"SELECT count(*), count(DISTINCT seq), coalesce(max(seq), 0) FROM entry "
                        "WHERE seq IS NOT NULL"_s;
const QString Lines = u"SELECT seq, bytes FROM entry WHERE seq IS NOT NULL ORDER BY seq"_s;

} // namespace crew_detail

/// One device at work on the thread of the event loop, like the others.
class StandbyCrew::Worker {
public:
    Worker(SyncPractice& practice, ClientDevice& device, SyncOracle& oracle, bool writes,
        int mostEntries)
        : m_practice(practice)
        , m_device(device)
        , m_oracle(oracle)
        , m_writes(writes)
        // Without digests: that net would hide what it catches.
        , m_engine({*device.transport, *device.port, *device.clock, device.signer(), ThisApp, 1000,
              mostEntries, false})
    {
        QObject::connect(
            &m_watcher, &QFutureWatcherBase::finished, &m_watcher, [this] { ended(); });
        begin();
    }

    void stopAfter(int rounds) { m_left = rounds; }
    [[nodiscard]] bool isIdle() const { return m_isIdle; }
    [[nodiscard]] bool isReader() const { return !m_writes; }

private:
    void begin()
    {
        m_practice.setClocks();
        if (m_writes && !m_device.saveNotes(m_practice.shared(), crew_detail::WrittenARound))
            qFatal("standby: a writer");
        m_watcher.setFuture(m_engine.sync());
    }
    void ended()
    {
        const auto report = m_watcher.future().takeResult();
        if (!report) {
            const Error& error = report.error();
            m_oracle.expect(!error.permanent
                    && (error.code == ErrorCode::Unreachable || error.code == ErrorCode::Busy),
                "said of a server that was away: " + error.detail);
        } else if (isReader()) {
            checkDense();
        }
        m_isIdle = m_left && --*m_left < 0;
        if (!m_isIdle)
            QTimer::singleShot(crew_detail::RestMs, &m_watcher, [this] { begin(); });
    }
    /// A desk may read everything, so what it has is every position up to the last.
    void checkDense()
    {
        auto row = m_device.store->connection().prepare(crew_detail::Ordered);
        if (!row || !row->next())
            qFatal("standby: a reader");
        m_oracle.expectNoLoss(row->integer(0) == row->integer(2),
            "a reader that is at " + QByteArray::number(row->integer(2)) + " has "
                + QByteArray::number(row->integer(0)));
        m_oracle.expect(
            row->integer(0) == row->integer(1), "a reader has two entries at one position");
    }

    SyncPractice& m_practice;
    ClientDevice& m_device;
    SyncOracle& m_oracle;
    bool m_writes;
    std::optional<int> m_left; ///< rounds; none: until told
    bool m_isIdle = false;
    client::SyncEngine m_engine;
    QFutureWatcher<Result<client::SyncReport>> m_watcher;
};

StandbyCrew::StandbyCrew(SyncPractice& practice)
    : m_practice(practice)
{
    practice.putBack();
    ClientDevice& desk = *practice.desk;
    m_writers = {practice.one.get(), practice.two.get()};
    m_readers = {&desk};
    const auto enrol = [&](const QString& name, entry::DeviceRole role) {
        m_more.push_back(practice.enrol(desk, name, role));
        if (!practice.certifyStaff(desk, *m_more.back()))
            qFatal("standby: a certificate");
        practice.setClocks();
        return m_more.back().get();
    };
    m_readers.push_back(enrol(u"second-desk"_s, entry::DeviceRole::Desk));
    for (int i = 0; i < crew_detail::Tablets; ++i) {
        ClientDevice* tablet = enrol(u"tablet-%1"_s.arg(i), entry::DeviceRole::Tablet);
        if (!practice.grant(desk, *tablet, practice.shared().as<ScopeId>()))
            qFatal("standby: a grant");
        m_writers.push_back(tablet);
    }
    for (ClientDevice* device : devices())
        if (!ServedPractice::settle(*device))
            qFatal("standby: a first sync");
    std::vector<ClientDevice*> more;
    for (const auto& device : m_more)
        more.push_back(device.get());
    practice.keepAs(u"crew"_s, more);
}

StandbyCrew::~StandbyCrew() = default;

std::vector<ClientDevice*> StandbyCrew::devices() const
{
    std::vector<ClientDevice*> all = m_readers;
    all.insert(all.end(), m_writers.begin(), m_writers.end());
    return all;
}

void StandbyCrew::putBack()
{
    m_workers.clear();
    std::vector<ClientDevice*> more;
    for (const auto& device : m_more)
        more.push_back(device.get());
    m_practice.putBackTo(u"crew"_s, more);
}

void StandbyCrew::start(SyncOracle& oracle, std::mt19937_64& random)
{
    using namespace crew_detail;
    m_oracle = &oracle;
    const auto work = [&](ClientDevice* device, bool writes) {
        const int most = LeastEntries + int(random() % SpreadEntries);
        m_workers.push_back(std::make_unique<Worker>(m_practice, *device, oracle, writes, most));
    };
    for (ClientDevice* device : m_readers)
        work(device, false);
    for (ClientDevice* device : m_writers)
        work(device, true);
}

void StandbyCrew::finish()
{
    const auto areIdle = [this](bool readers) {
        return QTest::qWaitFor(
            [this, readers] {
                return std::ranges::all_of(m_workers, [readers](const auto& worker) {
                    return worker->isReader() != readers || worker->isIdle();
                });
            },
            crew_detail::PatienceMs);
    };
    for (const auto& worker : m_workers)
        if (!worker->isReader())
            worker->stopAfter(crew_detail::RoundsAfter);
    if (!areIdle(false))
        qFatal("standby: the writers never end");
    for (const auto& worker : m_workers)
        if (worker->isReader())
            worker->stopAfter(0);
    if (!areIdle(true))
        qFatal("standby: the readers never end");
    m_workers.clear();
    m_practice.setClocks();
    for (int round = 0; round < 2; ++round)
        for (ClientDevice* device : devices())
            m_oracle->expect(m_practice.settle(*device), "a last sync failed");
}

void StandbyCrew::checkReaders(SyncOracle& oracle) const
{
    for (ClientDevice* reader : m_readers) {
        std::map<quint64, QByteArray> read;
        auto row = reader->store->connection().prepare(crew_detail::Lines);
        for (auto more = row->next(); more && *more; more = row->next())
            oracle.expect(
                read.emplace(quint64(row->integer(0)), row->bytes(1)).second, "a position twice");
        for (const LogLine& line : oracle.log().lines) {
            const auto found = read.find(line.seq);
            oracle.expectNoLoss(found != read.end() && found->second == line.bytes,
                "a reader skipped " + QByteArray::number(line.seq));
        }
        oracle.expect(read.size() == oracle.log().lines.size(), "a reader has more than the log");
    }
}

} // namespace doorstep::test
