#include "core/store/desk_store.h"
#include "core/store/patient_store.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/desk_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using test::DeskFixture;
using test::roleOf;
using test::rowWith;

class TestDeskImport : public QObject {
    Q_OBJECT
    std::unique_ptr<test::DeskPractice> m_practice;

    /// Opens the file and waits for its preview or its refusal.
    static bool open(ImportViewModel* lists, const QString& path)
    {
        lists->editPath(path);
        lists->openPath();
        return QTest::qWaitFor([lists] { return !lists->busy(); }, 20'000);
    }
    static QString written(const DeskFixture& fixture, const QString& name, const QByteArray& bytes)
    {
        QFile file(fixture.folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return {};
        return file.fileName();
    }
    static bool imported(ImportViewModel* lists)
    {
        lists->importNow();
        return QTest::qWaitFor(
            [lists] { return !lists->busy() && lists->stage() == QLatin1String("done"); }, 20'000);
    }
    static int columnOf(ImportViewModel* lists, const QString& header)
    {
        for (const QVariant& column : lists->columns())
            if (column.value<ImportColumn>().header == header)
                return column.value<ImportColumn>().index;
        return -1;
    }
    static QString meaningOf(ImportViewModel* lists, const QString& header)
    {
        for (const QVariant& column : lists->columns())
            if (column.value<ImportColumn>().header == header)
                return column.value<ImportColumn>().meaningText;
        return {};
    }
    static QString valueOf(ImportViewModel* lists, const QString& text)
    {
        for (const QVariant& meaning : lists->meanings())
            if (meaning.value<Choice>().text == text)
                return meaning.value<Choice>().value;
        return {};
    }
    static std::vector<domain::PatientRow> withNumber(DeskFixture& fixture, const QString& number)
    {
        return fixture.readNow<std::vector<domain::PatientRow>>([&](store::Connection& connection) {
            return store::PatientStore(connection).byNhsNumber(number);
        });
    }
    static std::vector<domain::MappingRow> mappings(DeskFixture& fixture)
    {
        return fixture.readNow<std::vector<domain::MappingRow>>(
            [](store::Connection& connection) { return store::DeskStore(connection).mappings(); });
    }

    static QByteArray mixedList()
    {
        return "NHS Number,Surname,Forename,DOB,Where,Postcode\n"
               "999 000 0123,Seagrave,Ivy,03/04/1940,1 Mill Rise,ZZ99 3VZ\n"
               "999 000 0131,Seagrave,Tom,04/03/1938,1 Mill Rise,ZZ99 3VZ\n"
               ",Nameless,Nora,01/01/1950,2 Mill Rise,ZZ99 3VZ\n"
               "999 000 0133,Wrong,Digit,01/01/1950,3 Mill Rise,ZZ99 3VZ\n"
               "999 012 3454,Somebody,Else,01/01/1950,4 Mill Rise,ZZ99 3VZ\n";
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_practice = std::make_unique<test::DeskPractice>();
        QVERIFY(m_practice->made);
    }

    void path_thatHoldsNoList_isSaidAtTheField()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("import")));
        auto* lists = fixture.desk()->lists();
        lists->openPath();
        QCOMPARE(lists->pathError(),
            QStringLiteral("Type or paste where the list is, or choose the file."));
        QVERIFY(open(lists, fixture.folder.filePath(QStringLiteral("nothing-here.csv"))));
        QCOMPARE(lists->pathError(), QStringLiteral("The file cannot be read."));
        QCOMPARE(lists->stage(), QStringLiteral("choose"));
        const QString pdf = written(fixture, QStringLiteral("list.csv"), "%PDF-1.7\n%%EOF\n");
        QVERIFY(open(lists, pdf));
        QVERIFY(lists->pathError().startsWith(QStringLiteral("This is no CSV file.")));
        QCOMPARE(lists->path(), pdf); // what was typed stays
        lists->editPath(pdf + QLatin1Char('x'));
        QCOMPARE(lists->pathError(), QString());
    }

    void path_pastedInQuotes_isOpened()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("import")));
        const QString path
            = written(fixture, QStringLiteral("a list.csv"), test::DeskPractice::list());
        auto* lists = fixture.desk()->lists();
        QVERIFY(open(lists, QStringLiteral(" '%1' ").arg(path)));
        QCOMPARE(lists->stage(), QStringLiteral("preview"));
        QCOMPARE(lists->path(), path);
        lists->cancel();
        QVERIFY(open(lists, QUrl::fromLocalFile(path).toString()));
        QCOMPARE(lists->stage(), QStringLiteral("preview"));
    }

    void preview_givesEachLineItsVerdict()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("import")));
        auto* lists = fixture.desk()->lists();
        QVERIFY(open(lists, written(fixture, QStringLiteral("new.csv"), mixedList())));
        QCOMPARE(lists->source(), QStringLiteral("new"));
        QCOMPARE(lists->sumText(),
            QStringLiteral("5 rows: 2 to import, 2 held for a person, 1 left out"));
        QCOMPARE(lists->importText(), QStringLiteral("Import 2 patients"));
        auto* rows = lists->lines();
        QCOMPARE(rows->rowCount(), 5);
        QCOMPARE(roleOf(rows, 0, "line").toString(), QStringLiteral("2"));
        QCOMPARE(roleOf(rows, 0, "verdict").toString(), QStringLiteral("Ready"));
        QCOMPARE(roleOf(rows, 0, "facts").toString(),
            QStringLiteral("Born 3 Apr 1940, NHS 999 000 0123"));
        QVERIFY(roleOf(rows, 3, "findings")
                    .toString()
                    .startsWith(QStringLiteral("The NHS number does not check.")));
        QVERIFY(roleOf(rows, 4, "findings")
                    .toString()
                    .startsWith(QStringLiteral("The record here has another name")));
        lists->chooseFilter(QStringLiteral("hold"));
        QCOMPARE(rows->rowCount(), 2);
        QCOMPARE(
            roleOf(rows, 0, "facts").toString(), QStringLiteral("Born 1 Jan 1950, no NHS number"));
        QVERIFY(withNumber(fixture, QStringLiteral("9990000123")).empty()); // nothing is written
    }

    void dates_readTheOtherWay_whenThePersonSaysSo()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("import")));
        auto* lists = fixture.desk()->lists();
        QVERIFY(open(lists, written(fixture, QStringLiteral("new.csv"), mixedList())));
        QCOMPARE(lists->dateOrder(), QStringLiteral("day"));
        lists->chooseDateOrder(QStringLiteral("month"));
        QTRY_COMPARE_WITH_TIMEOUT(roleOf(lists->lines(), 0, "facts").toString(),
            QStringLiteral("Born 4 Mar 1940, NHS 999 000 0123"), 20'000);
    }

    void mapping_changedByHand_isSavedAndReused()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("import")));
        auto* lists = fixture.desk()->lists();
        const QString path = written(fixture, QStringLiteral("new.csv"), mixedList());
        QVERIFY(open(lists, path));
        QCOMPARE(meaningOf(lists, QStringLiteral("Where")), QStringLiteral("Not read"));
        lists->setMeaning(
            columnOf(lists, QStringLiteral("Where")), valueOf(lists, QStringLiteral("Address")));
        QTRY_COMPARE_WITH_TIMEOUT(
            meaningOf(lists, QStringLiteral("Where")), QStringLiteral("Address"), 20'000);
        lists->editSource(QStringLiteral("Spring list"));
        QVERIFY(imported(lists));
        QVERIFY(fixture.settled());
        QCOMPARE(withNumber(fixture, QStringLiteral("9990000123")).front().addressLine,
            QStringLiteral("1 Mill Rise"));
        QCOMPARE(mappings(fixture).size(), 1U);

        // After a restart, from disk, and with headings spelled otherwise and in another order.
        QVERIFY(fixture.leaveAndEnter(m_practice->priya));
        const QString next = written(fixture, QStringLiteral("next.csv"),
            "Surname,Forename,WHERE,dob,NHS number,Post code\n"
            "Seagrave,Una,9 Mill Rise,05/06/1941,999 000 0158,ZZ99 3VZ\n");
        QVERIFY(open(lists, next));
        QCOMPARE(meaningOf(lists, QStringLiteral("WHERE")), QStringLiteral("Address"));
        QCOMPARE(lists->source(), QStringLiteral("Spring list"));
        QCOMPARE(lists->columnsFact(), QStringLiteral("Read as saved with the last such list."));
        QVERIFY(imported(lists));
        QVERIFY(fixture.settled());
        QCOMPARE(withNumber(fixture, QStringLiteral("9990000158")).front().addressLine,
            QStringLiteral("9 Mill Rise"));
        QCOMPARE(mappings(fixture).size(), 1U);
        lists->cancel();
        QVERIFY(
            open(lists, written(fixture, QStringLiteral("other.csv"), test::DeskPractice::list())));
        QVERIFY(lists->columnsFact().startsWith(QStringLiteral("Found by their headings.")));
    }

    void import_isOneActAndItsUndoTakesAllOfItBack()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("import")));
        auto* lists = fixture.desk()->lists();
        QVERIFY(open(lists, written(fixture, QStringLiteral("new.csv"), mixedList())));
        lists->chooseRegister(QStringLiteral("housebound"));
        QVERIFY(imported(lists));
        QCOMPARE(lists->doneText(),
            QStringLiteral("2 added, 0 changed, 0 unchanged. 2 set aside for a person."));
        QVERIFY(fixture.settled());
        auto* history = lists->history();
        QCOMPARE(history->rowCount(), 2);
        fixture.desk()->show(QStringLiteral("register"));
        QVERIFY(fixture.settled());
        QCOMPARE(fixture.desk()->patients()->rows()->rowCount(), 14);

        QVERIFY(lists->doneCanUndo());
        lists->undoDone();
        QTRY_COMPARE_WITH_TIMEOUT(lists->doneText(),
            QStringLiteral("The import is undone: 2 people were taken back."), 20'000);
        QVERIFY(fixture.settled());
        QVERIFY(!lists->doneCanUndo());
        QVERIFY(withNumber(fixture, QStringLiteral("9990000123")).empty());
        QCOMPARE(fixture.desk()->patients()->rows()->rowCount(), 12); // nobody without a name
        fixture.desk()->show(QStringLiteral("import"));
        QVERIFY(fixture.settled());
        const int undone = rowWith(history, "canUndo", false);
        QVERIFY(undone >= 0);
        QCOMPARE(roleOf(history, undone, "under").toString(),
            QStringLiteral("2 added, 0 changed, 0 unchanged, 2 set aside · undone"));
    }

    void earlierImport_isUndoneFromTheHistory()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("import")));
        auto* lists = fixture.desk()->lists();
        QCOMPARE(lists->history()->rowCount(), 1);
        lists->undo(roleOf(lists->history(), 0, "importId").toString());
        QTRY_VERIFY_WITH_TIMEOUT(lists->doneText().startsWith(QStringLiteral(
                                     "The import is undone: 11 people were taken back.")),
            20'000);
        fixture.desk()->show(QStringLiteral("register"));
        QVERIFY(fixture.settled());
        // Mabel's allergy came with the list: she waits for a nurse.
        QCOMPARE(fixture.desk()->patients()->rows()->rowCount(), 1);
    }

    void undoneList_canBeImportedAgain()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("import")));
        auto* lists = fixture.desk()->lists();
        lists->undo(roleOf(lists->history(), 0, "importId").toString());
        QTRY_COMPARE_WITH_TIMEOUT(lists->stage(), QStringLiteral("done"), 20'000);
        QVERIFY(
            open(lists, written(fixture, QStringLiteral("again.csv"), test::DeskPractice::list())));
        lists->chooseRegister(QStringLiteral("housebound"));
        QVERIFY(imported(lists));
        QCOMPARE(lists->doneText(),
            QStringLiteral("11 added, 0 changed, 1 unchanged. 0 set aside for a person."));
        fixture.desk()->show(QStringLiteral("plan"));
        QVERIFY(fixture.settled());
        QVERIFY(fixture.desk()->plan()->due()->rowCount() > 0);
        lists->cancel();
        QCOMPARE(lists->registerWord(), QString()); // the next list joins what is said for it
    }

    void sameListAgain_changesNothing()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("import")));
        auto* lists = fixture.desk()->lists();
        QVERIFY(
            open(lists, written(fixture, QStringLiteral("again.csv"), test::DeskPractice::list())));
        QVERIFY(imported(lists));
        QCOMPARE(lists->doneText(),
            QStringLiteral("0 added, 0 changed, 12 unchanged. 0 set aside for a person."));
    }

    void lockedWhilePreviewing_leavesNobodyOnTheScreen()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("import")));
        auto* lists = fixture.desk()->lists();
        QVERIFY(open(lists, written(fixture, QStringLiteral("new.csv"), mixedList())));
        fixture.session->lock();
        QTRY_COMPARE_WITH_TIMEOUT(lists->lines()->rowCount(), 0, 20'000);
        QCOMPARE(lists->stage(), QStringLiteral("choose"));
        QCOMPARE(lists->history()->rowCount(), 0);
    }
};
DOORSTEP_TEST(TestDeskImport);
#include "tst_desk_import.moc"
