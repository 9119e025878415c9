#include "tests/sim/sim_oracle.h"

#include "core/crypto/made_on.h"
#include "core/ledger/tables.h"
#include "core/store/trust_store.h"
#include "tests/sim/sim_rights.h"

namespace doorstep::sim {

using namespace Qt::StringLiterals;

namespace oracle_detail {

const QString Entries
    = u"SELECT id, seq, scope, own, acked, entryClass, state, opened FROM entry ORDER BY row"_s;

QString rowsText(const ledger::Table& table)
{
    QStringList columns;
    for (const ledger::Column& column : table.columns)
        columns << u'"' + QString::fromLatin1(column.name) + u'"';
    QStringList key;
    for (const QByteArray& name : table.key)
        key << u'"' + QString::fromLatin1(name) + u'"';
    return u"SELECT \"%1\", %2 FROM \"%3\" ORDER BY %4"_s.arg(
        QString::fromLatin1(table.aggregateColumn), columns.join(u", "_s),
        QString::fromLatin1(table.name), key.join(u", "_s));
}

QByteArray textOf(const QVariant& value)
{
    return value.userType() == QMetaType::QByteArray ? value.toByteArray().toHex()
                                                     : value.toString().toUtf8();
}

/// The words around the first one that differs.
QByteArray firstDifference(const QByteArray& a, const QByteArray& b)
{
    const auto left = a.split(' ');
    const auto right = b.split(' ');
    qsizetype at = 0;
    while (at < left.size() && at < right.size() && left[at] == right[at])
        ++at;
    const auto from = [&](const QList<QByteArray>& words) {
        return words.value(0) + ' ' + words.value(1) + " ... " + words.value(at);
    };
    return from(left) + " | " + from(right);
}

} // namespace oracle_detail

void SimOracle::fail(const SimDevice& device, const char* what, const EntryId& id)
{
    m_world.fail(device.name().toUtf8() + ' ' + what + ' ' + id.toHex());
}

void SimOracle::readServer()
{
    m_log.clear();
    m_excused.clear();
    for (const Fact& fact : m_world.facts) {
        if (fact.mayBeGone)
            m_excused.insert(fact.id);
    }
    const auto entries = m_world.lookAtServer();
    checkHeld(entries);
    for (const LoggedEntry& entry : entries) {
        const auto known = m_log.find(entry.id);
        if (known != m_log.end() && known->second.hash != entry.hash)
            m_world.fail("two entries have the id " + entry.id.toHex());
        if (known != m_log.end() && known->second.seq != entry.seq)
            m_world.fail("the log has twice " + entry.id.toHex());
        m_log[entry.id] = entry;
    }
}

/// Whatever came from a device after its revocation waits for a desk's word.
void SimOracle::checkHeld(const std::vector<LoggedEntry>& entries)
{
    const SimRights rights(entries);
    for (const LoggedEntry& entry : entries) {
        const quint64 revokedAt = rights.revokedAt(entry.device);
        if (revokedAt != 0 && entry.seq > revokedAt && entry.state == server::EntryState::Routed
            && !rights.isReleased(entry.id))
            return m_world.fail("what a revoked device sent is routed: " + entry.id.toHex());
    }
}

std::vector<SimOracle::Held> SimOracle::entriesOf(SimDevice& device)
{
    std::vector<Held> entries;
    auto rows = device.connection().prepare(oracle_detail::Entries);
    if (!m_world.check(rows, "entries"))
        return entries;
    for (auto more = rows->next(); more && *more; more = rows->next())
        entries.push_back(
            {rows->id<EntryId>(0), rows->integer(1), rows->id<ScopeId>(2), rows->integer(3) == 1,
                rows->integer(4) == 1, entry::isSealed(entry::EntryClass(rows->integer(5))),
                int(rows->integer(6)), rows->integer(7) == 3});
    return entries;
}

SimOracle::Rows SimOracle::rowsOf(SimDevice& device)
{
    Rows rows;
    for (const ledger::Table& table : ledger::tables()) {
        auto statement = device.connection().prepare(oracle_detail::rowsText(table));
        if (!m_world.check(statement, "rows"))
            return rows;
        for (auto more = statement->next(); more && *more; more = statement->next()) {
            QByteArray line = table.name;
            for (int i = 0; i < int(table.columns.size()); ++i)
                line += ' ' + table.columns[std::size_t(i)].name + '='
                    + oracle_detail::textOf(statement->variant(i + 1));
            rows[statement->id<AggregateId>(0)].push_back(line);
        }
    }
    return rows;
}

void SimOracle::checkReceipts()
{
    readServer();
    for (const auto& device : m_world.devices)
        checkReceiptsOf(*device, entriesOf(*device));
}

void SimOracle::checkReceiptsOf(SimDevice& device, const std::vector<Held>& entries)
{
    if (device.serverLife != m_world.serverLife)
        return;
    for (const Held& entry : entries) {
        if (entry.isOwn && entry.isAcknowledged && !m_log.contains(entry.id))
            return fail(device, "shows as with the practice what is not there:", entry.id);
    }
}

void SimOracle::checkFacts()
{
    for (const Fact& fact : m_world.facts) {
        if (!fact.mayBeGone && !m_log.contains(fact.id))
            return fail(*m_world.devices[fact.writer], "wrote what the practice lost:", fact.id);
    }
}

void SimOracle::checkOrder(SimDevice& device, const std::vector<Held>& entries)
{
    std::set<qint64> positions;
    for (const Held& entry : entries) {
        const auto logged = m_log.find(entry.id);
        if (logged == m_log.end() && m_excused.contains(entry.id))
            continue;
        if (logged == m_log.end())
            return fail(device, "has what the server never saw:", entry.id);
        // A revoked device is sent no page and never hears that the log was put back.
        if (!device.isRevoked && entry.seq != 0 && !positions.insert(entry.seq).second)
            return fail(device, "has a position twice, the second time at", entry.id);
        const bool isRouted = logged->second.state == server::EntryState::Routed;
        if (!device.isRevoked && isRouted && quint64(entry.seq) != logged->second.position)
            return m_world.fail(device.name().toUtf8() + " has at " + QByteArray::number(entry.seq)
                + " what the server has at " + QByteArray::number(logged->second.position) + ": "
                + entry.id.toHex());
    }
}

std::set<ScopeId> SimOracle::readableBy(SimDevice& device)
{
    std::set<ScopeId> scopes{m_world.practice.scopes.practice};
    const auto grants = store::TrustStore(m_world.desk().connection()).grantsOf(device.id());
    if (!m_world.check(grants, "grants"))
        return scopes;
    for (const Place& place : m_world.places) {
        if (crypto::isMadeOn(device.id(), place.scope))
            scopes.insert(place.scope);
    }
    for (const store::GrantRow& grant : *grants) {
        if (grant.revokedFrom)
            scopes.erase(grant.scope);
    }
    for (const store::GrantRow& grant : *grants) {
        if (!grant.revokedFrom && m_world.truth.now() < grant.to)
            scopes.insert(grant.scope);
    }
    return scopes;
}

void SimOracle::checkCompleteness(SimDevice& device, const std::vector<Held>& entries)
{
    std::set<EntryId> there;
    for (const Held& entry : entries)
        there.insert(entry.id);
    const std::set<ScopeId> scopes = readableBy(device);
    for (const auto& [id, logged] : m_log) {
        const bool mustHave = device.isDesk()
            || (logged.state == server::EntryState::Routed && scopes.contains(logged.scope));
        if (mustHave && !there.contains(id))
            return fail(device, "does not have", id);
    }
}

void SimOracle::checkPrivacy(SimDevice& device, const std::vector<Held>& entries)
{
    const std::set<ScopeId> scopes = readableBy(device);
    const auto known = store::TrustStore(m_world.desk().connection()).grantsOf(device.id());
    if (!m_world.check(known, "grants"))
        return;
    std::set<ScopeId> ended;
    for (const store::GrantRow& grant : *known) {
        if (!scopes.contains(grant.scope))
            ended.insert(grant.scope);
    }
    for (const Held& entry : entries) {
        if (entry.isSealed && !entry.isOwn && ended.contains(entry.scope))
            return fail(device, "still has of a scope that it gave up", entry.id);
    }
}

void SimOracle::checkRows(SimDevice& device, const std::vector<Held>& entries, const Rows& desk)
{
    const std::set<ScopeId> scopes = readableBy(device);
    std::map<AggregateId, bool> comparable;
    for (const Place& place : m_world.places) {
        comparable[place.patient] = scopes.contains(place.scope);
        comparable[place.visit] = scopes.contains(place.scope);
    }
    for (const Held& entry : entries) {
        if (entry.isPutAway && scopes.contains(entry.scope))
            return fail(device, "keeps put away what it may read:", entry.id);
        const auto logged = m_log.find(entry.id);
        if (logged != m_log.end() && scopes.contains(entry.scope)
            && entry.state != int(logged->second.state))
            return fail(device, "has another decision on", entry.id);
    }
    const Rows own = rowsOf(device);
    for (const auto& [aggregate, is] : comparable) {
        if (!is)
            continue;
        const auto here = own.find(aggregate);
        const auto there = desk.find(aggregate);
        const std::vector<QByteArray> none;
        const auto& mine = here == own.end() ? none : here->second;
        const auto& theirs = there == desk.end() ? none : there->second;
        for (std::size_t i = 0; i < std::max(mine.size(), theirs.size()); ++i) {
            const QByteArray a = i < mine.size() ? mine[i] : "nothing";
            const QByteArray b = i < theirs.size() ? theirs[i] : "nothing";
            if (a != b)
                return m_world.fail(device.name().toUtf8() + " folds " + aggregate.toHex()
                    + " otherwise than the desk: " + oracle_detail::firstDifference(a, b));
        }
    }
}

/// A revoked device has no key of the newest epoch; every other one has all the desk has for it.
void SimOracle::checkKeys(SimDevice& device)
{
    const auto desk = m_world.desk().store().epochKeys();
    const auto own = device.store().epochKeys();
    if (!m_world.check(desk, "the desk's keys") || !m_world.check(own, "a device's keys"))
        return;
    std::set<crypto::Digest> has;
    for (const entry::EpochKey& key : *own)
        has.insert(entry::nameOf(key));
    const quint32 newest = desk->back().epoch;
    m_world.count.of[SimCount::Epochs] += device.isDesk() ? newest - 1 : 0;
    for (const entry::EpochKey& key : *desk) {
        const bool isGiven = has.contains(entry::nameOf(key));
        if (device.isRevoked && isGiven && key.epoch == newest)
            return m_world.fail(device.name().toUtf8() + " is revoked and has the newest key");
        if (!device.isRevoked && !isGiven && key.keyClass == entry::KeyClass::Care)
            return m_world.fail(
                device.name().toUtf8() + " lacks a key of epoch " + QByteArray::number(key.epoch));
    }
}

void SimOracle::checkEnd()
{
    checkReceipts();
    checkFacts();
    const Rows desk = rowsOf(m_world.desk());
    for (const auto& lines : desk)
        m_world.count.of[SimCount::Holds] += std::count_if(lines.second.begin(), lines.second.end(),
            [](const QByteArray& line) { return line.startsWith("hold "); });
    for (const auto& [id, logged] : m_log)
        m_world.count.of[SimCount::HeldEntries] += logged.state != server::EntryState::Routed;
    for (const auto& device : m_world.devices) {
        const auto entries = entriesOf(*device);
        for (const Held& entry : entries) {
            if (entry.isOwn && !entry.isAcknowledged)
                fail(*device, "never got rid of", entry.id);
        }
        checkOrder(*device, entries);
        checkKeys(*device);
        if (device->isRevoked)
            continue;
        checkCompleteness(*device, entries);
        checkPrivacy(*device, entries);
        checkRows(*device, entries, desk);
        checkHolds(*device);
    }
}

} // namespace doorstep::sim
