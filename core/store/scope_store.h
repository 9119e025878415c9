#pragma once

#include "core/store/connection.h"

#include <vector>

namespace doorstep::store {

/// Which scopes this device holds and no longer may: for Store alone, which gives them up.
class ScopeStore {
public:
    /// As long as a planned round lets a tablet read after its day: how long a patient whom nobody
    /// granted, one met on the road, is readable after the last entry about them.
    static constexpr qint64 UngrantedForMs = 14 * 86'400'000LL;
    /// What somebody typed and did not save holds its patient and visit this long, however the
    /// grants stand: the time that an ended lease leaves to finish a visit.
    static constexpr qint64 DraftHoldsForMs = 3 * 86'400'000LL;

    explicit ScopeStore(Connection& connection)
        : m_connection(connection)
    {
    }
    /// Scopes with something to show whose every grant to `device` is over at `serverNow`; one that
    /// is still to begin keeps its scope. Without a grant, as for a patient met on the road: own
    /// entries, the last entry UngrantedForMs old, or given up before (the server goes on sending
    /// what others add, and half a record must not show). Scopes of clear entries never end so.
    [[nodiscard]] Result<std::vector<ScopeId>> ended(DeviceId device, Instant serverNow);
    /// Grants of one scope that are not over at `now`, whichever device's.
    struct Reader {
        DeviceId device;
        Instant from;
        Instant to;
    };
    [[nodiscard]] Result<std::vector<Reader>> readers(ScopeId scope, Instant now);
    /// Scopes behind `after`, in the order of their ids, of which the device holds entries that the
    /// server placed, or which it was granted.
    [[nodiscard]] Result<std::vector<ScopeId>> heldAfter(DeviceId device, ScopeId after, int most);
    /// Entries that are part of a scope's records at positions up to `through`. With `clear` those
    /// that anybody may read as well, which have no scope of their own.
    [[nodiscard]] Result<std::vector<QByteArray>> placed(ScopeId scope, bool clear, qint64 through);
    /// `deviceNow` by the clock that dated the drafts.
    [[nodiscard]] Result<bool> hasYoungDraft(ScopeId scope, Instant deviceNow);

private:
    Connection& m_connection;
};

} // namespace doorstep::store
