#pragma once

#include "app/runtime/visit_act.h"
#include "core/domain/outcome_rules.h"

#include <QCborMap>
#include <variant>

/// How a visit ended: the choice and its presets. Pure; a table test holds it.
namespace doorstep::app {

struct OutcomeState {
    domain::Outcome outcome = domain::Outcome::Unknown;
    QString reason;
    bool cardLeft = false;
    QDate retryOn; ///< preset by the outcome, changeable; invalid: no further visit
    QString note;
    bool operator==(const OutcomeState&) const = default;
};

struct OutcomeChosen {
    domain::Outcome outcome;
    QDate today;
    QDate nextRound; ///< invalid: none planned
};
struct ReasonChosen {
    QString reason;
};
struct CardToggled { };
struct RetryChosen {
    QDate day; ///< invalid: not again
};
struct OutcomeNoteEdited {
    QString text;
};
using OutcomeEvent
    = std::variant<OutcomeChosen, ReasonChosen, CardToggled, RetryChosen, OutcomeNoteEdited>;

[[nodiscard]] OutcomeState step(OutcomeState state, const OutcomeEvent& event);

enum class OutcomeGap { None, Outcome, Reason };
[[nodiscard]] OutcomeGap gapOf(const OutcomeState& state, QDate today);

/// Adds outcome, doses not given and the follow-up that comes of it to a save of the visit.
void addOutcome(VisitSave& save, const OutcomeState& state, const QStringList& notGivenProgrammes,
    const QString& followUpText);

[[nodiscard]] QCborMap toCbor(const OutcomeState& state);
[[nodiscard]] OutcomeState outcomeFromCbor(const QCborMap& map);

} // namespace doorstep::app
