#include "app/viewmodels/words/outcome_words.h"

#include "app/viewmodels/words/words.h"
#include "core/clinical/authority.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace doorstep::app::words {

namespace outcome_parts {

using domain::Outcome;

QString says(const char* text)
{
    return QCoreApplication::translate("OutcomeWords", text);
}

struct OutcomeMark {
    Outcome outcome;
    const char* word;
    const char* small;
    const char* icon;
};
constexpr std::array outcomeMarks{
    OutcomeMark{Outcome::Unknown, "Not known", "not known", "info"},
    OutcomeMark{Outcome::Given, "Given", "given", "check"},
    OutcomeMark{Outcome::Seen, "Seen", "seen", "check"},
    OutcomeMark{Outcome::NotIn, "Not in", "not in", "door"},
    OutcomeMark{Outcome::NoAccess, "No access", "no access", "lock"},
    OutcomeMark{Outcome::Refused, "Refused", "refused", "no"},
    OutcomeMark{Outcome::Unwell, "Unwell", "unwell", "thermometer"},
    OutcomeMark{Outcome::Contraindicated, "Must not have it", "must not have it", "warning"},
    OutcomeMark{Outcome::AlreadyHad, "Already had it", "already had it", "check"},
    OutcomeMark{Outcome::Moved, "Moved", "moved", "house"},
    OutcomeMark{Outcome::InHospital, "In hospital", "in hospital", "building"},
    OutcomeMark{Outcome::Deceased, "Died", "died", "leaf"},
    OutcomeMark{Outcome::Unsafe, "Not safe", "not safe", "warning"},
    OutcomeMark{Outcome::NoVaccine, "No vaccine", "no vaccine", "box"},
};

const OutcomeMark& markOf(Outcome outcome)
{
    const auto found = std::find_if(outcomeMarks.begin(), outcomeMarks.end(),
        [outcome](const OutcomeMark& mark) { return mark.outcome == outcome; });
    return found == outcomeMarks.end() ? outcomeMarks.front() : *found;
}

struct ReasonMark {
    Outcome outcome;
    const char* value;
    const char* text;
};
constexpr std::array reasonMarks{
    ReasonMark{Outcome::Refused, "does-not-want", "Does not want it"},
    ReasonMark{Outcome::Refused, "worried-about-effects", "Worried about side effects"},
    ReasonMark{Outcome::Refused, "not-today", "Not today"},
    ReasonMark{Outcome::Refused, "wants-to-talk-first", "Wants to talk first"},
    ReasonMark{Outcome::Refused, "no-reason-given", "Gave no reason"},
    ReasonMark{Outcome::NoAccess, "key-code-wrong", "Key code wrong"},
    ReasonMark{Outcome::NoAccess, "carer-away", "Carer away"},
    ReasonMark{Outcome::NoAccess, "door-not-answered", "Cannot get to the door"},
    ReasonMark{Outcome::NoAccess, "dog", "Dog"},
    ReasonMark{Outcome::Unsafe, "person-threatening", "A person was threatening"},
    ReasonMark{Outcome::Unsafe, "animal", "Animal"},
    ReasonMark{Outcome::Unsafe, "place-unsafe", "The place"},
    ReasonMark{Outcome::Unsafe, "own-reason", "Other"},
    ReasonMark{Outcome::Unwell, "fever", "Fever"},
    ReasonMark{Outcome::Unwell, "needs-doctor", "Needs a doctor"},
    ReasonMark{Outcome::Unwell, "generally-unwell", "Generally unwell"},
    ReasonMark{Outcome::NoVaccine, "none-left", "None left"},
    ReasonMark{Outcome::NoVaccine, "temperature", "Temperature out of range"},
    ReasonMark{Outcome::NoVaccine, "wrong-vaccine", "Not the right vaccine"},
    ReasonMark{Outcome::Contraindicated, "anaphylaxis", "Severe reaction before"},
    ReasonMark{Outcome::Contraindicated, "needs-clinician", "A clinician must decide"},
    ReasonMark{Outcome::AlreadyHad, "pharmacy", "At a pharmacy"},
    ReasonMark{Outcome::AlreadyHad, "practice", "At the practice"},
    ReasonMark{Outcome::AlreadyHad, "hospital", "In hospital"},
};

} // namespace outcome_parts

QString outcomeWord(domain::Outcome outcome)
{
    return outcome_parts::says(outcome_parts::markOf(outcome).word);
}

QString outcomeInSentence(domain::Outcome outcome)
{
    return outcome_parts::says(outcome_parts::markOf(outcome).small);
}

QString outcomeIcon(domain::Outcome outcome)
{
    return QString::fromLatin1(outcome_parts::markOf(outcome).icon);
}

const std::vector<domain::Outcome>& doorOutcomes()
{
    using domain::Outcome;
    static const std::vector<Outcome> all{Outcome::NotIn, Outcome::Refused, Outcome::Unwell,
        Outcome::NoVaccine, Outcome::NoAccess, Outcome::AlreadyHad, Outcome::InHospital,
        Outcome::Moved, Outcome::Deceased, Outcome::Unsafe, Outcome::Contraindicated,
        Outcome::Seen};
    return all;
}

std::vector<Choice> outcomeReasons(domain::Outcome outcome)
{
    std::vector<Choice> choices;
    for (const auto& mark : outcome_parts::reasonMarks)
        if (mark.outcome == outcome)
            choices.push_back(
                {.value = QString::fromLatin1(mark.value), .text = outcome_parts::says(mark.text)});
    return choices;
}

QString reasonText(const QString& reason)
{
    for (const auto& mark : outcome_parts::reasonMarks)
        if (reason == QLatin1String(mark.value))
            return outcome_parts::says(mark.text);
    return reason;
}

QString notGivenWord(domain::NotGivenReason reason)
{
    using outcome_parts::says;
    switch (reason) {
    case domain::NotGivenReason::Refused:
        return says("Refused");
    case domain::NotGivenReason::Unwell:
        return says("Unwell");
    case domain::NotGivenReason::Contraindicated:
        return says("Must not have it");
    case domain::NotGivenReason::AlreadyHad:
        return says("Already had it");
    case domain::NotGivenReason::NotIn:
        return says("Not in");
    case domain::NotGivenReason::NoAccess:
        return says("No access");
    case domain::NotGivenReason::NoVaccine:
        return says("No vaccine");
    case domain::NotGivenReason::NoAuthority:
        return says("No authority");
    case domain::NotGivenReason::Other:
    case domain::NotGivenReason::Unknown:
        break;
    }
    return says("Not given");
}

domain::NotGivenReason notGivenFor(domain::Outcome outcome)
{
    using domain::NotGivenReason;
    using domain::Outcome;
    switch (outcome) {
    case Outcome::NotIn:
        return NotGivenReason::NotIn;
    case Outcome::NoAccess:
        return NotGivenReason::NoAccess;
    case Outcome::Refused:
        return NotGivenReason::Refused;
    case Outcome::Unwell:
        return NotGivenReason::Unwell;
    case Outcome::Contraindicated:
        return NotGivenReason::Contraindicated;
    case Outcome::AlreadyHad:
        return NotGivenReason::AlreadyHad;
    case Outcome::NoVaccine:
        return NotGivenReason::NoVaccine;
    case Outcome::Moved:
    case Outcome::InHospital:
    case Outcome::Deceased:
    case Outcome::Unsafe:
    case Outcome::Seen:
        return NotGivenReason::Other;
    case Outcome::Given:
    case Outcome::Unknown:
        break;
    }
    return NotGivenReason::Unknown;
}

QString followUpTitle(domain::FollowUpKind kind)
{
    using outcome_parts::says;
    switch (kind) {
    case domain::FollowUpKind::Retry:
        return says("Visit again");
    case domain::FollowUpKind::Contact:
        return says("Ring or write");
    case domain::FollowUpKind::UpdateRecord:
        return says("Update the record");
    case domain::FollowUpKind::Clinician:
        return says("Ask a clinician");
    case domain::FollowUpKind::Safeguarding:
        return says("Safeguarding");
    case domain::FollowUpKind::Stock:
        return says("Stock");
    case domain::FollowUpKind::Other:
    case domain::FollowUpKind::Unknown:
        break;
    }
    return says("Other");
}

QString roleWord(domain::Role role)
{
    using outcome_parts::says;
    switch (role) {
    case domain::Role::Hca:
        return says("Healthcare assistant");
    case domain::Role::Nurse:
        return says("Practice nurse");
    case domain::Role::Gp:
        return says("GP");
    case domain::Role::Coordinator:
        return says("Coordinator");
    case domain::Role::Visitor:
        return says("Visitor");
    case domain::Role::Manager:
        return says("Practice manager");
    case domain::Role::Unknown:
        break;
    }
    return {};
}

QString professionWord(const QString& profession)
{
    QString text = profession;
    return sentence(text.replace(QLatin1Char('-'), QLatin1Char(' ')));
}

QString consentSentence(
    domain::ConsentBy by, const QString& patientName, const QString& name, const QString& relation)
{
    using outcome_parts::says;
    switch (by) {
    case domain::ConsentBy::Patient:
        return says("%1 agrees and has capacity").arg(patientName);
    case domain::ConsentBy::BestInterests:
        return says("In %1's best interests, decided by %2").arg(patientName, name);
    case domain::ConsentBy::Attorney:
        return says("%1 agrees, attorney for health").arg(name);
    case domain::ConsentBy::Parent:
        return relation.isEmpty() ? says("%1 agrees, parent or guardian").arg(name)
                                  : says("%1 agrees, %2").arg(name, relation);
    case domain::ConsentBy::Imca:
        return says("%1 (IMCA) was asked").arg(name);
    case domain::ConsentBy::Deputy:
        return says("%1 agrees, court-appointed deputy").arg(name);
    case domain::ConsentBy::Unknown:
        break;
    }
    return {};
}

} // namespace doorstep::app::words
