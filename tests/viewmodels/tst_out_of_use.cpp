#include "app/viewmodels/words/error_words.h"
#include "core/store/spool.h"
#include "core/store/start_state.h"
#include "sync/client/staff_revocation.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/app_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using namespace doorstep::test;

/// The practice takes a person out of use: what a tablet of two people does once it has heard.
class TestOutOfUse : public QObject {
    Q_OBJECT
    using State = Session::State;

    std::unique_ptr<PracticeOnDisk> m_practice;
    std::unique_ptr<AppFixture> m_fixture;

    [[nodiscard]] Session& session() const { return *m_fixture->session; }
    [[nodiscard]] QString secretName() const { return store::deviceSecretName(session().files()); }
    /// As a page brings it: the practice's own signature is the whole proof.
    [[nodiscard]] bool hears(StaffId staff) const
    {
        entry::StaffRevoked revoked{staff, {}};
        entry::certify(revoked, session().device().practice, m_practice->practiceSign.secretKey);
        auto heard = session().withStore(StorageThread::Urgency::Apply,
            [revoked, scope = m_practice->mint.next<ScopeId>()](store::Store& store) -> Status {
                DOORSTEP_TRY(saved, store.saveClear(scope, {revoked}));
                Q_UNUSED(saved)
                return {};
            });
        if (!QTest::qWaitFor([&] { return heard.isFinished(); }, 20'000)
            || !heard.takeResult().ok())
            return false;
        session().lookAtLease();
        return true;
    }
    [[nodiscard]] Status tries(StaffId staff) const
    {
        auto tried = session().unlock(staff, SecretBytes::copyOf(PracticeOnDisk::Pin));
        if (!QTest::qWaitFor([&] { return tried.isFinished(); }, 20'000))
            qFatal("the door never answered");
        return tried.takeResult();
    }

private Q_SLOTS:
    void init()
    {
        m_practice = std::make_unique<PracticeOnDisk>();
        QVERIFY(m_practice->made);
        m_fixture = std::make_unique<AppFixture>(*m_practice);
    }
    void cleanup()
    {
        m_fixture.reset();
        m_practice.reset();
    }

    void whoIsIn_isLockedAtOnce_thenRefused_andWhatSheWroteWaitsInTheSpool()
    {
        QVERIFY(m_fixture->enter(m_practice->bronwen));
        QVERIFY(hears(m_practice->bronwen));
        QTRY_COMPARE_WITH_TIMEOUT(session().state(), State::Locked, 20'000);
        const Status refused = tries(m_practice->bronwen);
        QCOMPARE(refused.error().code, ErrorCode::Refused);
        QCOMPARE(refused.error().detail, QByteArray(client::StaffOutOfUse));
        QCOMPARE(session().state(), State::Locked);
        QVERIFY(session().person().staff.isNull());
        const auto spool = store::Spool::open(session().files().spool());
        QVERIFY(spool && !spool->pending().empty());
    }
    void herPin_goesWhenAColleagueComesIn_andTheOldDeviceSecretOpensNothing()
    {
        QVERIFY(m_fixture->enter(m_practice->bronwen));
        QVERIFY(hears(m_practice->bronwen));
        QTRY_COMPARE_WITH_TIMEOUT(session().state(), State::Locked, 20'000);
        const QString before = secretName();
        QVERIFY(session().hasPin(m_practice->bronwen));
        QVERIFY(tries(m_practice->dev).ok());
        QTRY_VERIFY_WITH_TIMEOUT(!session().hasPin(m_practice->bronwen), 20'000);
        QVERIFY(secretName() != before);
        QTRY_VERIFY_WITH_TIMEOUT(m_practice->vault.kept(before).isEmpty(), 20'000);
        QVERIFY(!m_practice->vault.kept(secretName()).isEmpty());
        // The door and the files are of one mind, in this program and in the next.
        session().lock();
        QVERIFY(tries(m_practice->dev).ok());
        session().lock();
        QCOMPARE(tries(m_practice->bronwen).error().code, ErrorCode::NotFound);
        session().start();
        QTRY_COMPARE_WITH_TIMEOUT(session().state(), State::Locked, 20'000);
        QVERIFY(!session().hasPin(m_practice->bronwen));
        QVERIFY(tries(m_practice->dev).ok());
    }
    void somebodyElse_losesTheirPinWhileAColleagueWorks()
    {
        QVERIFY(m_fixture->enter(m_practice->dev));
        QVERIFY(hears(m_practice->bronwen));
        QTRY_VERIFY_WITH_TIMEOUT(!session().hasPin(m_practice->bronwen), 20'000);
        QCOMPARE(session().state(), State::Open);
        QVERIFY(m_fixture->leaveAndEnter(m_practice->dev));
    }
    void theOnlyPin_isRefused_andStays()
    {
        QVERIFY(m_fixture->enter(m_practice->bronwen));
        QVERIFY(hears(m_practice->dev));
        QTRY_VERIFY_WITH_TIMEOUT(!session().hasPin(m_practice->dev), 20'000);
        const QString before = secretName();
        QVERIFY(hears(m_practice->bronwen));
        QTRY_COMPARE_WITH_TIMEOUT(session().state(), State::Locked, 20'000);
        QCOMPARE(tries(m_practice->bronwen).error().code, ErrorCode::Refused);
        QVERIFY(session().hasPin(m_practice->bronwen));
        QCOMPARE(secretName(), before);
        m_fixture->app->unlock()->choosePerson(QString::fromLatin1(m_practice->bronwen.toHex()));
        m_fixture->typePin(PracticeOnDisk::Pin);
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->app->unlock()->error().startsWith(
                                     QStringLiteral("The practice has taken you out of use")),
            20'000);
        QVERIFY(m_fixture->app->unlock()->error().contains(QStringLiteral("enrols it anew")));
    }
    void aRevocationThatThePracticeDidNotSign_changesNothing()
    {
        QVERIFY(m_fixture->enter(m_practice->bronwen));
        m_practice->practiceSign = crypto::makeSignKeyPair();
        QVERIFY(hears(m_practice->bronwen));
        QVERIFY(hears(m_practice->dev));
        QTest::qWait(50);
        QCOMPARE(session().state(), State::Open);
        QVERIFY(session().hasPin(m_practice->dev));
    }
};
DOORSTEP_TEST(TestOutOfUse);

#include "tst_out_of_use.moc"
