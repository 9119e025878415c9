#pragma once

#include "core/exchange/visit_export.h"

#include <QByteArray>
#include <span>

namespace doorstep::exchange {

/// The SystmOne vaccination import, one row a dose given by us, columns and words as that system
/// expects them (layout: nhsuk/manage-vaccinations-in-schools). Doses given elsewhere and refusals
/// are not in it: they would be claimed as ours. Restricted patients have no address.
[[nodiscard]] QByteArray systmOneCsv(
    std::span<const VisitExport> visits, const ExportingPractice& practice);
/// How many rows systmOneCsv has for these visits: the export must reconcile.
[[nodiscard]] int systmOneRowCount(std::span<const VisitExport> visits);

/// Everything in one table for people: one row a vaccination (given, elsewhere or not),
/// observation, score, follow-up, or visit without any of these. Says plainly who gave a dose.
[[nodiscard]] QByteArray visitsCsv(
    std::span<const VisitExport> visits, const ExportingPractice& practice);

} // namespace doorstep::exchange
