#include "sync/protocol/ticket_code.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/app_fixture.h"

using namespace doorstep;
using namespace doorstep::app;

/// First run, and what stands in its way: a new tablet on an empty folder.
class TestEnrol : public QObject {
    Q_OBJECT
    QTemporaryDir m_empty;
    test::FakeClock m_clock;
    test::MemoryVault m_vault;

    [[nodiscard]] QString ticket(qint64 lifeMs) const
    {
        sync::TicketCode code;
        code.practice = PracticeId({7});
        code.ticket = sync::TicketId({8});
        code.secret = crypto::randomSecret();
        code.expires = m_clock.now().plusMs(lifeMs);
        code.authority = "127.0.0.1:9"; // discard: nothing answers
        const auto text = sync::encodeTicketCode(code);
        return text ? QString::fromLatin1(text->view().toByteArray()) : QString();
    }

private Q_SLOTS:
    void ticketNoOneCanUse_isSaidAndStaysInTheField_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("said");
        QString altered = ticket(60'000);
        altered[20] = altered[20] == QLatin1Char('A') ? QLatin1Char('B') : QLatin1Char('A');
        QTest::newRow("altered") << altered << QStringLiteral("Compare it with the desk's screen");
        QTest::newRow("cut") << ticket(60'000).chopped(3)
                             << QStringLiteral("Compare it with the desk's screen");
        QTest::newRow("run out") << ticket(-1000)
                                 << QStringLiteral("Ask the desk for a new ticket.");
    }
    void ticketNoOneCanUse_isSaidAndStaysInTheField()
    {
        QFETCH(QString, typed);
        QFETCH(QString, said);
        test::RunningApp running(m_empty.path(), m_clock, m_vault);
        auto* enrol = running.app->enrol();
        QTRY_COMPARE(running.app->screen(), AppViewModel::Screen::Enrol);
        enrol->editTicket(typed);
        enrol->join();
        QCOMPARE(enrol->stage(), QStringLiteral("refused"));
        QCOMPARE(enrol->ticket(), typed);
        // Its name comes with the acceptance; until then it stands inside a sentence.
        QCOMPARE(enrol->practice(), QStringLiteral("the practice"));
        QVERIFY(enrol->ready());
        const QString safe = QStringLiteral("Nothing is stored on this device.");
        QVERIFY2(enrol->error().contains(safe) && enrol->error().contains(said),
            qPrintable(enrol->error()));
    }

    void nobodyAnswers_isSaid_andStopKeepsTheTicket()
    {
        test::RunningApp running(m_empty.path(), m_clock, m_vault);
        auto* enrol = running.app->enrol();
        QTRY_COMPARE(running.app->screen(), AppViewModel::Screen::Enrol);
        const QString typed = ticket(600'000);
        enrol->editTicket(typed);
        enrol->join();
        QCOMPARE(enrol->busyText(), QStringLiteral("Reaching the practice"));
        QTRY_VERIFY_WITH_TIMEOUT(
            enrol->busyText().contains(QStringLiteral("does not answer")), 20'000);
        enrol->cancel();
        QCOMPARE(enrol->stage(), QStringLiteral("ticket"));
        QCOMPARE(enrol->ticket(), typed);
    }
};
DOORSTEP_TEST(TestEnrol);
#include "tst_enrol.moc"
