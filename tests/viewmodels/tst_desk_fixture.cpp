#include "tests/support/test_registry.h"
#include "tests/viewmodels/desk_fixture.h"

using namespace doorstep;
using test::DeskFixture;

class TestDeskFixture : public QObject {
    Q_OBJECT
    std::unique_ptr<test::DeskPractice> m_practice;

private Q_SLOTS:
    void initTestCase()
    {
        m_practice = std::make_unique<test::DeskPractice>();
        QVERIFY(m_practice->made);
    }

    void everySection_readsWithoutError()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("plan")));
        QCOMPARE(fixture.app->screen(), app::AppViewModel::Screen::Desk);
        QCOMPARE(fixture.desk()->practice(), QStringLiteral("Willow Lane Surgery"));
        QAbstractItemModel* rail = fixture.desk()->rail();
        QCOMPARE(rail->rowCount(), 10);
        for (int row = 0; row < rail->rowCount(); ++row) {
            fixture.desk()->show(test::roleOf(rail, row, "section").toString());
            QVERIFY(fixture.settled());
            QVERIFY(test::roleOf(rail, row, "selected").toBool());
            QCOMPARE(fixture.app->lastSave()->error(), QString());
        }
    }
    void register_holdsTheList()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("register")));
        QCOMPARE(fixture.desk()->patients()->rows()->rowCount(), 12);
        QVERIFY(!fixture.patientWith(QStringLiteral("9990123454")).isEmpty());
    }
};
DOORSTEP_TEST(TestDeskFixture);
#include "tst_desk_fixture.moc"
