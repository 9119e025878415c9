#pragma once

#include "app/viewmodels/parts/values.h"
#include "core/domain/glossary.h"

#include <vector>

namespace doorstep::app::words {

[[nodiscard]] QString outcomeWord(domain::Outcome outcome); ///< "Not in"
[[nodiscard]] QString outcomeInSentence(domain::Outcome outcome); ///< "not in"
[[nodiscard]] QString outcomeIcon(domain::Outcome outcome);

/// The outcomes a person chooses from at the door, in the order of the sheet.
[[nodiscard]] const std::vector<domain::Outcome>& doorOutcomes();
/// Reasons behind an outcome, for one tap; `value` is the stable word that is recorded.
[[nodiscard]] std::vector<Choice> outcomeReasons(domain::Outcome outcome);
[[nodiscard]] QString reasonText(const QString& reason);

[[nodiscard]] QString notGivenWord(domain::NotGivenReason reason);
/// How a dose that was planned ended, given how the visit did.
[[nodiscard]] domain::NotGivenReason notGivenFor(domain::Outcome outcome);

[[nodiscard]] QString followUpTitle(domain::FollowUpKind kind);
[[nodiscard]] QString roleWord(domain::Role role); ///< "Practice nurse"
[[nodiscard]] QString professionWord(const QString& profession); ///< "Healthcare assistant"
[[nodiscard]] QString consentSentence(
    domain::ConsentBy by, const QString& patientName, const QString& name, const QString& relation);

} // namespace doorstep::app::words
