#include "core/store/ingest.h"

#include "core/base/mutant.h"
#include "core/ledger/payload.h"

namespace doorstep::store {

namespace arrival {

const QByteArray Rejected("rejected");

bool sameEntry(const entry::Entry& a, const entry::Entry& b)
{
    return a.signature == b.signature
        && entry::encodeHeader(a.header) == entry::encodeHeader(b.header);
}

} // namespace arrival

Ingest::Ingest(Parts parts)
    : m_parts(parts)
    , m_table(parts.connection)
    , m_trust(parts.connection)
{
}

void Ingest::touch(AggregateId aggregate)
{
    if (!aggregate.isNull())
        m_touched.insert(aggregate);
}

void Ingest::reorder(AggregateId about)
{
    if (!about.isNull())
        m_reordered.insert(about);
}

Result<Verification> Ingest::verify(const entry::Entry& entry)
{
    if (entry.header.practice != m_parts.identity.practice)
        return Verification::Wrong;
    const Signatory signatory{entry.header.staff, entry.header.device};
    auto found = m_signatories.find(signatory);
    if (found == m_signatories.end()) {
        DOORSTEP_TRY(keys, m_trust.keysFor(signatory.first, signatory.second));
        found = m_signatories.emplace(signatory, std::move(keys)).first;
    }
    for (const auto& key : found->second)
        if (entry::verifyEntry(entry, key))
            return Verification::Verified;
    return found->second.empty() ? Verification::Waiting : Verification::Wrong;
}

Status Ingest::openSealed(const entry::Entry& entry, Finding& finding)
{
    DOORSTEP_TRY(keys, m_parts.keys.find(entry.header.keyClass, entry.header.keyEpoch));
    if (keys->empty())
        return {};
    Examined& examined = finding.examined;
    examined.opened = Opening::Impossible;
    auto bytes = entry::openPayload(entry, &keys->front());
    for (auto other = std::next(keys->begin()); !bytes && other != keys->end(); ++other)
        bytes = entry::openPayload(entry, &*other);
    if (!bytes)
        return {};
    const auto payload = ledger::decodePayload(*bytes);
    if (!payload)
        return {};
    examined.opened = Opening::Opened;
    examined.kind = payload->kind;
    examined.schema = payload->schema;
    examined.aggregate = payload->aggregate;
    examined.act = payload->act;
    examined.payload = std::move(*bytes);
    return {};
}

void Ingest::openClear(const entry::Entry& entry, Finding& finding)
{
    Examined& examined = finding.examined;
    examined.opened = Opening::Impossible;
    const auto bytes = entry::openPayload(entry, nullptr);
    if (!bytes)
        return;
    const auto clear = entry::decodeClear(entry.header.entryClass, *bytes);
    if (!clear)
        return;
    examined.opened = Opening::Opened;
    examined.kind = clear->kind;
    examined.schema = clear->schema;
    examined.aggregate = clear->aggregate;
    examined.act = clear->act;
    examined.payload = *bytes;
    finding.body = clear->body;
}

Result<Ingest::Finding> Ingest::examine(const entry::Entry& entry)
{
    Finding finding;
    DOORSTEP_TRY(verified, verify(entry));
    finding.examined.verified = verified;
    if (entry.body.isEmpty())
        finding.examined.opened = Opening::Impossible;
    else if (entry::isSealed(entry.header.entryClass))
        DOORSTEP_CHECK(openSealed(entry, finding));
    else
        openClear(entry, finding);
    return finding;
}

Status Ingest::take(const PageEntry& arrived)
{
    NewEntry made;
    made.bytes = arrived.bytes;
    made.seq = arrived.seq;
    made.reason = arrived.heldReason;
    made.state = arrived.heldReason.isEmpty() ? EntryState::Ordinary : EntryState::Held;
    auto decoded = entry::decodeEntry(arrived.bytes);
    if (!decoded) {
        ++m_applied.unopened;
        return m_table.keepBeside(made); // a newer version's: nothing is thrown away
    }
    made.entry = std::move(*decoded);
    DOORSTEP_TRY(known, m_table.known(made.entry.header.id));
    return known ? takeAgain(*known, made) : keepNew(std::move(made));
}

Status Ingest::adopt(NewEntry lost)
{
    DOORSTEP_TRY(known, m_table.known(lost.entry.header.id));
    return known ? Status() : keepNew(std::move(lost));
}

Status Ingest::takeOwn(const NewEntry& made, const entry::ClearBody& body)
{
    DOORSTEP_TRY(row, m_table.insert(made));
    Q_UNUSED(row)
    ++m_applied.fresh;
    touch(made.examined.aggregate);
    return act(made.entry.header, body, Verification::Verified);
}

Status Ingest::acknowledged(const EntryTable::OwnRow& row, bool isHeld)
{
    touch(row.aggregate);
    if (!row.isSealed)
        reorder(row.aggregate);
    if (isHeld || row.state != EntryState::Held)
        return {};
    // Held by a log that was put back, and not by the one there is now.
    DOORSTEP_CHECK(m_table.setState(row.row, EntryState::Ordinary, {}));
    return look({row.row, row.bytes, EntryState::Ordinary, true});
}

void Ingest::note(qint64 row, const Examined& examined)
{
    m_wrong.remove(row);
    m_waiting.remove(row);
    if (examined.verified == Verification::Wrong)
        m_wrong.insert(row);
    else if (examined.opened == Opening::Waiting || examined.verified == Verification::Waiting)
        m_waiting.insert(row);
}

Status Ingest::keepNew(NewEntry entry)
{
    DOORSTEP_TRY(finding, examine(entry.entry));
    entry.examined = std::move(finding.examined);
    if (entry.own)
        entry.examined.verified = Verification::Verified; // out of our own spool
    DOORSTEP_TRY(state, stateAfter(entry.entry.header.id, entry.state));
    if (state == EntryState::Rejected)
        entry.reason = arrival::Rejected;
    entry.state = state;
    DOORSTEP_TRY(row, m_table.insert(entry));
    // Nobody else sends it again to a server that loses it.
    if (!entry.own && entry.entry.header.device == m_parts.identity.device)
        DOORSTEP_CHECK(m_table.makeOwn(row));
    ++m_applied.fresh;
    const Examined& examined = entry.examined;
    note(row, examined);
    touch(examined.aggregate);
    if (entry.state != EntryState::Ordinary)
        return {};
    return act(entry.entry.header, finding.body, examined.verified);
}

Status Ingest::takeAgain(const KnownRow& known, const NewEntry& entry)
{
    if (known.bytes != entry.bytes) {
        // Without its body it is the same entry, redacted elsewhere: ours stays until a signed
        // redaction names it, or a server could empty every device.
        const auto ours = entry::decodeEntry(known.bytes);
        if (!ours || !arrival::sameEntry(*ours, entry.entry)) {
            touch(known.aggregate); // no row is another; a desk lists it
            return m_table.keepBeside(entry);
        }
    }
    const EntryId id = entry.entry.header.id;
    DOORSTEP_TRY(state, stateAfter(id, entry.state));
    // As it stands here already: every page brings back what this device sent itself.
    const bool isOrdinary = known.state == EntryState::Ordinary && !known.wasHeld
        && entry.state == EntryState::Ordinary && state == EntryState::Ordinary;
    if (isOrdinary && known.seq == entry.seq && known.opened != Opening::PutAway)
        return {};
    touch(known.aggregate);
    if (!entry::isSealed(entry.entry.header.entryClass))
        reorder(known.aggregate);
    if (entry.state == EntryState::Held) {
        if (known.state == EntryState::Ordinary && known.seq)
            return {};
        if (state == EntryState::Held && known.state == EntryState::Ordinary && !known.own)
            m_applied.heldAgain.push_back(id);
        return m_table.place(known.row, *entry.seq, state,
            state == EntryState::Rejected ? arrival::Rejected : entry.reason);
    }
    // Also one that was rejected here, by a desk that had forgotten its release.
    const bool staysOut = known.state == EntryState::Rejected && state == EntryState::Rejected;
    const bool released = known.wasHeld && !staysOut && !mutated(Mutant::ReleasedAtOldPlace);
    const qint64 seq = released || !known.seq ? *entry.seq : std::min(*known.seq, *entry.seq);
    if (state == EntryState::Rejected)
        return m_table.place(known.row, seq, state, arrival::Rejected);
    DOORSTEP_CHECK(m_table.place(known.row, seq, state, {}));
    // The server sends a scope that was given up only when it may be read again.
    if (known.opened == Opening::PutAway)
        return look({known.row, known.bytes, EntryState::Ordinary, known.own});
    if (known.state == EntryState::Ordinary)
        return {};
    DOORSTEP_TRY(finding, examine(entry.entry));
    return act(entry.entry.header, finding.body, finding.examined.verified);
}

Status Ingest::reopen(ScopeId scope)
{
    DOORSTEP_TRY(rows, m_table.putAway(scope));
    for (const auto& row : rows)
        DOORSTEP_CHECK(look(row));
    return {};
}

Status Ingest::putKey(const entry::EpochKey& key)
{
    const auto put = m_parts.keys.put(key);
    if (!put)
        return put.error();
    if (*put) {
        m_newKeys.emplace_back(key.keyClass, key.epoch);
        m_applied.keysChanged = true;
    }
    return {};
}

Status Ingest::look(const EntryTable::WaitingRow& waiting)
{
    const auto entry = entry::decodeEntry(waiting.bytes);
    if (!entry)
        return {};
    DOORSTEP_TRY(finding, examine(*entry));
    if (waiting.own)
        finding.examined.verified = Verification::Verified;
    DOORSTEP_CHECK(m_table.setExamined(waiting.row, finding.examined));
    note(waiting.row, finding.examined);
    touch(finding.examined.aggregate);
    if (waiting.state != EntryState::Ordinary)
        return {};
    return act(entry->header, finding.body, finding.examined.verified);
}

Result<Applied> Ingest::finish()
{
    // Each round can bring keys or certificates that open more; a set of rows settles in at most as
    // many rounds as there are new ones of these, and each is taken up once.
    while (!m_newSignatories.empty() || !m_newKeys.empty()) {
        const auto signatories = std::exchange(m_newSignatories, {});
        const auto keys = std::exchange(m_newKeys, {});
        for (const auto& [staff, device] : signatories) {
            DOORSTEP_TRY(rows, m_table.unverified(staff, device));
            for (const auto& row : rows)
                DOORSTEP_CHECK(look(row));
        }
        for (const auto& [keyClass, epoch] : keys) {
            DOORSTEP_TRY(rows, m_table.closed(keyClass, epoch));
            for (const auto& row : rows)
                DOORSTEP_CHECK(look(row));
        }
    }
    for (const AggregateId& about : std::as_const(m_reordered)) {
        DOORSTEP_CHECK(foldGrants(about.as<ScopeId>()));
        DOORSTEP_CHECK(decide(about.as<EntryId>()));
    }
    m_reordered.clear();
    for (const AggregateId& aggregate : std::as_const(m_touched)) {
        DOORSTEP_CHECK(m_parts.projections.refold(aggregate));
        m_applied.aggregates.push_back(aggregate);
    }
    m_touched.clear();
    m_applied.unopened += int(m_waiting.size());
    m_applied.refused += int(m_wrong.size());
    return m_applied;
}

} // namespace doorstep::store
