#include "core/ledger/folds/shared_state.h"

#include "core/domain/hold_rules.h"

#include <algorithm>

namespace doorstep::ledger {

namespace rules = domain::hold_rules;

Applied SharedState::apply(const LedgerEntry& entry, const EntryMeta& meta)
{
    std::vector<Fact<EnteredInError>> markers;
    const Applied applied = applyFacts(entry, meta, markers, m_raised, m_closed);
    for (const Fact<EnteredInError>& marker : markers) {
        const QString reason = marker.fields.reason.isEmpty() ? QStringLiteral("Entered in error")
                                                              : marker.fields.reason;
        for (const EntryId& named : marker.fields.entries)
            m_markers[named].push_back({meta, reason});
    }
    return applied;
}

bool SharedState::isUnmarked(EntryId marker) const
{
    return !m_markers.contains(marker);
}

std::optional<QString> SharedState::errorReason(EntryId entry) const
{
    const auto found = m_markers.constFind(entry);
    if (found == m_markers.constEnd())
        return std::nullopt;
    for (const Marker& marker : *found) {
        const auto over = m_markers.constFind(marker.meta.id);
        const bool takenBack = over != m_markers.constEnd()
            && std::any_of(over->begin(), over->end(),
                [this](const Marker& second) { return isUnmarked(second.meta.id); });
        if (!takenBack)
            return marker.reason;
    }
    return std::nullopt;
}

std::vector<const Fact<HoldClosed>*> SharedState::closings() const
{
    std::vector<const Fact<HoldClosed>*> inForce;
    QSet<HoldId> seen;
    for (const Fact<HoldClosed>& closing : m_closed) {
        if (isInError(closing.meta.id))
            continue;
        const HoldId hold = rules::holdId(closing.fields.rule, closing.fields.entries);
        if (seen.contains(hold))
            continue;
        seen.insert(hold);
        inForce.push_back(&closing);
    }
    return inForce;
}

std::vector<const Fact<HoldClosed>*> SharedState::closings(QStringView rule) const
{
    auto inForce = closings();
    std::erase_if(
        inForce, [rule](const Fact<HoldClosed>* closing) { return closing->fields.rule != rule; });
    return inForce;
}

HoldBook::HoldBook(AggregateId aggregate, const SharedState& shared)
    : m_aggregate(aggregate)
{
    for (const Fact<HoldRaised>& raised : shared.raised()) {
        if (shared.isInError(raised.meta.id))
            continue;
        const HoldRaised& fields = raised.fields;
        const HoldId hold = rules::holdId(fields.rule, fields.entries);
        if (m_rows.contains(hold))
            continue; // two devices found the same
        open(fields.rule, fields.entries);
        domain::HoldRow& row = m_rows[hold];
        row.urgent = row.urgent || fields.urgent;
        row.detail = fields.detail;
        row.raisedBy = raised.meta.staff;
        if (fields.ownerRole != domain::Role::Unknown)
            row.ownerRole = fields.ownerRole;
    }
    for (const Fact<HoldClosed>* closing : shared.closings()) {
        const HoldId hold = rules::holdId(closing->fields.rule, closing->fields.entries);
        if (!m_rows.contains(hold))
            open(closing->fields.rule, closing->fields.entries);
        domain::HoldRow& row = m_rows[hold];
        row.status = domain::HoldStatus::Closed;
        row.chosen = closing->fields.chosen;
        row.decision = closing->fields.decision;
        row.closedBy = closing->meta.staff;
        row.closedAt = closing->meta.wall;
    }
}

void HoldBook::open(QStringView rule, QList<EntryId> entries)
{
    std::sort(entries.begin(), entries.end());
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    const HoldId hold = rules::holdId(rule, entries);
    if (m_rows.contains(hold))
        return;
    domain::HoldRow row;
    row.hold = hold;
    row.aggregate = m_aggregate;
    row.rule = rule.toString();
    row.entries = std::move(entries);
    row.status = domain::HoldStatus::Open;
    row.urgent = rules::isUrgent(rule);
    row.ownerRole = rules::ownerOf(rule);
    m_rows.emplace(hold, std::move(row));
}

std::vector<domain::HoldRow> HoldBook::rows() const
{
    std::vector<domain::HoldRow> rows;
    for (const auto& [hold, row] : m_rows)
        rows.push_back(row);
    return rows;
}

} // namespace doorstep::ledger
