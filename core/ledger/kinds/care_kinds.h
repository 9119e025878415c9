#pragma once

#include "core/base/clock.h"
#include "core/domain/field.h"
#include "core/domain/glossary.h"
#include "core/domain/ids.h"
#include "core/ledger/kind.h"

#include <QDate>

/// Facts recorded at a visit: grow-only, corrected by a later entry that supersedes.
namespace doorstep::ledger {

struct ScreeningAnswer {
    Q_GADGET
    DOORSTEP_FIELD(QString, question) ///< id in the programme pack
    DOORSTEP_FIELD(doorstep::domain::Answer, answer)
    DOORSTEP_FIELD(QString, detail)
    bool operator==(const ScreeningAnswer&) const = default;
};

/// Given, or not given with its reason.
struct VaccinationRecorded {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::domain::VaccinationStatus, status)
    DOORSTEP_FIELD(QString, programme) ///< id of the programme pack, e.g. "flu-2026-27"
    DOORSTEP_FIELD(QString, product) ///< id in the pack, e.g. "tivc"
    DOORSTEP_FIELD(QString, productName)
    DOORSTEP_FIELD(QString, productCode) ///< dm+d
    DOORSTEP_FIELD(doorstep::BatchId, batch)
    DOORSTEP_FIELD(QString, batchNumber)
    DOORSTEP_FIELD(QDate, expires)
    DOORSTEP_FIELD(int, doseMicrolitres)
    DOORSTEP_FIELD(int, doseNumber)
    DOORSTEP_FIELD(QString, site) ///< site and route: ids of the pack
    DOORSTEP_FIELD(QString, route)
    DOORSTEP_FIELD(doorstep::AuthorityId, authority)
    DOORSTEP_FIELD(doorstep::domain::AuthorityKind, authorityKind)
    DOORSTEP_FIELD(doorstep::VisitId, visit)
    DOORSTEP_FIELD(doorstep::Instant, occurredAt) ///< 0 when only the day is known
    DOORSTEP_FIELD(QDate, occurredOn) ///< the day where it happened
    DOORSTEP_FIELD(QList<doorstep::ledger::ScreeningAnswer>, answers)
    DOORSTEP_FIELD(doorstep::domain::ConsentBy, consentBy)
    DOORSTEP_FIELD(QString, consentName)
    DOORSTEP_FIELD(QString, consentRelation)
    DOORSTEP_FIELD(QString, identityCheckedBy) ///< "patient", or who confirmed it
    DOORSTEP_FIELD(doorstep::StaffId, givenBy)
    DOORSTEP_FIELD(doorstep::StaffId, assessedBy) ///< national protocol: the registered assessor
    DOORSTEP_FIELD(doorstep::domain::VaccinationSource, source)
    DOORSTEP_FIELD(QString, place)
    DOORSTEP_FIELD(doorstep::domain::NotGivenReason, notGivenReason)
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(doorstep::EntryId, supersedes)
    DOORSTEP_FIELD(doorstep::ImportId, importId)
    bool operator==(const VaccinationRecorded&) const = default;
    static constexpr KindSpec Kind{
        .name = "vaccinationRecorded", .aggregate = AggregateKind::Patient};
};

/// One value: `scaled` / 10^`decimals`, or why it was not taken.
struct MeasuredValue {
    Q_GADGET
    DOORSTEP_FIELD(QString, code) ///< SNOMED CT observable
    DOORSTEP_FIELD(std::optional<qint64>, scaled)
    DOORSTEP_FIELD(int, decimals)
    DOORSTEP_FIELD(QString, unit) ///< UCUM
    DOORSTEP_FIELD(QString, notTakenReason)
    DOORSTEP_FIELD(QString, enteredText) ///< when it differs from the value: "11 st 4 lb"
    DOORSTEP_FIELD(QString, method)
    bool operator==(const MeasuredValue&) const = default;
};

struct ObservationRecorded {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::Instant, takenAt)
    DOORSTEP_FIELD(doorstep::VisitId, visit)
    DOORSTEP_FIELD(QList<doorstep::ledger::MeasuredValue>, values)
    DOORSTEP_FIELD(std::optional<bool>, onOxygen)
    DOORSTEP_FIELD(QString, acvpu) ///< A, C, V, P or U
    DOORSTEP_FIELD(int, spo2Scale) ///< NEWS2 chart 1 or 2
    DOORSTEP_FIELD(std::optional<int>, news2Total) ///< only of a complete set: never a guess
    DOORSTEP_FIELD(QString, news2Band)
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(doorstep::EntryId, supersedes)
    bool operator==(const ObservationRecorded&) const = default;
    static constexpr KindSpec Kind{
        .name = "observationRecorded", .aggregate = AggregateKind::Patient};
};

} // namespace doorstep::ledger
