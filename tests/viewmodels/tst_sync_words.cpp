#include "app/viewmodels/words/sync_words.h"
#include "sync/protocol/error_answer.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::app;

/// What the page of records says of a sync that did not end well.
class TestSyncWords : public QObject {
    Q_OBJECT

    static Notice saidOf(sync::Refusal refusal, const words::StillHere& here = {})
    {
        return words::syncTrouble(
            sync::toError({refusal, sync::nextStepFor(refusal), {}, 1}), here);
    }

private Q_SLOTS:
    void busyServer_isNoRefusal_andNeedsNobody()
    {
        const Notice notice = saidOf(sync::Refusal::Busy, {2, 0});
        QCOMPARE(notice.heading, QStringLiteral("The practice is busy"));
        QVERIFY2(notice.body.contains(QStringLiteral("2 records stay on this device")),
            qPrintable(notice.body));
        QVERIFY2(notice.who.isEmpty(), qPrintable(notice.who));
    }
    void tooOldForThePractice_saysToUpdate()
    {
        const Notice notice = saidOf(sync::Refusal::Version);
        QCOMPARE(notice.heading, QStringLiteral("Update Doorstep to go on"));
        QVERIFY2(!notice.who.contains(QStringLiteral("coordinator")), qPrintable(notice.who));
    }
    void refusal_isSaid_andWhoLiftsIt_data()
    {
        QTest::addColumn<int>("refusal");
        for (const auto refusal :
            {sync::Refusal::Unsigned, sync::Refusal::Revoked, sync::Refusal::NotAllowed})
            QTest::addRow("%s", sync::refusalWord(refusal).data()) << int(refusal);
    }
    void refusal_isSaid_andWhoLiftsIt()
    {
        QFETCH(int, refusal);
        const Notice notice = saidOf(sync::Refusal(refusal), {1, 0});
        QCOMPARE(notice.heading, QStringLiteral("The practice said no"));
        QVERIFY2(notice.body.contains(QStringLiteral("1 record stays")), qPrintable(notice.body));
        QVERIFY2(notice.who.contains(QStringLiteral("coordinator")), qPrintable(notice.who));
    }
    void mistakeOfOneSide_isNotARefusal_andNoCoordinatorLiftsIt_data()
    {
        QTest::addColumn<int>("refusal");
        for (const auto refusal : {sync::Refusal::Malformed, sync::Refusal::TooLarge,
                 sync::Refusal::NotFound, sync::Refusal::Internal})
            QTest::addRow("%s", sync::refusalWord(refusal).data()) << int(refusal);
    }
    void mistakeOfOneSide_isNotARefusal_andNoCoordinatorLiftsIt()
    {
        QFETCH(int, refusal);
        const Notice notice = saidOf(sync::Refusal(refusal), {1, 0});
        QCOMPARE(notice.heading, QStringLiteral("Sync does not work now"));
        QVERIFY2(notice.body.contains(QStringLiteral("1 record stays")), qPrintable(notice.body));
        QVERIFY2(!notice.who.contains(QStringLiteral("coordinator")), qPrintable(notice.who));
    }
    void noAnswer_withNothingWaiting_saysSo()
    {
        const Notice notice
            = words::syncTrouble(Error::transient(ErrorCode::Unreachable, "no route"), {});
        QCOMPARE(notice.heading, QStringLiteral("The practice cannot be reached"));
        QVERIFY2(notice.body.contains(QStringLiteral("Nothing waits")), qPrintable(notice.body));
    }
    void noAnswer_withPhotosWaiting_saysThatTheyAreHere()
    {
        const Notice notice
            = words::syncTrouble(Error::transient(ErrorCode::Unreachable, "no route"), {0, 1});
        QVERIFY2(notice.body.contains(QStringLiteral("Photos stay")), qPrintable(notice.body));
    }
    void onlyTheNetwork_cannotReachThePractice_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("heading");
        QTest::addColumn<QString>("next"); // "": by itself
        const auto row
            = [](const char* name, ErrorCode code, const char* heading, const char* next) {
                  QTest::newRow(name)
                      << int(code) << QString::fromLatin1(heading) << QString::fromLatin1(next);
              };
        const char* wrong = "Sync does not work now";
        row("InvalidInput", ErrorCode::InvalidInput, wrong, "Tell the practice");
        row("Corrupt", ErrorCode::Corrupt, wrong, "Tell the practice");
        row("NotFound", ErrorCode::NotFound, wrong, "Tell the practice");
        row("Exists", ErrorCode::Exists, wrong, "Tell the practice");
        row("WrongSecret", ErrorCode::WrongSecret, wrong, "Tell the practice");
        row("Locked", ErrorCode::Locked, "Sync needs you to unlock", "Unlock this device");
        row("Busy", ErrorCode::Busy, "Sync has not finished", "");
        row("DiskFull", ErrorCode::DiskFull, "This device is full", "Remove other files");
        row("Io", ErrorCode::Io, wrong, "Try again");
        row("Unsupported", ErrorCode::Unsupported, "Update Doorstep to go on", "update");
        row("Unreachable", ErrorCode::Unreachable, "The practice cannot be reached", "");
        row("Untrusted", ErrorCode::Untrusted, "Not your practice", "another network");
        row("Refused", ErrorCode::Refused, "The practice said no", "coordinator");
        row("Expired", ErrorCode::Expired, wrong, "Tell the practice");
        row("LimitExceeded", ErrorCode::LimitExceeded, wrong, "Tell the practice");
        row("KeystoreMissing", ErrorCode::KeystoreMissing, wrong, "Tell the practice");
        row("KeystoreLocked", ErrorCode::KeystoreLocked, "Sync needs you to unlock",
            "Unlock this device");
        row("Internal", ErrorCode::Internal, wrong, "Tell the practice");
    }
    void onlyTheNetwork_cannotReachThePractice()
    {
        QFETCH(int, code);
        QFETCH(QString, heading);
        QFETCH(QString, next);
        const Error error{ErrorCode(code), "of a test"};
        const Notice notice = words::syncTrouble(error, {2, 0});
        QCOMPARE(notice.heading, heading);
        QVERIFY2(notice.body.contains(QStringLiteral("2 records")), qPrintable(notice.body));
        QVERIFY2(notice.who.contains(next), qPrintable(notice.who));
        QCOMPARE(notice.who.isEmpty(), next.isEmpty());
        const QString all = words::syncTroubleSentence(error, {2, 0});
        QCOMPARE(all.contains(QStringLiteral("cannot be reached")),
            ErrorCode(code) == ErrorCode::Unreachable);
        QVERIFY2(all.contains(notice.body) && all.contains(notice.who), qPrintable(all));
    }
    void whatDoesNotGoByItself_isNotSaidTo()
    {
        for (const ErrorCode code : {ErrorCode::DiskFull, ErrorCode::Io, ErrorCode::Corrupt,
                 ErrorCode::LimitExceeded, ErrorCode::Internal, ErrorCode::Locked}) {
            const Notice notice = words::syncTrouble({code, "of a test"}, {2, 1});
            QVERIFY2(!notice.body.contains(QStringLiteral("later")), qPrintable(notice.body));
        }
    }
};

DOORSTEP_TEST(TestSyncWords);
#include "tst_sync_words.moc"
