#pragma once

#include "core/base/clock.h"
#include "core/domain/field.h"
#include "core/domain/glossary.h"
#include "core/domain/ids.h"
#include "core/ledger/kind.h"

#include <QDate>
#include <QStringList>

/// Payloads about one cool box load, in the round's scope.
namespace doorstep::ledger {

struct BoxContent {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::BatchId, batch)
    DOORSTEP_FIELD(QString, programme)
    DOORSTEP_FIELD(QString, product)
    DOORSTEP_FIELD(QString, productName)
    DOORSTEP_FIELD(QString, productCode)
    DOORSTEP_FIELD(QString, batchNumber)
    DOORSTEP_FIELD(QDate, expires)
    DOORSTEP_FIELD(int, doses)
    bool operator==(const BoxContent&) const = default;
};

/// Loads add up: topping up is another boxLoaded.
struct BoxLoaded {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::RoundId, round)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(doorstep::Instant, loadedAt)
    DOORSTEP_FIELD(QList<doorstep::ledger::BoxContent>, contents)
    bool operator==(const BoxLoaded&) const = default;
    static constexpr KindSpec Kind{.name = "boxLoaded", .aggregate = AggregateKind::Box};
};

struct StockMoved {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::BatchId, batch)
    DOORSTEP_FIELD(doorstep::domain::StockReason, reason)
    DOORSTEP_FIELD(int, doses) ///< out of the box; negative puts back
    DOORSTEP_FIELD(doorstep::VisitId, visit)
    DOORSTEP_FIELD(doorstep::EntryId, vaccination) ///< the dose this accounts for
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(doorstep::EntryId, supersedes)
    bool operator==(const StockMoved&) const = default;
    static constexpr KindSpec Kind{.name = "stockMoved", .aggregate = AggregateKind::Box};
};

struct TemperatureRecorded {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::Instant, takenAt)
    DOORSTEP_FIELD(std::optional<int>, tenths) ///< tenths of a degree C
    DOORSTEP_FIELD(std::optional<int>, minTenths)
    DOORSTEP_FIELD(std::optional<int>, maxTenths)
    DOORSTEP_FIELD(QString, detail)
    bool operator==(const TemperatureRecorded&) const = default;
    static constexpr KindSpec Kind{.name = "temperatureRecorded", .aggregate = AggregateKind::Box};
};

/// The anaphylaxis kit, before leaving.
struct KitChecked {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::Instant, checkedAt)
    DOORSTEP_FIELD(bool, complete)
    DOORSTEP_FIELD(QStringList, missing)
    DOORSTEP_FIELD(QString, adrenalineBatch)
    DOORSTEP_FIELD(QDate, expires) ///< earliest expiry in the kit
    bool operator==(const KitChecked&) const = default;
    static constexpr KindSpec Kind{.name = "kitChecked", .aggregate = AggregateKind::Box};
};

struct BoxClosed {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::Instant, closedAt)
    DOORSTEP_FIELD(int, difference) ///< loaded - given - wasted - returned, as the person saw it
    DOORSTEP_FIELD(QString, reason) ///< wanted when the difference is not 0
    bool operator==(const BoxClosed&) const = default;
    static constexpr KindSpec Kind{.name = "boxClosed", .aggregate = AggregateKind::Box};
};

} // namespace doorstep::ledger
