#include "core/vfs/page_format.h"
#include "programs/doorstepctl/store_words.h"
#include "tests/ctl/lost_store.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::test;
using namespace Qt::StringLiterals;

/// `doorstepctl store verify` with two recovery cards, as a process of its own.
class TestStoreVerify : public QObject {
    Q_OBJECT
private:
    CtlRun verify(const QString& cards = u"card"_s) const
    {
        return runCtl(
            QStringList{u"store"_s, u"verify"_s, u"--store"_s, m_lost->fixture.files.folder}
            + m_lost->cards(cards));
    }
    QString database() const { return m_lost->fixture.files.database(); }

    std::unique_ptr<LostStore> m_lost;

private Q_SLOTS:
    void init()
    {
        m_lost = std::make_unique<LostStore>();
        QVERIFY(m_lost->make());
    }

    void soundStore_isSaidToBe_andNothingIsChanged()
    {
        m_lost->close();
        const auto before = m_lost->content();
        const CtlRun run = verify();
        QCOMPARE(run.code, 0);
        QVERIFY2(run.said.endsWith(u"pages, all authentic."), qPrintable(run.said));
        auto after = m_lost->content();
        after.remove(u"store.db-lock"_s);
        auto expected = before;
        expected.remove(u"store.db-lock"_s);
        QCOMPARE(after, expected);
    }
    void badPage_isNamed_andTheStoreStaysWhereItIs()
    {
        m_lost->close();
        QVERIFY(LostStore::flip(database(), qint64{6} * vfs::PageSize + 77));
        const CtlRun run = verify();
        QCOMPARE(run.code, 1);
        QVERIFY2(run.said.startsWith(u"Page 7 of "), qPrintable(run.said));
        QVERIFY(QFile::exists(database()));
        QVERIFY(!QFile::exists(m_lost->fixture.files.setAside()));
    }
    void openStore_isSaidToBeOpen()
    {
        const CtlRun run = verify();
        QCOMPARE(run.code, 1);
        QVERIFY2(run.said.contains(u"open in another program"), qPrintable(run.said));
    }
    void logThatWaits_isCheckedToo()
    {
        // A copy of the files of an open store is what a kill leaves.
        const store::StoreFiles killed{m_lost->fixture.folder.filePath(u"killed"_s)};
        QVERIFY(QDir().mkpath(killed.folder));
        const auto content = m_lost->content();
        for (auto file = content.begin(); file != content.end(); ++file) {
            QFile copy(killed.folder + u'/' + file.key());
            QVERIFY(copy.open(QIODevice::WriteOnly) && copy.write(*file) == file->size());
        }
        const QString log = killed.database() + u"-wal"_s;
        const QStringList asked
            = QStringList{u"store"_s, u"verify"_s, u"--store"_s, killed.folder} + m_lost->cards();
        const CtlRun whole = runCtl(asked);
        QCOMPARE(whole.code, 0);
        QVERIFY2(whole.said.contains(u"frames of the write-ahead log"), qPrintable(whole.said));
        QVERIFY(LostStore::flip(log, vfs::WalHeaderSize + qint64{11} * vfs::FrameSize + 24 + 500));
        const CtlRun damaged = runCtl(asked);
        QCOMPARE(damaged.code, 1);
        QVERIFY2(
            damaged.said.contains(u"frame 12 of the write-ahead log"), qPrintable(damaged.said));
    }
    void cardsOfAnotherPractice_openNothing()
    {
        m_lost->close();
        QVERIFY(m_lost->writeCards(crypto::makeBoxKeyPair(), u"foreign"_s));
        const CtlRun run = verify(u"foreign"_s);
        QCOMPARE(run.code, 1);
        QVERIFY2(run.said.contains(u"does not open this store"), qPrintable(run.said));
    }
    void oneCard_isAskedWrongly()
    {
        m_lost->close();
        const CtlRun run = runCtl({u"store"_s, u"verify"_s, u"--store"_s,
            m_lost->fixture.files.folder, u"--card"_s, m_lost->card(u"card"_s, 0)});
        QCOMPARE(run.code, 2);
    }
    void emptyFolder_isNoStore()
    {
        const CtlRun run = runCtl(QStringList{u"store"_s, u"verify"_s, u"--store"_s,
                                      m_lost->fixture.folder.filePath(u"nothing"_s)}
            + m_lost->cards());
        QCOMPARE(run.code, 1);
        QVERIFY2(run.said.contains(u"no store in that folder"), qPrintable(run.said));
    }
    void everyFinding_hasASentenceOfItsOwn()
    {
        const auto check
            = [](quint32 frames, std::optional<quint32> page, std::optional<quint32> frame) {
                  vfs::StoreCheck made;
                  made.pages = 9;
                  made.frames = frames;
                  made.firstBad = page;
                  made.badFrame = frame;
                  return made;
              };
        const std::vector checks{check(0, {}, {}), check(4, {}, {}), check(0, 1u, {}),
            check(0, 3u, {}), check(0, {}, 0u), check(4, {}, 5u)};
        QSet<QString> sentences;
        for (const auto& each : checks) {
            const QString sentence = ctl::storeSentence(each);
            QVERIFY(sentence.endsWith(u'.') && !sentence.contains(u'%'));
            sentences.insert(sentence);
            QCOMPARE(ctl::isSound(each), !each.firstBad && !each.badFrame);
        }
        QCOMPARE(sentences.size(), qsizetype(checks.size()));
    }
};
DOORSTEP_TEST(TestStoreVerify);

#include "tst_store_verify.moc"
