#include "tests/support/test_registry.h"
#include "tests/viewmodels/desk_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using test::DeskFixture;
using test::roleOf;
using test::rowWith;

class TestDeskRegister : public QObject {
    Q_OBJECT
    std::unique_ptr<test::DeskPractice> m_practice;

private Q_SLOTS:
    void initTestCase()
    {
        m_practice = std::make_unique<test::DeskPractice>();
        QVERIFY(m_practice->made);
    }

    void people_areFoundByNameNumberAndRegister()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("register")));
        auto* people = fixture.desk()->patients();
        QCOMPARE(people->countText(), QStringLiteral("12 people"));
        QCOMPARE(people->registers().size(), 2); // all, and housebound
        people->editQuery(QStringLiteral("thistle"));
        QTRY_COMPARE_WITH_TIMEOUT(people->rows()->rowCount(), 2, 20'000);
        people->editQuery(QStringLiteral("9990000026"));
        QTRY_COMPARE_WITH_TIMEOUT(people->rows()->rowCount(), 1, 20'000);
        QCOMPARE(roleOf(people->rows(), 0, "nhsNumber").toString(), QStringLiteral("999 000 0026"));
        people->editQuery(QStringLiteral("zzzz"));
        QTRY_COMPARE_WITH_TIMEOUT(
            people->emptyFact(), QStringLiteral("No one matches 'zzzz'"), 20'000);
        people->editQuery({});
        people->chooseRegister(QStringLiteral("palliative"));
        QTRY_COMPARE_WITH_TIMEOUT(
            people->emptyFact(), QStringLiteral("Nobody is on this register"), 20'000);
        people->chooseRegister({});
        QTRY_COMPARE_WITH_TIMEOUT(people->rows()->rowCount(), 12, 20'000);
        QCOMPARE(people->emptyFact(), QString());
        QCOMPARE(people->emptyNext(), QString());
    }

    void record_showsBandHelpsAndDatedLines()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("register")));
        auto* people = fixture.desk()->patients();
        const QString mabel = fixture.patientWith(QStringLiteral("9990123454"));
        people->open(mabel);
        QTRY_VERIFY_WITH_TIMEOUT(people->hasPatient(), 20'000);
        QVERIFY(people->patient().name.startsWith(QStringLiteral("THISTLEWOOD, Mabel")));
        QCOMPARE(people->patient().allergyState, QStringLiteral("known"));
        QVERIFY(people->patient().allergies.contains(QStringLiteral("penicillin")));
        QCOMPARE(people->helps().size(), 1);
        QVERIFY(people->record().isEmpty());
        QVERIFY(roleOf(people->rows(), rowWith(people->rows(), "patientId", mabel), "selected")
                    .toBool());
        people->open(fixture.patientWith(QStringLiteral("9990000026")));
        QVERIFY(!people->hasPatient()); // never Mabel's record under Olive's row
        QTRY_VERIFY_WITH_TIMEOUT(people->hasPatient(), 20'000);
        QCOMPARE(people->record().size(), 1);
        const auto line = people->record().front().value<RecordLine>();
        QCOMPARE(line.when, QStringLiteral("2 Oct 2026"));
        QCOMPARE(line.text, QStringLiteral("Flu given, elsewhere: Quay Pharmacy"));
        people->close();
        QVERIFY(!people->hasPatient());
    }

    void openRecord_ofAnUndoneImport_closes()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("register")));
        auto* people = fixture.desk()->patients();
        people->open(fixture.patientWith(QStringLiteral("9990000042")));
        QTRY_VERIFY_WITH_TIMEOUT(people->hasPatient(), 20'000);
        fixture.desk()->lists()->undo(QString::fromLatin1(m_practice->import.toHex()));
        QTRY_VERIFY_WITH_TIMEOUT(!people->hasPatient(), 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(people->rows()->rowCount(), 1, 20'000); // Mabel has an allergy
    }

    void lock_showsNobody_fromAnySection()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("register")));
        auto* people = fixture.desk()->patients();
        people->open(fixture.patientWith(QStringLiteral("9990123454")));
        QTRY_VERIFY_WITH_TIMEOUT(people->hasPatient(), 20'000);
        fixture.desk()->show(QStringLiteral("stock"));
        fixture.session->lock();
        QTRY_COMPARE_WITH_TIMEOUT(people->rows()->rowCount(), 0, 20'000);
        QVERIFY(!people->hasPatient());
    }
};
DOORSTEP_TEST(TestDeskRegister);
#include "tst_desk_register.moc"
