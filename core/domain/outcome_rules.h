#pragma once

#include "core/domain/glossary.h"

#include <QDate>
#include <optional>

namespace doorstep::domain {

/// Done when the visit's purpose was met, attempted otherwise.
[[nodiscard]] VisitStatus statusAfter(Outcome outcome);

/// What an outcome makes happen next: preset on the screen, one tap to change.
struct NextStep {
    bool offersCard = false; ///< a card can be left
    QDate retryOn; ///< invalid: no further visit is offered
    std::optional<FollowUpKind> followUp; ///< work to open with the outcome
    Role ownerRole = Role::Unknown;
    QDate due; ///< of the follow-up
    bool urgent = false;
    bool asksReason = false;
    bool removesFromRounds = false; ///< no further visits until somebody decides
};

/// `on` is the day of the visit. Retry and due dates fall on Monday to Friday.
[[nodiscard]] NextStep nextStep(Outcome outcome, QDate on);

/// The first weekday on or after `day`.
[[nodiscard]] QDate workingDay(QDate day);

/// The outcome that a not-given reason of the visit's only vaccination suggests.
[[nodiscard]] Outcome outcomeFor(NotGivenReason reason);

} // namespace doorstep::domain
