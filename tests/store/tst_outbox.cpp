#include "core/store/outbox.h"
#include "core/store/spool.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

using namespace doorstep;

class TestOutbox : public QObject {
    Q_OBJECT

    static store::OutgoingEntry entry(
        quint64 ctr, store::IncarnationId incarnation = store::IncarnationId({1}))
    {
        return {incarnation, ctr, crypto::hash({QByteArray::number(ctr)}),
            QByteArray(40, static_cast<char>('a' + ctr))};
    }

    /// Changes one bit of a file and gives back what it holds then.
    static QByteArray flipped(const QString& path, int byte)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadWrite))
            return {};
        QByteArray bytes = file.readAll();
        bytes[byte] = static_cast<char>(bytes[byte] ^ 4);
        file.seek(0);
        file.write(bytes);
        return bytes;
    }

private Q_SLOTS:
    void outbox_onlyTheRecoveryKeyReads()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("outbox.seal"));
        const auto recovery = crypto::makeBoxKeyPair();
        {
            auto outbox = store::Outbox::open(path, recovery.publicKey);
            QVERIFY(outbox);
            QCOMPARE(*outbox->append("the first save"), quint64(1));
            QCOMPARE(*outbox->append("the second save"), quint64(2));
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("save"));
        const auto reading = store::readOutbox(path, recovery);
        QVERIFY(reading);
        QCOMPARE(reading->lines.size(), std::size_t(2));
        QCOMPARE(reading->lines.back().content, QByteArray("the second save"));
        QCOMPARE(reading->unreadable, 0);
        QCOMPARE(store::readOutbox(path, crypto::makeBoxKeyPair())->unreadable, 2);
    }
    void outbox_tornTail_isSaidAndTheRestIsRead()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("outbox.seal"));
        const auto recovery = crypto::makeBoxKeyPair();
        {
            auto outbox = store::Outbox::open(path, recovery.publicKey);
            QVERIFY(outbox->append("whole") && outbox->append("torn"));
        }
        QVERIFY(QFile::resize(path, QFileInfo(path).size() - 1));
        const auto reading = store::readOutbox(path, recovery);
        QCOMPARE(reading->lines.size(), std::size_t(1));
        QVERIFY(reading->tornTail);
    }
    void outbox_damagedLine_costsItselfAloneWhenOpenedAgain()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("outbox.seal"));
        const auto recovery = crypto::makeBoxKeyPair();
        {
            auto outbox = store::Outbox::open(path, recovery.publicKey);
            QVERIFY(outbox->append("first") && outbox->append("second") && outbox->append("third"));
        }
        const QByteArray damaged = flipped(path, 20);
        {
            auto outbox = store::Outbox::open(path, recovery.publicKey);
            QVERIFY(outbox);
            QCOMPARE(outbox->lastSequence(), quint64(3));
            QCOMPARE(*outbox->append("fourth"), quint64(4));
        }
        const auto reading = store::readOutbox(path, recovery);
        QCOMPARE(int(reading->lines.size()), 3);
        QCOMPARE(reading->lines[0].content, QByteArray("second"));
        QCOMPARE(reading->lines[2].content, QByteArray("fourth"));
        // What it was is kept for a person.
        QFile kept(path + QStringLiteral(".damaged"));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), damaged);
    }
    void outbox_tornTail_isNoDamage()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("outbox.seal"));
        const auto recovery = crypto::makeBoxKeyPair();
        {
            auto outbox = store::Outbox::open(path, recovery.publicKey);
            QVERIFY(outbox->append("whole") && outbox->append("torn"));
        }
        QVERIFY(QFile::resize(path, QFileInfo(path).size() - 1));
        QVERIFY(store::Outbox::open(path, recovery.publicKey).ok());
        QVERIFY(!QFile::exists(path + QStringLiteral(".damaged")));
    }
    void outbox_cut_dropsWhatIsSafeAndNeverReusesASequence()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("outbox.seal"));
        const auto recovery = crypto::makeBoxKeyPair();
        {
            auto outbox = store::Outbox::open(path, recovery.publicKey);
            for (int i = 0; i < 5; ++i)
                QVERIFY(outbox->append(QByteArray::number(i)));
            QVERIFY(outbox->cut([](quint64 sequence) { return sequence <= 3; }));
            QVERIFY(outbox->cut([](quint64) { return true; }));
        }
        auto again = store::Outbox::open(path, recovery.publicKey);
        QCOMPARE(*again->append("after"), quint64(6));
        const auto reading = store::readOutbox(path, recovery);
        QCOMPARE(reading->lines.front().sequence, quint64(5));
        QCOMPARE(reading->lines.back().sequence, quint64(6));
    }
    void packedEntries_roundTrip_cutAnywhereIsCorrupt()
    {
        const std::vector<QByteArray> entries{"one", "", QByteArray(300, 'x')};
        const QByteArray packed = store::packEntries(entries);
        QCOMPARE(*store::unpackEntries(packed), entries);
        for (const qsizetype cut : {1, 3, 6, 9, 20})
            QCOMPARE(store::unpackEntries(packed.first(cut)).error().code, ErrorCode::Corrupt);
    }
    void spool_keepsOrderChainAndWholeSaves()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("spool"));
        {
            auto spool = store::Spool::open(path);
            QVERIFY(spool && spool->append({entry(1), entry(2)}) && spool->append({entry(3)}));
        }
        QVERIFY(QFile::resize(path, QFileInfo(path).size() - 1)); // the last save was torn
        auto spool = store::Spool::open(path);
        QCOMPARE(spool->pending().size(), std::size_t(2));
        QCOMPARE(spool->pending().back().ctr, quint64(2));
        QCOMPARE(spool->pending().back().bytes, entry(2).bytes);
        QCOMPARE(spool->pending().back().previousChain, entry(2).previousChain);
    }
    void spool_damagedLine_costsItselfAloneWhenOpenedAgain()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("spool"));
        qint64 second = 0;
        {
            auto spool = store::Spool::open(path);
            QVERIFY(spool->append({entry(1)}));
            second = spool->sizeBytes();
            QVERIFY(spool->append({entry(2), entry(3)}) && spool->append({entry(4)}));
        }
        const QByteArray damaged = flipped(path, int(second) + 60);
        {
            auto spool = store::Spool::open(path);
            QVERIFY(spool);
            QCOMPARE(spool->pending().size(), std::size_t(2));
            QCOMPARE(spool->pending().front().ctr, quint64(1));
            QCOMPARE(spool->pending().back().bytes, entry(4).bytes);
            QVERIFY(spool->append({entry(5)}));
        }
        QCOMPARE(store::Spool::open(path)->pending().back().ctr, quint64(5));
        // What it was is kept for a person.
        QFile kept(path + QStringLiteral(".damaged"));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), damaged);
    }
    void spool_acknowledge_cutsOnlyThePrefixOfThatIncarnation()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("spool"));
        auto spool = store::Spool::open(path);
        QVERIFY(spool->append({entry(1), entry(2)}));
        QVERIFY(spool->append({entry(1, store::IncarnationId({2}))}));
        QVERIFY(spool->acknowledge(store::IncarnationId({1}), 1));
        QCOMPARE(store::Spool::open(path)->pending().size(), std::size_t(2));
        QVERIFY(spool->acknowledge(store::IncarnationId({1}), 9));
        const auto left = store::Spool::open(path);
        QCOMPARE(left->pending().size(), std::size_t(1));
        QCOMPARE(left->pending().front().incarnation, store::IncarnationId({2}));
    }
    void spool_takeBack_leavesWhatStoodBefore()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("spool"));
        auto spool = store::Spool::open(path);
        QVERIFY(spool->append({entry(1)}));
        const auto size = spool->sizeBytes();
        QVERIFY(spool->append({entry(2)}));
        QVERIFY(spool->takeBack(size, 1));
        QVERIFY(spool->append({entry(2)}));
        QCOMPARE(store::Spool::open(path)->pending().size(), std::size_t(2));
    }
};
DOORSTEP_TEST(TestOutbox);

#include "tst_outbox.moc"
