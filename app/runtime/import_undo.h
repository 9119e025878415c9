#pragma once

#include "app/runtime/practice_act.h"
#include "core/domain/ids.h"
#include "core/store/connection.h"

#include <optional>

/// Taking an import back, patient by patient. A patient about whom anybody recorded anything since
/// (a dose, a visit, an edit, a direction) is left whole: without name and number nobody would find
/// that record again, and the next import would make a second one beside it.
namespace doorstep::app {

/// What an import wrote about one patient and nobody has taken back yet.
struct ImportedPatient {
    PatientId patient;
    QList<EntryId> entries;
    bool hasAlerts = false; ///< allergies or risks are among them
    bool recordedSince = false;
};

/// NotFound for an unknown import. Storage thread.
[[nodiscard]] Result<std::vector<ImportedPatient>> importedPatients(
    store::Connection& connection, ImportId import);

struct ImportUndo {
    std::optional<ledger::Act> act; ///< nothing when nobody could be taken back
    int takenBack = 0;
    int recordedSince = 0; ///< left alone
    int alertsStay = 0; ///< left alone: `role` may not remove alerts (domain::mayRemoveAlerts)
};
/// Hides what the import wrote, each entry in its own aggregate. The import counts as undone unless
/// somebody entitled could take back more. InvalidInput without a reason.
[[nodiscard]] Result<ImportUndo> undoImportAct(IdMint& mint, const PracticeScope& scopes,
    ImportId import, const std::vector<ImportedPatient>& patients, domain::Role role,
    const QString& reason);

} // namespace doorstep::app
