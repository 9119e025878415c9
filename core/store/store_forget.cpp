/// Giving up what a device may no longer hold. Rows, search words, drafts and other people's
/// entries are deleted, own entries closed to their sealed bytes; secure_delete overwrites what
/// SQLite frees, and emptying the WAL takes away the images of the pages from before. What flash
/// keeps of overwritten blocks is ciphertext; only the end of the device secret ends that.
#include "core/base/mutant.h"
#include "core/store/scope_store.h"
#include "core/store/set_aside.h"
#include "core/store/setting_store.h"
#include "core/store/store.h"
#include "core/store/store_parts.h"

#include <algorithm>

namespace doorstep::store {

namespace forgetting {

const QString ForgetCursor = QStringLiteral("DELETE FROM cursor WHERE scope = ?");

} // namespace forgetting

Result<Applied> Store::forgetScope(ScopeId scope)
{
    Parts& parts = *m_parts;
    DOORSTEP_TRY(transaction, Transaction::begin(parts.writer()));
    EntryTable table(parts.writer());
    DOORSTEP_TRY(waits, parts.waitsIn(scope));
    if (waits)
        return Error::transient(ErrorCode::Busy, "own work in the scope is not acknowledged");
    DOORSTEP_TRY(aggregates, table.aggregatesIn(scope));
    DOORSTEP_CHECK(table.putScopeAway(scope));
    DOORSTEP_TRY(files, parts.attachments.dropKeys(scope));
    Ingest ingest = parts.ingest();
    for (const AggregateId& aggregate : aggregates)
        ingest.touch(aggregate);
    DOORSTEP_TRY(cursor, parts.writer().prepare(forgetting::ForgetCursor));
    DOORSTEP_CHECK(cursor.bind(scope).run());
    DOORSTEP_TRY(applied, ingest.finish());
    DOORSTEP_CHECK(SettingStore(parts.writer()).putInteger(setting::Erasing, 1));
    DOORSTEP_CHECK(transaction.commit());
    parts.attachments.deleteFiles(files);
    return applied;
}

Result<bool> Store::Parts::waitsIn(ScopeId scope)
{
    if (mutated(Mutant::ForgottenUnsent))
        return false;
    DOORSTEP_TRY(unsent, attachments.hasUnsent(scope));
    return unsent ? Result<bool>(true) : EntryTable(writer()).ownWaitsIn(scope);
}

Result<Forgotten> Store::forgetEnded(
    Instant serverNow, const std::vector<ScopeId>& standing, int most)
{
    Parts& parts = *m_parts;
    ScopeStore scopes(parts.writer());
    Forgotten forgotten;
    DOORSTEP_TRY(ended, scopes.ended(parts.identity.device, serverNow));
    for (const ScopeId& scope : ended) {
        if (std::ranges::find(standing, scope) != standing.end())
            continue;
        DOORSTEP_TRY(typed, scopes.hasYoungDraft(scope, parts.clock.now()));
        DOORSTEP_TRY(unsent, parts.waitsIn(scope));
        if (typed || unsent) {
            ++forgotten.waiting;
            continue;
        }
        if (forgotten.scopes == most) {
            forgotten.more = true;
            return forgotten;
        }
        DOORSTEP_TRY(applied, forgetScope(scope));
        ++forgotten.scopes;
        forgotten.aggregates.insert(
            forgotten.aggregates.end(), applied.aggregates.begin(), applied.aggregates.end());
    }
    DOORSTEP_CHECK(parts.eraseForgotten());
    // A disk without room for it must not fail a sync: the next one tries again.
    const Status sealed = sealSetAside(parts.files, parts.outbox.recoveryKey());
    Q_UNUSED(sealed)
    return forgotten;
}

Status Store::Parts::eraseForgotten()
{
    SettingStore settings(writer());
    DOORSTEP_TRY(erasing, settings.integer(setting::Erasing, 0));
    if (erasing == 0)
        return {};
    DOORSTEP_TRY(emptied, emptyLog());
    if (!emptied)
        return {}; // a screen reads just now; the next sync asks again
    DOORSTEP_CHECK(settings.putInteger(setting::Erasing, 0));
    DOORSTEP_TRY(again, emptyLog()); // of this line
    Q_UNUSED(again)
    return {};
}

} // namespace doorstep::store
