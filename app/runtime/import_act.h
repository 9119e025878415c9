#pragma once

#include "app/runtime/practice_act.h"
#include "core/domain/desk_rows.h"
#include "core/domain/patient_rows.h"
#include "core/exchange/patient_list.h"

#include <functional>

/// From a previewed list to entries; import_undo.h is the way back. Pure: what the practice already
/// knows is asked through `ImportLookups`.
namespace doorstep::app {

/// A patient the practice already has, as far as an import compares.
struct KnownRecord {
    domain::PatientRow patient;
    QStringList alertTexts; ///< active alerts of any kind
    QStringList adjustmentTexts;
    std::vector<QDate> fluDoses; ///< days of vaccinations in the record
};

struct ImportLookups {
    std::function<std::optional<KnownRecord>(const QString& nhsNumber)> byNhsNumber;
    /// Null when nobody lives there yet.
    std::function<HouseholdId(const QString& addressLine, const QString& postcode)> household;
};

struct ImportRequest {
    ActBy by;
    QString source; ///< what the person calls the list
    QByteArray fileHash;
    MappingId mapping;
    QString registerWord; ///< the list is this register: everybody on it joins it; may be empty
    QString flu = QStringLiteral("flu"); ///< programme word of the "last flu" column
};

struct ImportAct {
    ledger::Act act;
    ImportId import;
    int added = 0;
    int changed = 0;
    int unchanged = 0;
    int setAside = 0; ///< held rows: they wait for a person and are not in the act
};

/// One act for the whole list: accepted and warned rows become patients or changes to them, each
/// row standing alone, only what differs being written. Held and rejected rows are counted, not
/// written. InvalidInput when the file was rejected or nothing can be imported.
[[nodiscard]] Result<ImportAct> importAct(IdMint& mint, const PracticeScope& scopes,
    const exchange::ImportPreview& preview, const ImportRequest& request,
    const ImportLookups& lookups);

struct SavedMapping {
    MappingId mapping; ///< null: a new one
    QString name;
    exchange::Mapping columns;
};
[[nodiscard]] Result<ledger::Act> mappingAct(
    IdMint& mint, const PracticeScope& scopes, const SavedMapping& mapping);
/// What a stored mapping means.
[[nodiscard]] exchange::Mapping toMapping(const domain::MappingRow& row);

/// Two spellings of one door: case, blanks and commas do not count.
[[nodiscard]] QString doorKey(const QString& addressLine, const QString& postcode);

} // namespace doorstep::app
