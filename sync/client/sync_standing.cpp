#include "sync/client/sync_standing.h"

#include "core/entry/cbor.h"
#include "core/store/setting_store.h"

#include <limits>

namespace doorstep::client {

using namespace Qt::StringLiterals;

namespace {

constexpr auto StandingSetting = "sync.standing";
constexpr qint64 AnyTime = std::numeric_limits<qint64>::max();

} // namespace

Status writeSyncStanding(store::Connection& connection, const SyncStanding& standing)
{
    return store::SettingStore(connection)
        .put(StandingSetting,
            entry::encodeCbor({{"answeredAt"_L1, standing.answeredAt.ms},
                {"clockOffset"_L1, standing.clockOffsetMs},
                {"leaseUntil"_L1, standing.leaseUntil.ms}, {"revoked"_L1, standing.revoked},
                {"minimumApp"_L1, qint64(standing.minimumApp.number)},
                {"safeSeq"_L1, static_cast<qint64>(standing.safeSeq)},
                {"staffWaiting"_L1, standing.staffWaiting}}));
}

Result<SyncStanding> readSyncStanding(store::Connection& connection)
{
    DOORSTEP_TRY(bytes, store::SettingStore(connection).find(StandingSetting));
    if (!bytes)
        return SyncStanding();
    DOORSTEP_TRY(map, entry::decodeCbor(*bytes));
    entry::CborReader in(map);
    SyncStanding standing;
    standing.answeredAt = in.instant("answeredAt"_L1);
    standing.clockOffsetMs = in.integer("clockOffset"_L1, -AnyTime, AnyTime);
    standing.leaseUntil = in.instant("leaseUntil"_L1);
    standing.revoked = in.boolean("revoked"_L1);
    standing.minimumApp = {static_cast<quint32>(in.integer("minimumApp"_L1, 0, 0xffffffffLL))};
    standing.safeSeq = static_cast<quint64>(in.integer("safeSeq"_L1, 0, AnyTime));
    standing.staffWaiting = in.boolean("staffWaiting"_L1);
    DOORSTEP_CHECK(in.status());
    return standing;
}

} // namespace doorstep::client
