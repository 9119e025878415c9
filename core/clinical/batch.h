#pragma once

#include "core/base/id.h"
#include "core/clinical/gs1.h"
#include "core/clinical/stop.h"

namespace doorstep::clinical {

/// One batch as it lies in today's cool box.
struct BoxBatch {
    BatchId id;
    QString lot;
    QString product; ///< dm+d id
    QString productName;
    QString gtin; ///< empty until a first scan taught it
    QDate expiry; ///< usable to the end of this day; invalid: unknown
    int dosesLeft = 0;
    bool quarantined = false;
};

struct BatchChoice {
    QString lot;
    QString product; ///< dm+d id of the vaccine being given
    QString productName;
    std::optional<QDate> scannedExpiry; ///< when the pack was scanned
    QDate on;
};

struct BatchFinding {
    std::optional<BatchId> batch; ///< the box's batch, when the number is known there
    Stops stops;
};

/// In today's box, doses left, not set aside, in date, the product being given, and the scan
/// agreeing with the box. Batch numbers compare without regard to case or surrounding blanks.
[[nodiscard]] BatchFinding checkBatch(const std::vector<BoxBatch>& box, const BatchChoice& choice);

/// The batch to preset: the product's batch that expires first and may be used; none if there is
/// none.
[[nodiscard]] std::optional<BatchId> presetBatch(
    const std::vector<BoxBatch>& box, QStringView product, QDate on);

} // namespace doorstep::clinical
