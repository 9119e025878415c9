#pragma once

#include "core/base/clock.h"
#include "core/domain/field.h"
#include "core/domain/glossary.h"
#include "core/domain/ids.h"
#include "core/ledger/kind.h"

#include <QDate>
#include <QStringList>
#include <QTime>

/// Payloads about rounds and visits, in the round's scope.
namespace doorstep::ledger {

struct RoundPlanned {
    Q_GADGET
    DOORSTEP_FIELD(std::optional<doorstep::domain::RoundKind>, roundKind)
    DOORSTEP_FIELD(std::optional<QString>, name)
    DOORSTEP_FIELD(std::optional<QDate>, day)
    DOORSTEP_FIELD(std::optional<QString>, place)
    DOORSTEP_FIELD(std::optional<QTime>, startsAt)
    DOORSTEP_FIELD(std::optional<QList<doorstep::StaffId>>, team)
    DOORSTEP_FIELD(std::optional<QStringList>, programmes)
    DOORSTEP_FIELD(std::optional<QList<doorstep::VisitId>>, stops) ///< visiting order: later wins
    DOORSTEP_FIELD(std::optional<QString>, note)
    bool operator==(const RoundPlanned&) const = default;
    static constexpr KindSpec Kind{.name = "roundPlanned",
        .aggregate = AggregateKind::Round,
        .entryClass = entry::EntryClass::Plan,
        .mergesByField = true};
};

struct RoundClosed {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::Instant, closedAt)
    DOORSTEP_FIELD(QString, note)
    bool operator==(const RoundClosed&) const = default;
    static constexpr KindSpec Kind{.name = "roundClosed", .aggregate = AggregateKind::Round};
};

/// A visit, or changes to its plan. The desk assigns; a device can only ask.
struct VisitPlanned {
    Q_GADGET
    DOORSTEP_FIELD(std::optional<doorstep::RoundId>, round)
    DOORSTEP_FIELD(std::optional<doorstep::PatientId>, patient)
    DOORSTEP_FIELD(std::optional<int>, position)
    DOORSTEP_FIELD(std::optional<QTime>, windowFrom)
    DOORSTEP_FIELD(std::optional<QTime>, windowTo)
    DOORSTEP_FIELD(std::optional<QStringList>, jobs)
    DOORSTEP_FIELD(std::optional<QString>, note)
    DOORSTEP_FIELD(std::optional<doorstep::StaffId>, assignedTo)
    bool operator==(const VisitPlanned&) const = default;
    static constexpr KindSpec Kind{.name = "visitPlanned",
        .aggregate = AggregateKind::Visit,
        .entryClass = entry::EntryClass::Plan,
        .mergesByField = true};
};

struct VisitCancelled {
    Q_GADGET
    DOORSTEP_FIELD(QString, reason)
    bool operator==(const VisitCancelled&) const = default;
    static constexpr KindSpec Kind{.name = "visitCancelled",
        .aggregate = AggregateKind::Visit,
        .entryClass = entry::EntryClass::Plan};
};

struct VisitStarted {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::Instant, startedAt)
    bool operator==(const VisitStarted&) const = default;
    static constexpr KindSpec Kind{
        .name = "visitStarted", .aggregate = AggregateKind::Visit, .observes = {"assignedTo"}};
};

struct OutcomeRecorded {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::domain::Outcome, outcome)
    DOORSTEP_FIELD(QString, reason) ///< word of the reason list shown with the outcome
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(bool, cardLeft)
    DOORSTEP_FIELD(QDate, retryOn)
    DOORSTEP_FIELD(doorstep::Instant, endedAt)
    DOORSTEP_FIELD(doorstep::EntryId, supersedes)
    bool operator==(const OutcomeRecorded&) const = default;
    static constexpr KindSpec Kind{.name = "outcomeRecorded",
        .aggregate = AggregateKind::Visit,
        .observes = {"assignedTo", "outcome"},
        .becomesHeadOf = "outcome"};
};

} // namespace doorstep::ledger
