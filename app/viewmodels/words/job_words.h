#pragma once

#include "app/viewmodels/parts/values.h"
#include "core/clinical/programme_pack.h"
#include "core/domain/patient_rows.h"

#include <vector>

/// How jobs, adjustments, alerts and ways in are named and drawn, once for list, card and band.
namespace doorstep::app::words {

enum class JobKind { Vaccinate, Observe, Form };

/// One of VisitRow::jobs read: "vaccinate:flu-2026-27", "observe", "observe:bp", "form:<url>".
struct Job {
    QString key; ///< as in the row
    JobKind kind = JobKind::Form;
    QString subject; ///< pack id, "bp", form url
};
[[nodiscard]] Job jobOf(const QString& key);

struct JobWords {
    QString shortText; ///< "Flu", "BP"
    QString title; ///< "Flu vaccine 2026/27", "Blood pressure"
    QString iconName;
};
[[nodiscard]] JobWords jobWords(const Job& job, const std::vector<clinical::ProgrammePack>& packs);
[[nodiscard]] const clinical::ProgrammePack* packOf(
    const std::vector<clinical::ProgrammePack>& packs, const QString& id);
/// "flu": in a sentence.
[[nodiscard]] QString vaccineName(const clinical::ProgrammePack& pack);
/// "Flu vaccine 2026/27".
[[nodiscard]] QString vaccineTitle(const clinical::ProgrammePack& pack);

[[nodiscard]] QString adjustmentIcon(const QString& text);
/// "Hearing", "Easy read"; "What helps" when nothing shorter says it.
[[nodiscard]] Tag adjustmentTag(const domain::AdjustmentRow& adjustment);
/// "Hard of hearing: stand on her right" with the part after the colon strong.
[[nodiscard]] FactLine adjustmentLine(const domain::AdjustmentRow& adjustment);

[[nodiscard]] Tag alertTag(const domain::AlertRow& alert);
/// Allergies first, then what helps, then risks, then the way in; each said once.
[[nodiscard]] std::vector<Tag> patientTags(const domain::PatientRow& patient,
    const std::vector<domain::AlertRow>& alerts,
    const std::vector<domain::AdjustmentRow>& adjustments);

} // namespace doorstep::app::words
