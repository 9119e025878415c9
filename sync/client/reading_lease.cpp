#include "sync/client/reading_lease.h"

#include "core/entry/cbor.h"
#include "core/store/setting_store.h"

namespace doorstep::client {

using namespace Qt::StringLiterals;

namespace {

constexpr auto LeaseSetting = "sync.lease";
constexpr int BootIdBytes = 16;

constexpr qint64 msOf(std::chrono::milliseconds time)
{
    return time.count();
}

Status write(store::Connection& connection, const KeptLease& kept)
{
    const auto& boot = kept.floor.boot;
    const QByteArray bootId(reinterpret_cast<const char*>(boot.bootId.data()), BootIdBytes);
    QCborMap map{{"takenAway"_L1, kept.takenAway.ms}, {"at"_L1, kept.floor.at.ms},
        {"bootId"_L1, bootId}, {"bootMs"_L1, boot.elapsedMs}, {"offset"_L1, kept.floor.offsetMs}};
    if (kept.certificateEnded)
        map.insert("ended"_L1, true);
    if (kept.lease) {
        map.insert("issued"_L1, kept.lease->issued.ms);
        map.insert("until"_L1, kept.lease->until.ms);
        map.insert("signature"_L1, kept.lease->signature.toBytes());
    }
    return store::SettingStore(connection).put(LeaseSetting, entry::encodeCbor(map));
}

Result<KeptLease> read(store::Connection& connection)
{
    DOORSTEP_TRY(bytes, store::SettingStore(connection).find(LeaseSetting));
    KeptLease kept;
    if (!bytes)
        return kept;
    constexpr qint64 AnyTime = std::numeric_limits<qint64>::max();
    DOORSTEP_TRY(map, entry::decodeCbor(*bytes));
    entry::CborReader in(map);
    kept.takenAway = in.instant("takenAway"_L1);
    kept.floor.at = in.instant("at"_L1);
    const QByteArray bootId = in.bytes("bootId"_L1, BootIdBytes);
    kept.floor.boot.elapsedMs = in.integer("bootMs"_L1, 0, AnyTime);
    kept.floor.offsetMs = in.integer("offset"_L1, -AnyTime, AnyTime);
    kept.certificateEnded = in.has("ended"_L1) && in.boolean("ended"_L1);
    if (in.has("until"_L1))
        kept.lease = sync::Lease{in.instant("issued"_L1), in.instant("until"_L1),
            in.fixed<crypto::Signature>("signature"_L1)};
    if (bootId.size() != BootIdBytes)
        in.fail("bootId"_L1);
    DOORSTEP_CHECK(in.status());
    std::memcpy(kept.floor.boot.bootId.data(), bootId.constData(), BootIdBytes);
    return kept;
}

Error notOurs()
{
    return {ErrorCode::Untrusted, "the lease is not this device's", true};
}

} // namespace

ReadingStanding readingStanding(const KeptLease& kept, Instant now)
{
    ReadingStanding standing;
    standing.now = now;
    standing.revoked = kept.takenAway.ms != 0;
    standing.certificateEnded = standing.revoked && kept.certificateEnded;
    if (kept.floor.at.ms == 0)
        return standing;
    if (kept.lease)
        standing.until = kept.lease->until;
    if (standing.revoked && (!kept.lease || kept.takenAway < standing.until))
        standing.until = kept.takenAway;
    const qint64 left = standing.until.ms - now.ms;
    standing.isEndingSoon = left > 0 && left <= msOf(leaseWarning);
    if (left <= 0)
        standing.right
            = left > -msOf(captureTime) ? ReadingRight::CaptureOnly : ReadingRight::SyncOnly;
    return standing;
}

Result<HeardLease> heardLease(const sync::SyncAnswer& answer, const DeviceSigner& signer,
    const store::BootTime& boot, qint64 clockOffsetMs)
{
    HeardLease heard{{}, answer.revoked, answer.serverTime, boot, clockOffsetMs};
    if (answer.leaseUntil.ms == 0)
        return heard;
    const sync::Lease lease{answer.serverTime, answer.leaseUntil, answer.leaseSignature};
    if (!sync::isLeaseOf(lease, signer.practice, signer.device, signer.serverKey))
        return notOurs();
    heard.lease = lease;
    return heard;
}

Status keepLease(store::Connection& connection, const HeardLease& heard)
{
    // What cannot be read any more is replaced by what was just heard.
    const auto before = read(connection);
    KeptLease kept = before ? *before : KeptLease();
    if (heard.lease) {
        kept.lease = heard.lease;
        kept.takenAway = {};
    } else if (heard.revoked && kept.takenAway.ms == 0) {
        kept.takenAway = heard.serverTime;
    }
    if (heard.lease || heard.revoked)
        kept.certificateEnded = heard.revoked && heard.certificateEnded;
    kept.floor = {heard.serverTime, heard.boot, heard.clockOffsetMs};
    return write(connection, kept);
}

Result<KeptLease> readLease(store::Connection& connection, const store::DeviceIdentity& identity)
{
    DOORSTEP_TRY(kept, read(connection));
    if (kept.lease
        && !sync::isLeaseOf(*kept.lease, identity.practice, identity.device, identity.serverSign))
        return notOurs();
    return kept;
}

Status keepFloor(store::Connection& connection, const KeptLease& kept)
{
    return write(connection, kept);
}

} // namespace doorstep::client
