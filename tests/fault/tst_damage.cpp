#include "tests/fault/fault_rounds.h"
#include "tests/fault/memory_disk.h"
#include "tests/fault/workload.h"
#include "tests/support/test_registry.h"
#include "tests/vfs/sealed_fixture.h"

using namespace doorstep;
using namespace doorstep::test;

namespace {

constexpr qint64 DamagePageSize = 4096;
const std::string DamagedPath = "/damaged.db";

QByteArray flipNote(qint64 bit, quint64 seed)
{
    return "bit " + QByteArray::number(bit) + ", seed " + QByteArray::number(seed);
}

} // namespace

/// Bits that turned over, pages that moved, files that were cut: an error, or provably nothing.
class TestDamage : public QObject {
    Q_OBJECT
private:
    QByteArray uri() const { return m_key->uri(path()).toUtf8(); }
    static QString path() { return QString::fromStdString(DamagedPath); }

    /// Some transactions; `states` gets the digest after each.
    void fill(SqlConnection& store, quint64 seed, int transactions, QByteArrayList& states)
    {
        Workload::Random random(seed);
        Workload workload(random, Marker.toUtf8());
        QVERIFY(store.run("PRAGMA journal_mode = WAL; PRAGMA cache_spill = OFF"));
        QVERIFY(store.run("PRAGMA wal_autocheckpoint = 0"));
        states << Workload::digest(store);
        QVERIFY(store.run(workload.creation()));
        states << Workload::digest(store);
        for (int i = 0; i < transactions; ++i) {
            for (const QByteArray& sql : workload.transaction())
                QVERIFY2(store.run(sql), store.what());
            states << Workload::digest(store);
        }
    }

    /// The files of a closed store, and what it holds.
    MemoryDisk::Files closedStore(quint64 seed, QByteArray& digest)
    {
        m_disk.setFiles({});
        QByteArrayList states;
        SqlConnection store(uri());
        fill(store, seed, 25, states);
        digest = states.value(states.size() - 1);
        // No free pages: then every bit of the file matters.
        store.run("VACUUM");
        store.close();
        return m_disk.files();
    }

    /// What reading everything gives: an error, or the digest.
    QByteArray readAll()
    {
        SqlConnection store(uri());
        const QByteArray digest = Workload::digest(store);
        if (digest.startsWith("error"))
            return digest;
        const QByteArray check = store.value("PRAGMA integrity_check");
        return check == "ok" ? digest : "error integrity " + check;
    }

    MemoryDisk m_disk{"damaged-disk"};
    std::unique_ptr<vfs::VfsKey> m_key;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(vfs::registerSealedVfs("sealed-damaged", "damaged-disk").ok());
        m_key = std::make_unique<vfs::VfsKey>(loadTestKey(7, 9, "sealed-damaged"));
    }
    void cleanup()
    {
        for (const auto& [name, bytes] : m_disk.files())
            QVERIFY2(!holdsText(bytes, Marker), name.c_str());
    }

    void bitFlip_anywhereInTheStore_isAnErrorAndVerifyNamesThePage()
    {
        QByteArray digest;
        const MemoryDisk::Files files = closedStore(faultSeed(), digest);
        const auto bits = qint64(files.at(DamagedPath).size()) * 8;
        Workload::Random random(faultSeed());
        for (int i = 0; i < faultRounds(200); ++i) {
            // A third of them in the first 100 bytes, where the clear bytes are.
            const auto bit = qint64(random() % quint64(i % 3 ? bits : 800));
            m_disk.setFiles(files);
            m_disk.flipBit(DamagedPath, bit);
            const auto check = vfs::verifyStore(path(), *m_key);
            QVERIFY(check.ok());
            const auto page = quint32(bit / 8 / DamagePageSize) + 1;
            QVERIFY2(check->firstBad == page, flipNote(bit, faultSeed()));
            QVERIFY2(readAll().startsWith("error"), flipNote(bit, faultSeed()));
        }
    }

    void bitFlip_inTheWalOfAClosedStore_isAnErrorOrAnEarlierCommit()
    {
        m_disk.setFiles({});
        QByteArrayList states;
        MemoryDisk::Files files;
        {
            SqlConnection store(uri());
            fill(store, faultSeed(), 12, states);
            files = m_disk.files(); // as a kill at this moment would leave them
        }
        const std::string wal = DamagedPath + "-wal";
        const auto bits = qint64(files.at(wal).size()) * 8;
        Workload::Random random(faultSeed() + 1);
        for (int i = 0; i < faultRounds(200); ++i) {
            const auto bit = qint64(random() % quint64(i % 4 ? bits : 256));
            m_disk.setFiles(files);
            m_disk.flipBit(wal, bit);
            const QByteArray result = readAll();
            QVERIFY2(result.startsWith("error") || states.contains(result),
                flipNote(bit, faultSeed() + 1));
        }
    }

    void bitFlip_underAnOpenStore_isAnError()
    {
        m_disk.setFiles({});
        QByteArrayList states;
        SqlConnection store(uri());
        fill(store, faultSeed(), 12, states);
        const std::string wal = DamagedPath + "-wal";
        const QByteArray before = m_disk.files().at(wal);
        Workload::Random random(faultSeed() + 2);
        int errors = 0;
        for (int i = 0; i < 50; ++i) {
            // In a page of a frame, so behind the file's and the frame's header.
            const qint64 frames = (before.size() - 32) / (24 + DamagePageSize);
            const qint64 byte = 32 + qint64(random() % quint64(frames)) * (24 + DamagePageSize) + 24
                + qint64(random() % DamagePageSize);
            m_disk.flipBit(wal, byte * 8);
            SqlConnection reader(uri());
            const QByteArray result = Workload::digest(reader);
            QVERIFY2(result.startsWith("error") || result == states.constLast(),
                flipNote(byte * 8, faultSeed() + 2));
            errors += result.startsWith("error");
            m_disk.flipBit(wal, byte * 8);
        }
        QVERIFY(errors > 0);
        QCOMPARE(Workload::digest(store), states.constLast());
    }

    void pages_swapped_areErrors()
    {
        QByteArray digest;
        const MemoryDisk::Files files = closedStore(faultSeed() + 3, digest);
        const auto pages = quint64(files.at(DamagedPath).size() / DamagePageSize);
        Workload::Random random(faultSeed() + 3);
        for (int i = 0; i < 50; ++i) {
            const auto a = qsizetype(random() % pages);
            const auto b = qsizetype(random() % pages);
            if (a == b)
                continue;
            MemoryDisk::Files swapped = files;
            QByteArray& bytes = swapped[DamagedPath];
            const QByteArray pageA = bytes.mid(a * DamagePageSize, DamagePageSize);
            const QByteArray pageB = bytes.mid(b * DamagePageSize, DamagePageSize);
            bytes.replace(a * DamagePageSize, DamagePageSize, pageB);
            bytes.replace(b * DamagePageSize, DamagePageSize, pageA);
            m_disk.setFiles(swapped);
            const auto check = vfs::verifyStore(path(), *m_key);
            QVERIFY(check.ok() && check->firstBad == quint32(std::min(a, b) + 1));
            QVERIFY(readAll().startsWith("error"));
        }
    }

    void page_ofAStoreWithTheSameKeyAndAnotherSalt_isAnError()
    {
        QByteArray digest;
        const MemoryDisk::Files files = closedStore(faultSeed(), digest);
        const auto otherKey = loadTestKey(7, 10, "sealed-damaged");
        std::swap(*m_key, const_cast<vfs::VfsKey&>(otherKey));
        QByteArray otherDigest;
        const MemoryDisk::Files others = closedStore(faultSeed(), otherDigest);
        std::swap(*m_key, const_cast<vfs::VfsKey&>(otherKey));
        QCOMPARE(otherDigest, digest);
        for (qsizetype page = 0; page < files.at(DamagedPath).size() / DamagePageSize; ++page) {
            MemoryDisk::Files mixed = files;
            mixed[DamagedPath].replace(page * DamagePageSize, DamagePageSize,
                others.at(DamagedPath).mid(page * DamagePageSize, DamagePageSize));
            m_disk.setFiles(mixed);
            const auto check = vfs::verifyStore(path(), *m_key);
            QVERIFY(check.ok());
            QVERIFY(check->firstBad == quint32(page + 1));
        }
    }

    void file_cutAnywhere_isAnErrorOrEmpty()
    {
        QByteArray digest;
        const MemoryDisk::Files files = closedStore(faultSeed(), digest);
        const auto size = quint64(files.at(DamagedPath).size());
        Workload::Random random(faultSeed() + 4);
        for (int i = 0; i < 60; ++i) {
            MemoryDisk::Files cut = files;
            // Every other cut at a page boundary.
            auto kept = qsizetype(1 + random() % (size - 1));
            if (i % 2)
                kept = kept / DamagePageSize * DamagePageSize + (kept < DamagePageSize);
            cut[DamagedPath].truncate(kept);
            m_disk.setFiles(cut);
            const auto check = vfs::verifyStore(path(), *m_key);
            QVERIFY(check.ok() && check->firstBad.has_value());
            QVERIFY2(readAll().startsWith("error"), QByteArray::number(kept));
        }
    }

    void file_cutBehindANonEmptyWal_isAnErrorNotZeros()
    {
        m_disk.setFiles({});
        QByteArrayList states;
        MemoryDisk::Files files;
        {
            SqlConnection store(uri());
            fill(store, faultSeed(), 25, states);
            QVERIFY(store.run("PRAGMA wal_checkpoint(TRUNCATE)"));
            QVERIFY(store.run("UPDATE progress SET commits = commits + 1"));
            files = m_disk.files();
        }
        for (const qsizetype pages : {1, 3, 8}) {
            m_disk.setFiles(files);
            MemoryDisk::Files cut = files;
            cut[DamagedPath].truncate(pages * DamagePageSize);
            m_disk.setFiles(cut);
            QVERIFY(readAll().startsWith("error"));
        }
    }

    void checkpoint_ofAWholeFrame_copiesItsBytes_ofADamagedOneNothing()
    {
        for (const bool isDamaged : {false, true}) {
            m_disk.setFiles({});
            QByteArrayList states;
            SqlConnection store(uri());
            fill(store, faultSeed(), 25, states);
            QVERIFY(store.run("PRAGMA wal_checkpoint(TRUNCATE)"));
            QVERIFY(store.run("UPDATE progress SET commits = commits + 1"));
            const std::string wal = DamagedPath + "-wal";
            const QByteArray page = m_disk.files().at(wal).right(DamagePageSize);
            const QByteArray before = m_disk.files().at(DamagedPath);
            if (isDamaged)
                m_disk.flipBit(wal, (m_disk.files().at(wal).size() - 2000) * 8);
            QCOMPARE(store.run("PRAGMA wal_checkpoint(TRUNCATE)"), !isDamaged);
            const QByteArray after = m_disk.files().at(DamagedPath);
            QVERIFY(!before.contains(page));
            QCOMPARE(after.contains(page), !isDamaged);
            if (isDamaged)
                QVERIFY(after == before);
            store.close();
        }
    }

    void wrongKey_everyRead_fails()
    {
        QByteArray digest;
        const MemoryDisk::Files files = closedStore(faultSeed(), digest);
        for (unsigned char fill = 100; fill < 110; ++fill) {
            m_disk.setFiles(files);
            const auto wrong = loadTestKey(fill, 9, "sealed-damaged");
            SqlConnection store(wrong.uri(path()).toUtf8());
            QCOMPARE(Workload::digest(store), QByteArray("error 8202"));
            store.close();
            QCOMPARE(vfs::verifyStore(path(), wrong)->firstBad, std::optional<quint32>(1));
            QCOMPARE(m_disk.files().at(DamagedPath), files.at(DamagedPath));
        }
    }
};

DOORSTEP_TEST(TestDamage);
#include "tst_damage.moc"
