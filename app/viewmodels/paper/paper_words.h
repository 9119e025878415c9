#pragma once

#include "app/viewmodels/paper/paper_reading.h"
#include "core/print/sheet.h"

/// From what was read to what a sheet says, in the words of the screens and local time. Pure. Only
/// what stands is printed: superseded and mistaken records are left out.
namespace doorstep::app {

[[nodiscard]] print::VisitSheet visitSheet(
    const VisitPaper& paper, const std::vector<clinical::ProgrammePack>& packs);
[[nodiscard]] print::RoundSheet roundSheet(const RoundPaper& paper);

namespace paper {

/// Local time of day; invalid for an Instant of 0.
[[nodiscard]] QTime timeOf(Instant instant);
/// "Card left. Rang twice": reason, card and what was written.
[[nodiscard]] QString outcomeDetail(const domain::VisitRow& visit);
[[nodiscard]] QString receiptText(int records, int waiting);

} // namespace paper
} // namespace doorstep::app
