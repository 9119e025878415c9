#pragma once

#include "sync/protocol/sync_messages.h"
#include "sync/server/sql.h"

#include <optional>
#include <vector>

namespace doorstep::server {

enum class EntryState : quint8 { Routed = 0, Held = 1, Rejected = 2 };

struct StoredEntry {
    quint64 seq = 0; ///< its position at receipt
    DeviceId device; ///< that pushed it
    sync::IncarnationId incarnation;
    quint64 ctr = 0;
    EntryState state = EntryState::Routed;
    std::optional<sync::HeldReason> reason; ///< kept after release
    bool ungranted = false;
    Instant receivedAt;
    entry::Entry entry;
};

/// What is known under one entry id.
struct KnownEntry {
    quint64 seq = 0;
    crypto::Digest hash;
    EntryState state = EntryState::Routed;
    std::optional<sync::HeldReason> reason;
};

/// A position in the practice's order, and the entry there.
struct RoutedLine {
    quint64 position = 0;
    quint64 entrySeq = 0;
    ScopeId scope;
};

/// Tables entry and route: the log itself.
class EntryStore {
public:
    explicit EntryStore(Sql& sql)
        : m_sql(sql)
    {
    }
    [[nodiscard]] Result<std::vector<KnownEntry>> known(PracticeId practice, EntryId id);
    /// The position a held entry was released to.
    [[nodiscard]] Result<std::optional<quint64>> releasedAt(PracticeId practice, quint64 entrySeq);
    [[nodiscard]] Status insert(
        PracticeId practice, const StoredEntry& stored, const crypto::Digest& hash);
    [[nodiscard]] Status setState(PracticeId practice, quint64 seq, EntryState state);
    [[nodiscard]] Result<StoredEntry> read(PracticeId practice, quint64 seq);
    /// Held for want of a key, by one person on one device.
    [[nodiscard]] Result<std::vector<StoredEntry>> waitingForKey(
        PracticeId practice, StaffId staff, DeviceId device);
    [[nodiscard]] Result<qint64> heldCount(PracticeId practice);

    [[nodiscard]] Status route(
        PracticeId practice, const RoutedLine& line, const crypto::Digest& chain);
    /// Lines after `after` up to and including `upTo`, in order.
    [[nodiscard]] Result<std::vector<RoutedLine>> inScope(
        PracticeId practice, ScopeId scope, quint64 after, quint64 upTo, int most);
    [[nodiscard]] Result<std::vector<RoutedLine>> inPractice(
        PracticeId practice, quint64 after, quint64 upTo, int most);
    /// Releases of entries that `device` pushed: its writer learns the new position even of a scope
    /// it may not read.
    [[nodiscard]] Result<std::vector<RoutedLine>> releasedOf(
        PracticeId practice, DeviceId device, quint64 after, quint64 upTo, int most);
    [[nodiscard]] Result<bool> scopeUsed(PracticeId practice, ScopeId scope);
    /// The chain at a position; nothing when the log does not reach it.
    [[nodiscard]] Result<std::optional<crypto::Digest>> chainAt(
        PracticeId practice, quint64 position);
    [[nodiscard]] Result<sync::ScopeDigest> digest(
        PracticeId practice, ScopeId scope, quint64 upTo);

private:
    Sql& m_sql;
};

} // namespace doorstep::server
