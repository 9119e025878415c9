#pragma once

#include "core/entry/clear_kinds.h"
#include "sync/protocol/wire_batch.h"
#include "sync/protocol/wire_ids.h"

#include <optional>

/// `POST /sync/1`: push and pull in one round trip. Bodies are deterministic CBOR maps
/// (core/entry/cbor.h); decoders check limits first and refuse maps with other or further fields.
namespace doorstep::sync {

/// What a device holds of one scope: how many entries at or below `SyncAnswer::through`, and the
/// XOR of their entryHash(). A scope that differs is sent again.
struct ScopeDigest {
    ScopeId scope;
    quint64 count = 0;
    crypto::Digest xorOfHashes;
    void add(const crypto::Digest& entryHash);
    bool operator==(const ScopeDigest&) const = default;
};

/// BLAKE2b-256("DS-ENTRY-HASH-1" | header | signature): names an entry's bytes and survives
/// redaction, because the header holds the body's hash.
[[nodiscard]] crypto::Digest entryHash(const entry::Entry& entry);
/// The scope an entry is routed and counted under: its own when sealed, the practice's otherwise.
[[nodiscard]] ScopeId routingScope(const entry::Header& header, const PracticeScopes& scopes);

struct SyncRequest {
    IncarnationId incarnation;
    /// Counter of the first entry, or of the next one to come when there is none to send.
    quint64 firstCtr = 1;
    crypto::Digest previousHash; ///< chain before firstCtr; zeros when firstCtr is 1
    std::vector<entry::Entry> entries; ///< own, consecutive counters
    QByteArray cursor; ///< as the server gave it; empty the first time
    quint16 pageLimit = 0; ///< most entries wanted back; 0 = push only (a locked tablet)
    std::vector<ScopeDigest> digests; ///< once a day
    AppVersion app;
    EntryId wipeDone; ///< the wipe order this device has carried out; null otherwise
};
[[nodiscard]] Result<QByteArray> encodeSyncRequest(
    const SyncRequest& request, const BatchContext& context);
[[nodiscard]] Result<SyncRequest> decodeSyncRequest(
    QByteArrayView bytes, const BatchContext& context);

/// `count` own entries from `firstCtr` on stand at `firstSeq`, `firstSeq` + 1, ... in the log.
struct AckRun {
    quint64 firstCtr = 0;
    quint32 count = 0;
    quint64 firstSeq = 0;
    bool operator==(const AckRun&) const = default;
};

/// Why an acknowledged entry is not routed yet. Values are on the wire and in the server's log.
enum class HeldReason : quint8 {
    Revoked = 1, ///< written by, or pushed from, something revoked
    UnknownKey = 2, ///< no certificate covers this signature or this class
    Fork = 3, ///< another entry with this id is already there
    OtherPractice = 4
};
/// The words people and logs see: "revoked", "unknown key", "fork", "other practice".
[[nodiscard]] QLatin1StringView heldWord(HeldReason reason);

struct HeldEntry {
    quint64 ctr = 0;
    HeldReason reason = HeldReason::UnknownKey;
    bool operator==(const HeldEntry&) const = default;
};

/// One line of the log as it reaches a device.
struct PageEntry {
    quint64 position = 0; ///< where it stands in the practice's order: fold by this
    entry::Entry entry;
    std::optional<HeldReason> held; ///< desk devices only; comes again, routed, when released
    bool ungranted = false; ///< its writer had no grant on the scope: the desk lists it
    Instant receivedAt; ///< server clock
    bool operator==(const PageEntry&) const = default;
};

struct SyncAnswer {
    // About what was pushed, for the request's incarnation.
    quint64 ackedThrough = 0; ///< durable up to here; below firstCtr - 1 means: send from the next
    crypto::Digest ackedHash; ///< chain at ackedThrough
    std::vector<AckRun> runs; ///< where this request's entries stand
    std::vector<HeldEntry> held; ///< those of them that are held
    bool newIncarnation = false; ///< the chain forked: start a new one, re-send what is not safe

    // About what is pulled: write page and cursor in one transaction.
    std::vector<PageEntry> page;
    QByteArray cursor; ///< empty when nothing was asked
    bool more = false;
    bool restarted = false; ///< forget all sequences (keep the entries): the log was rolled back
    TimelineId timeline;
    quint64 through = 0; ///< position the live feed has reached
    std::vector<ScopeId> mismatched; ///< digests that differ; those scopes are being sent again

    // About the practice.
    quint64 safeSeq = 0; ///< entries at or below are in a backup; 0 = no backup yet
    Instant serverTime;
    Instant leaseUntil; ///< reading is allowed until then; 0 when revoked
    crypto::Signature leaseSignature; ///< of the lease from serverTime to leaseUntil
    bool revoked = false; ///< upload only
    AppVersion minimumApp; ///< below it: upload only, then update
    quint32 pauseSeconds = 0; ///< asked to stay away that long
    bool staffWaiting = false; ///< desk devices: POST /staff/1 has something to certify
    /// A desk's order to this device, with the practice's own signature: to be checked before it is
    /// believed. Told until the device says that it is done.
    std::optional<entry::WipeOrdered> wipe;
};
[[nodiscard]] Result<QByteArray> encodeSyncAnswer(
    const SyncAnswer& answer, const BatchContext& context);
[[nodiscard]] Result<SyncAnswer> decodeSyncAnswer(
    QByteArrayView bytes, const BatchContext& context);

} // namespace doorstep::sync
