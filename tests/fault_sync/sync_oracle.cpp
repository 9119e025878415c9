#include "tests/e2e/folded_rows.h"
#include "tests/fault_sync/sync_tally.h"

#include <set>

namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace oracle_detail {

const QString Own
    = u"SELECT id, coalesce(seq, 0), acked, incarnation, ctr FROM entry WHERE own = 1 ORDER BY row"_s;

QByteArray nameOf(const EntryId& id)
{
    return id.toHex();
}

} // namespace oracle_detail

void SyncTally::fault(qint64& count, const QByteArray& what)
{
    ++count;
    if (firstFault.isEmpty())
        firstFault = what;
    if (lost + doubled + untrue <= FaultsTold)
        std::fprintf(stderr, "%s\n", what.constData());
}

std::vector<OwnEntry> ownEntries(ClientDevice& device)
{
    std::vector<OwnEntry> entries;
    auto rows = device.store->connection().prepare(oracle_detail::Own);
    if (!rows)
        qFatal("own entries");
    for (auto more = rows->next(); more && *more; more = rows->next())
        entries.push_back({rows->id<EntryId>(0), rows->integer(1), rows->integer(2) == 1,
            rows->variant(3).toByteArray(), rows->integer(4)});
    return entries;
}

void SyncOracle::note(qint64& count, bool holds, const QByteArray& what)
{
    if (!holds)
        m_tally.fault(count, m_case + ": " + what);
}

void SyncOracle::readLog()
{
    m_log = m_practice.readLog();
    m_byId.clear();
    for (const LogLine& line : m_log.lines) {
        const auto [first, isNew] = m_byId.emplace(line.id, line);
        // Other bytes under an id that is there are a twin: kept, held, and for a desk to look at.
        const bool isTwin = first->second.bytes != line.bytes && line.state != 0;
        if (!isNew && !isTwin)
            note(m_tally.doubled, false, "in the log twice: " + oracle_detail::nameOf(line.id));
    }
}

qint64 SyncOracle::checkAcknowledged(ClientDevice& device)
{
    readLog();
    std::map<std::pair<QByteArray, quint64>, EntryId> byCounter;
    for (const LogLine& line : m_log.lines) {
        if (line.device == device.id())
            byCounter[{line.incarnation, line.ctr}] = line.id;
    }
    qint64 acknowledged = 0;
    for (const OwnEntry& own : ownEntries(device)) {
        const auto counted = byCounter.find({own.incarnation, quint64(own.ctr)});
        if (counted != byCounter.end() && counted->second != own.id)
            note(m_tally.doubled, false, "counter of two entries: " + own.id.toHex());
        if (!own.acknowledged)
            continue;
        ++acknowledged;
        const auto logged = m_byId.find(own.id);
        if (logged == m_byId.end())
            note(m_tally.lost, false, "acknowledged, not in the log: " + own.id.toHex());
        else if (logged->second.state == 0 && quint64(own.seq) != logged->second.seq)
            note(m_tally.untrue, false, "at another place in the log: " + own.id.toHex());
    }
    return acknowledged;
}

void SyncOracle::checkEverythingSent(ClientDevice& device)
{
    const auto own = ownEntries(device);
    const qint64 acknowledged = checkAcknowledged(device);
    note(m_tally.untrue, acknowledged == qint64(own.size()),
        QByteArray::number(qint64(own.size()) - acknowledged) + " entries still wait");
    quint64 last = 0;
    for (const OwnEntry& entry : own) {
        const auto logged = m_byId.find(entry.id);
        if (logged == m_byId.end()) {
            note(m_tally.lost, false, "never came: " + entry.id.toHex());
            continue;
        }
        // A new incarnation sends again from where the server was put back to: order holds within.
        if (logged->second.incarnation == entry.incarnation)
            note(m_tally.untrue, logged->second.seq > last, "out of order: " + entry.id.toHex());
        last = std::max(last, logged->second.seq);
    }
}

void SyncOracle::checkSame(ClientDevice& device, ClientDevice& other, PatientId patient)
{
    const auto aggregate = patient.as<AggregateId>();
    const auto here = store::EntryStore(device.store->connection()).ofAggregate(aggregate);
    const auto there = store::EntryStore(other.store->connection()).ofAggregate(aggregate);
    if (!here || !there)
        qFatal("entries about a patient");
    std::map<EntryId, qint64> places;
    for (const store::EntryRow& row : *here)
        places[row.id] = row.seq.value_or(0);
    note(m_tally.doubled, places.size() == here->size(), "an entry is held twice");
    std::map<EntryId, qint64> otherPlaces;
    for (const store::EntryRow& row : *there)
        otherPlaces[row.id] = row.seq.value_or(0);
    note(m_tally.lost, here->size() == there->size(),
        "one device has " + QByteArray::number(qint64(here->size())) + " entries, another "
            + QByteArray::number(qint64(there->size())));
    note(m_tally.untrue, here->size() != there->size() || places == otherPlaces,
        "two devices have another order");
    const auto rows = foldedRows(device.store->connection(), aggregate);
    const auto otherRows = foldedRows(other.store->connection(), aggregate);
    if (!rows || !otherRows)
        qFatal("rows about a patient");
    note(m_tally.untrue, *rows == *otherRows, "two devices show other rows");
}

} // namespace doorstep::test
