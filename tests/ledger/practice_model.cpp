#include "tests/ledger/practice_model.h"

#include "core/domain/desk_rows.h"

#include <algorithm>

namespace doorstep::test {

using ledger::LedgerEntry;
using ledger::Projection;

void ModelServer::place(Line& line)
{
    line.held = false;
    line.entry.seq = ++m_seq;
    m_order[m_seq] = line.entry.id;
}

void ModelServer::push(const LedgerEntry& entry, bool hold)
{
    if (m_lines.contains(entry.id) || m_rejected.contains(entry.id))
        return;
    m_arrivedAt[entry.id] = m_seq;
    Line& line = m_lines[entry.id];
    line.entry = entry;
    line.entry.seq.reset();
    line.held = hold;
    if (!hold)
        place(line);
}

bool ModelServer::release(EntryId id)
{
    const auto found = m_lines.find(id);
    if (found == m_lines.end() || !found->second.held)
        return false;
    place(found->second);
    return true;
}

bool ModelServer::reject(EntryId id)
{
    const auto found = m_lines.find(id);
    if (found == m_lines.end() || !found->second.held)
        return false;
    m_lines.erase(found);
    m_rejected.insert(id);
    return true;
}

std::vector<LedgerEntry> ModelServer::page(ScopeId scope, quint64 above, std::size_t count) const
{
    std::vector<LedgerEntry> entries;
    for (auto it = m_order.upper_bound(above); it != m_order.end() && entries.size() < count; ++it)
        if (const LedgerEntry& entry = m_lines.at(it->second).entry; entry.scope == scope)
            entries.push_back(entry);
    return entries;
}

std::vector<EntryId> ModelServer::heldIds() const
{
    std::vector<EntryId> ids;
    for (const auto& [id, line] : m_lines)
        if (line.held)
            ids.push_back(id);
    return ids;
}

std::optional<quint64> ModelServer::sequenceOf(EntryId id) const
{
    const auto found = m_lines.find(id);
    return found == m_lines.end() ? std::nullopt : found->second.entry.seq;
}

void ModelServer::restoreTo(quint64 seq)
{
    std::erase_if(m_order, [seq](const auto& place) { return place.first > seq; });
    std::erase_if(m_lines, [&](const auto& item) {
        const bool arrivedLater = m_arrivedAt.at(item.first) >= seq;
        const bool isPlaced = item.second.entry.seq && *item.second.entry.seq <= seq;
        return arrivedLater && !isPlaced;
    });
    for (auto& [id, line] : m_lines) {
        if (!line.entry.seq || *line.entry.seq <= seq)
            continue;
        line.entry.seq.reset(); // arrived before the copy, released after it: held again
        line.held = true;
    }
    m_seq = seq;
}

EntryId ModelDevice::saveAct(ledger::Act& act)
{
    act.nameBasis([this](AggregateId aggregate, const QString& field) {
        for (const auto& head : ledger::rowsOf<domain::FieldHeadRow>(rows(aggregate)))
            if (head.field == field)
                return head.entry;
        return EntryId();
    });
    EntryId last;
    for (const ledger::Draft& draft : act.drafts()) {
        LedgerEntry entry = m_author.fromPayload(draft.payload);
        entry.id = last = draft.id;
        entry.scope = draft.scope;
        m_entries[entry.id] = entry;
        m_outbox.push_back(entry.id);
    }
    return last;
}

std::vector<ScopeId> ModelDevice::scopes() const
{
    std::vector<ScopeId> scopes;
    for (const auto& [scope, mark] : m_lowWater)
        scopes.push_back(scope);
    return scopes;
}

void ModelDevice::pushSome(
    ModelServer& server, std::size_t count, const std::function<bool()>& isHeld)
{
    while (count-- > 0 && !m_outbox.empty()) {
        const EntryId id = m_outbox.front();
        m_outbox.erase(m_outbox.begin());
        server.push(m_entries.at(id), isHeld());
        if (const auto seq = server.sequenceOf(id))
            acknowledge(id, *seq);
    }
}

void ModelDevice::acknowledge(EntryId id, quint64 seq)
{
    LedgerEntry& entry = m_entries.at(id);
    entry.seq = seq;
    m_folds.erase(entry.payload.aggregate); // others' entries below it may not be here yet
}

void ModelDevice::pull(const ModelServer& server, ScopeId scope, std::size_t count)
{
    auto page = server.page(scope, m_lowWater.at(scope), count);
    if (page.empty())
        return;
    m_lowWater[scope] = *page.back().seq;
    receive(std::move(page));
}

void ModelDevice::receive(std::vector<LedgerEntry> page)
{
    std::map<AggregateId, std::vector<LedgerEntry>> fresh;
    for (LedgerEntry& entry : page) {
        const auto known = m_entries.find(entry.id);
        if (known == m_entries.end() || known->second.seq != entry.seq)
            fresh[entry.payload.aggregate].push_back(entry);
        m_entries[entry.id] = std::move(entry);
    }
    for (auto& [aggregate, entries] : fresh) {
        const auto fold = m_folds.find(aggregate);
        if (fold != m_folds.end() && !fold->second.append(std::move(entries)))
            m_folds.erase(fold);
    }
}

bool ModelDevice::isBehind(const ModelServer& server) const
{
    return std::any_of(m_lowWater.begin(), m_lowWater.end(),
        [&server](const auto& mark) { return !server.page(mark.first, mark.second, 1).empty(); });
}

void ModelDevice::serverWasRestored(const ModelServer& server)
{
    m_folds.clear();
    m_outbox.clear();
    std::vector<LedgerEntry*> own;
    for (auto& [id, entry] : m_entries) {
        if (server.sequenceOf(id) != entry.seq)
            entry.seq.reset();
        if (!entry.seq && !server.has(id) && entry.device == m_author.device())
            own.push_back(&entry);
    }
    std::sort(own.begin(), own.end(),
        [](const LedgerEntry* a, const LedgerEntry* b) { return a->ctr < b->ctr; });
    for (const LedgerEntry* entry : own)
        m_outbox.push_back(entry->id);
    for (auto& [scope, mark] : m_lowWater)
        mark = std::min(mark, server.lastSequence());
}

void ModelDevice::ownRejected(EntryId id)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end())
        return;
    m_folds.erase(found->second.payload.aggregate);
    m_entries.erase(found);
}

std::vector<LedgerEntry> ModelDevice::entriesOf(AggregateId aggregate, bool isOrdered) const
{
    std::vector<LedgerEntry> entries;
    for (const auto& [id, entry] : m_entries)
        if (entry.payload.aggregate == aggregate && entry.seq.has_value() == isOrdered)
            entries.push_back(entry);
    return entries;
}

Projection ModelDevice::rows(AggregateId aggregate) const
{
    auto fold = m_folds.find(aggregate);
    if (fold == m_folds.end()) {
        fold = m_folds.emplace(aggregate, ledger::AggregateFold(aggregate)).first;
        const bool applied = fold->second.append(entriesOf(aggregate, true));
        Q_ASSERT(applied);
        Q_UNUSED(applied)
    }
    return fold->second.project(entriesOf(aggregate, false));
}

Projection ModelDevice::rowsAfresh(AggregateId aggregate, std::mt19937_64& random) const
{
    auto entries = entriesOf(aggregate, true);
    const auto overlay = entriesOf(aggregate, false);
    entries.insert(entries.end(), overlay.begin(), overlay.end());
    std::shuffle(entries.begin(), entries.end(), random);
    return ledger::project(aggregate, std::move(entries));
}

std::vector<AggregateId> ModelDevice::aggregates() const
{
    std::set<AggregateId> ids;
    for (const auto& [id, entry] : m_entries)
        ids.insert(entry.payload.aggregate);
    return {ids.begin(), ids.end()};
}

QString rowText(const Projection& projection)
{
    QString text;
    for (const ledger::RowSet& set : projection.rowSets) {
        for (const QVariantList& row : set.rows) {
            text += QString::fromLatin1(set.table->name);
            for (qsizetype i = 0; i < row.size(); ++i)
                if (!row[i].isNull())
                    text += QStringLiteral(" %1=%2").arg(
                        QString::fromLatin1(set.table->columns[std::size_t(i)].name),
                        row[i].metaType() == QMetaType::fromType<QByteArray>()
                            ? QString::fromLatin1(row[i].toByteArray().toHex().right(6))
                            : row[i].toString());
            text += u'\n';
        }
    }
    return text;
}

} // namespace doorstep::test
