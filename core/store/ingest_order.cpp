/// What grants and decisions of desks mean. It follows from the order the server gave them and not
/// from the order they came in: a desk that was put back writes before it has read, and a server
/// that was put back hears a decision before the entry it is about.
#include "core/store/ingest.h"

#include <algorithm>

namespace doorstep::store {

Status Ingest::foldGrants(ScopeId scope)
{
    DOORSTEP_TRY(rows, m_table.clearAbout(scope.as<AggregateId>(), entry::EntryClass::Grant));
    std::vector<std::pair<EntryId, GrantRow>> grants;
    for (const auto& row : rows) {
        DOORSTEP_TRY(allowed, mayDirect(row.device));
        const auto clear = entry::decodeClear(entry::EntryClass::Grant, row.payload);
        if (!allowed || !clear)
            continue;
        if (const auto* made = std::get_if<entry::ScopeGranted>(&clear->body))
            grants.push_back({row.id, {made->device, made->scope, made->from, made->to, {}}});
        const auto* ends = std::get_if<entry::ScopeRevoked>(&clear->body);
        for (auto& [id, grant] : grants) {
            if (ends && grant.device == ends->device && grant.from <= ends->to
                && ends->from < grant.to)
                grant.revokedFrom = std::min(grant.revokedFrom.value_or(ends->from), ends->from);
        }
    }
    for (const auto& [id, grant] : grants)
        DOORSTEP_CHECK(m_trust.putGrant(id, grant));
    return {};
}

/// The first decision stands. One about a twin says nothing of the entry that was here first.
Result<Ingest::Decision> Ingest::decisionOn(EntryId entry)
{
    DOORSTEP_TRY(rows, m_table.clearAbout(entry.as<AggregateId>(), entry::EntryClass::Control));
    for (const auto& row : rows) {
        DOORSTEP_TRY(allowed, mayDirect(row.device));
        const auto clear = entry::decodeClear(entry::EntryClass::Control, row.payload);
        if (!allowed || !clear)
            continue;
        if (std::holds_alternative<entry::EntryReleased>(clear->body))
            return Decision::Released;
        const auto* rejected = std::get_if<entry::EntryRejected>(&clear->body);
        if (!rejected || rejected->reason == entry::AboutTwin)
            continue;
        DOORSTEP_TRY(hasTwin, m_table.hasTwin(entry));
        if (!hasTwin)
            return Decision::Rejected;
    }
    return Decision::None;
}

Result<EntryState> Ingest::stateAfter(EntryId entry, EntryState arrived)
{
    DOORSTEP_TRY(decision, decisionOn(entry));
    switch (decision) {
    case Decision::None:
        return arrived;
    case Decision::Released:
        return EntryState::Ordinary;
    case Decision::Rejected:
        return EntryState::Rejected;
    }
    Q_UNREACHABLE();
}

Status Ingest::decide(EntryId about)
{
    DOORSTEP_TRY(known, m_table.known(about));
    if (!known)
        return {};
    DOORSTEP_TRY(state, stateAfter(about, known->state));
    if (state == known->state)
        return {};
    touch(known->aggregate);
    return m_table.setState(
        known->row, state, state == EntryState::Rejected ? QByteArray("rejected") : QByteArray());
}

} // namespace doorstep::store
