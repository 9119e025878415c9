#include "core/clinical/batch.h"

#include <algorithm>

namespace doorstep::clinical {

namespace {

bool isSameLot(QStringView a, QStringView b)
{
    return a.trimmed().compare(b.trimmed(), Qt::CaseInsensitive) == 0;
}

Stops judgeBatch(const BoxBatch& batch, const BatchChoice& choice)
{
    Stops stops;
    const auto block = [&](StopRule rule, LiftedBy liftedBy, const QString& detail, QDate date) {
        stops.push_back({rule, StopLevel::Block, liftedBy, batch.lot, detail, date});
    };
    if (batch.product != choice.product)
        block(StopRule::BatchOtherProduct, LiftedBy::Giver, batch.productName, {});
    if (batch.quarantined)
        block(StopRule::BatchQuarantined, LiftedBy::Coordinator, {}, {});
    // The stricter of the two dates counts: a pack never outlives what is printed on it.
    QDate expiry = batch.expiry;
    if (choice.scannedExpiry && (!expiry.isValid() || *choice.scannedExpiry < expiry))
        expiry = *choice.scannedExpiry;
    if (!expiry.isValid())
        block(StopRule::BatchExpiryUnknown, LiftedBy::Giver, {}, {});
    else if (choice.on > expiry)
        block(StopRule::BatchExpired, LiftedBy::Nobody, {}, expiry);
    if (choice.scannedExpiry && batch.expiry.isValid() && *choice.scannedExpiry != batch.expiry)
        stops.push_back({StopRule::BatchExpiryDiffers, StopLevel::Confirm, LiftedBy::Giver,
            batch.lot, {}, batch.expiry});
    if (batch.dosesLeft <= 0)
        stops.push_back(
            {StopRule::BatchNoneLeft, StopLevel::Confirm, LiftedBy::Giver, batch.lot, {}, {}});
    return stops;
}

} // namespace

BatchFinding checkBatch(const std::vector<BoxBatch>& box, const BatchChoice& choice)
{
    // Makers reuse numbers: the same number of the right product is the one that is meant.
    const BoxBatch* found = nullptr;
    for (const auto& batch : box) {
        if (!isSameLot(batch.lot, choice.lot))
            continue;
        if (!found || batch.product == choice.product)
            found = &batch;
    }
    if (!found)
        return {std::nullopt,
            {{StopRule::BatchNotInBox, StopLevel::Block, LiftedBy::Coordinator, choice.lot,
                choice.productName, {}}}};
    return {found->id, judgeBatch(*found, choice)};
}

std::optional<BatchId> presetBatch(const std::vector<BoxBatch>& box, QStringView product, QDate on)
{
    const BoxBatch* best = nullptr;
    for (const auto& batch : box) {
        const bool usable = batch.product == product && !batch.quarantined && batch.dosesLeft > 0
            && batch.expiry.isValid() && batch.expiry >= on;
        if (!usable)
            continue;
        if (!best || batch.expiry < best->expiry
            || (batch.expiry == best->expiry && batch.id < best->id))
            best = &batch;
    }
    if (!best)
        return std::nullopt;
    return best->id;
}

} // namespace doorstep::clinical
