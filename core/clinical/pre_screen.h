#pragma once

#include "core/clinical/programme_pack.h"
#include "core/clinical/stop.h"

#include <map>

namespace doorstep::clinical {

enum class ScreenAnswer { No, Yes, Unsure };

/// Question id to answer; a question that is not here was not answered.
using ScreenAnswers = std::map<QString, ScreenAnswer>;

struct ScreenResult {
    ScreenEffect effect = ScreenEffect::Proceed; ///< the gravest of the answers
    Stops stops; ///< one per answer that is not a plain "go on", gravest first
    QStringList unanswered; ///< question ids in order

    [[nodiscard]] bool isComplete() const { return unanswered.isEmpty(); }
};

/// What the answers mean under this pack. Unanswered is never "no".
[[nodiscard]] ScreenResult judgePreScreen(const ProgrammePack& pack, const ScreenAnswers& answers);

} // namespace doorstep::clinical
