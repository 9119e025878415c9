#pragma once

#include "app/viewmodels/parts/values.h"

#include <vector>

namespace doorstep::app::words {

/// The registers a practice keeps, for a choice: "housebound" is "Housebound".
[[nodiscard]] std::vector<Choice> registerChoices();
[[nodiscard]] QString registerText(const QString& word);

} // namespace doorstep::app::words
