#include "app/viewmodels/settings/connection_words.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/app_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using namespace doorstep::test;
using namespace std::chrono_literals;
using client::ConnectionStep;

/// The connection test as people read it.
class TestConnection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stepThatPassed_saysHowLongItTook()
    {
        const auto line = connectionStepLine({ConnectionStep::Reach, 140ms, {}});
        QCOMPARE(line.tone, QStringLiteral("ok"));
        QCOMPARE(line.lead, QStringLiteral("It can be reached from here"));
        QCOMPARE(line.tail, QStringLiteral(", 0.1 s"));
        QCOMPARE(answerStepLine(true, 1300ms).tail, QStringLiteral(", 1.3 s"));
    }
    void eachFailure_hasALineAndAVerdictOfItsOwn()
    {
        QStringList said;
        for (const auto step : {ConnectionStep::Name, ConnectionStep::Reach, ConnectionStep::Key}) {
            const client::ConnectionFinding finding{
                step, 10s, Error::transient(ErrorCode::Unreachable, "cut")};
            said << connectionStepLine(finding).lead << connectionVerdict(finding);
            QCOMPARE(connectionStepLine(finding).tone, QStringLiteral("warn"));
            QVERIFY(
                connectionVerdict(finding).contains(QStringLiteral("Every record is safe here")));
        }
        const client::ConnectionFinding portal{
            ConnectionStep::Key, 1s, Error{ErrorCode::Untrusted, "another key"}};
        said << connectionStepLine(portal).lead << connectionVerdict(portal);
        QVERIFY(connectionVerdict(portal).contains(QStringLiteral("sign in")));
        QVERIFY(connectionVerdict(portal).contains(QStringLiteral("Nothing was sent to it")));
        QCOMPARE(said.removeDuplicates(), 0);
    }
    void keyThatIsNotThePractices_isNamed_andPointsToTheConnectionCode()
    {
        const client::ConnectionFinding other{
            ConnectionStep::Key, 1s, Error{ErrorCode::Untrusted, "another key"}};
        QVERIFY(connectionStepLine(other).lead.contains(QStringLiteral("another key")));
        QVERIFY(connectionVerdict(other).contains(QStringLiteral("connection code")));
    }
    void codeThatIsNotTaken_saysWhyInOneSentence_eachAnother()
    {
        QStringList said;
        for (const Error& error : {Error{ErrorCode::Corrupt, "connection code"},
                 Error{ErrorCode::Unsupported, "not a connection code"},
                 Error{ErrorCode::Unsupported, "newer connection code"},
                 Error{ErrorCode::Untrusted, "signature"}, Error{ErrorCode::Refused, "practice"},
                 Error{ErrorCode::Refused, "older"}, Error{ErrorCode::Refused, "far ahead"}}) {
            said << repinSentence(error);
            QCOMPARE(said.back().count(u'.'), 1);
        }
        QCOMPARE(said.removeDuplicates(), 0);
        QVERIFY(said.front().contains(QStringLiteral("correct it"))); // what to do next
    }
    void typedCode_isReadWithoutBlanks_andRefusedInWords()
    {
        PracticeOnDisk practice;
        AppFixture fixture(practice);
        QVERIFY(fixture.enter(practice.bronwen));
        auto* settings = fixture.app->settings();
        QVERIFY(!settings->codeShown() && !settings->codeReady());
        settings->toggleCode();
        settings->editCode(QStringLiteral("  "));
        QVERIFY(!settings->codeReady());
        settings->editCode(QStringLiteral("ds1:aeir ceir"));
        QVERIFY(settings->codeReady());
        settings->useCode();
        QTRY_VERIFY(settings->codeResult().contains(QStringLiteral("start with DSP1")));
        settings->editCode(QStringLiteral("dsp1:aeir ceir"));
        QCOMPARE(settings->codeResult(), QString());
        settings->useCode();
        QTRY_VERIFY(settings->codeResult().contains(QStringLiteral("a character is wrong")));
        QCOMPARE(settings->codeTone(), QStringLiteral("warn"));
        QVERIFY(settings->codeShown()); // to be corrected
        QCOMPARE(settings->code(), QStringLiteral("dsp1:aeir ceir"));
    }
    void withoutAnAddress_theTestEndsAtOnce_andSaysSo()
    {
        PracticeOnDisk practice;
        AppFixture fixture(practice);
        auto* settings = fixture.app->settings();
        settings->test();
        QVERIFY(!settings->testing());
        QVERIFY(settings->testSteps().isEmpty());
        QCOMPARE(settings->testTone(), QStringLiteral("warn"));
        QVERIFY(settings->testText().contains(QStringLiteral("Tell the practice")));
    }
};
DOORSTEP_TEST(TestConnection);

#include "tst_connection.moc"
