#include "app/viewmodels/words/eligibility_words.h"

#include "app/viewmodels/words/words.h"

#include <QCoreApplication>

namespace doorstep::app::words {

namespace eligibility_parts {

QString says(const char* text)
{
    return QCoreApplication::translate("EligibilityWords", text);
}

} // namespace eligibility_parts

QString eligibilitySentence(const clinical::Eligibility& eligibility)
{
    using eligibility_parts::says;
    using State = clinical::EligibilityState;
    switch (eligibility.state) {
    case State::Due:
        return eligibility.reasons.empty() ? says("Due") : eligibility.reasons.front().label;
    case State::NotYet:
        return says("From %1").arg(date(eligibility.dueFrom));
    case State::AlreadyGiven:
        if (!eligibility.given)
            return says("Had it");
        return eligibility.given->place.isEmpty()
            ? says("Had it %1").arg(date(eligibility.given->givenOn))
            : says("Had it %1, %2").arg(date(eligibility.given->givenOn), eligibility.given->place);
    case State::TooSoon:
        return says("Next dose from %1").arg(date(eligibility.dueFrom));
    case State::NotInCohort:
        return says("In no group");
    case State::Closed:
        return says("Programme closed");
    case State::Unknown:
        return says("No date of birth");
    case State::Deceased:
        return says("Died");
    }
    return {};
}

} // namespace doorstep::app::words
