#include "sync/server/ingest.h"

#include "core/base/mutant.h"
#include "core/crypto/made_on.h"

#include <algorithm>

namespace doorstep::server {
namespace ingest_detail {

PushOutcome answered(const Lane& lane)
{
    PushOutcome outcome;
    outcome.ackedThrough = lane.acked;
    outcome.ackedHash = lane.hash;
    return outcome;
}

/// Joins consecutive counters at consecutive sequences into runs.
void addToRuns(std::vector<sync::AckRun>& runs, quint64 ctr, quint64 seq)
{
    if (!runs.empty()) {
        auto& last = runs.back();
        if (last.firstCtr + last.count == ctr && last.firstSeq + last.count == seq) {
            ++last.count;
            return;
        }
    }
    runs.push_back({ctr, 1, seq});
}

/// Lone-worker times are written by the tablet itself.
bool isLoneExpected(const entry::Entry& e)
{
    const auto payload = entry::decodeClear(e.header.entryClass, e.body);
    return payload && std::holds_alternative<entry::LoneExpected>(payload.value().body);
}

} // namespace ingest_detail

CheckedEntry checkEntry(entry::Entry entry, const std::vector<StaffKey>& keys)
{
    CheckedEntry checked;
    checked.hash = sync::entryHash(entry);
    for (const auto& key : keys) {
        if (key.staff == entry.header.staff && entry::verifyEntry(entry, key.key)) {
            checked.verifiedBy = key.key;
            break;
        }
    }
    checked.entry = std::move(entry);
    return checked;
}

Status Ingest::readCaller()
{
    DOORSTEP_TRY(device, m_log.devices.find(m_caller.practice.id, m_caller.device.id));
    if (!device)
        return Error{ErrorCode::Internal, "device row gone"};
    m_device = *device;
    DOORSTEP_TRY(ordering, Ordering::begin(m_log, m_caller.practice.id));
    m_ordering = ordering;
    m_effects.emplace(m_log, *m_ordering, m_caller.practice, m_key, m_caller.now);
    return {};
}

Result<PushOutcome> Ingest::forked(const Lane& lane)
{
    DOORSTEP_CHECK(m_log.audit.append(m_caller.practice.id, "fork seen", m_device.id,
        m_device.id.as<AggregateId>(), m_caller.now,
        m_key.signKey(m_caller.practice.id).secretKey));
    auto outcome = ingest_detail::answered(lane);
    outcome.newIncarnation = true;
    return outcome;
}

/// Whether the counters this request shares with the log carry the same entries.
Result<bool> Ingest::overlapMatches(
    const sync::SyncRequest& request, const std::vector<CheckedEntry>& entries, const Lane& lane)
{
    if (mutated(Mutant::CounterReused))
        return true;
    auto chain = request.previousHash;
    if (request.firstCtr == lane.acked + 1)
        return chain == lane.hash;
    quint64 ctr = request.firstCtr;
    for (const auto& checked : entries) {
        if (ctr > lane.acked)
            break;
        DOORSTEP_TRY(known, m_log.entries.known(m_caller.practice.id, checked.entry.header.id));
        const bool same = std::any_of(known.begin(), known.end(),
            [&](const KnownEntry& each) { return each.hash == checked.hash; });
        chain = entry::chain(chain, checked.entry.header);
        if (!same || (ctr == lane.acked && chain != lane.hash))
            return false;
        ++ctr;
    }
    return true;
}

Result<PushOutcome> Ingest::push(
    const sync::SyncRequest& request, const std::vector<CheckedEntry>& entries)
{
    using namespace ingest_detail;
    DOORSTEP_CHECK(readCaller());
    const auto practice = m_caller.practice.id;
    DOORSTEP_TRY(lane, m_log.devices.lane(practice, m_device.id, request.incarnation));
    if (request.firstCtr > lane.acked + 1 && !mutated(Mutant::GapAcknowledged))
        return answered(lane);
    // With nothing to send, a counter below ours says no more than that an answer was lost; the
    // device compares ackedThrough with what it has.
    if (entries.empty() && request.firstCtr <= lane.acked)
        return answered(lane);
    DOORSTEP_TRY(matches, overlapMatches(request, entries, lane));
    if (!matches)
        return forked(lane);

    PushOutcome outcome;
    auto chain = request.previousHash;
    quint64 ctr = request.firstCtr;
    for (const auto& checked : entries) {
        DOORSTEP_TRY(place, take(checked, request, ctr));
        addToRuns(outcome.runs, ctr, place.seq);
        if (place.held)
            outcome.held.push_back({ctr, *place.held});
        chain = entry::chain(chain, checked.entry.header);
        if (ctr > lane.acked)
            lane = {ctr, chain};
        ++ctr;
    }
    DOORSTEP_CHECK(m_log.devices.saveLane(practice, m_device.id, request.incarnation, lane));
    DOORSTEP_CHECK(m_ordering->finish());
    outcome.ackedThrough = lane.acked;
    outcome.ackedHash = lane.hash;
    return outcome;
}

Result<Ingest::Place> Ingest::take(
    const CheckedEntry& checked, const sync::SyncRequest& request, quint64 ctr)
{
    const auto& header = checked.entry.header;
    DOORSTEP_TRY(known, m_log.entries.known(m_caller.practice.id, header.id));
    for (const auto& each : known) {
        if (each.hash != checked.hash)
            continue;
        return placeOf(each);
    }
    if (header.practice == m_caller.practice.id && !known.empty())
        return store(checked, request, ctr, sync::HeldReason::Fork);
    DOORSTEP_TRY(held, judge(checked));
    return store(checked, request, ctr, held);
}

/// Of an entry that is there: where everybody else has it.
Result<Ingest::Place> Ingest::placeOf(const KnownEntry& known)
{
    Place place{mutated(Mutant::ResentPlacedAgain) ? m_ordering->next() : known.seq, {}};
    if (known.state == EntryState::Held)
        place.held = known.reason;
    if (known.state == EntryState::Routed && known.reason) {
        DOORSTEP_TRY(released, m_log.entries.releasedAt(m_caller.practice.id, known.seq));
        place.seq = released.value_or(place.seq);
    }
    return place;
}

/// What a desk already said about it. Of another practice's entry no desk of this one can speak,
/// and a second entry under one id waits for a person in any case.
Result<EntryState> Ingest::stateOf(
    const entry::Header& header, std::optional<sync::HeldReason> held)
{
    const auto asJudged = held ? EntryState::Held : EntryState::Routed;
    if (held == sync::HeldReason::Fork || held == sync::HeldReason::OtherPractice)
        return asJudged;
    DOORSTEP_TRY(decision, m_log.decisions.find(m_caller.practice.id, header.id));
    if (!decision)
        return asJudged;
    return *decision == Decision::Released ? EntryState::Routed : EntryState::Rejected;
}

Result<Ingest::Place> Ingest::store(const CheckedEntry& checked, const sync::SyncRequest& request,
    quint64 ctr, std::optional<sync::HeldReason> held)
{
    const auto& header = checked.entry.header;
    StoredEntry stored;
    stored.seq = m_ordering->next();
    stored.device = m_device.id;
    stored.incarnation = request.incarnation;
    stored.ctr = ctr;
    DOORSTEP_TRY(state, stateOf(header, held));
    stored.state = state;
    stored.reason = held;
    stored.receivedAt = m_caller.now;
    stored.entry = checked.entry;
    const bool isRouted = state == EntryState::Routed;
    if (isRouted) {
        DOORSTEP_TRY(ungranted, isUngranted(header, stored.seq));
        stored.ungranted = ungranted;
    }
    DOORSTEP_CHECK(m_log.entries.insert(m_caller.practice.id, stored, checked.hash));
    const auto scope = isRouted ? sync::routingScope(header, m_caller.practice.scopes) : ScopeId();
    DOORSTEP_TRY(position, m_ordering->place(scope, stored.seq, checked.hash));
    if (!isRouted)
        return Place{position, held};
    DOORSTEP_CHECK(m_effects->apply(stored, position));
    if (m_effects->takeKeysChanged()) {
        m_keys.clear();
        DOORSTEP_TRY(device, m_log.devices.find(m_caller.practice.id, m_device.id));
        m_device = device ? *device : m_device;
    }
    return Place{position, std::nullopt};
}

Result<std::optional<sync::HeldReason>> Ingest::judge(const CheckedEntry& checked)
{
    using Reason = std::optional<sync::HeldReason>;
    const auto& header = checked.entry.header;
    if (header.practice != m_caller.practice.id)
        return Reason(sync::HeldReason::OtherPractice);
    DOORSTEP_TRY(revoked, isRevoked(header));
    if (revoked && !mutated(Mutant::RevokedRouted))
        return Reason(sync::HeldReason::Revoked);
    DOORSTEP_TRY(known, signedByKnownKey(checked));
    if (!known)
        return Reason(sync::HeldReason::UnknownKey);
    const bool mayWrite = entry::isSealed(header.entryClass) || m_device.isDesk()
        || ingest_detail::isLoneExpected(checked.entry);
    if (!mayWrite)
        return Reason(sync::HeldReason::UnknownKey);
    return Reason();
}

/// The end of a certificate ends reading and holds nothing: a clock refuses no entry, and what an
/// expired desk sends may be the renewal.
Result<bool> Ingest::isRevoked(const entry::Header& header)
{
    if (m_device.revokedAt.ms != 0)
        return true;
    if (header.device != m_device.id) {
        DOORSTEP_TRY(author, m_log.devices.find(m_caller.practice.id, header.device));
        if (author && author->revokedAt.ms != 0)
            return true;
    }
    return m_log.devices.isStaffRevoked(m_caller.practice.id, header.staff);
}

/// Rights are those of this transaction: a key verified before it counts only if it still stands.
Result<bool> Ingest::signedByKnownKey(const CheckedEntry& checked)
{
    const auto& header = checked.entry.header;
    if (!m_keys.count(header.device)) {
        DOORSTEP_TRY(keys, m_log.devices.staffKeys(m_caller.practice.id, header.device));
        m_keys[header.device] = std::move(keys);
    }
    for (const auto& key : m_keys[header.device]) {
        if (key.staff != header.staff)
            continue;
        if (checked.verifiedBy ? key.key == *checked.verifiedBy
                               : entry::verifyEntry(checked.entry, key.key).ok())
            return true;
    }
    return false;
}

/// Grants limit reading only. A scope whose id a tablet made is that tablet's own from its first
/// entry on (a walk-in); writing into any other is stored as well and marked for the desk.
Result<bool> Ingest::isUngranted(const entry::Header& header, quint64 seq)
{
    const auto& scopes = m_caller.practice.scopes;
    const bool fixedScope = header.scope == scopes.practice || header.scope == scopes.desk
        || header.scope == scopes.directory;
    if (m_device.isDesk() || !entry::isSealed(header.entryClass)
        || header.entryClass == entry::EntryClass::Audit || header.scope == scopes.practice)
        return false;
    if (!m_grantsRead)
        DOORSTEP_CHECK(readGrants());
    if (!fixedScope && crypto::isMadeOn(m_device.id, header.scope)
        && !m_owned.count(header.scope)) {
        DOORSTEP_TRY(used, m_log.entries.scopeUsed(m_caller.practice.id, header.scope));
        // Right before a first entry, or a copy of the device that was put back would read all but
        // that one; behind what others wrote there already, which is history to be sent.
        const auto own = GrantStore::ofOwn(header.scope, used ? seq : seq - 1);
        DOORSTEP_CHECK(m_log.grants.add(m_caller.practice.id, m_device.id, own));
        noteGrant(own);
    }
    return !m_granted.count(header.scope);
}

Status Ingest::readGrants()
{
    DOORSTEP_TRY(grants, m_log.grants.all(m_caller.practice.id, m_device.id));
    for (const auto& grant : grants)
        noteGrant(grant);
    m_grantsRead = true;
    return {};
}

void Ingest::noteGrant(const ScopeGrant& grant)
{
    // The table keeps the first one of a scope at a position, which may be a desk's.
    if (!m_grants.emplace(grant.scope, grant.position).second)
        return;
    if (grant.isActive(m_caller.now))
        m_granted.insert(grant.scope);
    if (grant.isOfOwn())
        m_owned.insert(grant.scope);
}

} // namespace doorstep::server
