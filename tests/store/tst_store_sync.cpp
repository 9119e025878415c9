#include "core/ledger/kinds/desk_kinds.h"
#include "core/store/entry_store.h"
#include "core/store/patient_store.h"
#include "core/store/trust_store.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QRandomGenerator>

using namespace doorstep;
using test::Colleague;
using test::StoreFixture;

class TestStoreSync : public QObject {
    Q_OBJECT

    static store::Page pageOf(std::vector<store::PageEntry> entries, QByteArray cursor = "after")
    {
        return {std::move(entries), std::nullopt, std::move(cursor), false};
    }
    static bool has(store::Store& store, PatientId patient)
    {
        const auto row = store::PatientStore(store.connection()).find(patient);
        return row && row->has_value();
    }
    static store::ReceiptCounts counts(store::Store& store)
    {
        return *store::EntryStore(store.connection()).receiptCounts();
    }
    static store::IncarnationId incarnation(store::Store& store)
    {
        return store.outgoing(0, 1, 1)->incarnation;
    }
    static void saveNotes(StoreFixture& fixture, store::Store& store, PatientId patient, int count)
    {
        for (int i = 0; i < count; ++i)
            QVERIFY(store.save(fixture.noteAct(patient, QString::number(i))));
    }

private Q_SLOTS:
    void applyPage_verifiedAndOpened_isFoldedWithItsCursor()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const Colleague desk(fixture);
        const auto patient = fixture.mint.next<PatientId>();
        auto entries = desk.certificates();
        entries.push_back(
            desk.patient(3, patient, QStringLiteral("Testcase"), QStringLiteral("Bo")));
        const auto applied = store->applyPage(pageOf(entries, "cursor-3"));
        QVERIFY2(applied, applied ? "" : applied.error().detail.constData());
        QCOMPARE(applied->fresh, 3);
        QCOMPARE(applied->unopened, 0);
        QVERIFY(applied->keysChanged);
        QVERIFY(has(*store, patient));
        QCOMPARE(store->cursors()->size(), std::size_t(1));
        QCOMPARE(store->cursors()->front().token, QByteArray("cursor-3"));
        QCOMPARE(counts(*store).total(), 0); // others' entries have no receipts here
        store.reset();
        auto again = fixture.open();
        QVERIFY(has(**again, patient));
        QCOMPARE((*again)->cursors()->front().token, QByteArray("cursor-3"));
    }
    void applyPage_anyOrder_certificatesLast_keysLater_sameRows()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 6; ++round) {
            StoreFixture fixture;
            QVERIFY(fixture.create());
            auto store = fixture.open();
            const Colleague desk(fixture);
            const auto patient = fixture.mint.next<PatientId>();
            auto entries = desk.certificates();
            entries.push_back(
                desk.patient(3, patient, QStringLiteral("Early"), QStringLiteral("Bo")));
            entries.push_back(
                desk.patient(4, patient, QStringLiteral("Late"), QStringLiteral("Bo")));
            const auto wrapped
                = crypto::sealTo(fixture.deviceBox.publicKey, fixture.careKey.key.view());
            entries.push_back({5,
                desk.clear(entry::KeysWrapped{entry::KeyClass::Care, 1, fixture.device, *wrapped}),
                {}});
            std::shuffle(entries.begin(), entries.end(), random);
            // One page each, or all in one.
            if (round % 2 == 0) {
                QVERIFY((*store)->applyPage(pageOf(entries)));
            } else {
                for (const auto& entry : entries)
                    QVERIFY((*store)->applyPage(pageOf({entry})));
            }
            const auto row = store::PatientStore((*store)->connection()).find(patient);
            QVERIFY2(row && *row, qPrintable(QStringLiteral("seed 7, round %1").arg(round)));
            QCOMPARE((*row)->family, QStringLiteral("Late"));
            QCOMPARE(store::EntryStore((*store)->connection()).unreadable()->waiting, 0);
            QVERIFY(
                (*store)->newestEpochKey(entry::KeyClass::Care)->key.equals(fixture.careKey.key));
        }
    }
    void applyPage_samePageTwice_changesNothing()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const Colleague desk(fixture);
        const auto patient = fixture.mint.next<PatientId>();
        auto entries = desk.certificates();
        entries.push_back(
            desk.patient(3, patient, QStringLiteral("Testcase"), QStringLiteral("Bo")));
        QVERIFY(store->applyPage(pageOf(entries)));
        const auto again = store->applyPage(pageOf(entries));
        QCOMPARE(again->fresh, 0);
        QVERIFY(again->aggregates.empty()); // nothing is folded, and no screen reads again
        QCOMPARE(store::EntryStore(store->connection()).latest(10)->size(), std::size_t(3));
    }
    void applyPage_signedByNobodyCertified_isKeptAndNotShown()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const Colleague stranger(fixture);
        const auto patient = fixture.mint.next<PatientId>();
        const auto applied = store->applyPage(
            pageOf({stranger.patient(3, patient, QStringLiteral("No"), QStringLiteral("Body"))}));
        QCOMPARE(applied->unopened, 1);
        QVERIFY(!has(*store, patient));
        QVERIFY(store->applyPage(pageOf(stranger.certificates())));
        QVERIFY(has(*store, patient));
    }
    void applyPage_signatureOfSomebodyElse_isKeptNeverFolded()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        Colleague desk(fixture), forger(fixture);
        QVERIFY(store->applyPage(pageOf(desk.certificates())));
        forger.staff = desk.staff; // the header says desk, the signature is the forger's
        forger.device = desk.device;
        const auto patient = fixture.mint.next<PatientId>();
        const auto applied = store->applyPage(
            pageOf({forger.patient(3, patient, QStringLiteral("For"), QStringLiteral("Ged"))}));
        QCOMPARE(applied->refused, 1);
        QVERIFY(!has(*store, patient));
        QCOMPARE(store::EntryStore(store->connection()).unreadable()->wrong, 1);
    }
    void applyPage_certificateThePracticeDidNotSign_isWorthless()
    {
        StoreFixture fixture, otherPractice;
        auto store = fixture.openNew();
        Colleague forger(otherPractice);
        std::vector<store::PageEntry> entries;
        entry::StaffCertificate forged;
        forged.staff = forger.staff;
        forged.device = forger.device;
        entry::certify(forged, fixture.practice, otherPractice.practiceSign.secretKey);
        QVERIFY(store->applyPage(pageOf({{1, forger.clear(forged), {}}})));
        QVERIFY(
            store::TrustStore(store->connection()).keysFor(forger.staff, forger.device)->empty());
    }
    void applyPage_tabletsCannotGrantOrGiveKeys()
    {
        StoreFixture fixture;
        QVERIFY(fixture.create());
        auto store = fixture.open();
        const Colleague tablet(fixture, entry::DeviceRole::Tablet);
        auto entries = tablet.certificates();
        const auto wrapped
            = crypto::sealTo(fixture.deviceBox.publicKey, fixture.careKey.key.view());
        entries.push_back({3,
            tablet.clear(entry::KeysWrapped{entry::KeyClass::Care, 1, fixture.device, *wrapped}),
            {}});
        entries.push_back(
            {4, tablet.clear(entry::ScopeGranted{fixture.device, ScopeId({5}), {0}, {1'000}}), {}});
        QVERIFY((*store)->applyPage(pageOf(entries)));
        QCOMPARE((*store)->newestEpochKey(entry::KeyClass::Care).error().code, ErrorCode::NotFound);
        QVERIFY(store::TrustStore((*store)->connection()).grantsOf(fixture.device)->empty());
    }
    void applyPage_hostileBytes_neverFailAndAreKept()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const Colleague desk(fixture);
        QVERIFY(store->applyPage(pageOf(desk.certificates())));
        const auto good = desk.patient(
            9, fixture.mint.next<PatientId>(), QStringLiteral("A"), QStringLiteral("B"));
        QRandomGenerator random(20261124);
        std::vector<store::PageEntry> entries{{10, "", {}}, {11, QByteArray(5000, '\xff'), {}}};
        for (int i = 0; i < 200; ++i) {
            auto bytes = good.bytes;
            bytes[random.bounded(int(bytes.size()))] = static_cast<char>(random.generate());
            entries.push_back({12 + i, bytes, {}});
        }
        const auto applied = store->applyPage(pageOf(entries, "moved on"));
        QVERIFY2(applied, applied ? "" : applied.error().detail.constData());
        QCOMPARE(store->cursors()->front().token, QByteArray("moved on"));
        // The one entry that is whole still goes in, whatever came before it under its id.
        QVERIFY(store->applyPage(pageOf({good})));
    }
    void applyPage_bodyDroppedByTheServer_oursStays()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const Colleague desk(fixture);
        const auto patient = fixture.mint.next<PatientId>();
        auto entries = desk.certificates();
        entries.push_back(
            desk.patient(3, patient, QStringLiteral("Testcase"), QStringLiteral("Bo")));
        QVERIFY(store->applyPage(pageOf(entries)));
        auto redacted = *entry::decodeEntry(entries.back().bytes);
        redacted.body.clear();
        QVERIFY(store->applyPage(pageOf({{3, entry::encodeEntry(redacted), {}}})));
        QVERIFY(has(*store, patient));
        // One that was redacted before it ever came: its header verifies, it has no rows.
        const auto other = fixture.mint.next<PatientId>();
        auto never = *entry::decodeEntry(
            desk.patient(4, other, QStringLiteral("Testcase"), QStringLiteral("Cy")).bytes);
        never.body.clear();
        QCOMPARE(store->applyPage(pageOf({{4, entry::encodeEntry(never), {}}}))->refused, 0);
        QVERIFY(store::EntryStore(store->connection()).find(never.header.id)->value().redacted);
        QVERIFY(!has(*store, other));
    }
    void acknowledge_movesReceiptsThroughTheStages_andTheyAddUp()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const auto patient = fixture.mint.next<PatientId>();
        saveNotes(fixture, *store, patient, 6);
        QCOMPARE(counts(*store).here, 6);
        const auto run = incarnation(*store);
        QVERIFY(store->acknowledge({run, {{1, 2, 11}, {3, 2, 21}}, {{4, "unknown key"}}, 12}));
        const auto now = counts(*store);
        QCOMPARE(now.safe, 2);
        QCOMPARE(now.atPractice, 1);
        QCOMPARE(now.held, 1);
        QCOMPARE(now.here, 2);
        QCOMPARE(now.total(), 6);
        store::EntryStore entries(store->connection());
        QCOMPARE(
            entries.receiptsAt(store::Stage::Held, 10)->front().reason, QByteArray("unknown key"));
        QCOMPARE(entries.receiptsAt(store::Stage::Here, 10)->size(), std::size_t(2));
        QCOMPARE(entries.receiptCountsOf(patient.as<AggregateId>())->total(), 6);
        QCOMPARE(store::Spool::open(fixture.files.spool())->pending().size(), std::size_t(2));
        const auto next = store->outgoing(0, 10, 1 << 20);
        QCOMPARE(next->firstCtr, quint64(5));
        QCOMPARE(next->waiting, 2);
        // A held entry of one's own is still shown where it was written.
        QCOMPARE(store::PatientStore(store->connection()).notes(patient)->size(), std::size_t(6));
    }
    void acknowledge_moreThanWasSent_isRefusedWhole()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        saveNotes(fixture, *store, fixture.mint.next<PatientId>(), 2);
        const auto run = incarnation(*store);
        for (const store::AckRun& wrong :
            {store::AckRun{1, 3, 5}, {3, 1, 5}, {0, 1, 5}, {1, 1, 0}, {2, 0xffffffff, 5}}) {
            const auto refused = store->acknowledge({run, {{1, 1, 9}, wrong}, {}, 0});
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::InvalidInput);
        }
        QCOMPARE(store->acknowledge({store::IncarnationId({3}), {{1, 1, 9}}, {}, 0}).error().code,
            ErrorCode::InvalidInput);
        QCOMPARE(counts(*store).here, 2);
    }
    void outgoing_keepsTheBounds_andSendsAtLeastOne()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        saveNotes(fixture, *store, fixture.mint.next<PatientId>(), 5);
        QCOMPARE(store->outgoing(0, 3, 1 << 20)->entries.size(), std::size_t(3));
        QCOMPARE(store->outgoing(0, 10, 1)->entries.size(), std::size_t(1));
        const auto later = store->outgoing(4, 10, 1 << 20);
        QCOMPARE(later->entries.size(), std::size_t(2));
        QCOMPARE(later->previousChain, later->entries.front().previousChain);
        QCOMPARE(store->outgoing(6, 10, 1 << 20)->entries.size(), std::size_t(0));
        QCOMPARE(store->outgoing(7, 10, 1).error().code, ErrorCode::InvalidInput);
    }
    void held_releasedOnTheDesk_isFoldedAtItsNewPosition()
    {
        StoreFixture fixture(QStringLiteral("desk"));
        auto store = fixture.openNew();
        const Colleague desk(fixture), tablet(fixture, entry::DeviceRole::Tablet);
        QVERIFY(store->applyPage(pageOf(desk.certificates())));
        QVERIFY(store->applyPage(pageOf(tablet.certificates())));
        const auto patient = fixture.mint.next<PatientId>();
        auto held = tablet.patient(5, patient, QStringLiteral("Held"), QStringLiteral("Up"));
        held.heldReason = "revoked";
        QVERIFY(store->applyPage(pageOf({held})));
        QVERIFY(!has(*store, patient));
        const auto id = entry::decodeEntry(held.bytes)->header.id;
        auto released = held;
        released.seq = 9;
        released.heldReason.clear();
        QVERIFY(store->applyPage(pageOf({released,
            {10, desk.clear(entry::EntryReleased{id, QStringLiteral("checked")}), {}}})));
        QVERIFY(has(*store, patient));
        QCOMPARE(
            store::EntryStore(store->connection()).find(id)->value().seq.value_or(0), qint64(9));
    }
    void held_rejected_staysOutAndSaysSo()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const Colleague desk(fixture);
        QVERIFY(store->applyPage(pageOf(desk.certificates())));
        const auto patient = fixture.mint.next<PatientId>();
        const auto act = fixture.patientAct(patient, QStringLiteral("A"), QStringLiteral("B"));
        QVERIFY(store->save(act));
        QVERIFY(store->acknowledge({incarnation(*store), {{1, 1, 5}}, {{1, "unknown key"}}, 0}));
        QVERIFY(has(*store, patient));
        QVERIFY(store->applyPage(pageOf(
            {{6, desk.clear(entry::EntryRejected{act.drafts().front().id, QStringLiteral("twice")}),
                {}}})));
        QVERIFY(!has(*store, patient));
        const auto receipt
            = store::EntryStore(store->connection()).receipt(act.drafts().front().id);
        QCOMPARE((*receipt)->stage, store::Stage::Held);
        QCOMPARE((*receipt)->reason, QByteArray("rejected"));
    }
    void anotherEntryUnderAKnownId_isKeptBeside_oursStands()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const Colleague desk(fixture);
        const auto patient = fixture.mint.next<PatientId>();
        const auto act = fixture.patientAct(patient, QStringLiteral("First"), QStringLiteral("B"));
        auto changed = act.drafts().front();
        QVERIFY(store->applyPage(pageOf(desk.certificates())));
        QVERIFY(store->applyPage(pageOf({{3, desk.seal(changed, fixture.careKey), {}}})));
        changed.payload.fields.insert(QStringLiteral("family"), QStringLiteral("Second"));
        QVERIFY(store->applyPage(pageOf({{4, desk.seal(changed, fixture.careKey), {}}})));
        QCOMPARE((*store::PatientStore(store->connection()).find(patient))->family,
            QStringLiteral("First"));
    }
    void exportEntry_marksReceiptsExported()
    {
        StoreFixture fixture(QStringLiteral("desk"));
        auto store = fixture.openNew();
        QVERIFY(store->putEpochKey(fixture.deskKey));
        const auto patient = fixture.mint.next<PatientId>();
        const auto act = fixture.patientAct(patient, QStringLiteral("A"), QStringLiteral("B"));
        QVERIFY(store->save(act));
        QVERIFY(store->acknowledge({incarnation(*store), {{1, 1, 5}}, {}, 5}));
        ledger::Act exporting(fixture.mint);
        ledger::ExportRecorded recorded;
        recorded.entries = {act.drafts().front().id};
        exporting.add(ScopeId({8}), fixture.mint.next<AggregateId>(), recorded);
        QVERIFY(store->save(exporting));
        QCOMPARE(counts(*store).exported, 1);
        QCOMPARE(counts(*store).here, 1);
        QCOMPARE(counts(*store).total(), 2);
    }
    void exportEntry_ofPaper_movesNoReceiptOn()
    {
        StoreFixture fixture(QStringLiteral("desk"));
        auto store = fixture.openNew();
        QVERIFY(store->putEpochKey(fixture.deskKey));
        const auto patient = fixture.mint.next<PatientId>();
        const auto act = fixture.patientAct(patient, QStringLiteral("A"), QStringLiteral("B"));
        QVERIFY(store->save(act));
        QVERIFY(store->acknowledge({incarnation(*store), {{1, 1, 5}}, {}, 5}));
        ledger::Act printing(fixture.mint);
        ledger::ExportRecorded recorded;
        recorded.format = domain::ExportFormat::Pdf;
        recorded.entries = {act.drafts().front().id};
        printing.add(ScopeId({8}), fixture.mint.next<AggregateId>(), recorded);
        QVERIFY(store->save(printing));
        QCOMPARE(counts(*store).exported, 0);
        QCOMPARE(counts(*store).total(), 2);
    }
    void forgetSequences_everythingIsSentAndPulledAgain_rowsStay()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const auto patient = fixture.mint.next<PatientId>();
        QVERIFY(store->save(fixture.patientAct(patient, QStringLiteral("A"), QStringLiteral("B"))));
        saveNotes(fixture, *store, patient, 2);
        QVERIFY(store->acknowledge({incarnation(*store), {{1, 3, 5}}, {}, 7}));
        QVERIFY(store->applyPage(pageOf({}, "old cursor")));
        QVERIFY(store->beginTimeline(store::TimelineId({2})));
        QVERIFY(store->cursors()->empty());
        QCOMPARE(counts(*store).here, 3);
        QCOMPARE(store->outgoing(0, 10, 1 << 20)->entries.size(), std::size_t(3));
        QCOMPARE(store::Spool::open(fixture.files.spool())->pending().size(), std::size_t(3));
        QVERIFY(has(*store, patient));
        QVERIFY(store->acknowledge({incarnation(*store), {{1, 3, 2}}, {}, 4}));
        QCOMPARE(counts(*store).safe, 3);
    }
    void startIncarnation_sendsWhatIsNotSafeWithTheSameBytes()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const auto patient = fixture.mint.next<PatientId>();
        saveNotes(fixture, *store, patient, 3);
        const auto before = store->outgoing(0, 10, 1 << 20);
        QVERIFY(store->acknowledge({before->incarnation, {{1, 2, 5}}, {}, 5}));
        QVERIFY(store->startIncarnation());
        const auto after = store->outgoing(0, 10, 1 << 20);
        QVERIFY(after->incarnation != before->incarnation);
        QCOMPARE(after->entries.size(), std::size_t(2));
        QCOMPARE(after->entries.front().bytes, before->entries.at(1).bytes);
        QCOMPARE(after->previousChain, crypto::Digest());
        QCOMPARE(counts(*store).total(), 3);
        // The server answers with the sequence it gave the first time.
        QVERIFY(store->acknowledge({after->incarnation, {{1, 1, 6}, {2, 1, 7}}, {}, 7}));
        QCOMPARE(counts(*store).safe, 3);
    }
    void forgetScope_waitsForAcknowledgement_thenRowsGo_ownBytesStay_andComeBack()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const Colleague desk(fixture);
        const auto patient = fixture.mint.next<PatientId>();
        const auto scope = patient.as<ScopeId>();
        auto entries = desk.certificates();
        entries.push_back(
            desk.patient(3, patient, QStringLiteral("Testcase"), QStringLiteral("Bo")));
        QVERIFY(store->applyPage(pageOf(entries)));
        saveNotes(fixture, *store, patient, 1);
        QCOMPARE(store->forgetScope(scope).error().code, ErrorCode::Busy);
        QVERIFY(has(*store, patient));
        QVERIFY(store->acknowledge({incarnation(*store), {{1, 1, 4}}, {}, 0}));
        QVERIFY(store->forgetScope(scope));
        QVERIFY(!has(*store, patient));
        QVERIFY(store::PatientStore(store->connection()).notes(patient)->empty());
        QCOMPARE(counts(*store).total(), 1);
        store::Page again = pageOf({entries.back()});
        again.scope = scope;
        QVERIFY(store->applyPage(again));
        QVERIFY(has(*store, patient));
        QCOMPARE(store::PatientStore(store->connection()).notes(patient)->size(), std::size_t(1));
    }
    void forgetScope_ownEntriesComeBackWithTheLiveFeed_foldAgain()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const auto patient = fixture.mint.next<PatientId>();
        QVERIFY(store->save(fixture.patientAct(patient, QStringLiteral("A"), QStringLiteral("B"))));
        const QByteArray own = store->outgoing(0, 10, 1 << 20)->entries.front().bytes;
        QVERIFY(store->acknowledge({incarnation(*store), {{1, 1, 4}}, {}, 0}));
        QVERIFY(store->forgetScope(patient.as<ScopeId>()));
        QVERIFY(!has(*store, patient));
        // The cursor of the server holds live feed and back-fills: its pages name no scope.
        QVERIFY(store->applyPage(pageOf({{4, own, {}}})));
        QVERIFY(has(*store, patient));
    }
    void forgetScope_grantedAgain_ownEntriesFoldWithoutBeingSent()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const Colleague desk(fixture);
        const auto patient = fixture.mint.next<PatientId>();
        const auto scope = patient.as<ScopeId>();
        QVERIFY(store->applyPage(pageOf(desk.certificates())));
        QVERIFY(store->save(fixture.patientAct(patient, QStringLiteral("A"), QStringLiteral("B"))));
        QVERIFY(store->acknowledge({incarnation(*store), {{1, 1, 4}}, {}, 0}));
        QVERIFY(store->forgetScope(scope));
        // A server put back to before has nothing of the scope from before the grant.
        const auto now = fixture.clock.now();
        const entry::ScopeGranted grant{fixture.device, scope, now, now.plusMs(1000)};
        QVERIFY(store->applyPage(pageOf({{5, desk.clear(grant), {}}})));
        QVERIFY(has(*store, patient));
    }
    void forgetSequences_afterANewIncarnation_sendsWhatWasSafeToo()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        saveNotes(fixture, *store, fixture.mint.next<PatientId>(), 3);
        QVERIFY(store->acknowledge({incarnation(*store), {{1, 2, 5}}, {}, 6}));
        QVERIFY(store->startIncarnation());
        QCOMPARE(store->outgoing(0, 10, 1 << 20)->entries.size(), std::size_t(1));
        QVERIFY(store->beginTimeline(store::TimelineId({2})));
        const auto outgoing = store->outgoing(0, 10, 1 << 20);
        QCOMPARE(outgoing->waiting, 3);
        QCOMPARE(outgoing->entries.size(), std::size_t(3));
    }
    void saveClear_certificatesTakeEffectHereToo()
    {
        StoreFixture fixture(QStringLiteral("desk"));
        auto store = fixture.openNew();
        const Colleague newcomer(fixture);
        entry::DeviceCertificate certificate;
        certificate.device = newcomer.device;
        certificate.role = entry::DeviceRole::Tablet;
        entry::certify(certificate, fixture.practice, fixture.practiceSign.secretKey);
        const auto wrapped
            = crypto::sealTo(fixture.deviceBox.publicKey, crypto::randomSecret().view());
        QVERIFY(store->saveClear(ScopeId({7}),
            {certificate, entry::ScopeGranted{newcomer.device, ScopeId({5}), {0}, {1'000}},
                entry::KeysWrapped{entry::KeyClass::Care, 2, fixture.device, *wrapped}}));
        store::TrustStore trust(store->connection());
        QVERIFY(trust.device(newcomer.device)->has_value());
        QCOMPARE(trust.grantsOf(newcomer.device)->size(), std::size_t(1));
        QCOMPARE(store->newestEpochKey(entry::KeyClass::Care)->epoch, quint32(2));
        QCOMPARE(store->epochKeys()->size(), std::size_t(2));
        QVERIFY(store->saveClear(
            ScopeId({7}), {entry::ScopeRevoked{newcomer.device, ScopeId({5}), {500}, {1'000}}}));
        QCOMPARE(trust.grantsOf(newcomer.device)->front().revokedFrom->ms, qint64(500));
        QCOMPARE(counts(*store).here, 4);
    }
};
DOORSTEP_TEST(TestStoreSync);

#include "tst_store_sync.moc"
