/// One Save: outbox line, spool line, one commit, and only then "saved". The outbox is the copy
/// that outlives keystore and database; the spool is the write-ahead record: a kill between it and
/// the commit leaves signed entries that the next opening takes in (Store::open). When the commit
/// fails both lines are taken back, so that nothing of an act that was reported as failed is ever
/// sent.
#include "core/store/entry_store.h"

#include "core/base/mutant.h"
#include "core/store/setting_store.h"
#include "core/store/store.h"
#include "core/store/store_parts.h"

namespace doorstep::store {

namespace saving {

/// One entry of an act before it is signed.
struct Line {
    EntryId id;
    ScopeId scope;
    entry::EntryClass entryClass = entry::EntryClass::Record;
    entry::KeyClass keyClass = entry::KeyClass::None;
    QByteArray payload;
    Examined examined;
    entry::ClearBody body;
};

Line lineOf(const ledger::Draft& draft)
{
    Line line{draft.id, draft.scope, draft.entryClass, draft.keyClass,
        ledger::encodePayload(draft.payload), {}, {}};
    line.examined = {Opening::Opened, Verification::Verified, draft.payload.kind,
        draft.payload.schema, draft.payload.aggregate, draft.payload.act, line.payload};
    if (entry::isSealed(draft.entryClass))
        return line;
    // Counts here at once, as when it is saved with nothing else (saveClear).
    if (const auto clear = entry::decodeClear(draft.entryClass, line.payload))
        line.body = clear->body;
    return line;
}

Result<Line> lineOf(const entry::ClearBody& body, ScopeId scope, ActId act, EntryId id)
{
    DOORSTEP_TRY(payload, entry::encodeClear(body, act));
    DOORSTEP_TRY(clear, entry::decodeClear(entry::classOf(body), payload));
    Line line{id, scope, entry::classOf(body), entry::KeyClass::None, payload, {}, body};
    line.examined = {Opening::Opened, Verification::Verified, clear.kind, clear.schema,
        clear.aggregate, clear.act, payload};
    return line;
}

} // namespace saving

/// The steps of one Save over the parts of a store.
class Store::Saving {
public:
    explicit Saving(Parts& parts)
        : m_parts(parts)
        , m_place{parts.incarnation, parts.lastCtr, parts.chain, 0}
    {
    }
    [[nodiscard]] Result<Saved> run(std::vector<saving::Line> lines, ActId act)
    {
        if (lines.empty())
            return Error{ErrorCode::InvalidInput, "act without entries", true};
        for (saving::Line& line : lines)
            DOORSTEP_CHECK(seal(std::move(line)));
        const qint64 outboxSize = m_parts.outbox.sizeBytes();
        const quint64 outboxLine = m_parts.outbox.lastSequence();
        const qint64 spoolSize = m_parts.spool.sizeBytes();
        const std::size_t spoolCount = m_parts.spool.pending().size();
        auto saved = write(act);
        if (saved)
            return saved;
        if (mutated(Mutant::LinesNotTakenBack))
            return saved;
        DOORSTEP_CHECK(m_parts.spool.takeBack(spoolSize, spoolCount));
        DOORSTEP_CHECK(m_parts.outbox.takeBack(outboxSize, outboxLine));
        return saved;
    }

private:
    [[nodiscard]] Status seal(saving::Line line)
    {
        const entry::EpochKey* key = nullptr;
        if (entry::isSealed(line.entryClass)) {
            DOORSTEP_TRY(newest, m_parts.epochKeys.newest(line.keyClass));
            if (!newest)
                return Error{ErrorCode::NotFound, "no practice key of this class", false};
            key = newest;
        }
        entry::Header header;
        header.practice = m_parts.identity.practice;
        header.id = line.id;
        header.device = m_parts.identity.device;
        header.staff = m_parts.keys.staff;
        header.entryClass = line.entryClass;
        header.scope = line.scope;
        header.keyClass = entry::KeyClass::None;
        header.wall = m_parts.clock.now();
        DOORSTEP_TRY(made, entry::makeEntry(header, line.payload, key, m_parts.sign.secretKey));
        NewEntry entry;
        entry.bytes = entry::encodeEntry(made);
        m_outgoing.push_back({m_place.incarnation, ++m_place.ctr, m_place.chain, entry.bytes});
        m_place.chain = entry::chain(m_place.chain, made.header);
        entry.entry = std::move(made);
        entry.examined = std::move(line.examined);
        entry.own = m_place;
        m_entries.push_back(std::move(entry));
        m_bodies.push_back(std::move(line.body));
        return {};
    }

    [[nodiscard]] Result<Saved> write(ActId act)
    {
        std::vector<QByteArray> bytes;
        for (const NewEntry& entry : m_entries)
            bytes.push_back(entry.bytes);
        DOORSTEP_TRY(outboxLine,
            mutated(Mutant::OutboxSkipped) ? Result<quint64>(1)
                                           : m_parts.outbox.append(packEntries(bytes)));
        DOORSTEP_CHECK(m_parts.spool.append(m_outgoing));
        DOORSTEP_TRY(transaction, Transaction::begin(m_parts.writer()));
        Ingest ingest = m_parts.ingest();
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            m_entries[i].own->outboxLine = outboxLine;
            DOORSTEP_CHECK(ingest.takeOwn(m_entries[i], m_bodies[i]));
        }
        DOORSTEP_TRY(applied, ingest.finish());
        SettingStore settings(m_parts.writer());
        DOORSTEP_TRY(generation, settings.integer(setting::Generation, 0));
        DOORSTEP_CHECK(settings.putInteger(setting::Generation, generation + 1));
        DOORSTEP_TRY(receipts, EntryStore(m_parts.writer()).receiptsOfAct(act));
        DOORSTEP_CHECK(transaction.commit());
        m_parts.lastCtr = m_place.ctr;
        m_parts.chain = m_place.chain;
        return Saved{receipts, applied.aggregates, generation + 1};
    }

    Parts& m_parts;
    OwnPlace m_place;
    std::vector<NewEntry> m_entries;
    std::vector<entry::ClearBody> m_bodies;
    std::vector<OutgoingEntry> m_outgoing;
};

Result<Store::Saved> Store::save(const Act& act)
{
    std::vector<saving::Line> lines;
    for (const ledger::Draft& draft : act.drafts())
        lines.push_back(saving::lineOf(draft));
    return Saving(*m_parts).run(std::move(lines), act.id());
}

Result<Store::Saved> Store::saveClear(ScopeId scope, const std::vector<entry::ClearBody>& bodies)
{
    const auto act = m_parts->mint.next<ActId>();
    std::vector<saving::Line> lines;
    for (const entry::ClearBody& body : bodies) {
        DOORSTEP_TRY(
            line, saving::lineOf(body, scope, act, m_parts->mint.template next<EntryId>()));
        lines.push_back(std::move(line));
    }
    return Saving(*m_parts).run(std::move(lines), act);
}

} // namespace doorstep::store
