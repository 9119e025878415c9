#include "core/store/held_entry_store.h"

#include "core/store/store.h"
#include "core/store/trust_store.h"

#include <algorithm>

namespace doorstep::store {

namespace held_sql {

using namespace Qt::StringLiterals;

// The words of the partial index entryHeld, so that no store is read from end to end for them.
const QString Columns = uR"(SELECT id, entryClass, device, staff, scope, aggregate, act, kind, wall,
    reason, state, opened, verified, payload FROM entry WHERE own = 0 AND reason IS NOT NULL )"_s;
const QString Undecided = Columns + u"AND state = 1 ORDER BY seq, row LIMIT ?"_s;
const QString Decided = Columns + u"AND state <> 1 ORDER BY seq DESC, row DESC LIMIT ?"_s;
const QString Words = uR"(SELECT device, staff, wall, seq, payload FROM entry
    WHERE aggregate = ? AND entryClass = 5 AND opened = 1 AND verified = 1 AND state = 0
    ORDER BY seq IS NULL, seq, row)"_s;
const QString Twins
    = u"SELECT id, seq, bytes FROM beside WHERE reason = 'fork' AND id IS NOT NULL ORDER BY seq, row"_s;

HeldEntry heldAt(const Statement& statement)
{
    HeldEntry held;
    held.id = statement.id<EntryId>(0);
    held.entryClass = static_cast<entry::EntryClass>(statement.integer(1));
    held.device = statement.id<DeviceId>(2);
    held.staff = statement.id<StaffId>(3);
    held.scope = statement.id<ScopeId>(4);
    held.aggregate = statement.id<AggregateId>(5);
    held.act = statement.id<ActId>(6);
    held.kind = statement.text(7).toUtf8();
    held.wall = statement.instant(8);
    held.reason = statement.text(9).toUtf8();
    held.state = static_cast<EntryState>(statement.integer(10));
    held.opened = static_cast<Opening>(statement.integer(11));
    held.verified = static_cast<Verification>(statement.integer(12));
    held.payload = statement.bytes(13);
    return held;
}

Result<std::vector<HeldEntry>> all(Statement& statement)
{
    std::vector<HeldEntry> rows;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return rows;
        rows.push_back(heldAt(statement));
    }
}

} // namespace held_sql

Result<std::vector<HeldEntry>> HeldEntryStore::undecided(int most)
{
    DOORSTEP_TRY(statement, m_connection.prepare(held_sql::Undecided));
    return held_sql::all(statement.bind(most));
}

Result<std::vector<HeldEntry>> HeldEntryStore::decided(int most)
{
    DOORSTEP_TRY(statement, m_connection.prepare(held_sql::Decided));
    return held_sql::all(statement.bind(most));
}

/// What desks said about it, in the order it counts (Ingest::decisionOn).
Result<std::vector<HeldEntryStore::Word>> HeldEntryStore::wordsOn(EntryId entry)
{
    TrustStore trust(m_connection);
    DOORSTEP_TRY(statement, m_connection.prepare(held_sql::Words));
    statement.bind(entry);
    std::vector<Word> words;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return words;
        DOORSTEP_TRY(writer, trust.device(statement.id<DeviceId>(0)));
        const auto clear = entry::decodeClear(entry::EntryClass::Control, statement.bytes(4));
        // A desk whose own certificate has not come back yet believes itself.
        if (!clear || (writer && writer->role == entry::DeviceRole::Tablet))
            continue;
        Word word;
        if (const auto* released = std::get_if<entry::EntryReleased>(&clear->body))
            word.decision = {true, released->reason, {}, {}};
        else if (const auto* rejected = std::get_if<entry::EntryRejected>(&clear->body))
            word.decision = {false, rejected->reason, {}, {}};
        else
            continue;
        word.decision.staff = statement.id<StaffId>(1);
        word.decision.wall = statement.instant(2);
        word.isAboutTwin = !word.decision.isLetIn && word.decision.reason == entry::AboutTwin;
        if (!statement.isNull(3))
            word.seq = statement.integer(3);
        words.push_back(std::move(word));
    }
}

Result<std::optional<HeldDecision>> HeldEntryStore::decisionOn(EntryId entry)
{
    DOORSTEP_TRY(words, wordsOn(entry));
    for (const Word& word : words)
        if (!word.isAboutTwin)
            return std::optional(word.decision);
    return std::optional<HeldDecision>();
}

Result<std::vector<HeldTwin>> HeldEntryStore::twins()
{
    DOORSTEP_TRY(statement, m_connection.prepare(held_sql::Twins));
    std::vector<HeldTwin> twins;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            break;
        twins.push_back({statement.id<EntryId>(0), statement.integer(1), statement.bytes(2)});
    }
    for (HeldTwin& twin : twins) {
        DOORSTEP_TRY(words, wordsOn(twin.id));
        // What was let in before it came was the first one.
        const auto word = std::ranges::find_if(words, [&](const Word& each) {
            return each.isAboutTwin
                || (each.decision.isLetIn && each.seq.value_or(twin.seq) >= twin.seq);
        });
        if (word != words.end())
            twin.decision = word->decision;
    }
    return twins;
}

Result<QByteArray> openTwin(Store& store, const entry::Entry& twin)
{
    if (twin.body.isEmpty())
        return QByteArray();
    if (!entry::isSealed(twin.header.entryClass)) {
        const auto clear = entry::openPayload(twin, nullptr);
        return clear ? *clear : QByteArray();
    }
    DOORSTEP_TRY(keys, store.epochKeys());
    for (const auto& key : keys) {
        if (key.keyClass != twin.header.keyClass || key.epoch != twin.header.keyEpoch)
            continue;
        if (const auto opened = entry::openPayload(twin, &key))
            return *opened;
    }
    return QByteArray();
}

} // namespace doorstep::store
