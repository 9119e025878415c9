#include "app/runtime/visit_act.h"

#include "core/clinical/blood_pressure.h"
#include "core/clinical/nhs_number.h"
#include "core/crypto/made_on.h"
#include "core/domain/hold_rules.h"
#include "core/domain/outcome_rules.h"
#include "core/ledger/kinds/box_kinds.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/kinds/round_kinds.h"
#include "core/ledger/kinds/shared_kinds.h"

#include <map>
#include <set>

namespace doorstep::app {

namespace visit_parts {

constexpr qsizetype longestText = 10'000;
/// A box has one scope, its round's, and a patient is one: their scope ids are their own ids.
ScopeId scopeOf(PatientId patient)
{
    return patient.as<ScopeId>();
}
ScopeId scopeOf(RoundId round)
{
    return round.as<ScopeId>();
}

Error gap(QByteArray what)
{
    return {ErrorCode::InvalidInput, std::move(what)};
}

bool isLocalDay(const ActBy& by)
{
    return !by.staff.isNull() && by.at.ms > 0 && by.day.isValid();
}

QList<ledger::ScreeningAnswer> answersOf(const std::vector<AskedQuestion>& asked)
{
    QList<ledger::ScreeningAnswer> answers;
    for (const AskedQuestion& question : asked)
        if (question.answer)
            answers.push_back({question.question, *question.answer, question.detail});
    return answers;
}

Status addDose(ledger::Act& act, const VisitSave& save, const GivenDose& dose)
{
    if (const auto gaps = gapsOf(dose); !gaps.empty())
        return gap(doseGapWord(gaps.front()));
    if (dose.expires < save.by.day)
        return gap("expired");
    const EntryId given = act.add(scopeOf(save.patient), save.patient.as<AggregateId>(),
        ledger::VaccinationRecorded{.status = domain::VaccinationStatus::Given,
            .programme = dose.programme,
            .product = dose.product,
            .productName = dose.productName,
            .productCode = dose.productCode,
            .batch = dose.batch,
            .batchNumber = dose.batchNumber,
            .expires = dose.expires,
            .doseMicrolitres = *dose.doseMicrolitres,
            .doseNumber = dose.doseNumber,
            .site = *dose.site,
            .route = *dose.route,
            .authority = dose.authority,
            .authorityKind = dose.authorityKind,
            .visit = save.visit,
            .occurredAt = save.by.at,
            .occurredOn = save.by.day,
            .answers = answersOf(dose.asked),
            .consentBy = dose.consent->by,
            .consentName = dose.consent->name,
            .consentRelation = dose.consent->relation,
            .identityCheckedBy = *dose.identityCheckedBy,
            .givenBy = save.by.staff,
            .assessedBy = dose.assessedBy,
            .source = domain::VaccinationSource::Ours,
            .place = dose.place,
            .detail = dose.detail});
    act.add(scopeOf(save.round), dose.box.as<AggregateId>(),
        ledger::StockMoved{.batch = dose.batch,
            .reason = domain::StockReason::Given,
            .doses = 1,
            .visit = save.visit,
            .vaccination = given});
    return {};
}

Status addNotGiven(ledger::Act& act, const VisitSave& save, const NotGivenDose& dose)
{
    if (dose.programme.isEmpty() || dose.reason == domain::NotGivenReason::Unknown)
        return gap("not-given-reason");
    act.add(scopeOf(save.patient), save.patient.as<AggregateId>(),
        ledger::VaccinationRecorded{.status = domain::VaccinationStatus::NotGiven,
            .programme = dose.programme,
            .visit = save.visit,
            .occurredAt = save.by.at,
            .occurredOn = save.by.day,
            .answers = answersOf(dose.asked),
            .source = domain::VaccinationSource::Ours,
            .notGivenReason = dose.reason,
            .detail = dose.detail});
    return {};
}

Result<ledger::MeasuredValue> valueOf(const MeasuredOne& one)
{
    const auto& definition = clinical::definitionOf(one.kind);
    if (one.value.has_value() == !one.notTakenReason.isEmpty())
        return gap("value-or-reason");
    ledger::MeasuredValue value{.code = definition.snomed,
        .unit = definition.ucum,
        .notTakenReason = one.notTakenReason,
        .method = one.method};
    if (!one.value)
        return value;
    if (clinical::judgeValue(one.kind, *one.value).isRefused())
        return gap("implausible");
    value.scaled = one.value->unscaled;
    value.decimals = one.value->places;
    if (one.enteredText != one.value->toText())
        value.enteredText = one.enteredText;
    return value;
}

std::optional<int> wholeOf(const ObservationSet& set, clinical::ObservationKind kind, int places)
{
    for (const MeasuredOne& one : set.values) {
        if (one.kind != kind || !one.value)
            continue;
        if (const auto scaled = one.value->scaled(places))
            return static_cast<int>(*scaled);
    }
    return std::nullopt;
}

Status checkPressure(const ObservationSet& set)
{
    const auto systolic = wholeOf(set, clinical::ObservationKind::Systolic, 0);
    const auto diastolic = wholeOf(set, clinical::ObservationKind::Diastolic, 0);
    if (systolic.has_value() != diastolic.has_value())
        return gap("half-a-pressure");
    if (systolic && clinical::faultOf({*systolic, *diastolic}))
        return gap("pressure");
    return {};
}

Status addObservations(ledger::Act& act, const VisitSave& save, const ObservationSet& set)
{
    if (set.values.empty() && !set.onOxygen && !set.consciousness)
        return gap("nothing-measured");
    DOORSTEP_CHECK(checkPressure(set));
    ledger::ObservationRecorded recorded{.takenAt = save.by.at, .visit = save.visit};
    std::set<clinical::ObservationKind> seen;
    for (const MeasuredOne& one : set.values) {
        if (!seen.insert(one.kind).second)
            return gap("measured-twice");
        DOORSTEP_TRY(value, valueOf(one));
        recorded.values.push_back(value);
    }
    recorded.onOxygen = set.onOxygen;
    if (set.consciousness)
        recorded.acvpu = clinical::acvpuLetter(*set.consciousness);
    if (wholeOf(set, clinical::ObservationKind::OxygenSaturation, 0))
        recorded.spo2Scale = set.scale == clinical::Spo2Scale::One ? 1 : 2;
    const auto score = clinical::scoreNews2(news2ReadingOf(set));
    if (score.total && set.news2 == clinical::News2Use::Suitable) {
        recorded.news2Total = score.total;
        recorded.news2Band = clinical::news2BandWord(score.band);
    }
    recorded.detail = set.detail;
    act.add(scopeOf(save.patient), save.patient.as<AggregateId>(), recorded);
    return {};
}

Status addAllergies(ledger::Act& act, const VisitSave& save)
{
    QList<EntryId> seen;
    for (const NewAlert& alert : save.alerts) {
        if (alert.text.trimmed().isEmpty() || alert.kind == domain::AlertKind::Unknown)
            return gap("alert-text");
        seen.push_back(act.add(scopeOf(save.patient), save.patient.as<AggregateId>(),
            ledger::AlertAdded{.alertKind = alert.kind,
                .text = alert.text.trimmed(),
                .reaction = alert.reaction.trimmed(),
                .severe = alert.severe}));
    }
    if (!save.allergies)
        return {};
    if (save.allergies->status == domain::AllergyStatus::Unknown)
        return gap("allergies");
    act.add(scopeOf(save.patient), save.patient.as<AggregateId>(),
        ledger::AllergiesChecked{.allergyStatus = save.allergies->status,
            .seen = save.allergies->seen + seen,
            .checkedAt = save.by.at});
    return {};
}

Status addNote(ledger::Act& act, const VisitSave& save)
{
    const QString text = save.note.trimmed();
    if (text.size() > longestText)
        return gap("note-too-long");
    if (!text.isEmpty())
        act.add(scopeOf(save.patient), save.patient.as<AggregateId>(),
            ledger::NoteRecorded{.text = text, .visit = save.visit});
    return {};
}

Status addFollowUp(
    ledger::Act& act, IdMint& mint, const VisitSave& save, const NewFollowUp& followUp)
{
    if (followUp.text.trimmed().isEmpty() || followUp.text.size() > longestText)
        return gap("follow-up-text");
    if (!followUp.due.isValid() || followUp.due < save.by.day)
        return gap("follow-up-due");
    act.add(scopeOf(save.patient), save.patient.as<AggregateId>(),
        ledger::FollowUpOpened{.followUp = mint.next<FollowUpId>(),
            .followUpKind = followUp.kind,
            .text = followUp.text.trimmed(),
            .due = followUp.due,
            .ownerRole = followUp.ownerRole,
            .owner = followUp.owner,
            .urgent = followUp.urgent,
            .visit = save.visit});
    return {};
}

Status addOutcome(ledger::Act& act, const VisitSave& save, const VisitOutcome& ended)
{
    if (ended.outcome == domain::Outcome::Unknown)
        return gap("outcome");
    if (ended.outcome == domain::Outcome::Given && save.doses.empty() && !save.doseGivenBefore)
        return gap("outcome-given-without-dose");
    const domain::NextStep next = domain::nextStep(ended.outcome, save.by.day);
    if (next.asksReason && ended.reason.trimmed().isEmpty())
        return gap("outcome-reason");
    if (ended.cardLeft && !next.offersCard)
        return gap("card");
    if (ended.retryOn.isValid() && ended.retryOn < save.by.day)
        return gap("retry-in-the-past");
    act.add(scopeOf(save.round), save.visit.as<AggregateId>(),
        ledger::OutcomeRecorded{.outcome = ended.outcome,
            .reason = ended.reason.trimmed(),
            .detail = ended.detail.trimmed(),
            .cardLeft = ended.cardLeft,
            .retryOn = ended.retryOn,
            .endedAt = save.by.at});
    return {};
}

/// One marker an aggregate.
void takeBack(ledger::Act& act, const std::vector<UndoneEntry>& entries, const QString& reason,
    domain::Role role)
{
    std::map<std::pair<ScopeId, AggregateId>, QList<EntryId>> byAggregate;
    for (const UndoneEntry& entry : entries)
        byAggregate[{entry.scope, entry.aggregate}].push_back(entry.entry);
    for (const auto& [place, undone] : byAggregate)
        act.add(place.first, place.second,
            ledger::EnteredInError{.entries = undone, .reason = reason, .role = role});
}

Status addErrors(ledger::Act& act, const HoldDecision& decision, const QString& reason)
{
    for (const UndoneEntry& each : decision.wrong)
        if (each.entry.isNull() || each.scope.isNull() || each.aggregate.isNull()
            || each.entry == decision.chosen)
            return gap("wrong");
    takeBack(act, decision.wrong, reason, decision.by);
    return {};
}

} // namespace visit_parts

std::vector<DoseGap> gapsOf(const GivenDose& dose)
{
    std::vector<DoseGap> gaps;
    const auto lacks = [&gaps](bool missing, DoseGap gap) {
        if (missing)
            gaps.push_back(gap);
    };
    lacks(!dose.identityCheckedBy || dose.identityCheckedBy->isEmpty(), DoseGap::Identity);
    bool unanswered = dose.asked.empty();
    for (const AskedQuestion& question : dose.asked)
        unanswered |= !question.answer || *question.answer == domain::Answer::Unknown;
    lacks(unanswered, DoseGap::Screening);
    const bool consent = dose.consent && dose.consent->by != domain::ConsentBy::Unknown;
    lacks(!consent, DoseGap::Consent);
    lacks(consent && dose.consent->by != domain::ConsentBy::Patient
            && dose.consent->name.trimmed().isEmpty(),
        DoseGap::ConsentName);
    lacks(dose.programme.isEmpty() || dose.product.isEmpty(), DoseGap::Product);
    lacks(dose.batch.isNull() || dose.box.isNull() || dose.batchNumber.isEmpty(), DoseGap::Batch);
    lacks(!dose.expires.isValid(), DoseGap::Expiry);
    lacks(!dose.doseMicrolitres || *dose.doseMicrolitres <= 0, DoseGap::Dose);
    lacks(!dose.route || dose.route->isEmpty(), DoseGap::Route);
    lacks(!dose.site || dose.site->isEmpty(), DoseGap::Site);
    const bool authority
        = !dose.authority.isNull() && dose.authorityKind != domain::AuthorityKind::Unknown;
    lacks(!authority, DoseGap::Authority);
    lacks(dose.authorityKind == domain::AuthorityKind::NationalProtocol && dose.assessedBy.isNull(),
        DoseGap::Assessor);
    return gaps;
}

QByteArray doseGapWord(DoseGap gap)
{
    switch (gap) {
    case DoseGap::Identity:
        return "identity";
    case DoseGap::Screening:
        return "screening";
    case DoseGap::Consent:
        return "consent";
    case DoseGap::ConsentName:
        return "consent-name";
    case DoseGap::Product:
        return "product";
    case DoseGap::Batch:
        return "batch";
    case DoseGap::Expiry:
        return "expiry";
    case DoseGap::Dose:
        return "dose";
    case DoseGap::Route:
        return "route";
    case DoseGap::Site:
        return "site";
    case DoseGap::Authority:
        return "authority";
    case DoseGap::Assessor:
        return "assessor";
    }
    return {};
}

clinical::News2Reading news2ReadingOf(const ObservationSet& set)
{
    using Kind = clinical::ObservationKind;
    return {.respirationsPerMinute = visit_parts::wholeOf(set, Kind::RespiratoryRate, 0),
        .spo2Percent = visit_parts::wholeOf(set, Kind::OxygenSaturation, 0),
        .scale = set.scale,
        .onOxygen = set.onOxygen,
        .systolicMmHg = visit_parts::wholeOf(set, Kind::Systolic, 0),
        .pulsePerMinute = visit_parts::wholeOf(set, Kind::Pulse, 0),
        .consciousness = set.consciousness,
        .temperatureTenths = visit_parts::wholeOf(set, Kind::Temperature, 1)};
}

Result<ledger::Act> visitAct(IdMint& mint, const VisitSave& save)
{
    using namespace visit_parts;
    if (!isLocalDay(save.by))
        return gap("who-and-when");
    if (save.patient.isNull() || save.visit.isNull() || save.round.isNull())
        return gap("about-whom");
    ledger::Act act(mint);
    DOORSTEP_CHECK(addAllergies(act, save));
    for (const GivenDose& dose : save.doses)
        DOORSTEP_CHECK(addDose(act, save, dose));
    for (const NotGivenDose& dose : save.notGiven)
        DOORSTEP_CHECK(addNotGiven(act, save, dose));
    if (save.observations)
        DOORSTEP_CHECK(addObservations(act, save, *save.observations));
    DOORSTEP_CHECK(addNote(act, save));
    for (const NewFollowUp& followUp : save.followUps)
        DOORSTEP_CHECK(addFollowUp(act, mint, save, followUp));
    if (save.outcome)
        DOORSTEP_CHECK(addOutcome(act, save, *save.outcome));
    if (act.drafts().empty())
        return gap("nothing-to-save");
    return act;
}

Result<ledger::Act> startVisitAct(IdMint& mint, const ActBy& by, VisitId visit, RoundId round)
{
    if (!visit_parts::isLocalDay(by) || visit.isNull() || round.isNull())
        return visit_parts::gap("about-whom");
    ledger::Act act(mint);
    act.add(visit_parts::scopeOf(round), visit.as<AggregateId>(),
        ledger::VisitStarted{.startedAt = by.at});
    return act;
}

Result<WalkInAct> walkInAct(IdMint& mint, const WalkIn& walkIn)
{
    using namespace visit_parts;
    if (!isLocalDay(walkIn.by) || walkIn.round.isNull())
        return gap("about-whom");
    WalkInAct made{ledger::Act(mint), walkIn.patient, mint.next<VisitId>()};
    if (made.patient.isNull()) {
        if (walkIn.family.trimmed().isEmpty() || walkIn.given.trimmed().isEmpty())
            return gap("name");
        if (!walkIn.born.isValid() || walkIn.born > walkIn.by.day)
            return gap("born");
        if (!walkIn.nhsNumber.isEmpty() && !clinical::NhsNumber::parse(walkIn.nhsNumber).number)
            return gap("nhs-number");
        made.patient = crypto::madeOn(walkIn.device, mint.next<PatientId>());
        ledger::PatientRecorded recorded{.family = walkIn.family.trimmed(),
            .given = walkIn.given.trimmed(),
            .born = walkIn.born};
        if (!walkIn.nhsNumber.isEmpty())
            recorded.nhsNumber = walkIn.nhsNumber;
        if (!walkIn.addressLine.isEmpty() || !walkIn.postcode.isEmpty())
            recorded.address
                = ledger::Address{.line = walkIn.addressLine, .postcode = walkIn.postcode};
        made.act.add(scopeOf(made.patient), made.patient.as<AggregateId>(), recorded);
    }
    made.act.add(scopeOf(walkIn.round), made.visit.as<AggregateId>(),
        ledger::VisitPlanned{.round = walkIn.round,
            .patient = made.patient,
            .position = walkIn.position,
            .jobs = walkIn.jobs,
            .assignedTo = walkIn.by.staff});
    return made;
}

Result<ledger::Act> undoAct(
    IdMint& mint, const std::vector<UndoneEntry>& entries, const QString& reason, domain::Role role)
{
    if (entries.empty() || reason.isEmpty())
        return visit_parts::gap("nothing-to-undo");
    ledger::Act act(mint);
    visit_parts::takeBack(act, entries, reason, role);
    return act;
}

Result<ledger::Act> closeHoldAct(IdMint& mint, const HoldDecision& decision)
{
    if (decision.rule.isEmpty() || decision.entries.isEmpty() || decision.aggregate.isNull()
        || decision.scope.isNull())
        return visit_parts::gap("which-hold");
    if (!decision.chosen.isNull() && !decision.entries.contains(decision.chosen))
        return visit_parts::gap("chosen");
    if (decision.decision.trimmed().isEmpty())
        return visit_parts::gap("decision");
    if (!domain::hold_rules::mayDecide(decision.owner, decision.by))
        return Error{ErrorCode::Refused, "role"};
    const QString reason = decision.decision.trimmed();
    ledger::Act act(mint);
    DOORSTEP_CHECK(visit_parts::addErrors(act, decision, reason));
    act.add(decision.scope, decision.aggregate,
        ledger::HoldClosed{.rule = decision.rule,
            .entries = decision.entries,
            .chosen = decision.chosen,
            .decision = reason,
            .role = decision.by});
    return act;
}

Result<ledger::Act> closeFollowUpAct(
    IdMint& mint, PatientId patient, FollowUpId followUp, const QString& result)
{
    if (patient.isNull() || followUp.isNull() || result.trimmed().isEmpty())
        return visit_parts::gap("result");
    ledger::Act act(mint);
    act.add(visit_parts::scopeOf(patient), patient.as<AggregateId>(),
        ledger::FollowUpClosed{.followUp = followUp, .result = result.trimmed()});
    return act;
}

} // namespace doorstep::app
