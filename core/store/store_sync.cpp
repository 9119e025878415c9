#include "core/base/mutant.h"
#include "core/store/freshness.h"
#include "core/store/setting_store.h"
#include "core/store/store.h"
#include "core/store/store_parts.h"

#include <map>
#include <set>

namespace doorstep::store {

namespace sync_sql {

const QString PutCursor = QStringLiteral(
    "INSERT INTO cursor(scope, token, complete) VALUES(?, ?, ?) "
    "ON CONFLICT(scope) DO UPDATE SET token = excluded.token, complete = excluded.complete");
const QString Cursors = QStringLiteral("SELECT scope, token, complete FROM cursor ORDER BY scope");
const QString ForgetCursors = QStringLiteral("DELETE FROM cursor");

/// Rewriting the outbox costs a copy of it: only when that frees this much.
constexpr qint64 OutboxSlack = qint64{256} * 1024;

// The live feed's row has an empty scope.
QByteArray scopeKey(const std::optional<ScopeId>& scope)
{
    return scope ? scope->toBytes() : QByteArray("");
}

} // namespace sync_sql

Result<Outgoing> Store::outgoing(quint64 fromCtr, int maxEntries, qint64 maxBytes)
{
    EntryTable table(m_parts->writer());
    // What was safe when an earlier incarnation ended did not move into this one. A server that
    // forgot it all the same gets everything again under a new one.
    DOORSTEP_TRY(isScattered, table.waitsElsewhere(m_parts->incarnation));
    if (isScattered)
        DOORSTEP_CHECK(m_parts->startIncarnation());
    Outgoing out;
    out.incarnation = m_parts->incarnation;
    DOORSTEP_TRY(first, table.firstWaiting(m_parts->incarnation));
    out.firstCtr = fromCtr != 0 ? fromCtr : first != 0 ? first : m_parts->lastCtr + 1;
    if (out.firstCtr > m_parts->lastCtr + 1)
        return Error{ErrorCode::InvalidInput, "counter past the last entry", true};
    if (out.firstCtr > 1) {
        DOORSTEP_TRY(before, table.ownFrom(m_parts->incarnation, out.firstCtr - 1, 1));
        if (before.empty() || before.front().place.ctr != out.firstCtr - 1)
            return Error{ErrorCode::Internal, "own chain has a gap", true};
        out.previousChain = before.front().place.chain;
    }
    DOORSTEP_TRY(rows, table.ownFrom(m_parts->incarnation, out.firstCtr, maxEntries));
    crypto::Digest previous = out.previousChain;
    qint64 bytes = 0;
    for (const auto& row : rows) {
        bytes += row.bytes.size();
        if (bytes > maxBytes && !out.entries.empty())
            break;
        out.entries.push_back({row.place.incarnation, row.place.ctr, previous, row.bytes});
        previous = row.place.chain;
    }
    DOORSTEP_TRY(waiting, table.waitingCount());
    out.waiting = waiting;
    return out;
}

Result<Applied> Store::acknowledge(const Acknowledgement& acknowledgement)
{
    Parts& parts = *m_parts;
    if (acknowledgement.incarnation != parts.incarnation)
        return Error{ErrorCode::InvalidInput, "acknowledgement of another incarnation", true};
    for (const AckRun& run : acknowledgement.runs)
        if (run.firstCtr == 0 || run.firstSeq <= 0 || run.firstCtr > parts.lastCtr
            || run.count > parts.lastCtr - run.firstCtr + 1)
            return Error{ErrorCode::InvalidInput, "acknowledged more than was sent", true};
    DOORSTEP_TRY(transaction, Transaction::begin(parts.writer()));
    EntryTable table(parts.writer());
    Ingest ingest = parts.ingest();
    std::map<quint64, QByteArray> held;
    for (const HeldCtr& each : acknowledgement.held)
        held[each.ctr] = each.reason;
    for (const AckRun& run : acknowledgement.runs) {
        const bool takesAll
            = mutated(Mutant::UnsentAcknowledged) && &run == &acknowledgement.runs.back();
        const int count = takesAll ? std::numeric_limits<int>::max() : int(run.count);
        DOORSTEP_TRY(rows, table.ownFrom(parts.incarnation, run.firstCtr, count));
        for (const auto& row : rows) {
            const qint64 seq = run.firstSeq + qint64(row.place.ctr - run.firstCtr);
            const auto hold = held.find(row.place.ctr);
            DOORSTEP_CHECK(table.acknowledge(parts.incarnation, row.place.ctr, seq));
            DOORSTEP_CHECK(ingest.acknowledged(row, hold != held.end()));
            if (hold != held.end())
                DOORSTEP_CHECK(table.hold(parts.incarnation, row.place.ctr, seq, hold->second));
        }
    }
    SettingStore settings(parts.writer());
    DOORSTEP_TRY(known, settings.find(setting::Timeline));
    if (!known && !acknowledgement.timeline.isNull())
        DOORSTEP_CHECK(settings.put(setting::Timeline, acknowledgement.timeline.toBytes()));
    DOORSTEP_TRY(safeSeq, settings.integer(setting::SafeSeq, 0));
    const qint64 safe = std::max(safeSeq, acknowledgement.safeSeq);
    if (safe != safeSeq)
        DOORSTEP_CHECK(settings.putInteger(setting::SafeSeq, safe));
    DOORSTEP_TRY(applied, ingest.finish());
    DOORSTEP_TRY(first, table.firstWaiting(parts.incarnation));
    DOORSTEP_CHECK(transaction.commit());
    DOORSTEP_CHECK(
        parts.spool.acknowledge(parts.incarnation, first != 0 ? first - 1 : parts.lastCtr));
    DOORSTEP_CHECK(parts.trimOutbox(safe));
    return applied;
}

Status Store::Parts::trimOutbox(qint64 safeSeq)
{
    if (outbox.sizeBytes() < sync_sql::OutboxSlack + keptOutboxBytes)
        return {};
    DOORSTEP_TRY(lines, EntryTable(writer()).safeOutboxLines(safeSeq));
    const std::set<quint64> safe(lines.begin(), lines.end());
    DOORSTEP_CHECK(outbox.cut([&](quint64 sequence) { return safe.contains(sequence); }));
    keptOutboxBytes = outbox.sizeBytes();
    return {};
}

Status Store::Parts::putCursor(const Page& page)
{
    DOORSTEP_TRY(cursor, writer().prepare(sync_sql::PutCursor));
    cursor.bind(sync_sql::scopeKey(page.scope)).bind(page.cursor).bind(int(page.scopeComplete));
    DOORSTEP_CHECK(cursor.run());
    return SettingStore(writer()).putInteger(setting::Through, page.through);
}

Result<Applied> Store::applyPage(const Page& page)
{
    if (mutated(Mutant::CursorBeforePage))
        DOORSTEP_CHECK(m_parts->putCursor(page));
    DOORSTEP_TRY(transaction, Transaction::begin(m_parts->writer()));
    Ingest ingest = m_parts->ingest();
    for (const PageEntry& entry : page.entries)
        DOORSTEP_CHECK(ingest.take(entry));
    if (page.scope)
        DOORSTEP_CHECK(ingest.reopen(*page.scope));
    DOORSTEP_TRY(applied, ingest.finish());
    DOORSTEP_CHECK(m_parts->putCursor(page));
    DOORSTEP_CHECK(transaction.commit());
    return applied;
}

Result<std::vector<CursorPosition>> Store::cursors()
{
    DOORSTEP_TRY(statement, m_parts->writer().prepare(sync_sql::Cursors));
    std::vector<CursorPosition> positions;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return positions;
        CursorPosition position{std::nullopt, statement.bytes(1), statement.integer(2) == 1};
        if (!statement.bytes(0).isEmpty())
            position.scope = statement.id<ScopeId>(0);
        positions.push_back(position);
    }
}

Status Store::startIncarnation()
{
    DOORSTEP_CHECK(m_parts->startIncarnation());
    return PutBackStore(m_parts->writer()).note({m_parts->clock.now(), 0});
}

Result<qint64> Store::generation()
{
    return SettingStore(m_parts->writer()).integer(setting::Generation, 0);
}

Status Store::meetGeneration(qint64 reached)
{
    DOORSTEP_TRY(here, generation());
    if (here >= reached)
        return {};
    const bool madeAnew = here < 0;
    if (!madeAnew)
        DOORSTEP_CHECK(m_parts->startIncarnation());
    DOORSTEP_TRY(transaction, Transaction::begin(m_parts->writer()));
    if (!madeAnew)
        DOORSTEP_CHECK(
            PutBackStore(m_parts->writer()).note({m_parts->clock.now(), reached - here}));
    DOORSTEP_CHECK(SettingStore(m_parts->writer()).putInteger(setting::Generation, reached + 1));
    return transaction.commit();
}

Result<TimelineId> Store::timeline()
{
    DOORSTEP_TRY(bytes, SettingStore(m_parts->writer()).find(setting::Timeline));
    return bytes ? TimelineId::fromBytes(*bytes) : Result<TimelineId>(TimelineId());
}

Result<qint64> Store::readThrough()
{
    return SettingStore(m_parts->writer()).integer(setting::Through, 0);
}

Result<Applied> Store::beginTimeline(TimelineId timeline)
{
    Parts& parts = *m_parts;
    DOORSTEP_TRY(transaction, Transaction::begin(parts.writer()));
    EntryTable table(parts.writer());
    Ingest ingest = parts.ingest();
    DOORSTEP_TRY(aggregates, table.aggregatesPlaced());
    DOORSTEP_CHECK(table.forgetSequences());
    for (const AggregateId& aggregate : aggregates)
        ingest.touch(aggregate);
    SettingStore settings(parts.writer());
    DOORSTEP_CHECK(settings.put(setting::Timeline, timeline.toBytes()));
    DOORSTEP_CHECK(settings.putInteger(setting::SafeSeq, 0));
    DOORSTEP_CHECK(settings.putInteger(setting::Through, 0));
    DOORSTEP_CHECK(parts.writer().run(sync_sql::ForgetCursors));
    DOORSTEP_CHECK(parts.attachments.setAllUnsent());
    DOORSTEP_TRY(applied, ingest.finish());
    // Before the commit: a kill between the two leaves entries in the spool that are sent once
    // more, the other way round a locked tablet would not push what the database alone holds.
    DOORSTEP_CHECK(parts.refillSpool());
    DOORSTEP_CHECK(transaction.commit());
    return applied;
}

Status Store::Parts::refillSpool()
{
    EntryTable table(writer());
    DOORSTEP_TRY(first, table.firstWaiting(incarnation));
    std::vector<OutgoingEntry> waiting;
    if (first != 0) {
        crypto::Digest previous;
        if (first > 1) {
            DOORSTEP_TRY(before, table.ownFrom(incarnation, first - 1, 1));
            if (!before.empty())
                previous = before.front().place.chain;
        }
        DOORSTEP_TRY(rows, table.ownFrom(incarnation, first, std::numeric_limits<int>::max()));
        for (const auto& row : rows) {
            waiting.push_back({incarnation, row.place.ctr, previous, row.bytes});
            previous = row.place.chain;
        }
    }
    return spool.replaceWith(std::move(waiting));
}

} // namespace doorstep::store
