#pragma once

#include "app/viewmodels/words/field_words.h"
#include "core/ledger/payload.h"

#include <vector>

/// What an entry says, as a person would say it. Pure.
namespace doorstep::app::words {

/// "aTIV, FX7K231, 24 Nov 2026 at 10:42, left upper arm"; the name of its kind when this version
/// has no words for it.
[[nodiscard]] QString entrySays(const ledger::Payload& payload, const NameOf& nameOf);

/// The same of several that stand side by side: where two would read alike, with what differs.
[[nodiscard]] QStringList entriesSay(
    const std::vector<ledger::Payload>& payloads, const NameOf& nameOf);

} // namespace doorstep::app::words
