#pragma once

#include "core/clinical/eligibility.h"

namespace doorstep::app::words {

/// Why somebody is due, or why not: "Aged 65 or over by 31 Mar 2027", "Had it 2 Oct 2026".
[[nodiscard]] QString eligibilitySentence(const clinical::Eligibility& eligibility);

} // namespace doorstep::app::words
