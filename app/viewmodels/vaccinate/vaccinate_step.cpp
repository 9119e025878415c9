#include "app/viewmodels/vaccinate/vaccinate_step.h"

#include <QCborArray>
#include <algorithm>

namespace doorstep::app {

namespace vaccinate_steps {

const QString phaseField = QStringLiteral("phase");
const QString answersField = QStringLiteral("answers");
const QString consentField = QStringLiteral("consent");
const QString checkedField = QStringLiteral("checkedAt");
const QString dosesField = QStringLiteral("doses");
const QString reasonsField = QStringLiteral("reasons");

bool allAnswered(const VaccinateState& state, const QStringList& questions)
{
    return std::all_of(questions.begin(), questions.end(),
        [&](const QString& question) { return state.answers.contains(question); });
}

struct Step {
    VaccinateState state;

    VaccinateState operator()(const AllClear& clear)
    {
        for (const QString& question : clear.questions)
            state.answers[question] = domain::Answer::No;
        state.answers[QString::fromUtf16(IdentityQuestion)] = domain::Answer::Yes;
        state.consent = GivenConsent{.by = domain::ConsentBy::Patient};
        state.checkedAt = clear.at;
        state.phase = VaccinatePhase::Checked;
        return state;
    }
    VaccinateState operator()(const Different&)
    {
        state.phase = VaccinatePhase::Each;
        return state;
    }
    VaccinateState operator()(const Answered& answered)
    {
        state.answers[answered.question] = answered.answer;
        state.checkedAt = answered.at;
        if (allAnswered(state, answered.questions))
            state.phase = VaccinatePhase::Checked;
        return state;
    }
    VaccinateState operator()(const AnswersReopened&)
    {
        state.phase = VaccinatePhase::Each;
        return state;
    }
    VaccinateState operator()(const ConsentRecorded& recorded)
    {
        state.consent = recorded.consent;
        return state;
    }
    VaccinateState operator()(const DoseAdded& added)
    {
        if (!state.dose(added.dose.programme))
            state.doses.push_back(added.dose);
        // Consent was to what was named then; another vaccine is another question.
        if (state.doses.size() > 1)
            state.consent.reset();
        if (state.phase == VaccinatePhase::Checked && !allAnswered(state, added.questions))
            state.phase = VaccinatePhase::Each;
        return state;
    }
    VaccinateState operator()(const DoseRemoved& removed)
    {
        std::erase_if(state.doses,
            [&](const DoseChoice& dose) { return dose.programme == removed.programme; });
        return state;
    }
    VaccinateState operator()(const BatchChosen& chosen)
    {
        for (DoseChoice& dose : state.doses) {
            if (dose.programme != chosen.dose.programme)
                continue;
            const QString site = dose.product == chosen.dose.product ? dose.site : QString();
            dose = chosen.dose;
            dose.site = site;
        }
        return state;
    }
    VaccinateState operator()(const SiteChosen& chosen)
    {
        for (DoseChoice& dose : state.doses)
            if (dose.programme == chosen.programme)
                dose.site = chosen.site;
        return state;
    }
    VaccinateState operator()(const ReasonGiven& given)
    {
        if (given.reason.trimmed().isEmpty())
            state.reasons.erase(given.noticeId);
        else
            state.reasons[given.noticeId] = given.reason.trimmed();
        return state;
    }
};

QCborMap doseToCbor(const DoseChoice& dose)
{
    QCborMap map{{QStringLiteral("programme"), dose.programme},
        {QStringLiteral("product"), dose.product}, {QStringLiteral("box"), dose.box.toBytes()},
        {QStringLiteral("batch"), dose.batch.toBytes()}, {QStringLiteral("lot"), dose.lot},
        {QStringLiteral("site"), dose.site}};
    if (dose.scannedExpiry)
        map[QStringLiteral("expiry")] = dose.scannedExpiry->toString(Qt::ISODate);
    return map;
}

DoseChoice doseFromCbor(const QCborMap& map)
{
    DoseChoice dose{.programme = map.value(QStringLiteral("programme")).toString(),
        .product = map.value(QStringLiteral("product")).toString(),
        .lot = map.value(QStringLiteral("lot")).toString(),
        .site = map.value(QStringLiteral("site")).toString()};
    if (const auto box = BoxId::fromBytes(map.value(QStringLiteral("box")).toByteArray()))
        dose.box = *box;
    if (const auto batch = BatchId::fromBytes(map.value(QStringLiteral("batch")).toByteArray()))
        dose.batch = *batch;
    const QDate expiry
        = QDate::fromString(map.value(QStringLiteral("expiry")).toString(), Qt::ISODate);
    if (expiry.isValid())
        dose.scannedExpiry = expiry;
    return dose;
}

} // namespace vaccinate_steps

const DoseChoice* VaccinateState::dose(const QString& programme) const
{
    const auto found = std::find_if(doses.begin(), doses.end(),
        [&](const DoseChoice& dose) { return dose.programme == programme; });
    return found == doses.end() ? nullptr : &*found;
}

VaccinateState step(VaccinateState state, const VaccinateEvent& event)
{
    return std::visit(vaccinate_steps::Step{std::move(state)}, event);
}

QCborMap toCbor(const VaccinateState& state)
{
    using namespace vaccinate_steps;
    QCborMap answers;
    for (const auto& [question, answer] : state.answers)
        answers[question] = domain::word(answer);
    QCborMap reasons;
    for (const auto& [notice, reason] : state.reasons)
        reasons[notice] = reason;
    QCborArray doses;
    for (const DoseChoice& dose : state.doses)
        doses.append(doseToCbor(dose));
    QCborMap map{{phaseField, static_cast<int>(state.phase)}, {answersField, answers},
        {checkedField, state.checkedAt.ms}, {dosesField, doses}, {reasonsField, reasons}};
    if (state.consent)
        map[consentField] = QCborArray{
            domain::word(state.consent->by), state.consent->name, state.consent->relation};
    return map;
}

VaccinateState vaccinateFromCbor(const QCborMap& map)
{
    using namespace vaccinate_steps;
    VaccinateState state;
    const auto phase = map.value(phaseField).toInteger();
    if (phase >= 0 && phase <= static_cast<int>(VaccinatePhase::Checked))
        state.phase = static_cast<VaccinatePhase>(phase);
    for (const auto& [question, answer] : map.value(answersField).toMap()) {
        const auto read = domain::fromWord<domain::Answer>(answer.toString());
        if (read != domain::Answer::Unknown)
            state.answers[question.toString()] = read;
    }
    const QCborArray consent = map.value(consentField).toArray();
    if (consent.size() == 3)
        state.consent = GivenConsent{domain::fromWord<domain::ConsentBy>(consent[0].toString()),
            consent[1].toString(), consent[2].toString()};
    state.checkedAt = {map.value(checkedField).toInteger()};
    for (const auto& dose : map.value(dosesField).toArray())
        state.doses.push_back(doseFromCbor(dose.toMap()));
    for (const auto& [notice, reason] : map.value(reasonsField).toMap())
        state.reasons[notice.toString()] = reason.toString();
    return state;
}

} // namespace doorstep::app
