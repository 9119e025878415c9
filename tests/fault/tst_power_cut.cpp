#include "tests/fault/fault_rounds.h"
#include "tests/fault/power_cut.h"
#include "tests/fault/workload.h"
#include "tests/support/test_registry.h"
#include "tests/vfs/sealed_fixture.h"

#include <algorithm>

using namespace doorstep;
using namespace doorstep::test;

namespace {

/// One seeded life of a store on a recorded disk: what was written, and what was acknowledged when.
class RecordedLife {
public:
    RecordedLife(MemoryDisk& disk, const QByteArray& uri, quint64 seed, const char* journalMode,
        const char* synchronous, bool spills)
    {
        disk.setFiles({});
        disk.setRecording(true);
        SqlConnection store(uri);
        Workload::Random random(seed);
        Workload workload(random, Marker.toUtf8());
        m_isWal = qstrcmp(journalMode, "WAL") == 0;
        store.run(QByteArray("PRAGMA synchronous = ") + synchronous);
        store.run("PRAGMA cache_size = 10; PRAGMA wal_autocheckpoint = 20");
        if (!spills)
            store.run("PRAGMA cache_spill = OFF");
        store.run(QByteArray("PRAGMA journal_mode = ") + journalMode);
        acknowledge(disk, {});
        store.run(workload.creation());
        acknowledge(disk, Workload::digest(store));
        for (int i = 0; i < 40 && store.code() == SQLITE_OK; ++i) {
            for (const QByteArray& sql : workload.transaction()) {
                if (store.run(sql) || !m_failure.isEmpty())
                    continue;
                // A commit that this SQLite would lose is refused, and so rolled back.
                if (store.code() != SQLITE_IOERR_FSYNC || sql != "COMMIT")
                    m_failure = sql + ": " + store.what();
            }
            // Reading does not change the disk, so this is the moment of the acknowledgement.
            acknowledge(disk, Workload::digest(store));
            if (const QByteArray sql = workload.housekeeping(m_isWal); !sql.isEmpty())
                store.run(sql);
        }
        if (store.code() != SQLITE_OK && m_failure.isEmpty())
            m_failure = store.what();
        store.close();
        disk.setRecording(false);
    }

    [[nodiscard]] const QByteArray& failure() const { return m_failure; }
    /// Whether a cut before event `at` may leave `digest`: the last acknowledged state, or the one
    /// that was on its way.
    [[nodiscard]] bool allows(std::size_t at, const QByteArray& digest) const
    {
        std::size_t last = 0;
        while (last + 1 < m_states.size() && m_states[last + 1].acknowledgedAt <= at)
            ++last;
        return digest == m_states[last].digest
            || (last + 1 < m_states.size() && digest == m_states[last + 1].digest);
    }

private:
    struct State {
        std::size_t acknowledgedAt;
        QByteArray digest;
    };
    void acknowledge(const MemoryDisk& disk, const QByteArray& digest)
    {
        m_states.push_back({disk.events().size(), digest});
    }

    bool m_isWal = false;
    QByteArray m_failure;
    std::vector<State> m_states;
};

const std::string StorePath = "/store.db";

bool holdsMarker(const MemoryDisk::Files& files)
{
    return std::any_of(files.begin(), files.end(),
        [](const auto& file) { return holdsText(file.second, Marker); });
}

} // namespace

/// Simulated power cuts: every acknowledged commit is there, nothing half-done is, and the store
/// opens.
class TestPowerCut : public QObject {
    Q_OBJECT
private:
    /// What is wrong with the store that a cut left; empty when nothing is.
    QByteArray fault(const MemoryDisk::Files& image, const RecordedLife& life, std::size_t at)
    {
        if (holdsMarker(image))
            return "plaintext on the disk";
        m_image.setFiles(image);
        SqlConnection store(m_imageKey->uri(QString::fromStdString(StorePath)).toUtf8());
        const QByteArray digest = Workload::digest(store);
        if (digest.startsWith("error"))
            return digest;
        if (!life.allows(at, digest))
            return "neither the acknowledged state nor the next";
        if (const QByteArray check = store.value("PRAGMA integrity_check"); check != "ok")
            return "integrity: " + check;
        store.run("PRAGMA wal_checkpoint(TRUNCATE)");
        store.close();
        const auto pages = vfs::verifyStore(QString::fromStdString(StorePath), *m_imageKey);
        if (!pages)
            return pages.error().code == ErrorCode::NotFound && digest.isEmpty()
                ? QByteArray()
                : "verify: " + pages.error().detail;
        return pages->firstBad ? "page " + QByteArray::number(*pages->firstBad) : QByteArray();
    }

    /// Cuts one life of a store `cuts` times. Returns how many cuts left a fault.
    int cutLife(quint64 seed, const char* journalMode, const char* synchronous, bool spills,
        int cuts, QByteArray& firstFault)
    {
        const RecordedLife life(m_disk, m_key->uri(QString::fromStdString(StorePath)).toUtf8(),
            seed, journalMode, synchronous, spills);
        if (!life.failure().isEmpty()) {
            firstFault = "workload: " + life.failure();
            return cuts;
        }
        PowerCut::Random random(seed ^ 0x5eed);
        std::vector<std::size_t> moments(static_cast<std::size_t>(cuts));
        for (std::size_t& moment : moments)
            moment = random() % (m_disk.events().size() + 1);
        std::sort(moments.begin(), moments.end());
        PowerCut powerCut(m_disk.events());
        int faults = 0;
        for (const std::size_t moment : moments) {
            powerCut.advanceTo(moment);
            const QByteArray found = fault(powerCut.image(random), life, moment);
            if (found.isEmpty())
                continue;
            ++faults;
            if (firstFault.isEmpty())
                firstFault = found + " (seed " + QByteArray::number(seed) + ", event "
                    + QByteArray::number(qulonglong(moment)) + ")";
        }
        return faults;
    }

    static constexpr int CutsPerLife = 50;
    MemoryDisk m_disk{"recorded-disk"};
    MemoryDisk m_image{"image-disk"};
    std::unique_ptr<vfs::VfsKey> m_key;
    std::unique_ptr<vfs::VfsKey> m_imageKey;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(vfs::registerSealedVfs("sealed-recorded", "recorded-disk").ok());
        QVERIFY(vfs::registerSealedVfs("sealed-image", "image-disk").ok());
        m_key = std::make_unique<vfs::VfsKey>(loadTestKey(7, 9, "sealed-recorded"));
        m_imageKey = std::make_unique<vfs::VfsKey>(loadTestKey(7, 9, "sealed-image"));
    }

    void powerCut_anyMoment_everyAcknowledgedCommitIsThere_data()
    {
        QTest::addColumn<QByteArray>("journalMode");
        QTest::addColumn<QByteArray>("synchronous");
        QTest::addColumn<int>("cuts");
        QTest::addColumn<bool>("spills");
        QTest::newRow("WAL as the product")
            << QByteArray("WAL") << QByteArray("FULL") << 400 << false;
        QTest::newRow("WAL, small cache") << QByteArray("WAL") << QByteArray("FULL") << 400 << true;
        // In the rollback modes FULL may lose the removal of the journal, and with it the commit.
        QTest::newRow("DELETE") << QByteArray("DELETE") << QByteArray("EXTRA") << 200 << true;
        QTest::newRow("TRUNCATE") << QByteArray("TRUNCATE") << QByteArray("EXTRA") << 200 << true;
        QTest::newRow("PERSIST") << QByteArray("PERSIST") << QByteArray("EXTRA") << 200 << true;
    }
    void powerCut_anyMoment_everyAcknowledgedCommitIsThere()
    {
        QFETCH(const QByteArray, journalMode);
        QFETCH(const QByteArray, synchronous);
        QFETCH(const int, cuts);
        QFETCH(const bool, spills);
        const int lives = faultRounds(cuts) / CutsPerLife;
        for (int life = 0; life < lives; ++life) {
            QByteArray firstFault;
            const quint64 seed = faultSeed() + quint64(life);
            const int faults
                = cutLife(seed, journalMode, synchronous, spills, CutsPerLife, firstFault);
            QVERIFY2(faults == 0, firstFault);
        }
    }

    /// The harness sees what it must: with NORMAL the last commits of a WAL may be lost.
    void powerCut_synchronousNormal_losesAcknowledgedCommits()
    {
        QByteArray firstFault;
        QVERIFY(cutLife(faultSeed(), "WAL", "NORMAL", false, 200, firstFault) > 0);
        QVERIFY2(firstFault.startsWith("neither"), firstFault);
    }
};

DOORSTEP_TEST(TestPowerCut);
#include "tst_power_cut.moc"
