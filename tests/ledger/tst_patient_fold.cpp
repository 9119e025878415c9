#include "core/domain/care_rows.h"
#include "core/domain/desk_rows.h"
#include "core/domain/hold_rules.h"
#include "core/domain/patient_rows.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/kinds/shared_kinds.h"
#include "tests/ledger/author.h"
#include "tests/support/test_registry.h"

#include <algorithm>

using namespace doorstep;
using namespace doorstep::ledger;
using namespace doorstep::test;
namespace rules = doorstep::domain::hold_rules;

/// The rules for a patient's fields, alerts and facts: docs/adr/0006-fold-and-holds.md, one by one.
class TestPatientFold : public QObject {
    Q_OBJECT

    FakeClock m_clock;
    const AggregateId m_patient = idOf<AggregateId>("patient");
    std::unique_ptr<Author> m_desk, m_tablet;

    [[nodiscard]] Projection fold(std::vector<LedgerEntry> entries) const
    {
        return project(m_patient, ordered(std::move(entries)));
    }
    template <typename KindType>
    [[nodiscard]] LedgerEntry desk(const KindType& fields, const Basis& basis = {})
    {
        return m_desk->write(m_patient, fields, basis);
    }
    template <typename KindType>
    [[nodiscard]] LedgerEntry tablet(const KindType& fields, const Basis& basis = {})
    {
        return m_tablet->write(m_patient, fields, basis);
    }
    [[nodiscard]] static Basis phoneAfter(const LedgerEntry& entry)
    {
        return {{QStringLiteral("phone"), entry.id}};
    }
    [[nodiscard]] static PatientRecorded phone(const char* number)
    {
        return {.phone = QString::fromLatin1(number)};
    }
    [[nodiscard]] static QStringList openRules(const Projection& projection)
    {
        QStringList open;
        for (const auto& hold : rowsOf<domain::HoldRow>(projection))
            if (hold.status == domain::HoldStatus::Open)
                open.append(hold.rule);
        open.sort();
        return open;
    }
    [[nodiscard]] static HoldClosed close(
        QStringView rule, const QList<EntryId>& entries, EntryId chosen = {})
    {
        return {.rule = rule.toString(), .entries = entries, .chosen = chosen};
    }
    [[nodiscard]] static VaccinationRecorded dose(const char* programme)
    {
        return {.status = domain::VaccinationStatus::Given,
            .programme = QString::fromLatin1(programme),
            .occurredOn = QDate(2026, 11, 24),
            .source = domain::VaccinationSource::Ours};
    }

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<Author>("desk", m_clock);
        m_tablet = std::make_unique<Author>("tablet", m_clock);
    }

    void fields_differentFieldsChanged_bothStand()
    {
        const auto made = desk(PatientRecorded{.family = QStringLiteral("Testwell"),
            .phone = QStringLiteral("1"),
            .accessNote = QStringLiteral("Side door")});
        const auto projection = fold({made, tablet(phone("2"), phoneAfter(made)),
            desk(PatientRecorded{.accessNote = QStringLiteral("Front door")},
                {{QStringLiteral("accessNote"), made.id}})});
        const auto row = onlyRow<domain::PatientRow>(projection);
        QCOMPARE(row.family, QStringLiteral("Testwell"));
        QCOMPARE(row.phone, QStringLiteral("2"));
        QCOMPARE(row.accessNote, QStringLiteral("Front door"));
        QVERIFY(rowsOf<domain::HoldRow>(projection).empty());
    }
    void field_changedKnowingTheOther_laterStandsAlone()
    {
        const auto first = desk(phone("1"));
        const auto projection = fold({first, tablet(phone("2"), phoneAfter(first))});
        QCOMPARE(onlyRow<domain::PatientRow>(projection).phone, QStringLiteral("2"));
        QVERIFY(rowsOf<domain::AlsoRecordedRow>(projection).empty());
    }
    void field_changedTwiceUnknowing_laterShowsOtherBeside_holds()
    {
        const auto base = desk(phone("1"));
        const auto one = desk(phone("2"), phoneAfter(base));
        const auto two = tablet(phone("3"), phoneAfter(base));
        const auto projection = fold({base, one, two});
        QCOMPARE(onlyRow<domain::PatientRow>(projection).phone, QStringLiteral("3"));
        const auto also = onlyRow<domain::AlsoRecordedRow>(projection);
        QCOMPARE(also.entry, one.id);
        QCOMPARE(also.text, QStringLiteral("2"));
        QVERIFY(also.equalWeight); // a phone number
        const auto hold = onlyRow<domain::HoldRow>(projection);
        QCOMPARE(hold.rule, QStringLiteral("field.phone"));
        QCOMPARE(hold.hold, rules::holdId(u"field.phone", {two.id, one.id}));
        QCOMPARE(hold.ownerRole, domain::Role::Coordinator);
        const auto head = onlyRow<domain::FieldHeadRow>(projection);
        QCOMPARE(head.entry, two.id);
    }
    void field_sameValueTwice_isNoConflict()
    {
        const auto base = desk(phone("1"));
        QVERIFY(rowsOf<domain::HoldRow>(
            fold({base, desk(phone("2"), phoneAfter(base)), tablet(phone("2"), phoneAfter(base))}))
                    .empty());
    }
    void field_ordinaryField_otherValueHasLessWeight()
    {
        const auto projection = fold({desk(PatientRecorded{.usualGp = QStringLiteral("Dr A")}),
            tablet(PatientRecorded{.usualGp = QStringLiteral("Dr B")})});
        QVERIFY(!onlyRow<domain::AlsoRecordedRow>(projection).equalWeight);
    }
    void field_holdClosedWithChoice_choiceStands_whateverTheOrder()
    {
        const auto one = desk(phone("1"));
        const auto two = tablet(phone("2"));
        const auto closing = desk(close(u"field.phone", {one.id, two.id}, one.id));
        for (const auto& entries : {std::vector{one, two, closing}, {closing, two, one}}) {
            const auto projection = fold(entries);
            QCOMPARE(onlyRow<domain::PatientRow>(projection).phone, QStringLiteral("1"));
            QVERIFY(rowsOf<domain::AlsoRecordedRow>(projection).empty());
            QCOMPARE(onlyRow<domain::HoldRow>(projection).status, domain::HoldStatus::Closed);
        }
    }
    void field_holdClosedWithoutChoice_bothStayShown()
    {
        const auto one = desk(phone("1"));
        const auto two = tablet(phone("2"));
        const auto projection = fold({one, two, desk(close(u"field.phone", {one.id, two.id}))});
        QCOMPARE(rowsOf<domain::AlsoRecordedRow>(projection).size(), std::size_t{1});
        QVERIFY(openRules(projection).isEmpty());
    }
    void field_thirdValueAfterClosing_isANewHold()
    {
        const auto one = desk(phone("1"));
        const auto two = tablet(phone("2"));
        const auto late = tablet(phone("3"));
        const auto projection
            = fold({one, two, desk(close(u"field.phone", {one.id, two.id}, one.id)), late});
        QCOMPARE(openRules(projection), QStringList{QStringLiteral("field.phone")});
        QCOMPARE(rowsOf<domain::HoldRow>(projection).size(), std::size_t{2});
        QCOMPARE(onlyRow<domain::AlsoRecordedRow>(projection).entry, one.id);
    }
    void field_decidedInTwoWays_neitherIsInForce_untilChosen()
    {
        const auto one = desk(phone("1"));
        const auto two = tablet(phone("2"));
        const auto first = desk(close(u"field.phone", {one.id, two.id}, one.id));
        const auto second = tablet(close(u"field.phone", {one.id, two.id}, two.id));
        auto projection = fold({one, two, first, second});
        QCOMPARE(openRules(projection), QStringList{rules::Decisions.toString()});
        QCOMPARE(rowsOf<domain::AlsoRecordedRow>(projection).size(), std::size_t{1});
        const auto last = desk(close(rules::Decisions, {first.id, second.id}, first.id));
        projection = fold({one, two, first, second, last});
        QVERIFY(openRules(projection).isEmpty());
        QCOMPARE(onlyRow<domain::PatientRow>(projection).phone, QStringLiteral("1"));
        QVERIFY(rowsOf<domain::AlsoRecordedRow>(projection).empty());
    }
    void field_middleOfThreeEnteredInError_endsAreNoRivals()
    {
        const auto first = desk(phone("1"));
        const auto second = desk(phone("2"), phoneAfter(first));
        const auto third = desk(phone("3"), phoneAfter(second));
        const auto fourth = tablet(phone("4"), phoneAfter(third));
        const auto back = desk(EnteredInError{.entries = {second.id}});
        auto projection = fold({first, second, third, back});
        QCOMPARE(onlyRow<domain::PatientRow>(projection).phone, QStringLiteral("3"));
        QVERIFY(rowsOf<domain::AlsoRecordedRow>(projection).empty());
        QVERIFY(openRules(projection).isEmpty());
        const auto both = desk(EnteredInError{.entries = {second.id, third.id}});
        projection = fold({first, second, third, fourth, both});
        QCOMPARE(onlyRow<domain::PatientRow>(projection).phone, QStringLiteral("4"));
        QVERIFY(openRules(projection).isEmpty());
        // Two who both built on what was taken back are still rivals.
        const auto rival = tablet(phone("5"), phoneAfter(second));
        projection = fold({first, second, third, rival, back});
        QCOMPARE(openRules(projection), QStringList{QStringLiteral("field.phone")});
        QCOMPARE(onlyRow<domain::HoldRow>(projection).hold,
            rules::holdId(u"field.phone", {third.id, rival.id}));
    }
    void field_enteredInError_earlierValueReturns()
    {
        const auto right = desk(phone("1"));
        const auto wrong = tablet(phone("9"), phoneAfter(right));
        const auto projection = fold({right, wrong, tablet(EnteredInError{.entries = {wrong.id}})});
        QCOMPARE(onlyRow<domain::PatientRow>(projection).phone, QStringLiteral("1"));
    }
    void field_errorMarkerTakenBack_valueReturns()
    {
        const auto right = desk(phone("1"));
        const auto marker = tablet(EnteredInError{.entries = {right.id}});
        const auto projection = fold({right, marker, desk(EnteredInError{.entries = {marker.id}})});
        QCOMPARE(onlyRow<domain::PatientRow>(projection).phone, QStringLiteral("1"));
    }
    void address_concurrentHalves_neverMix()
    {
        const Address old{.line = QStringLiteral("1 Old Row"), .postcode = QStringLiteral("QH1")};
        const Address moved{.line = QStringLiteral("2 New Row"), .postcode = QStringLiteral("QH2")};
        const auto projection = fold(
            {desk(PatientRecorded{.address = old}), tablet(PatientRecorded{.address = moved})});
        const auto row = onlyRow<domain::PatientRow>(projection);
        QCOMPARE(row.addressLine, moved.line);
        QCOMPARE(row.postcode, moved.postcode);
        QCOMPARE(
            onlyRow<domain::AlsoRecordedRow>(projection).text, QStringLiteral("1 Old Row, QH1"));
    }
    void alsoRecorded_dateOfBirth_readsAsADate()
    {
        const auto projection = fold({desk(PatientRecorded{.born = QDate(1938, 4, 2)}),
            tablet(PatientRecorded{.born = QDate(1938, 2, 4)})});
        QCOMPARE(onlyRow<domain::AlsoRecordedRow>(projection).text, QStringLiteral("2 Apr 1938"));
    }
    void basis_loop_losesNoValue()
    {
        auto one = desk(phone("1"));
        auto two = tablet(phone("2"));
        one.payload.basis = phoneAfter(two);
        two.payload.basis = phoneAfter(one);
        const auto projection = fold({one, two});
        QCOMPARE(openRules(projection), QStringList{QStringLiteral("field.phone")});
    }

    void alert_removal_takesOnlyWhatItSaw()
    {
        const AlertAdded allergy{
            .alertKind = domain::AlertKind::Allergy, .text = QStringLiteral("Egg")};
        const auto one = desk(allergy);
        const auto removal = desk(AlertRemoved{.alerts = {one.id}, .role = domain::Role::Nurse});
        const auto again = tablet(allergy); // added elsewhere meanwhile: adding wins
        const auto rows = rowsOf<domain::AlertRow>(fold({one, again, removal}));
        QCOMPARE(rows.size(), std::size_t{2});
        QVERIFY(!rows[0].active);
        QVERIFY(rows[1].active);
    }
    void alert_removalByRoleThatMayNot_staysAndHolds_untilConfirmed()
    {
        const auto one = desk(AlertAdded{.alertKind = domain::AlertKind::Risk});
        const auto removal = tablet(AlertRemoved{.alerts = {one.id}, .role = domain::Role::Hca});
        auto projection = fold({one, removal});
        QVERIFY(onlyRow<domain::AlertRow>(projection).active);
        const auto hold = onlyRow<domain::HoldRow>(projection);
        QCOMPARE(hold.rule, rules::AlertRemoval.toString());
        QVERIFY(hold.urgent);
        const QList<EntryId> both{one.id, removal.id};
        projection = fold({one, removal, desk(close(rules::AlertRemoval, both, removal.id))});
        QVERIFY(!onlyRow<domain::AlertRow>(projection).active);
        projection = fold({one, removal, desk(close(rules::AlertRemoval, both, one.id))});
        QVERIFY(onlyRow<domain::AlertRow>(projection).active);
    }
    void allergies_noneKnownAgainstUnseenAllergy_showsAndHolds()
    {
        const auto allergy = desk(AlertAdded{.alertKind = domain::AlertKind::Allergy});
        const auto check = tablet(
            AllergiesChecked{.allergyStatus = domain::AllergyStatus::NoneKnown, .checkedAt = {5}});
        const auto projection = fold({allergy, check});
        const auto row = onlyRow<domain::PatientRow>(projection);
        QCOMPARE(row.allergyStatus, domain::AllergyStatus::Listed);
        QCOMPARE(openRules(projection), QStringList{rules::Allergies.toString()});
    }
    void allergies_recordedKnowingNoneKnown_isNoConflict()
    {
        const auto check
            = tablet(AllergiesChecked{.allergyStatus = domain::AllergyStatus::NoneKnown});
        const auto allergy = desk(AlertAdded{.alertKind = domain::AlertKind::Allergy},
            {{QStringLiteral("allergyStatus"), check.id}});
        QVERIFY(openRules(fold({check, allergy})).isEmpty());
    }
    void allergies_askedAgainKnowingBoth_settles()
    {
        const auto allergy = desk(AlertAdded{.alertKind = domain::AlertKind::Allergy});
        const auto check
            = tablet(AllergiesChecked{.allergyStatus = domain::AllergyStatus::NoneKnown});
        const auto again = desk(
            AllergiesChecked{.allergyStatus = domain::AllergyStatus::Listed, .seen = {allergy.id}},
            {{QStringLiteral("allergyStatus"), check.id}});
        QVERIFY(openRules(fold({allergy, check, again})).isEmpty());
    }

    void dose_sameProgrammeTwice_bothKept_safetyAlert()
    {
        const auto projection = fold({desk(dose("flu")), tablet(dose("flu")), desk(dose("rsv"))});
        QCOMPARE(rowsOf<domain::VaccinationRow>(projection).size(), std::size_t{3});
        const auto hold = onlyRow<domain::HoldRow>(projection);
        QCOMPARE(hold.rule, rules::DoubleDose.toString());
        QVERIFY(hold.urgent);
        QCOMPARE(hold.ownerRole, domain::Role::Nurse);
    }
    void dose_manyTimes_everyOneIsInAHold_holdsStayFewerThanDoses()
    {
        constexpr int many = 300; // a broken or hostile device: work and rows must stay bounded
        std::vector<LedgerEntry> entries;
        for (int i = 0; i < many; ++i)
            entries.push_back(tablet(dose("flu")));
        for (int i = 0; i < many; ++i)
            entries.push_back(tablet(NoteRecorded{.supersedes = entries.front().id}));
        for (int i = 0; i < many; ++i)
            entries.push_back(tablet(AlertAdded{.alertKind = domain::AlertKind::Allergy}));
        for (int i = 0; i < many; ++i)
            entries.push_back(
                desk(AllergiesChecked{.allergyStatus = domain::AllergyStatus::NoneKnown}));
        const auto holds = rowsOf<domain::HoldRow>(fold(entries));
        QSet<EntryId> held;
        for (const auto& hold : holds)
            for (const EntryId& entry : hold.entries)
                held.insert(entry);
        for (int i = 0; i < 3 * many; ++i)
            QVERIFY(held.contains(entries[std::size_t(i)].id));
        QVERIFY(holds.size() <= 3 * many);
    }
    void dose_readBackFromElsewhere_sameDay_isOneDose()
    {
        VaccinationRecorded readBack = dose("flu");
        readBack.source = domain::VaccinationSource::Elsewhere;
        QVERIFY(openRules(fold({tablet(dose("flu")), desk(readBack)})).isEmpty());
        readBack.occurredOn = QDate(2026, 10, 1);
        QCOMPARE(openRules(fold({tablet(dose("flu")), desk(readBack)})),
            QStringList{rules::DoubleDose.toString()});
    }
    void dose_notGivenOrOtherDoseNumber_isNoDoubleDose()
    {
        VaccinationRecorded notGiven = dose("flu");
        notGiven.status = domain::VaccinationStatus::NotGiven;
        VaccinationRecorded second = dose("flu");
        second.doseNumber = 2;
        QVERIFY(openRules(fold({tablet(dose("flu")), desk(notGiven), desk(second)})).isEmpty());
    }
    void fact_corrected_stepsBack_andReturnsWhenTheCorrectionWasAnError()
    {
        const auto wrong = tablet(dose("flu"));
        VaccinationRecorded right = dose("flu");
        right.supersedes = wrong.id;
        const auto correction = desk(right);
        auto rows = rowsOf<domain::VaccinationRow>(fold({wrong, correction}));
        QVERIFY(!rows[0].current);
        QCOMPARE(rows[0].supersededBy, correction.id);
        QVERIFY(rows[1].current);
        const auto marker = desk(
            EnteredInError{.entries = {correction.id}, .reason = QStringLiteral("Wrong patient")});
        rows = rowsOf<domain::VaccinationRow>(fold({wrong, correction, marker}));
        QVERIFY(rows[0].current);
        QVERIFY(!rows[1].current);
        QCOMPARE(rows[1].errorReason, QStringLiteral("Wrong patient"));
    }
    void fact_correctedTwice_bothStand_holds_choiceSettles()
    {
        const auto wrong = tablet(NoteRecorded{.text = QStringLiteral("a")});
        const auto one = tablet(NoteRecorded{.text = QStringLiteral("b"), .supersedes = wrong.id});
        const auto two = desk(NoteRecorded{.text = QStringLiteral("c"), .supersedes = wrong.id});
        auto projection = fold({wrong, one, two});
        QCOMPARE(openRules(projection), QStringList{rules::Corrections.toString()});
        auto rows = rowsOf<domain::NoteRow>(projection);
        QCOMPARE(rows[0].supersededBy, std::max(one.id, two.id));
        QVERIFY(rows[1].current && rows[2].current);
        projection
            = fold({wrong, one, two, desk(close(rules::Corrections, {one.id, two.id}, two.id))});
        rows = rowsOf<domain::NoteRow>(projection);
        QVERIFY(!rows[1].current);
        QVERIFY(rows[2].current);
        QVERIFY(openRules(projection).isEmpty());
    }
    void fact_ringOfCorrections_hidesNothing()
    {
        auto one = tablet(NoteRecorded{});
        auto two = desk(NoteRecorded{.supersedes = one.id});
        one.payload = makePayload(m_patient, {}, NoteRecorded{.supersedes = two.id});
        for (const auto& row : rowsOf<domain::NoteRow>(fold({one, two})))
            QVERIFY(row.current);
    }
    void observation_values_keepScaleAndReason()
    {
        const auto set = tablet(ObservationRecorded{.takenAt = {77},
            .values = {{.code = QStringLiteral("386725007"),
                           .scaled = 375,
                           .decimals = 1,
                           .unit = QStringLiteral("Cel")},
                {.code = QStringLiteral("431314004"),
                    .notTakenReason = QStringLiteral("nail-varnish")}},
            .onOxygen = false});
        const auto projection = fold({set});
        const auto values = rowsOf<domain::ObservationRow>(projection);
        QCOMPARE(values.size(), std::size_t{2});
        QCOMPARE(values[0].scaled, std::optional<qint64>(375));
        QCOMPARE(values[0].takenAt.ms, qint64{77});
        QVERIFY(!values[1].scaled);
        QCOMPARE(values[1].position, 1);
        const auto row = onlyRow<domain::ObservationSetRow>(projection);
        QCOMPARE(row.onOxygen, std::optional<bool>(false));
        QVERIFY(!row.news2Total); // a missing parameter is never a zero
    }
    void followUp_closedTwiceDifferently_firstStands_holds()
    {
        const auto followUp = idOf<FollowUpId>("call");
        const auto opened = desk(FollowUpOpened{.followUp = followUp});
        const auto first = tablet(
            FollowUpClosed{.followUp = followUp, .result = QStringLiteral("Rang, no answer")});
        const auto second
            = desk(FollowUpClosed{.followUp = followUp, .result = QStringLiteral("Spoke")});
        const auto projection = fold({opened, first, second});
        const auto row = onlyRow<domain::FollowUpRow>(projection);
        QCOMPARE(row.status, domain::FollowUpStatus::Closed);
        QCOMPARE(row.result, QStringLiteral("Rang, no answer"));
        QCOMPARE(openRules(projection), QStringList{rules::FollowUpResults.toString()});
    }
    void link_enteredInError_isTakenBack()
    {
        const auto link = desk(PatientLinked{.other = idOf<PatientId>("other")});
        QCOMPARE(onlyRow<domain::PatientRow>(fold({link})).linkedTo, idOf<PatientId>("other"));
        const auto back = desk(EnteredInError{.entries = {link.id}});
        QVERIFY(onlyRow<domain::PatientRow>(fold({link, back})).linkedTo.isNull());
    }

    void raised_byTwoDevices_isOneHold_firstDetailShows()
    {
        const auto fact = tablet(dose("flu"));
        const auto raise = [&](const char* detail) {
            return HoldRaised{.rule = rules::BatchRecalled.toString(),
                .entries = {fact.id},
                .urgent = true,
                .detail = QString::fromLatin1(detail)};
        };
        const auto hold
            = onlyRow<domain::HoldRow>(fold({fact, desk(raise("BX12")), tablet(raise("bx12"))}));
        QCOMPARE(hold.detail, QStringLiteral("BX12"));
        QCOMPARE(hold.raisedBy, m_desk->staff());
        QVERIFY(hold.urgent);
    }
    void unknownRule_raisedByNewerVersion_showsAndCloses()
    {
        const auto fact = tablet(dose("flu"));
        const auto raise
            = desk(HoldRaised{.rule = QStringLiteral("rule-of-tomorrow"), .entries = {fact.id}});
        QCOMPARE(openRules(fold({fact, raise})), QStringList{QStringLiteral("rule-of-tomorrow")});
        QVERIFY(
            openRules(fold({fact, raise, desk(close(u"rule-of-tomorrow", {fact.id}))})).isEmpty());
    }
    void notUnderstood_isNamed_othersFold()
    {
        auto unknown = desk(NoteRecorded{});
        unknown.payload.kind = QStringLiteral("kindOfTomorrow");
        auto newer = desk(NoteRecorded{});
        newer.payload.schema = 2;
        auto wrong = desk(NoteRecorded{});
        wrong.payload.fields.insert(QStringLiteral("text"), 5);
        const auto projection = fold({unknown, newer, wrong, desk(phone("1"))});
        QCOMPARE(projection.notUnderstood, (std::vector<EntryId>{unknown.id, newer.id, wrong.id}));
        QCOMPARE(rowsOf<domain::NotUnderstoodRow>(projection).size(), std::size_t(3));
        QCOMPARE(onlyRow<domain::PatientRow>(projection).phone, QStringLiteral("1"));
    }
    void otherAggregatesEntry_isIgnored()
    {
        auto stranger = m_desk->write(idOf<AggregateId>("other"), phone("9"));
        QVERIFY(onlyRow<domain::PatientRow>(fold({desk(phone("1")), stranger})).phone
            == QStringLiteral("1"));
    }
    void append_belowOrUnorderedOrTwice_isRefused()
    {
        AggregateFold kept(m_patient);
        auto one = desk(phone("1"));
        const auto unordered = one;
        one.seq = 5;
        QVERIFY(kept.append({one}));
        QCOMPARE(kept.foldedSeq(), quint64{5});
        auto below = desk(phone("2"));
        below.seq = 4;
        auto again = one;
        again.seq = 9;
        QVERIFY(!kept.append({below}));
        QVERIFY(!kept.append({again}));
        QVERIFY(!kept.append({unordered}));
        QCOMPARE(onlyRow<domain::PatientRow>(kept.project()).phone, QStringLiteral("1"));
        QCOMPARE(
            onlyRow<domain::PatientRow>(kept.project({desk(phone("3"), phoneAfter(one))})).phone,
            QStringLiteral("3"));
        QCOMPARE(onlyRow<domain::PatientRow>(kept.project()).phone, QStringLiteral("1"));
    }
};
DOORSTEP_TEST(TestPatientFold);

#include "tst_patient_fold.moc"
