#include "core/ledger/folds/shared_state.h"

#include "core/base/mutant.h"
#include "core/domain/hold_rules.h"
#include "core/domain/patient_rules.h"

#include <algorithm>

namespace doorstep::ledger {

namespace rules = domain::hold_rules;

namespace {

/// Decisions about decisions never contend again: the smaller id stands.
bool agree(const std::vector<const Fact<HoldClosed>*>& closings)
{
    const HoldClosed& first = closings.front()->fields;
    return first.rule == rules::Decisions
        || std::all_of(closings.begin(), closings.end(),
            [&first](const auto* closing) { return closing->fields.chosen == first.chosen; });
}

} // namespace

Applied SharedState::apply(const LedgerEntry& entry, const EntryMeta& meta)
{
    std::vector<Fact<EnteredInError>> markers;
    const Applied applied = applyFacts(entry, meta, markers, m_raised, m_closed);
    for (const Fact<EnteredInError>& marker : markers) {
        const QString reason = marker.fields.reason.isEmpty() ? QStringLiteral("Entered in error")
                                                              : marker.fields.reason;
        for (const EntryId& named : marker.fields.entries)
            m_markers[named].push_back({meta, reason, marker.fields.role});
    }
    return applied;
}

bool SharedState::isUnmarked(EntryId marker) const
{
    return !m_markers.contains(marker);
}

std::vector<const SharedState::Marker*> SharedState::inForce(EntryId entry) const
{
    std::vector<const Marker*> counting;
    const auto found = m_markers.constFind(entry);
    if (found == m_markers.constEnd())
        return counting;
    for (const Marker& marker : *found) {
        const auto over = m_markers.constFind(marker.meta.id);
        const bool takenBack = over != m_markers.constEnd()
            && std::any_of(over->begin(), over->end(),
                [this](const Marker& second) { return isUnmarked(second.meta.id); });
        if (!takenBack)
            counting.push_back(&marker);
    }
    return counting;
}

std::optional<QString> SharedState::errorReason(EntryId entry) const
{
    const auto markers = inForce(entry);
    return markers.empty() ? std::nullopt : std::optional(markers.front()->reason);
}

std::optional<QString> SharedState::guardedReason(const EntryMeta& fact, HoldBook& holds) const
{
    auto markers = inForce(fact.id);
    for (const Marker* marker : markers)
        if (marker->meta.staff == fact.staff || domain::mayRemoveAlerts(marker->role))
            return marker->reason;
    if (markers.empty())
        return std::nullopt;
    std::sort(markers.begin(), markers.end(),
        [](const Marker* a, const Marker* b) { return a->meta.id < b->meta.id; });
    const auto decided = closings(rules::TakenBack);
    const Marker* open = nullptr;
    for (const Marker* marker : markers) {
        const auto closing = std::find_if(decided.begin(), decided.end(), [&](const auto* each) {
            return each->fields.entries.contains(marker->meta.id)
                && each->fields.entries.contains(fact.id);
        });
        if (closing != decided.end() && (*closing)->fields.chosen == marker->meta.id)
            return marker->reason;
        if (closing == decided.end() && open == nullptr)
            open = marker; // one hold a fact, however many wrote
    }
    if (open != nullptr)
        holds.open(rules::TakenBack, {open->meta.id, fact.id});
    return std::nullopt;
}

/// A role that is not stated counts: entries of before it was.
bool SharedState::mayDecide(const HoldClosed& closing) const
{
    if (closing.role == domain::Role::Unknown)
        return true;
    domain::Role owner = rules::ownerOf(closing.rule);
    const HoldId hold = rules::holdId(closing.rule, closing.entries);
    for (const Fact<HoldRaised>& raised : m_raised)
        if (raised.fields.ownerRole != domain::Role::Unknown
            && rules::holdId(raised.fields.rule, raised.fields.entries) == hold)
            owner = raised.fields.ownerRole;
    return rules::mayDecide(owner, closing.role);
}

SharedState::DecisionsByHold SharedState::decisions() const
{
    DecisionsByHold byHold;
    for (const Fact<HoldClosed>& closing : m_closed)
        if (!isInError(closing.meta.id) && mayDecide(closing.fields))
            byHold[rules::holdId(closing.fields.rule, closing.fields.entries)].push_back(&closing);
    for (auto& [hold, closings] : byHold)
        std::sort(closings.begin(), closings.end(),
            [](const auto* a, const auto* b) { return a->meta.id < b->meta.id; });
    return byHold;
}

SharedState::DecisionsByHold SharedState::contendingDecisions() const
{
    DecisionsByHold byHold = decisions();
    QSet<EntryId> decidedAgainst;
    for (const auto& [hold, closings] : byHold) {
        const HoldClosed& first = closings.front()->fields; // ends here: no decisions about these
        if (first.rule == rules::Decisions && !first.chosen.isNull())
            for (const EntryId& entry : first.entries)
                if (entry != first.chosen)
                    decidedAgainst.insert(entry);
    }
    for (auto& [hold, closings] : byHold) {
        auto left = closings;
        std::erase_if(left, [&decidedAgainst](const Fact<HoldClosed>* closing) {
            return decidedAgainst.contains(closing->meta.id);
        });
        if (!left.empty())
            closings = std::move(left);
    }
    return byHold;
}

std::vector<const Fact<HoldClosed>*> SharedState::closings() const
{
    std::vector<const Fact<HoldClosed>*> inForce;
    for (const auto& [hold, closings] : contendingDecisions())
        if (agree(closings))
            inForce.push_back(closings.front());
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
    addRaised(shared);
    addDecisions(shared);
}

void HoldBook::addRaised(const SharedState& shared)
{
    for (const Fact<HoldRaised>& raised : shared.raised()) {
        const HoldRaised& fields = raised.fields;
        const HoldId hold = rules::holdId(fields.rule, fields.entries);
        const bool isSafety = fields.urgent || rules::isUrgent(fields.rule);
        const bool isMistaken = isSafety ? shared.guardedReason(raised.meta, *this).has_value()
                                         : shared.isInError(raised.meta.id);
        if (isMistaken || m_rows.contains(hold))
            continue; // two devices that found the same raised one hold
        open(fields.rule, fields.entries);
        domain::HoldRow& row = m_rows[hold];
        row.urgent = row.urgent || fields.urgent;
        row.detail = fields.detail;
        row.raisedBy = raised.meta.staff;
        if (fields.ownerRole != domain::Role::Unknown)
            row.ownerRole = fields.ownerRole;
    }
}

void HoldBook::addDecisions(const SharedState& shared)
{
    for (const auto& [hold, closings] : shared.contendingDecisions()) {
        const Fact<HoldClosed>& first = *closings.front();
        open(first.fields.rule, first.fields.entries);
        domain::HoldRow& row = m_rows[hold];
        row.status = domain::HoldStatus::Closed;
        row.chosen = first.fields.chosen;
        row.decision = first.fields.decision;
        row.closedBy = first.meta.staff;
        row.closedAt = first.meta.wall;
        if (agree(closings))
            continue;
        row.chosen = {};
        QList<EntryId> contending;
        for (const Fact<HoldClosed>* closing : closings)
            contending.append(closing->meta.id);
        open(rules::Decisions, contending);
    }
}

void HoldBook::open(QStringView rule, QList<EntryId> entries)
{
    if (mutated(Mutant::HoldForgotten))
        return;
    std::sort(entries.begin(), entries.end());
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    const HoldId hold = rules::holdId(rule, entries);
    if (m_rows.contains(hold))
        return; // decided, or found already
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
