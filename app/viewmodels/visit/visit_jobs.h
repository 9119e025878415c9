#pragma once

#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/files.h"
#include "core/clinical/programme_pack.h"

/// The jobs of a visit as cards, and what stops one before it is opened. Pure.
namespace doorstep::app {

struct JobRow {
    Q_GADGET
    DOORSTEP_FIELD(QString, jobKey)
    DOORSTEP_FIELD(QString, title)
    DOORSTEP_FIELD(QString, fact)
    DOORSTEP_FIELD(QString, iconName)
    DOORSTEP_FIELD(QString, tagText)
    DOORSTEP_FIELD(QString, tagIcon)
    DOORSTEP_FIELD(QString, tagTone)
    DOORSTEP_FIELD(bool, next)
    DOORSTEP_FIELD(bool, done)
    DOORSTEP_FIELD(bool, canUndo)
    EntryId recorded{}; ///< what Undo takes back: the record the card speaks of; null: not undoable
    bool operator==(const JobRow&) const = default;
};

struct VisitFacts {
    VisitId visit;
    StaffId staff;
    QDate today;
};

/// The product and batch that would be given: the first that suits the patient and may be used.
struct PresetDose {
    const clinical::Product* product = nullptr; ///< in the pack
    BoxId box;
    std::optional<BatchId> batch;
};
[[nodiscard]] PresetDose presetDose(const RoundFile& round, const clinical::ProgrammePack& pack,
    const domain::PatientRow& patient, QDate today);

/// Everything that speaks against giving this vaccine now, before a question is asked.
[[nodiscard]] domain::DoseVerdict verdictBefore(const RoundFile& round, const PatientFile& patient,
    const clinical::ProgrammePack& pack, const PresetDose& preset, const VisitFacts& facts);

struct JobBoard {
    std::vector<JobRow> rows;
    std::vector<Notice> notices; ///< stand in place of a vaccine this person may not give
    QString fact; ///< "0 of 3 jobs done"
    QString nextKey; ///< the first that is not done and not stopped; empty: none
    QString nextAction; ///< "Give flu vaccine"
    QStringList offered; ///< job keys of vaccines that may be given now
};
[[nodiscard]] JobBoard jobBoard(const RoundFile& round, const VisitFacts& facts,
    const std::vector<clinical::ProgrammePack>& packs);

/// "148/82", with the set it is of; nothing when no pressure is on record.
struct PressureReading {
    int systolic = 0;
    int diastolic = 0;
    Instant takenAt;
};
[[nodiscard]] std::vector<PressureReading> pressuresOf(const PatientFile& patient, int most);

} // namespace doorstep::app
