#include "sync/client/scope_digests.h"

#include "core/entry/cbor.h"
#include "core/store/scope_store.h"
#include "core/store/setting_store.h"
#include "sync/client/practice_root.h"
#include "sync/client/sync_standing.h"
#include "sync/protocol/limits.h"

namespace doorstep::client {

using namespace Qt::StringLiterals;

namespace {

constexpr auto RoundSetting = "sync.digests";
constexpr qint64 DayMs = 86'400'000;
/// Looked at between scopes, so that a save does not wait behind a whole practice. It may wait
/// behind one scope, which is read and hashed whole: the practice's own is the largest, once a day.
constexpr quint64 EntriesAtOnce = 4000;

struct Standing {
    Instant begun; ///< by the server's time
    ScopeId after; ///< null: the round is done, or none was begun
};

Result<Standing> readRound(store::Connection& connection)
{
    DOORSTEP_TRY(bytes, store::SettingStore(connection).find(RoundSetting));
    if (!bytes)
        return Standing();
    DOORSTEP_TRY(map, entry::decodeCbor(*bytes));
    entry::CborReader in(map);
    Standing standing{in.instant("begun"_L1), in.fixed<ScopeId>("after"_L1)};
    DOORSTEP_CHECK(in.status());
    return standing;
}

Result<sync::ScopeDigest> digestOf(
    store::ScopeStore& scopes, ScopeId scope, qint64 through, const sync::PracticeScopes& practice)
{
    DOORSTEP_TRY(entries, scopes.placed(scope, scope == practice.practice, through));
    sync::ScopeDigest digest;
    digest.scope = scope;
    for (const QByteArray& bytes : entries) {
        DOORSTEP_TRY(decoded, entry::decodeEntry(bytes));
        if (sync::routingScope(decoded.header, practice) != scope)
            continue;
        digest.add(sync::entryHash(decoded));
    }
    return digest;
}

} // namespace

Result<DigestRound> dueDigests(store::Store& store, Instant now)
{
    store::Connection& connection = store.connection();
    DOORSTEP_TRY(through, store.readThrough());
    DOORSTEP_TRY(standing, readSyncStanding(connection));
    DOORSTEP_TRY(round, readRound(connection));
    const qint64 age = now.ms + standing.clockOffsetMs - round.begun.ms;
    const bool isDone = round.after.isNull() && age >= 0 && age < DayMs;
    const auto root = readPracticeRoot(connection);
    if (through == 0 || isDone || !root)
        return DigestRound();
    store::ScopeStore scopes(connection);
    DOORSTEP_TRY(
        held, scopes.heldAfter(store.identity().device, round.after, sync::limits::MaxDigests));
    DigestRound due;
    quint64 entries = 0;
    for (const ScopeId& scope : held) {
        if (entries >= EntriesAtOnce)
            return due;
        DOORSTEP_TRY(digest, digestOf(scopes, scope, through, root->scopes));
        entries += digest.count;
        due.digests.push_back(digest);
        due.last = scope;
    }
    due.isLast = held.size() < std::size_t(sync::limits::MaxDigests);
    return due;
}

Status noteDigests(store::Store& store, const DigestRound& round)
{
    store::Connection& connection = store.connection();
    DOORSTEP_TRY(known, readRound(connection));
    DOORSTEP_TRY(standing, readSyncStanding(connection));
    const Instant begun = known.after.isNull() ? standing.answeredAt : known.begun;
    const ScopeId after = round.isLast ? ScopeId() : round.last;
    return store::SettingStore(connection)
        .put(RoundSetting,
            entry::encodeCbor({{"begun"_L1, begun.ms}, {"after"_L1, after.toBytes()}}));
}

} // namespace doorstep::client
