#include "core/domain/word.h"
#include "core/store/desk_store.h"
#include "core/store/trust_store.h"
#include "sync/client/staff_revocation.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/app_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using namespace doorstep::test;
using namespace Qt::StringLiterals;

/// Two people on one tablet and a third who has no PIN here; PINs that are forgotten or closed. No
/// server anywhere: all of it works without signal.
class TestLetIn : public QObject {
    Q_OBJECT
    static constexpr int Patience = 20'000;
    static constexpr auto NewPin = "135792";
    using Screen = AppViewModel::Screen;
    using State = Session::State;
    PracticeOnDisk m_practice;
    StaffId m_morag;

    UnlockViewModel& door(RunningApp& running) { return *running.app->unlock(); }
    static QString hex(StaffId staff) { return QString::fromLatin1(staff.toHex()); }
    QStringList shownNames(RunningApp& running)
    {
        QStringList names;
        auto* people = door(running).people();
        for (int row = 0; row < people->rowCount(); ++row)
            names << roleOf(people, row, "name").toString();
        return names;
    }
    template <typename Work> auto inStore(RunningApp& running, Work work)
    {
        using Out = std::invoke_result_t<Work, store::Store&>;
        std::optional<Out> out;
        running.session->withStore(StorageThread::Urgency::Save, work)
            .then(running.session.get(), [&out](Out result) { out = std::move(result); });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(out.has_value(), Patience); }();
        return std::move(*out);
    }
    std::vector<sync::StaffAsk> asks(RunningApp& running)
    {
        return *inStore(
            running, [](store::Store& store) { return client::keptStaffAsks(store.connection()); });
    }
    /// The practice has confirmed whoever is unlocked.
    void certify(RunningApp& running, entry::StaffRole role)
    {
        const auto put = inStore(running, [role](store::Store& store) {
            return store::TrustStore(store.connection())
                .put(entry::StaffCertificate{store.staff(), store.identity().device,
                    store.staffKey(), role, Instant{4'000'000'000'000}, {}});
        });
        QVERIFY(put);
    }
    void revoke(RunningApp& running, StaffId staff)
    {
        const auto put = inStore(running, [staff](store::Store& store) {
            return store::TrustStore(store.connection()).putRevoked(staff.as<AggregateId>());
        });
        QVERIFY(put);
    }
    bool opens(RunningApp& running, StaffId staff, const char* pin)
    {
        return waitFor(running, running.session->unlock(staff, SecretBytes::copyOf(pin))).ok();
    }
    static Status waitFor(RunningApp& running, QFuture<Status> future)
    {
        std::optional<Status> out;
        future.then(running.session.get(), [&out](const Status& status) { out = status; });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(out.has_value(), Patience); }();
        return out.value_or(Error{ErrorCode::Internal, "never"});
    }
    Status letIn(RunningApp& running, StaffId person, StaffId voucher)
    {
        return waitFor(running,
            running.session->letIn({person, SecretBytes::copyOf(NewPin), SecretBytes(), voucher,
                SecretBytes::copyOf(PracticeOnDisk::Pin)}));
    }
    void lock(RunningApp& running)
    {
        running.session->lock();
        QTRY_COMPARE_WITH_TIMEOUT(running.app->screen(), Screen::Unlock, Patience);
    }
    /// What the lock began is done: whatever is asked of the door comes after it.
    static bool isClosed(RunningApp& running)
    {
        bool closed = false;
        running.session->lockout({}).then(
            running.session.get(), [&closed](const auto&) { closed = true; });
        return QTest::qWaitFor([&closed] { return closed; }, Patience);
    }
    /// The practice has a third person, who came with a sync.
    void meetMorag(RunningApp& running)
    {
        QVERIFY(running.enter(m_practice.bronwen));
        m_morag = m_practice.mint.next<StaffId>();
        auto made = personAct(m_practice.mint, {ScopeId({1}), ScopeId({2})},
            {.staff = m_morag,
                .name = u"Morag Fielding"_s,
                .role = domain::Role::Nurse,
                .profession = {},
                .registration = u"NMC 00A0001E"_s});
        QVERIFY(made);
        running.session->save(std::move(made->act)).then(this, [](const auto&) {});
        running.session->takeUpNames();
        QTRY_COMPARE_WITH_TIMEOUT(running.session->device().names.size(), std::size_t(3), Patience);
    }
    /// From a name to the question who lets them in.
    void chooseNewPin(RunningApp& running, const char* code)
    {
        auto& unlock = door(running);
        QCOMPARE(unlock.stage(), u"staffCode"_s);
        if (code)
            running.typePin(code);
        else
            unlock.help();
        QCOMPARE(unlock.stage(), u"newPin"_s);
        running.typePin(NewPin);
        QCOMPARE(unlock.stage(), u"repeatPin"_s);
        running.typePin(NewPin);
        QCOMPARE(unlock.stage(), u"chooseVoucher"_s);
        QVERIFY(unlock.person().isEmpty() && !unlock.asksDigits());
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_practice.made); }

    void secondNurse_isLetInByAColleague_withNoSignal()
    {
        AppFixture fixture(m_practice);
        meetMorag(fixture);
        lock(fixture);
        auto& unlock = door(fixture);
        QCOMPARE(shownNames(fixture).last(), u"Morag Fielding"_s);
        unlock.choosePerson(hex(m_morag));
        chooseNewPin(fixture, "12345678");
        QCOMPARE(shownNames(fixture), (QStringList{u"Bronwen Achebe"_s, u"Dev Harroway"_s}));
        QVERIFY(unlock.title().contains(u"Morag"_s));
        unlock.choosePerson(hex(m_morag)); // nobody vouches for themselves
        QCOMPARE(unlock.stage(), u"chooseVoucher"_s);

        unlock.choosePerson(hex(m_practice.dev));
        QVERIFY(unlock.prompt().contains(u"Dev"_s));
        fixture.typePin("000000");
        QTRY_VERIFY_WITH_TIMEOUT(unlock.error().contains(u"9 tries left"_s), Patience);
        QCOMPARE(unlock.stage(), u"voucherPin"_s);
        QCOMPARE(unlock.filled(), 0);
        QCOMPARE(fixture.session->state(), State::Locked);
        QVERIFY(!fixture.session->hasPin(m_morag));

        fixture.typePin(PracticeOnDisk::Pin);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.session->state(), State::Open, Patience);
        QCOMPARE(fixture.session->person().staff, m_morag);
        QCOMPARE(fixture.session->person().role, domain::Role::Nurse);
        QCOMPARE(asks(fixture).size(), std::size_t(1));
        QCOMPARE(asks(fixture).front().staff, m_morag);

        // Everybody's PIN opens, each for its own person; the request waits on.
        lock(fixture);
        QVERIFY(opens(fixture, m_morag, NewPin));
        QCOMPARE(asks(fixture).size(), std::size_t(1));
        lock(fixture);
        QVERIFY(opens(fixture, m_practice.dev, PracticeOnDisk::Pin));
        lock(fixture);
        QVERIFY(opens(fixture, m_practice.bronwen, PracticeOnDisk::Pin));
        const auto rows = fixture.readNow<std::vector<domain::AuditRow>>(
            [](store::Connection& connection) { return store::DeskStore(connection).audit(100); });
        const auto letIn = std::ranges::find(rows, u"let-in"_s, &domain::AuditRow::what);
        QVERIFY(letIn != rows.end());
        QCOMPARE(letIn->staff, m_practice.dev);
        QCOMPARE(letIn->subject, m_morag.as<AggregateId>());
        const auto failed = std::ranges::find(rows, u"unlock-failed"_s, &domain::AuditRow::what);
        QVERIFY(failed != rows.end());
        QCOMPARE(failed->staff, m_practice.dev);
    }
    void noCodeYet_isTypedLaterInSettings()
    {
        AppFixture fixture(m_practice);
        meetMorag(fixture);
        lock(fixture);
        door(fixture).choosePerson(hex(m_morag));
        chooseNewPin(fixture, nullptr);
        door(fixture).choosePerson(hex(m_practice.bronwen));
        fixture.typePin(PracticeOnDisk::Pin);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.session->state(), State::Open, Patience);
        QVERIFY(asks(fixture).empty());
        auto* staff = fixture.app->staffCode();
        QTRY_VERIFY_WITH_TIMEOUT(staff->text().contains(u"identity to confirm"_s), Patience);
        staff->edit(u"1234 567"_s);
        QVERIFY(!staff->ready());
        staff->edit(u"1234 5678"_s);
        QVERIFY(staff->ready());
        staff->use();
        QTRY_VERIFY_WITH_TIMEOUT(!staff->result().isEmpty(), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(asks(fixture).size(), std::size_t(1), Patience);
        const auto first = asks(fixture).front();
        staff->edit(u"8765 4321"_s); // the first was mistyped
        staff->use();
        QTRY_VERIFY_WITH_TIMEOUT(asks(fixture).front().mac != first.mac, Patience);
        QCOMPARE(asks(fixture).front().staffKey, first.staffKey);
        certify(fixture, entry::StaffRole::Nurse);
        Q_EMIT fixture.sync->synced(0, 1);
        QTRY_VERIFY_WITH_TIMEOUT(staff->text().isEmpty(), Patience);
        QVERIFY(staff->result().contains(u"confirmed"_s));
    }
    void forgottenPin_aSeniorOpensANewSlot()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        certify(fixture, entry::StaffRole::Nurse);
        lock(fixture);
        QVERIFY(opens(fixture, m_practice.dev, PracticeOnDisk::Pin));
        const auto oldKey = inStore(fixture,
            [](store::Store& store) -> Result<crypto::SignPublicKey> { return store.staffKey(); });
        lock(fixture);
        auto& unlock = door(fixture);
        unlock.choosePerson(hex(m_practice.dev));
        QCOMPARE(unlock.helpText(), u"Forgotten PIN"_s);
        unlock.help();
        chooseNewPin(fixture, "12345678");
        QCOMPARE(shownNames(fixture), QStringList{u"Bronwen Achebe"_s});
        unlock.choosePerson(hex(m_practice.bronwen));
        fixture.typePin(PracticeOnDisk::Pin);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.session->state(), State::Open, Patience);
        QCOMPARE(fixture.session->person().staff, m_practice.dev);
        const auto newKey = inStore(fixture,
            [](store::Store& store) -> Result<crypto::SignPublicKey> { return store.staffKey(); });
        QVERIFY(*newKey != *oldKey);
        QCOMPARE(asks(fixture).front().staffKey, *newKey);
        lock(fixture);
        QVERIFY(!opens(fixture, m_practice.dev, PracticeOnDisk::Pin));
        QVERIFY(opens(fixture, m_practice.dev, NewPin));
        lock(fixture);
        QVERIFY(opens(fixture, m_practice.bronwen, PracticeOnDisk::Pin));
        const auto rows = fixture.readNow<std::vector<domain::AuditRow>>(
            [](store::Connection& connection) { return store::DeskStore(connection).audit(100); });
        const auto replaced = std::ranges::find(rows, u"pin-replaced"_s, &domain::AuditRow::what);
        QVERIFY(replaced != rows.end());
        QCOMPARE(replaced->staff, m_practice.bronwen);
    }
    void replacing_takesASeniorsCertifiedKey_andLeavesAllAsItWas()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.dev));
        certify(fixture, entry::StaffRole::Hca);
        lock(fixture);
        // At the door an HCA is not even offered, and it says so.
        door(fixture).choosePerson(hex(m_practice.bronwen));
        door(fixture).help();
        QCOMPARE(door(fixture).stage(), u"pin"_s);
        QVERIFY(door(fixture).hint().contains(u"a nurse, a GP or a coordinator"_s));
        QCOMPARE(letIn(fixture, m_practice.bronwen, m_practice.dev).error().detail, "not senior");
        // Nor is a nurse whom the practice has not confirmed here.
        QCOMPARE(letIn(fixture, m_practice.dev, m_practice.bronwen).error().detail, "not senior");
        QCOMPARE(letIn(fixture, m_practice.dev, m_practice.dev).error().detail, "own voucher");
        QCOMPARE(fixture.session->state(), State::Locked);
        QVERIFY(opens(fixture, m_practice.bronwen, PracticeOnDisk::Pin));
        lock(fixture);
        QVERIFY(opens(fixture, m_practice.dev, PracticeOnDisk::Pin));
    }
    void tenWrongPins_areReopenedByASenior()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        certify(fixture, entry::StaffRole::Nurse);
        lock(fixture);
        for (int wrong = 0; wrong < 10; ++wrong) {
            fixture.bootClock.elapsed += 3'600'001;
            QVERIFY(!opens(fixture, m_practice.dev, "000000"));
        }
        auto& unlock = door(fixture);
        unlock.choosePerson(hex(m_practice.dev));
        QTRY_VERIFY_WITH_TIMEOUT(unlock.error().contains(u"Forgotten PIN"_s), Patience);
        fixture.bootClock.elapsed += 3'600'001;
        QVERIFY(!opens(fixture, m_practice.dev, PracticeOnDisk::Pin));
        unlock.help();
        chooseNewPin(fixture, nullptr);
        unlock.choosePerson(hex(m_practice.bronwen));
        fixture.typePin(PracticeOnDisk::Pin);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.session->state(), State::Open, Patience);
        QCOMPARE(fixture.session->person().staff, m_practice.dev);
        lock(fixture);
        QVERIFY(opens(fixture, m_practice.dev, NewPin));
    }
    /// A power cut between the two copies of the envelope: the old PIN or the new one, never none.
    void killedBetweenTheCopies_eitherSlotIsWhole()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        certify(fixture, entry::StaffRole::Nurse);
        lock(fixture);
        const auto& files = fixture.session->files();
        const QString old = fixture.folder.filePath(u"old.env"_s);
        QVERIFY(QFile::copy(files.envelope(), old));
        QVERIFY(letIn(fixture, m_practice.dev, m_practice.bronwen));
        lock(fixture);
        QVERIFY(isClosed(fixture)); // no file comes or goes any more
        for (const bool secondIsOld : {true, false}) {
            const QString torn = fixture.folder.filePath(secondIsOld ? u"one"_s : u"two"_s);
            QVERIFY(QDir().mkpath(torn));
            for (const QFileInfo& file :
                QFileInfo(files.database()).dir().entryInfoList(QDir::Files))
                QVERIFY(QFile::copy(file.filePath(), torn + u'/' + file.fileName()));
            const store::StoreFiles there{torn};
            const QString kept = secondIsOld ? there.envelopeCopy() : there.envelope();
            QVERIFY(QFile::remove(kept) && QFile::copy(old, kept));
            RunningApp again(torn, m_practice.clock, m_practice.vault);
            QTRY_COMPARE_WITH_TIMEOUT(again.app->screen(), Screen::Unlock, Patience);
            const bool isNew = opens(again, m_practice.dev, NewPin);
            QVERIFY(isNew || opens(again, m_practice.dev, PracticeOnDisk::Pin));
            again.session->lock();
            QVERIFY(opens(again, m_practice.bronwen, PracticeOnDisk::Pin));
        }
    }
    void stopping_wipesWhatWasTyped_andChangesNothing()
    {
        AppFixture fixture(m_practice);
        meetMorag(fixture);
        lock(fixture);
        auto& unlock = door(fixture);
        unlock.choosePerson(hex(m_morag));
        chooseNewPin(fixture, "12345678");
        QVERIFY(!unlock.leaveText().isEmpty());
        unlock.leave();
        QCOMPARE(unlock.stage(), u"pin"_s);
        QVERIFY(unlock.person().isEmpty());
        QCOMPARE(shownNames(fixture).size(), 3);
        QVERIFY(!fixture.session->hasPin(m_morag));
    }
    void namesAtDoor_areThoseWhoWorkHere()
    {
        const StaffId left({1}), stays({2}), fresh({3}), revoked({4}), hasPin({5}), unknown({6});
        const auto row = [](StaffId staff, bool gone) {
            domain::PersonRow row;
            row.staff = staff;
            row.name = u"now"_s;
            row.role = domain::Role::Gp;
            row.hasLeft = gone;
            return row;
        };
        const auto name = [](StaffId staff) {
            return store::UnlockName{staff, u"then"_s, u"hca"_s};
        };
        const auto names
            = namesAtDoor({name(left), name(stays), name(revoked), name(hasPin), name(unknown)},
                {{row(fresh, false), row(left, true), row(stays, false), row(revoked, false),
                     row(hasPin, true)},
                    {revoked}, {hasPin}});
        QStringList said;
        for (const auto& each : names)
            said << QString::number(each.staff.raw()[0]) + each.name + each.role;
        QCOMPARE(said, (QStringList{u"2nowgp"_s, u"5nowgp"_s, u"6thenhca"_s, u"3nowgp"_s}));
    }
    /// The last: a slot that goes renews the keystore's secret, which the copies of the others
    /// need.
    void revoked_neitherVouchesNorComesIn()
    {
        AppFixture fixture(m_practice);
        meetMorag(fixture);
        revoke(fixture, m_practice.dev);
        lock(fixture);
        QCOMPARE(letIn(fixture, m_morag, m_practice.dev).error().detail, "voucher revoked");
        QVERIFY(!fixture.session->hasPin(m_morag));
        QVERIFY(opens(fixture, m_practice.bronwen, PracticeOnDisk::Pin));
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.session->hasPin(m_practice.dev), Patience);
        revoke(fixture, m_morag);
        fixture.session->takeUpNames();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.session->device().names.size(), std::size_t(1), Patience);
        lock(fixture);
        QCOMPARE(letIn(fixture, m_morag, m_practice.bronwen).error().detail,
            QByteArray(client::StaffOutOfUse));
        QCOMPARE(fixture.session->state(), State::Locked);
    }
};
DOORSTEP_TEST(TestLetIn);

#include "tst_let_in.moc"
