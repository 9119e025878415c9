#pragma once

#include "core/domain/field.h"
#include "core/domain/glossary.h"
#include "core/domain/ids.h"
#include "core/ledger/kind.h"

/// Payloads that any aggregate may have.
namespace doorstep::ledger {

/// Hides the named entries of the same aggregate, with a reason; nothing is removed. An alert, a
/// dose given here and a raised safety hold are hidden by their own writer or in a role that may
/// remove alerts; anybody else's marker leaves them in sight and holds.
struct EnteredInError {
    Q_GADGET
    DOORSTEP_FIELD(QList<doorstep::EntryId>, entries)
    DOORSTEP_FIELD(QString, reason)
    DOORSTEP_FIELD(doorstep::domain::Role, role) ///< in which the writer acts
    bool operator==(const EnteredInError&) const = default;
    static constexpr KindSpec Kind{.name = "enteredInError", .aggregate = AggregateKind::Any};
};

/// A finding of a check across aggregates. The hold's id follows from rule and entries, so the same
/// finding on two devices is one hold.
struct HoldRaised {
    Q_GADGET
    DOORSTEP_FIELD(QString, rule)
    DOORSTEP_FIELD(QList<doorstep::EntryId>, entries)
    DOORSTEP_FIELD(bool, urgent)
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(doorstep::domain::Role, ownerRole)
    bool operator==(const HoldRaised&) const = default;
    static constexpr KindSpec Kind{.name = "holdRaised", .aggregate = AggregateKind::Any};
};

/// A named person's decision. It names the entries, not the hold, so it stays in force after a
/// restored server gave everything new sequences. `chosen` is the entry whose value stands; without
/// it all of them are accepted as they are.
struct HoldClosed {
    Q_GADGET
    DOORSTEP_FIELD(QString, rule)
    DOORSTEP_FIELD(QList<doorstep::EntryId>, entries)
    DOORSTEP_FIELD(doorstep::EntryId, chosen)
    DOORSTEP_FIELD(QString, decision)
    DOORSTEP_FIELD(doorstep::domain::Role, role) ///< in which it was decided; may be left out
    bool operator==(const HoldClosed&) const = default;
    static constexpr KindSpec Kind{.name = "holdClosed", .aggregate = AggregateKind::Any};
};

} // namespace doorstep::ledger
