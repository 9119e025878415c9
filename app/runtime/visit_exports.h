#pragma once

#include "core/clinical/programme_pack.h"
#include "core/domain/care_rows.h"
#include "core/domain/patient_rows.h"
#include "core/domain/practice_rows.h"
#include "core/domain/round_rows.h"
#include "core/exchange/visit_export.h"

#include <QHash>

/// From the practice's rows to what an export says. Pure.
namespace doorstep::app {

/// Everything recorded about one visit.
struct VisitFile {
    domain::PatientRow patient;
    domain::VisitRow visit;
    std::vector<domain::VaccinationRow> vaccinations; ///< of this visit
    std::vector<domain::ObservationSetRow> sets;
    std::vector<domain::ObservationRow> observations;
    std::vector<domain::NoteRow> notes;
    std::vector<domain::FollowUpRow> followUps;
    std::vector<domain::AuthorityRow> authorities; ///< its doses were given under; as now in force

    /// The entries an export of this visit names: their receipts become "exported".
    [[nodiscard]] QList<EntryId> entries() const;
};

using PeopleById = QHash<StaffId, domain::PersonRow>;

/// Only what stands: superseded and mistaken records are left out. Codes, sites, routes and the
/// dose come from the pack the dose was given under; a dose whose pack is unknown keeps its text
/// and has no codes.
[[nodiscard]] exchange::VisitExport visitExport(const VisitFile& file,
    const std::vector<clinical::ProgrammePack>& packs, const PeopleById& people);

/// Lower-case UUID text of an id.
template <typename Tag> [[nodiscard]] QString uuidText(const Id<Tag>& id)
{
    const QString hex = QString::fromLatin1(id.toHex());
    return QStringList{hex.left(8), hex.mid(8, 4), hex.mid(12, 4), hex.mid(16, 4), hex.mid(20)}
        .join(QLatin1Char('-'));
}

} // namespace doorstep::app
