#pragma once

#include "core/base/clock.h"
#include "core/domain/field.h"
#include "core/domain/glossary.h"
#include "core/domain/ids.h"
#include "core/ledger/kind.h"

#include <QStringList>

/// Payloads in the desk scope, sealed with the desk key.
namespace doorstep::ledger {

/// Counts only: the rows themselves became entries under the same act.
struct ImportRecorded {
    Q_GADGET
    DOORSTEP_FIELD(QString, source)
    DOORSTEP_FIELD(QByteArray, fileHash)
    DOORSTEP_FIELD(doorstep::MappingId, mapping)
    DOORSTEP_FIELD(int, rowsRead)
    DOORSTEP_FIELD(int, added)
    DOORSTEP_FIELD(int, changed)
    DOORSTEP_FIELD(int, unchanged)
    DOORSTEP_FIELD(int, setAside)
    bool operator==(const ImportRecorded&) const = default;
    static constexpr KindSpec Kind{.name = "importRecorded", .aggregate = AggregateKind::Import};
};

/// Written with the inverse entries of the import's aggregate.
struct ImportUndone {
    Q_GADGET
    DOORSTEP_FIELD(QString, reason)
    bool operator==(const ImportUndone&) const = default;
    static constexpr KindSpec Kind{.name = "importUndone", .aggregate = AggregateKind::Import};
};

struct MappingSaved {
    Q_GADGET
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QStringList, columns) ///< headers as found in the file
    DOORSTEP_FIELD(QStringList, fields) ///< our field for each; empty: not read
    DOORSTEP_FIELD(QString, dateFormat)
    bool operator==(const MappingSaved&) const = default;
    static constexpr KindSpec Kind{.name = "mappingSaved",
        .aggregate = AggregateKind::Mapping,
        .entryClass = entry::EntryClass::Plan};
};

/// Names what left: those entries' receipts become "exported".
struct ExportRecorded {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::domain::ExportFormat, format)
    DOORSTEP_FIELD(QString, purpose)
    DOORSTEP_FIELD(QByteArray, fileHash)
    DOORSTEP_FIELD(QList<doorstep::EntryId>, entries)
    bool operator==(const ExportRecorded&) const = default;
    static constexpr KindSpec Kind{.name = "exportRecorded",
        .aggregate = AggregateKind::Export,
        .entryClass = entry::EntryClass::Audit};
};

struct AuditLine {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::Instant, at)
    DOORSTEP_FIELD(QString, what) ///< "viewed", "unlock-failed", "let-in", "pin-replaced", ...
    DOORSTEP_FIELD(doorstep::AggregateId, subject)
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(doorstep::StaffId, staff)
    bool operator==(const AuditLine&) const = default;
};

/// At most one bundle a minute a device.
struct AuditBundled {
    Q_GADGET
    DOORSTEP_FIELD(QList<doorstep::ledger::AuditLine>, lines)
    bool operator==(const AuditBundled&) const = default;
    static constexpr KindSpec Kind{.name = "auditBundled",
        .aggregate = AggregateKind::Audit,
        .entryClass = entry::EntryClass::Audit};
};

} // namespace doorstep::ledger
