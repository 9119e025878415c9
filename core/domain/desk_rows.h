#pragma once

#include "core/base/clock.h"
#include "core/domain/field.h"
#include "core/domain/glossary.h"
#include "core/domain/ids.h"

#include <QDate>
#include <QStringList>

/// Projections of the desk's own work, and of what waits for a person.
namespace doorstep::domain {

/// Something kept and acknowledged, waiting for a named person's decision. Every device that holds
/// the same entries shows the same hold: its id follows from the rule and the entries.
struct HoldRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::HoldId, hold)
    DOORSTEP_FIELD(doorstep::AggregateId, aggregate)
    DOORSTEP_FIELD(QString, rule) ///< see hold_rules.h
    DOORSTEP_FIELD(QList<doorstep::EntryId>, entries) ///< sorted
    DOORSTEP_FIELD(doorstep::domain::HoldStatus, status)
    DOORSTEP_FIELD(bool, urgent) ///< a safety alert: shown at once
    DOORSTEP_FIELD(QString, detail) ///< as raised by a check; empty for fold rules
    DOORSTEP_FIELD(doorstep::domain::Role, ownerRole)
    DOORSTEP_FIELD(doorstep::StaffId, raisedBy) ///< null: raised by the fold itself
    DOORSTEP_FIELD(doorstep::EntryId, chosen)
    DOORSTEP_FIELD(QString, decision)
    DOORSTEP_FIELD(doorstep::StaffId, closedBy)
    DOORSTEP_FIELD(doorstep::Instant, closedAt)
    bool operator==(const HoldRow&) const = default;
};

/// A value that another device recorded for the same field without knowing the current one.
struct AlsoRecordedRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::AggregateId, aggregate)
    DOORSTEP_FIELD(QString, field)
    DOORSTEP_FIELD(doorstep::EntryId, entry)
    DOORSTEP_FIELD(QString, text) ///< the value as a person would read it
    DOORSTEP_FIELD(bool, equalWeight) ///< show beside the current value, not under it
    DOORSTEP_FIELD(doorstep::StaffId, recordedBy)
    DOORSTEP_FIELD(doorstep::Instant, recordedAt)
    bool operator==(const AlsoRecordedRow&) const = default;
};

/// The entry that stands for a field: what the next change of it names as its basis.
struct FieldHeadRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::AggregateId, aggregate)
    DOORSTEP_FIELD(QString, field)
    DOORSTEP_FIELD(doorstep::EntryId, entry)
    bool operator==(const FieldHeadRow&) const = default;
};

/// Kept and left out of the other rows: of a newer version, or with fields that do not read.
struct NotUnderstoodRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::AggregateId, aggregate)
    DOORSTEP_FIELD(doorstep::EntryId, entry)
    bool operator==(const NotUnderstoodRow&) const = default;
};

struct ImportRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::ImportId, importId)
    DOORSTEP_FIELD(doorstep::EntryId, entry)
    DOORSTEP_FIELD(QString, source) ///< the clinical system or list it came from
    DOORSTEP_FIELD(QByteArray, fileHash)
    DOORSTEP_FIELD(doorstep::MappingId, mapping)
    DOORSTEP_FIELD(int, rowsRead)
    DOORSTEP_FIELD(int, added)
    DOORSTEP_FIELD(int, changed)
    DOORSTEP_FIELD(int, unchanged)
    DOORSTEP_FIELD(int, setAside) ///< rows that stand alone, waiting for a person
    DOORSTEP_FIELD(doorstep::ActId, act) ///< its entries carry this act: what undo inverts
    DOORSTEP_FIELD(bool, undone)
    DOORSTEP_FIELD(doorstep::StaffId, recordedBy)
    DOORSTEP_FIELD(doorstep::Instant, recordedAt)
    bool operator==(const ImportRow&) const = default;
};

struct MappingRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::MappingId, mapping)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QStringList, columns) ///< headers as found in the file
    DOORSTEP_FIELD(QStringList, fields) ///< our field for each; empty: not read
    DOORSTEP_FIELD(QString, dateFormat)
    bool operator==(const MappingRow&) const = default;
};

struct ExportRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::ExportId, exportId)
    DOORSTEP_FIELD(doorstep::EntryId, entry)
    DOORSTEP_FIELD(doorstep::domain::ExportFormat, format)
    DOORSTEP_FIELD(QString, purpose)
    DOORSTEP_FIELD(QByteArray, fileHash)
    DOORSTEP_FIELD(int, entryCount)
    DOORSTEP_FIELD(doorstep::StaffId, recordedBy)
    DOORSTEP_FIELD(doorstep::Instant, recordedAt)
    bool operator==(const ExportRow&) const = default;
};

/// One entry that left in one export.
struct ExportedEntryRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::ExportId, exportId)
    DOORSTEP_FIELD(doorstep::EntryId, entry)
    bool operator==(const ExportedEntryRow&) const = default;
};

/// One line of the audit trail: a view, an export, a failed unlock.
struct AuditRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::EntryId, entry) ///< the bundle
    DOORSTEP_FIELD(doorstep::AggregateId, aggregate) ///< of the bundle
    DOORSTEP_FIELD(int, position)
    DOORSTEP_FIELD(doorstep::Instant, at)
    DOORSTEP_FIELD(QString, what)
    DOORSTEP_FIELD(doorstep::AggregateId, subject)
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(doorstep::StaffId, staff)
    DOORSTEP_FIELD(doorstep::DeviceId, device)
    bool operator==(const AuditRow&) const = default;
};

} // namespace doorstep::domain
