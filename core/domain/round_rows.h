#pragma once

#include "core/base/clock.h"
#include "core/domain/field.h"
#include "core/domain/glossary.h"
#include "core/domain/ids.h"

#include <QDate>
#include <QStringList>
#include <QTime>

/// Projections of rounds, visits and cool boxes.
namespace doorstep::domain {

struct RoundRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::RoundId, round)
    DOORSTEP_FIELD(doorstep::domain::RoundKind, roundKind)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QDate, day)
    DOORSTEP_FIELD(QString, place) ///< of a clinic
    DOORSTEP_FIELD(QTime, startsAt)
    DOORSTEP_FIELD(QList<doorstep::StaffId>, team)
    DOORSTEP_FIELD(QStringList, programmes)
    DOORSTEP_FIELD(QList<doorstep::VisitId>, stops) ///< in visiting order, as last decided
    DOORSTEP_FIELD(QString, note)
    DOORSTEP_FIELD(doorstep::domain::RoundStatus, status)
    DOORSTEP_FIELD(doorstep::StaffId, closedBy)
    DOORSTEP_FIELD(doorstep::Instant, closedAt)
    DOORSTEP_FIELD(QString, closingNote)
    bool operator==(const RoundRow&) const = default;
};

struct VisitRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::VisitId, visit)
    DOORSTEP_FIELD(doorstep::RoundId, round)
    DOORSTEP_FIELD(doorstep::PatientId, patient)
    DOORSTEP_FIELD(int, position)
    DOORSTEP_FIELD(QTime, windowFrom)
    DOORSTEP_FIELD(QTime, windowTo)
    DOORSTEP_FIELD(QStringList, jobs) ///< "vaccinate:flu-2026-27", "observe", "form:<url>"
    DOORSTEP_FIELD(QString, note)
    DOORSTEP_FIELD(doorstep::StaffId, assignedTo)
    DOORSTEP_FIELD(doorstep::domain::VisitStatus, status)
    DOORSTEP_FIELD(doorstep::StaffId, startedBy)
    DOORSTEP_FIELD(doorstep::Instant, startedAt)
    DOORSTEP_FIELD(doorstep::domain::Outcome, outcome) ///< the one that stands
    DOORSTEP_FIELD(QString, reason)
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(bool, cardLeft)
    DOORSTEP_FIELD(QDate, retryOn)
    DOORSTEP_FIELD(doorstep::EntryId, outcomeEntry)
    DOORSTEP_FIELD(doorstep::StaffId, endedBy)
    DOORSTEP_FIELD(doorstep::Instant, endedAt)
    DOORSTEP_FIELD(int, outcomes) ///< how many outcomes stand; more than one is a hold
    DOORSTEP_FIELD(
        bool, afterReassignment) ///< recorded by somebody who did not know it had moved on
    DOORSTEP_FIELD(QString, cancelledReason)
    bool operator==(const VisitRow&) const = default;
};

/// Every outcome ever recorded for a visit, the losing ones too.
struct VisitOutcomeRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::EntryId, entry)
    DOORSTEP_FIELD(doorstep::VisitId, visit)
    DOORSTEP_FIELD(doorstep::PatientId, patient)
    DOORSTEP_FIELD(doorstep::domain::Outcome, outcome)
    DOORSTEP_FIELD(QString, reason)
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(bool, cardLeft)
    DOORSTEP_FIELD(QDate, retryOn)
    DOORSTEP_FIELD(bool, current)
    DOORSTEP_FIELD(doorstep::EntryId, supersededBy)
    DOORSTEP_FIELD(QString, errorReason)
    DOORSTEP_FIELD(bool, afterReassignment)
    DOORSTEP_FIELD(doorstep::StaffId, recordedBy)
    DOORSTEP_FIELD(doorstep::DeviceId, device)
    DOORSTEP_FIELD(doorstep::Instant, endedAt)
    DOORSTEP_FIELD(doorstep::Instant, recordedAt)
    bool operator==(const VisitOutcomeRow&) const = default;
};

struct BoxRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::BoxId, box)
    DOORSTEP_FIELD(doorstep::RoundId, round)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(doorstep::Instant, loadedAt)
    DOORSTEP_FIELD(doorstep::StaffId, loadedBy)
    DOORSTEP_FIELD(int, loaded) ///< doses, over all batches
    DOORSTEP_FIELD(int, givenDoses)
    DOORSTEP_FIELD(int, wasted)
    DOORSTEP_FIELD(int, returned)
    DOORSTEP_FIELD(int, difference) ///< loaded - given - wasted - returned
    DOORSTEP_FIELD(
        std::optional<int>, minTenths) ///< coldest and warmest recorded, tenths of a degree C
    DOORSTEP_FIELD(std::optional<int>, maxTenths)
    DOORSTEP_FIELD(doorstep::Instant, lastTemperatureAt)
    DOORSTEP_FIELD(bool, kitChecked)
    DOORSTEP_FIELD(bool, kitComplete)
    DOORSTEP_FIELD(QDate, kitExpires) ///< the earliest expiry in the anaphylaxis kit
    DOORSTEP_FIELD(doorstep::Instant, closedAt)
    DOORSTEP_FIELD(doorstep::StaffId, closedBy)
    DOORSTEP_FIELD(int, statedDifference) ///< what the person who closed it counted
    DOORSTEP_FIELD(QString, differenceReason)
    bool operator==(const BoxRow&) const = default;
};

struct BoxContentRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::BoxId, box)
    DOORSTEP_FIELD(doorstep::BatchId, batch)
    DOORSTEP_FIELD(QString, programme)
    DOORSTEP_FIELD(QString, product)
    DOORSTEP_FIELD(QString, productName)
    DOORSTEP_FIELD(QString, productCode)
    DOORSTEP_FIELD(QString, batchNumber)
    DOORSTEP_FIELD(QDate, expires)
    DOORSTEP_FIELD(int, loaded)
    DOORSTEP_FIELD(int, givenDoses)
    DOORSTEP_FIELD(int, wasted)
    DOORSTEP_FIELD(int, returned)
    DOORSTEP_FIELD(int, remaining) ///< negative when more left the box than went in
    bool operator==(const BoxContentRow&) const = default;
};

struct StockMovementRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::EntryId, entry)
    DOORSTEP_FIELD(doorstep::BoxId, box)
    DOORSTEP_FIELD(doorstep::BatchId, batch)
    DOORSTEP_FIELD(doorstep::domain::StockReason, reason)
    DOORSTEP_FIELD(int, doses)
    DOORSTEP_FIELD(doorstep::VisitId, visit)
    DOORSTEP_FIELD(doorstep::EntryId, vaccination)
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(bool, current) ///< counts in the balance
    DOORSTEP_FIELD(bool, afterClosing)
    DOORSTEP_FIELD(doorstep::StaffId, recordedBy)
    DOORSTEP_FIELD(doorstep::Instant, recordedAt)
    bool operator==(const StockMovementRow&) const = default;
};

struct TemperatureRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::EntryId, entry)
    DOORSTEP_FIELD(doorstep::BoxId, box)
    DOORSTEP_FIELD(doorstep::Instant, takenAt)
    DOORSTEP_FIELD(std::optional<int>, tenths) ///< now, tenths of a degree C
    DOORSTEP_FIELD(std::optional<int>, minTenths)
    DOORSTEP_FIELD(std::optional<int>, maxTenths)
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(bool, current)
    DOORSTEP_FIELD(doorstep::StaffId, recordedBy)
    bool operator==(const TemperatureRow&) const = default;
};

} // namespace doorstep::domain
