#pragma once

#include "sync/server/caller.h"
#include "sync/server/clear_effects.h"

#include <map>
#include <set>

namespace doorstep::server {

/// An entry with the work that needs no database already done, on any thread.
struct CheckedEntry {
    entry::Entry entry;
    crypto::Digest hash; ///< sync::entryHash
    /// The key among the caller's certified ones that made the signature.
    std::optional<crypto::SignPublicKey> verifiedBy;
};
[[nodiscard]] CheckedEntry checkEntry(entry::Entry entry, const std::vector<StaffKey>& keys);

struct PushOutcome {
    quint64 ackedThrough = 0;
    crypto::Digest ackedHash;
    std::vector<sync::AckRun> runs;
    std::vector<sync::HeldEntry> held;
    bool newIncarnation = false;
};

/// The ingest transaction: one push of one device, all of it or nothing.
///  1. The device's chain decides what is new: a gap is answered with what is known, an overlap
///     must be the same bytes, another chain is a fork and starts a new incarnation.
///  2. Every entry gets a sequence and is stored; what the header condemns is held with its reason,
///     everything else is routed, and what the server may read takes effect.
///  3. A known id with the same bytes is acknowledged where it is: with its old sequence, or with
///     the one it was released to.
/// Nothing authentic is refused.
class Ingest {
public:
    Ingest(Log& log, const ServerKey& key, const Caller& caller)
        : m_log(log)
        , m_key(key)
        , m_caller(caller)
    {
    }
    [[nodiscard]] Result<PushOutcome> push(
        const sync::SyncRequest& request, const std::vector<CheckedEntry>& entries);

private:
    struct Place {
        quint64 seq = 0;
        std::optional<sync::HeldReason> held;
    };
    [[nodiscard]] Status readCaller();
    [[nodiscard]] Result<bool> overlapMatches(const sync::SyncRequest& request,
        const std::vector<CheckedEntry>& entries, const Lane& lane);
    [[nodiscard]] Result<Place> take(
        const CheckedEntry& checked, const sync::SyncRequest& request, quint64 ctr);
    [[nodiscard]] Result<Place> placeOf(const KnownEntry& known);
    [[nodiscard]] Result<Place> store(const CheckedEntry& checked, const sync::SyncRequest& request,
        quint64 ctr, std::optional<sync::HeldReason> held);
    [[nodiscard]] Result<std::optional<sync::HeldReason>> judge(const CheckedEntry& checked);
    [[nodiscard]] Result<bool> signedByKnownKey(const CheckedEntry& checked);
    [[nodiscard]] Result<bool> isRevoked(const entry::Header& header);
    [[nodiscard]] Result<bool> isUngranted(const entry::Header& header, quint64 seq);
    [[nodiscard]] Status readGrants();
    void noteGrant(const ScopeGrant& grant);
    [[nodiscard]] Result<EntryState> stateOf(
        const entry::Header& header, std::optional<sync::HeldReason> held);
    [[nodiscard]] Result<PushOutcome> forked(const Lane& lane);

    Log& m_log;
    const ServerKey& m_key;
    const Caller& m_caller;
    Device m_device;
    std::optional<Ordering> m_ordering;
    std::optional<ClearEffects> m_effects;
    std::map<DeviceId, std::vector<StaffKey>> m_keys;
    std::set<std::pair<ScopeId, quint64>> m_grants; ///< by position
    std::set<ScopeId> m_granted;
    std::set<ScopeId> m_owned; ///< made by the device itself, given up or not
    bool m_grantsRead = false;
};

} // namespace doorstep::server
