#include "core/store/outbox.h"
#include "core/vfs/page_format.h"
#include "tests/ctl/lost_store.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::test;
using namespace Qt::StringLiterals;

/// `doorstepctl recover` after each kind of loss, as a process of its own. No keystore is there in
/// any of them: the cards are all there is.
class TestRecover : public QObject {
    Q_OBJECT
private:
    static constexpr int Entries = LostStore::Patients;

    CtlRun recover(const QStringList& more = {}, const QString& cards = u"card"_s)
    {
        m_to = m_lost->fixture.folder.filePath(u"out-%1"_s.arg(++m_runs));
        return runCtl(QStringList{u"recover"_s, u"--from"_s, files().folder, u"--to"_s, m_to}
            + m_lost->cards(cards) + more);
    }
    const store::StoreFiles& files() const { return m_lost->fixture.files; }
    QStringList list() const
    {
        QFile file(m_to + u"/recovered-entries.csv"_s);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        return QString::fromUtf8(file.readAll()).split(u"\r\n"_s, Qt::SkipEmptyParts).mid(1);
    }
    std::vector<QByteArray> sealedEntries() const
    {
        QFile file(m_to + u"/recovered-entries.sealed"_s);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const auto entries = store::unpackEntries(file.readAll());
        return entries ? *entries : std::vector<QByteArray>();
    }
    bool listHasAllEntries(int from = 0) const
    {
        const QString all = list().join(u'\n');
        return std::all_of(m_lost->entries.begin() + from, m_lost->entries.end(),
            [&](EntryId id) { return all.contains(QString::fromLatin1(id.toHex())); });
    }
    static int opened(const QStringList& rows)
    {
        return int(rows.filter(u"\"\"Testcase\"\""_s).size());
    }
    /// The lost folder again as it was before.
    bool unchanged(const QMap<QString, QByteArray>& before) const
    {
        auto after = m_lost->content();
        after.remove(u"store.db-lock"_s);
        return after == before;
    }
    QMap<QString, QByteArray> contentNow() const
    {
        auto content = m_lost->content();
        content.remove(u"store.db-lock"_s);
        return content;
    }
    void loseDatabase() const
    {
        for (const auto* end : {"", "-wal", "-lock"})
            QFile::remove(files().database() + QLatin1StringView(end));
    }

    std::unique_ptr<LostStore> m_lost;
    QString m_to;
    int m_runs = 0;

private Q_SLOTS:
    void init()
    {
        m_lost = std::make_unique<LostStore>();
        QVERIFY(m_lost->make());
        m_lost->close();
    }

    void keystoreEmptied_everythingIsReadWithTheCards()
    {
        const auto before = contentNow();
        const CtlRun run = recover();
        QVERIFY2(run.code == 0, qPrintable(run.said + run.complained));
        QVERIFY2(run.said.contains(u"30 entries recovered: 30 from the outbox, 30 from the spool, "
                                   u"30 from the database"),
            qPrintable(run.said));
        QCOMPARE(list().size(), Entries);
        QVERIFY(listHasAllEntries());
        QCOMPARE(opened(list()), Entries);
        QCOMPARE(int(sealedEntries().size()), Entries);
        QVERIFY(unchanged(before));
        QCOMPARE(
            QDir(m_to).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 2);
    }
    void storeDeleted_outboxAloneGivesTheSealedEntries()
    {
        loseDatabase();
        for (const QString& gone : {files().envelope(), files().envelopeCopy(), files().spool()})
            QVERIFY(QFile::remove(gone));
        const CtlRun run = recover();
        QCOMPARE(run.code, 0);
        QVERIFY(run.said.contains(u"30 entries recovered: 30 from the outbox, 0 from"));
        QVERIFY(run.said.contains(u"The key envelope is missing"));
        QVERIFY(run.said.contains(u"30 of them are kept sealed"));
        QVERIFY(listHasAllEntries());
        QCOMPARE(opened(list()), 0);
        QCOMPARE(int(sealedEntries().size()), Entries);
    }
    void storeDeleted_aDesksStoreOpensThemAndSaysWhatItLacks()
    {
        // The desk: the same store, left behind when there were fewer entries.
        const QString desk = m_lost->fixture.folder.filePath(u"desk"_s);
        QVERIFY(QDir().mkpath(desk));
        const auto then = contentNow();
        for (auto file = then.begin(); file != then.end(); ++file) {
            QFile copy(desk + u'/' + file.key());
            QVERIFY(copy.open(QIODevice::WriteOnly) && copy.write(*file) == file->size());
        }
        QVERIFY(m_lost->savesMore(7));
        m_lost->close();
        loseDatabase();
        const CtlRun run = recover({u"--desk"_s, desk});
        QVERIFY2(run.code == 0, qPrintable(run.said + run.complained));
        QVERIFY(run.said.contains(u"There is no database"));
        QVERIFY2(run.said.contains(u"7 of them are not in the desk's store"), qPrintable(run.said));
        QCOMPARE(opened(list()), Entries + 7);
        QVERIFY(listHasAllEntries());
    }
    void logThatWaits_isReadToo()
    {
        QVERIFY(m_lost->savesMore(5));
        const auto killed = contentNow();
        m_lost->close();
        for (auto file = killed.begin(); file != killed.end(); ++file) {
            QFile back(files().folder + u'/' + file.key());
            QVERIFY(back.open(QIODevice::WriteOnly) && back.write(*file) == file->size());
        }
        QVERIFY(killed.value(u"store.db-wal"_s).size() > vfs::FrameSize);
        const CtlRun run = recover();
        QVERIFY2(run.said.contains(u"35 from the database"), qPrintable(run.said));
        QVERIFY(unchanged(killed));
    }
    void databaseDamaged_theRestIsReadAndThePageIsNamed()
    {
        for (int page = 0; page < 12; ++page)
            QVERIFY(LostStore::flip(files().database(), qint64{page} * vfs::PageSize + 50));
        const auto before = contentNow();
        const CtlRun run = recover();
        QCOMPARE(run.code, 0);
        QVERIFY2(run.said.contains(u"page 1 does not authenticate"), qPrintable(run.said));
        QVERIFY(listHasAllEntries());
        QVERIFY(unchanged(before));
        QVERIFY(!QFile::exists(files().setAside()));
    }
    void outboxDamagedInTheMiddle_oneLineIsNamedAndTheRestIsRead()
    {
        loseDatabase();
        QVERIFY(QFile::remove(files().spool()));
        QVERIFY(LostStore::flip(files().outbox(), 50));
        const auto before = contentNow();
        const CtlRun run = recover();
        QCOMPARE(run.code, 0);
        QVERIFY2(
            run.said.contains(u"29 entries recovered: 29 from the outbox"), qPrintable(run.said));
        QVERIFY2(run.said.contains(u"from byte 0 on hold no whole line"), qPrintable(run.said));
        QVERIFY(listHasAllEntries(1));
        QVERIFY(unchanged(before));
    }
    void outboxTruncated_endsWithTheLineBefore()
    {
        loseDatabase();
        QVERIFY(QFile::remove(files().spool()));
        QVERIFY(QFile::resize(files().outbox(), QFileInfo(files().outbox()).size() - 3));
        const CtlRun run = recover();
        QCOMPARE(run.code, 0);
        QVERIFY(run.said.contains(u"29 entries recovered"));
        QVERIFY(run.said.contains(u"the last of the file"));
    }
    void outboxOfAnotherPractice_isCountedLineByLine()
    {
        LostStore other;
        QVERIFY(other.make());
        other.close();
        loseDatabase();
        QVERIFY(QFile::remove(files().spool()));
        QVERIFY(QFile::remove(files().outbox()));
        QVERIFY(QFile::copy(other.fixture.files.outbox(), files().outbox()));
        const CtlRun run = recover();
        QCOMPARE(run.code, 1);
        QVERIFY(run.said.contains(u"0 entries recovered"));
        QCOMPARE(run.said.count(u"does not open with these cards"), Entries);
        QVERIFY(!QFile::exists(m_to + u"/recovered-entries.csv"_s));
    }
    void wrongCards_openOnlyWhatIsOpenToAnyone()
    {
        QVERIFY(m_lost->writeCards(crypto::makeBoxKeyPair(), u"foreign"_s));
        const CtlRun run = recover({}, u"foreign"_s);
        // The spool's entries are sealed under the practice's keys alone.
        QVERIFY(run.said.contains(u"0 from the outbox, 30 from the spool, 0 from the database"));
        QVERIFY(run.said.contains(u"The key envelope does not open with these cards"));
        QCOMPARE(opened(list()), 0);
    }
    void openStore_isLeftAlone()
    {
        QVERIFY(m_lost->savesMore(1));
        const CtlRun run = recover();
        QCOMPARE(run.code, 1);
        QVERIFY2(run.said.contains(u"open in another program"), qPrintable(run.said));
    }
    void earlierList_isNotWrittenOver()
    {
        QCOMPARE(recover().code, 0);
        const CtlRun again
            = runCtl(QStringList{u"recover"_s, u"--from"_s, files().folder, u"--to"_s, m_to}
                + m_lost->cards());
        QCOMPARE(again.code, 1);
    }
    void targetInsideTheStore_isAskedWrongly()
    {
        const auto before = contentNow();
        const CtlRun run = runCtl(QStringList{u"recover"_s, u"--from"_s, files().folder, u"--to"_s,
                                      files().folder + u"/out"_s}
            + m_lost->cards());
        QCOMPARE(run.code, 2);
        QVERIFY(unchanged(before));
        QVERIFY(!QFile::exists(files().folder + u"/out"_s));
    }
};
DOORSTEP_TEST(TestRecover);

#include "tst_recover.moc"
