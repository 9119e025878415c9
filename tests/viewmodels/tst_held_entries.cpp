#include "app/runtime/desk_reads.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/store/care_store.h"
#include "sync/client/wipe_order.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/desk_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using test::DeskFixture;
using test::roleOf;

/// What a tablet sends after it was taken out of use, at the desk that must decide.
class TestHeldEntries : public QObject {
    Q_OBJECT
    std::unique_ptr<test::DeskPractice> m_practice;

    /// The tablet with Dev's key on it, certified by the desk.
    struct LostTablet {
        explicit LostTablet(DeskFixture& desk)
            : fixture(desk)
        {
        }
        DeskFixture& fixture;
        crypto::SignKeyPair devsKey = crypto::makeSignKeyPair();
        qint64 seq = 9000;

        static store::Applied appliedOf(const store::Store::Saved& saved)
        {
            store::Applied applied;
            applied.aggregates = saved.aggregates;
            return applied;
        }
        template <typename Work> bool atTheStore(Work work)
        {
            std::optional<bool> isDone;
            fixture.session->withStore(StorageThread::Urgency::Save, work)
                .then(fixture.session.get(), [&](const Result<store::Applied>& applied) {
                    isDone = applied.ok();
                    if (applied)
                        fixture.session->announce(applied->aggregates);
                });
            [&] { QTRY_VERIFY_WITH_TIMEOUT(isDone.has_value(), 20'000); }();
            return isDone.value_or(false);
        }
        bool certifyDev()
        {
            return atTheStore([this](store::Store& store) -> Result<store::Applied> {
                DOORSTEP_TRY(keys, client::openDeskKeys(store));
                entry::StaffCertificate certificate{fixture.practice.dev, fixture.practice.tablet,
                    devsKey.publicKey, entry::StaffRole::Hca,
                    fixture.practice.clock.now().plusMs(86'400'000), {}};
                entry::certify(certificate, store.identity().practice, keys.practiceSign);
                DOORSTEP_TRY(scopes, readScopes(store.connection()));
                DOORSTEP_TRY(saved, store.saveClear(scopes.practice, {certificate}));
                return appliedOf(saved);
            });
        }
        bool revoke()
        {
            return atTheStore([this](store::Store& store) -> Result<store::Applied> {
                DOORSTEP_TRY(saved,
                    client::revokeDevice(
                        store, fixture.practice.tablet, fixture.practice.clock.now()));
                return appliedOf(saved);
            });
        }
        entry::Header header(const ledger::Draft& draft) const
        {
            entry::Header made;
            made.id = draft.id;
            made.device = fixture.practice.tablet;
            made.staff = fixture.practice.dev;
            made.entryClass = draft.entryClass;
            made.scope = draft.scope;
            made.keyClass = entry::KeyClass::None;
            made.wall = fixture.practice.clock.now();
            return made;
        }
        /// As the practice server hands it to the desk.
        bool arrives(const ledger::Act& act, const QByteArray& reason)
        {
            return atTheStore([=, this](store::Store& store) -> Result<store::Applied> {
                DOORSTEP_TRY(key, store.newestEpochKey(entry::KeyClass::Care));
                store::Page page;
                page.cursor = "page";
                for (const auto& draft : act.drafts()) {
                    auto made = header(draft);
                    made.practice = store.identity().practice;
                    DOORSTEP_TRY(sealed,
                        entry::makeEntry(made, ledger::encodePayload(draft.payload),
                            entry::isSealed(draft.entryClass) ? &key : nullptr, devsKey.secretKey));
                    page.entries.push_back({++seq, entry::encodeEntry(sealed), reason});
                }
                page.through = seq;
                return store.applyPage(page);
            });
        }
    };
    static ledger::VaccinationRecorded fluDose(const DeskFixture& fixture)
    {
        ledger::VaccinationRecorded dose;
        dose.status = domain::VaccinationStatus::Given;
        dose.programme = QStringLiteral("flu-2026-27");
        dose.productName = QStringLiteral("aTIV");
        dose.batchNumber = QStringLiteral("FX7K231");
        dose.occurredAt = fixture.practice.clock.now();
        dose.occurredOn = QDate(2026, 11, 24);
        dose.source = domain::VaccinationSource::Ours;
        return dose;
    }
    static PatientId pearl(DeskFixture& fixture)
    {
        const auto id
            = PatientId::fromHex(fixture.patientWith(QStringLiteral("9990000042")).toLatin1());
        return id ? *id : PatientId();
    }
    static ledger::Act doseAct(DeskFixture& fixture, PatientId patient)
    {
        ledger::Act act(fixture.session->mint());
        act.add(patient.as<ScopeId>(), patient.as<AggregateId>(),
            ledger::NoteRecorded{.text = QStringLiteral("Dog in the garden")});
        act.add(patient.as<ScopeId>(), patient.as<AggregateId>(), fluDose(fixture));
        return act;
    }
    static std::size_t dosesOf(DeskFixture& fixture, PatientId patient)
    {
        return fixture
            .readNow<std::vector<domain::VaccinationRow>>([=](store::Connection& connection) {
                return store::CareStore(connection).vaccinations(patient);
            })
            .size();
    }
    static bool isDue(DeskFixture& fixture, PatientId patient)
    {
        const auto* pack = &fixture.session->packs().front();
        for (const auto& each : fixture.session->packs())
            if (each.id == QLatin1String("flu-2026-27"))
                pack = &each;
        const auto due = fixture.readNow<std::vector<DuePatient>>([=](store::Connection& c) {
            return readDue(c, {.pack = pack, .on = QDate(2026, 11, 24)});
        });
        return std::ranges::any_of(due, [&](const DuePatient& each) {
            return each.patient.patient == patient
                && each.eligibility.state == clinical::EligibilityState::Due;
        });
    }
    static QString railCount(const DeskFixture& fixture)
    {
        const int row = test::rowWith(fixture.desk()->rail(), "section", QStringLiteral("held"));
        return roleOf(fixture.desk()->rail(), row, "count").toString();
    }
    static void decide(HeldEntriesViewModel* held, const QString& way, HeldReason reason)
    {
        held->decide(roleOf(held->rows(), 0, "saveId").toString());
        held->chooseWay(way);
        held->chooseReason(heldWord(reason));
        held->save();
    }
    /// A dose and a note of Pearl, sent by the tablet after it was taken out of use.
    bool dosesWait(DeskFixture& fixture)
    {
        LostTablet tablet(fixture);
        return fixture.enterSection(QStringLiteral("held")) && tablet.certifyDev()
            && tablet.revoke() && tablet.arrives(doseAct(fixture, pearl(fixture)), "revoked");
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_practice = std::make_unique<test::DeskPractice>();
        QVERIFY(m_practice->made);
    }

    void dose_ofATabletOutOfUse_isListedInWords_andInNoChart()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(dosesWait(fixture));
        auto* held = fixture.desk()->heldEntries();
        QTRY_COMPARE_WITH_TIMEOUT(held->count(), 1, 20'000);
        QCOMPARE(railCount(fixture), QStringLiteral("1"));
        QCOMPARE(held->doorText(), QStringLiteral("From devices not in use: 1"));
        QCOMPARE(roleOf(held->rows(), 0, "title").toString(),
            QStringLiteral("Flu vaccine given to Pearl Oakshott, 09:00 today, and 1 more"));
        QCOMPARE(
            roleOf(held->rows(), 0, "who").toString(), QStringLiteral("Dev Harroway, 09:00 today"));
        held->decide(roleOf(held->rows(), 0, "saveId").toString());
        QVERIFY2(
            held->why().contains(QStringLiteral("was taken out of use")), qPrintable(held->why()));
        QCOMPARE(held->lines().size(), 2);
        QCOMPARE(held->lines().front().value<HeldLine>().detail, QStringLiteral("Batch FX7K231"));
        QCOMPARE(
            held->lines().back().value<HeldLine>().detail, QStringLiteral("Dog in the garden"));
        QCOMPARE(dosesOf(fixture, pearl(fixture)), std::size_t(0));
        QVERIFY(isDue(fixture, pearl(fixture)));
    }

    void letIn_waitsForAReason_thenTheDoseIsInTheChartAndNobodyIsDue()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(dosesWait(fixture));
        auto* held = fixture.desk()->heldEntries();
        QTRY_COMPARE_WITH_TIMEOUT(held->count(), 1, 20'000);
        held->decide(roleOf(held->rows(), 0, "saveId").toString());
        QCOMPARE(held->saveText(), QStringLiteral("Choose what becomes of it"));
        held->chooseWay(QStringLiteral("in"));
        QCOMPARE(held->saveText(), QStringLiteral("Say why"));
        QVERIFY(!held->saveReady());
        held->chooseReason(heldWord(HeldReason::NotDone)); // a reason of the other way
        QVERIFY(!held->saveReady());
        held->chooseReason(heldWord(HeldReason::WriterConfirms));
        QVERIFY(held->saveReady());
        held->save();
        QTRY_COMPARE_WITH_TIMEOUT(held->count(), 0, 20'000);
        QCOMPARE(dosesOf(fixture, pearl(fixture)), std::size_t(1));
        QVERIFY(!isDue(fixture, pearl(fixture)));
        QTRY_COMPARE_WITH_TIMEOUT(held->decisionCount(), 1, 20'000);
        QCOMPARE(roleOf(held->decisions(), 0, "stands").toString(),
            QStringLiteral("Let in: it is among the records"));
        QCOMPARE(roleOf(held->decisions(), 0, "decision").toString(),
            QStringLiteral("The writer confirms it"));
        QVERIFY(roleOf(held->decisions(), 0, "who")
                    .toString()
                    .startsWith(QStringLiteral("Priya Nandra, ")));
        QCOMPARE(railCount(fixture), QString());
    }

    void leftOut_staysOutOfTheChart_andIsListedAsDecided()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(dosesWait(fixture));
        auto* held = fixture.desk()->heldEntries();
        QTRY_COMPARE_WITH_TIMEOUT(held->count(), 1, 20'000);
        decide(held, QStringLiteral("out"), HeldReason::NotDone);
        QTRY_COMPARE_WITH_TIMEOUT(held->count(), 0, 20'000);
        QVERIFY(fixture.leaveAndEnter(m_practice->priya));
        QTRY_COMPARE_WITH_TIMEOUT(held->decisionCount(), 1, 20'000);
        QCOMPARE(roleOf(held->decisions(), 0, "heading").toString(),
            QStringLiteral("Flu vaccine given to Pearl Oakshott, 09:00 today, and 1 more"));
        QCOMPARE(roleOf(held->decisions(), 0, "stands").toString(),
            QStringLiteral("Left out of the records, and kept"));
        QCOMPARE(dosesOf(fixture, pearl(fixture)), std::size_t(0));
        QVERIFY(isDue(fixture, pearl(fixture)));
    }

    void letIn_besideADoseOfOurs_raisesTwoDoses()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(dosesWait(fixture));
        auto* held = fixture.desk()->heldEntries();
        QTRY_COMPARE_WITH_TIMEOUT(held->count(), 1, 20'000);
        const auto patient = pearl(fixture);
        ledger::Act ours(fixture.session->mint());
        ours.add(patient.as<ScopeId>(), patient.as<AggregateId>(), fluDose(fixture));
        fixture.app->lastSave()->save(std::move(ours));
        QVERIFY(fixture.settled());
        QCOMPARE(fixture.desk()->holds()->count(), 0);
        decide(held, QStringLiteral("in"), HeldReason::OnPaper);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.desk()->holds()->count(), 1, 20'000);
        QCOMPARE(roleOf(fixture.desk()->holds()->rows(), 0, "heading").toString(),
            QStringLiteral("Two doses"));
        QCOMPARE(railCount(fixture), QStringLiteral("1"));
    }

    void writerNotCertified_canOnlyBeLeftOut()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("held")));
        LostTablet tablet(fixture);
        QVERIFY(tablet.arrives(doseAct(fixture, pearl(fixture)), "unknown key"));
        auto* held = fixture.desk()->heldEntries();
        QTRY_COMPARE_WITH_TIMEOUT(held->count(), 1, 20'000);
        held->decide(roleOf(held->rows(), 0, "saveId").toString());
        QVERIFY2(held->bar().contains(QStringLiteral("staff code")), qPrintable(held->bar()));
        QCOMPARE(held->ways().size(), 1);
        held->chooseWay(QStringLiteral("in"));
        QCOMPARE(held->way(), QString());
    }

    void rightsWrittenByATablet_canOnlyBeLeftOut()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("held")));
        LostTablet tablet(fixture);
        QVERIFY(tablet.certifyDev());
        ledger::Act act(fixture.session->mint());
        QVERIFY(addClear(act, ScopeId({7}),
            entry::ScopeGranted{m_practice->tablet, ScopeId({5}), {1}, {4'000'000'000'000}}));
        QVERIFY(tablet.arrives(act, "unknown key"));
        auto* held = fixture.desk()->heldEntries();
        QTRY_COMPARE_WITH_TIMEOUT(held->count(), 1, 20'000);
        held->decide(roleOf(held->rows(), 0, "saveId").toString());
        QCOMPARE(held->why(), QStringLiteral("Only a desk may write it."));
        QCOMPARE(held->ways().size(), 1);
    }

    void twoUnderOneNumber_bothAreShown_andTheFirstStays()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("held")));
        LostTablet tablet(fixture);
        QVERIFY(tablet.certifyDev());
        const auto act = doseAct(fixture, pearl(fixture));
        QVERIFY(tablet.arrives(act, {}));
        QCOMPARE(dosesOf(fixture, pearl(fixture)), std::size_t(1));
        m_practice->clock.advanceMinutes(5);
        QVERIFY(tablet.arrives(act, "fork")); // another time in its header: other bytes
        auto* held = fixture.desk()->heldEntries();
        QTRY_COMPARE_WITH_TIMEOUT(held->count(), 2, 20'000); // the note and the dose
        held->decide(roleOf(held->rows(), 0, "saveId").toString());
        QCOMPARE(held->lines().size(), 2);
        QVERIFY(held->lines().front().value<HeldLine>().detail.startsWith(
            QStringLiteral("Here first: Dev Harroway, 09:00 today")));
        QVERIFY(held->lines().back().value<HeldLine>().detail.startsWith(
            QStringLiteral("Came later: Dev Harroway, 09:05 today")));
        QCOMPARE(held->ways().size(), 1);
        decide(held, QStringLiteral("out"), HeldReason::RecordedAgain);
        QTRY_COMPARE_WITH_TIMEOUT(held->count(), 1, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(held->decisionCount(), 1, 20'000);
        QCOMPARE(dosesOf(fixture, pearl(fixture)), std::size_t(1));
    }

    void lock_forgetsWhatIsHeld()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(dosesWait(fixture));
        auto* held = fixture.desk()->heldEntries();
        QTRY_COMPARE_WITH_TIMEOUT(held->count(), 1, 20'000);
        held->decide(roleOf(held->rows(), 0, "saveId").toString());
        fixture.session->lock();
        QTRY_COMPARE_WITH_TIMEOUT(held->count(), 0, 20'000);
        QCOMPARE(held->who(), QString());
    }

    void act_refusesOtherRolesAndDevices_andWhatNobodyCanRead()
    {
        IdMint mint(m_practice->clock);
        const PracticeScope scopes{ScopeId({7}), ScopeId({8})};
        HeldChoice choice{.pieces = {{.entry = EntryId({1}), .isReadable = true}},
            .letIn = true,
            .reason = HeldReason::OnPaper,
            .by = domain::Role::Coordinator,
            .isDesk = true};
        const auto act = decideHeldAct(mint, scopes, choice);
        QVERIFY(act);
        QCOMPARE(act->drafts().size(), std::size_t(1));
        const auto code = [&](auto change) {
            HeldChoice other = choice;
            change(other);
            const auto made = decideHeldAct(mint, scopes, other);
            return made ? ErrorCode::Internal : made.error().code;
        };
        QCOMPARE(code([](auto& c) { c.isDesk = false; }), ErrorCode::Refused);
        QCOMPARE(code([](auto& c) { c.by = domain::Role::Hca; }), ErrorCode::Refused);
        QCOMPARE(code([](auto& c) { c.by = domain::Role::Visitor; }), ErrorCode::Refused);
        QCOMPARE(code([](auto& c) { c.pieces.clear(); }), ErrorCode::InvalidInput);
        QCOMPARE(code([](auto& c) { c.reason = HeldReason::NotDone; }), ErrorCode::InvalidInput);
        QCOMPARE(
            code([](auto& c) { c.pieces.front().isReadable = false; }), ErrorCode::InvalidInput);
        QCOMPARE(code([](auto& c) { c.pieces.front().isTwin = true; }), ErrorCode::InvalidInput);
        QCOMPARE(code([](auto& c) { c.pieces.front().isClear = true; }), ErrorCode::InvalidInput);
    }
};
DOORSTEP_TEST(TestHeldEntries);
#include "tst_held_entries.moc"
