#pragma once

#include "app/runtime/box_act.h"
#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/files.h"

#include <map>

namespace doorstep::app {

/// One batch at the end of a round. Roles of the page's list.
struct BalanceRow {
    Q_GADGET
    DOORSTEP_FIELD(QString, batchId)
    DOORSTEP_FIELD(QString, product)
    DOORSTEP_FIELD(QString, batch)
    DOORSTEP_FIELD(QString, loadedText)
    DOORSTEP_FIELD(QString, givenText)
    DOORSTEP_FIELD(QString, wasted)
    DOORSTEP_FIELD(QString, returned)
    DOORSTEP_FIELD(QString, sumText)
    DOORSTEP_FIELD(QString, tone)
    bool operator==(const BalanceRow&) const = default;
};

/// Doses counted by hand, beyond what the record has already.
struct HandCount {
    int wasted = 0;
    int returned = 0;
};
using HandCounts = std::map<std::pair<BoxId, BatchId>, HandCount>;

/// Loaded = given + wasted + returned, batch by batch: a pure function of record and count.
struct BoxBalance {
    std::vector<BalanceRow> rows;
    int difference = 0; ///< doses unaccounted for; negative: more than were loaded
    QString sentence; ///< "The box is 1 dose short: 18 loaded, 16 given, 1 returned. ..."
};
[[nodiscard]] BoxBalance boxBalance(const RoundFile& file, const HandCounts& counts);

/// What closing writes for these counts. Boxes closed before are left out.
[[nodiscard]] RoundClosing closingOf(const RoundFile& file, const HandCounts& counts,
    const ActBy& by, const QString& differenceReason, const QString& note);

} // namespace doorstep::app
