#include "core/store/round_store.h"
#include "qml/import_app_modules.h"
#include "tests/qml/finger.h"
#include "tests/viewmodels/desk_fixture.h"

#include <QQmlApplicationEngine>
#include <QtTest>

using namespace doorstep;

/// The whole desk: a founded practice on disk, real view-models, the real shell, and a finger.
class TestDeskShell : public QObject {
    Q_OBJECT
    std::unique_ptr<test::DeskPractice> m_practice;
    std::unique_ptr<test::DeskFixture> m_desk;
    std::unique_ptr<QQmlApplicationEngine> m_engine;
    std::unique_ptr<test::Finger> m_finger;

    [[nodiscard]] bool tap(const QString& name) { return m_finger->tap(name); }
    static QString named(const char* start, const QString& id)
    {
        return QString::fromLatin1(start) + id;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_practice = std::make_unique<test::DeskPractice>();
        QVERIFY(m_practice->made);
    }
    void init()
    {
        m_desk = std::make_unique<test::DeskFixture>(*m_practice);
        m_engine = std::make_unique<QQmlApplicationEngine>();
        m_engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
        m_engine->setInitialProperties(
            {{QStringLiteral("app"), QVariant::fromValue(m_desk->app.get())}});
        m_engine->load(QUrl(QStringLiteral("qrc:/qt/qml/Doorstep/Shell/Main.qml")));
        QVERIFY(!m_engine->rootObjects().isEmpty());
        auto* window = qobject_cast<QQuickWindow*>(m_engine->rootObjects().constFirst());
        QVERIFY(window);
        window->resize(1280, 800);
        m_finger = std::make_unique<test::Finger>(*window);
        QVERIFY(m_desk->enter(m_practice->priya));
        QTRY_VERIFY(m_finger->find(QStringLiteral("screen:desk")));
    }
    void cleanup()
    {
        m_finger.reset();
        m_engine.reset();
        m_desk.reset();
    }

    void rail_opensEachSection()
    {
        for (const char* section :
            {"register", "held", "import", "followUps", "outcomes", "export", "devices", "plan"}) {
            QVERIFY(tap(named("rail:", QString::fromLatin1(section))));
            QTRY_VERIFY2(m_finger->find(named("screen:", QString::fromLatin1(section))), section);
        }
    }

    void round_isPlannedAndSent()
    {
        QVERIFY(tap(QStringLiteral("planChooseAll")));
        QVERIFY(tap(QStringLiteral("planLoadNeeded")));
        QVERIFY(tap(named("planTablet:", QString::fromLatin1(m_practice->tablet.toHex()))));
        QVERIFY(tap(QStringLiteral("planPrimary"))); // nobody goes yet: the sheet opens
        QVERIFY(tap(named("planTeam:", QString::fromLatin1(m_practice->bronwen.toHex()))));
        QVERIFY(tap(QStringLiteral("planRoundPrimary")));
        QVERIFY(tap(QStringLiteral("planPrimary")));
        QTRY_VERIFY_WITH_TIMEOUT(!m_desk->desk()->plan()->sentText().isEmpty(), 20'000);
        QVERIFY(m_desk->settled());
        const auto rounds
            = m_desk->readNow<std::vector<domain::RoundRow>>([](store::Connection& connection) {
                  return store::RoundStore(connection).after(QDate(2026, 11, 24));
              });
        QCOMPARE(rounds.size(), 1U);
    }

    void list_isLookedAtAndImported()
    {
        QFile file(m_desk->folder.filePath(QStringLiteral("again.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(test::DeskPractice::list()) > 0);
        file.close();
        QVERIFY(tap(QStringLiteral("rail:import")));
        QVERIFY(tap(QStringLiteral("importPath")));
        m_finger->type(file.fileName());
        QVERIFY(tap(QStringLiteral("importPrimary")));
        QTRY_VERIFY_WITH_TIMEOUT(m_finger->find(QStringLiteral("line:2")), 20'000);
        QVERIFY(tap(QStringLiteral("importPrimary")));
        QVERIFY(tap(QStringLiteral("importUndo")));
        QTRY_VERIFY_WITH_TIMEOUT(!m_desk->desk()->lists()->doneCanUndo(), 20'000);
    }

    void patient_isOpenedUnderTheBand()
    {
        QVERIFY(tap(QStringLiteral("rail:register")));
        QVERIFY(tap(QStringLiteral("registerQuery")));
        m_finger->type(QStringLiteral("larke"));
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->desk()->patients()->rows()->rowCount(), 1, 20'000);
        QVERIFY(tap(named("patient:", m_desk->patientWith(QStringLiteral("9990000093")))));
        QTRY_VERIFY_WITH_TIMEOUT(m_finger->find(QStringLiteral("bandName")), 20'000);
        QVERIFY(tap(QStringLiteral("rail:lock")));
        QTRY_VERIFY_WITH_TIMEOUT(m_finger->find(QStringLiteral("screen:unlock")), 20'000);
        QVERIFY(!m_desk->desk()->patients()->hasPatient());
    }
};

QTEST_MAIN(TestDeskShell)
#include "tst_desk_shell.moc"
