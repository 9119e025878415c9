#pragma once

#include "app/viewmodels/parts/values.h"
#include "core/clinical/news2.h"
#include "core/clinical/observation.h"

#include <vector>

namespace doorstep::app::words {

[[nodiscard]] QString kindLabel(clinical::ObservationKind kind); ///< "Breathing rate"
[[nodiscard]] QString kindInSentence(clinical::ObservationKind kind); ///< "breathing rate"
/// "412 is too high for systolic. Enter 40 to 300."; empty when plausible.
[[nodiscard]] QString plausibilitySentence(const clinical::PlausibilityFinding& finding);

[[nodiscard]] std::vector<Choice> wordChoices(clinical::ObservationKind kind);
[[nodiscard]] QString wordText(clinical::ObservationKind kind, const QString& word);
[[nodiscard]] std::vector<Choice> notTakenReasons();
[[nodiscard]] QString notTakenText(const QString& reason);
/// "Left arm, sitting": what a tap goes through, in its order.
[[nodiscard]] const QStringList& postures();

/// The NEWS2 card; `score` empty hides it.
struct News2Words {
    QString score;
    QString heading;
    QString missing;
    QString points;
    QString next;
    QString tone;
};
[[nodiscard]] News2Words news2Words(const clinical::News2Score& score, clinical::News2Use use);

} // namespace doorstep::app::words
