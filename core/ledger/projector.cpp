#include "core/ledger/projector.h"

#include "core/ledger/folds/box_fold.h"
#include "core/ledger/folds/care_fold.h"
#include "core/ledger/folds/desk_folds.h"
#include "core/ledger/folds/patient_fold.h"
#include "core/ledger/folds/practice_folds.h"
#include "core/ledger/folds/row_writer.h"
#include "core/ledger/folds/visit_fold.h"

namespace doorstep::ledger {
namespace {

using Folds = std::vector<std::unique_ptr<Fold>>;

template <typename... FoldType> Folds makeFolds()
{
    Folds folds;
    (folds.push_back(std::make_unique<FoldType>()), ...);
    return folds;
}

Folds foldsOf(AggregateKind kind)
{
    switch (kind) {
    case AggregateKind::Patient:
        return makeFolds<PatientFold, CareFold, FollowUpFold>();
    case AggregateKind::Round:
        return makeFolds<RoundFold>();
    case AggregateKind::Visit:
        return makeFolds<VisitFold>();
    case AggregateKind::Box:
        return makeFolds<BoxFold>();
    case AggregateKind::Batch:
        return makeFolds<BatchFold>();
    case AggregateKind::Authority:
        return makeFolds<AuthorityFold>();
    case AggregateKind::Person:
        return makeFolds<PersonFold>();
    case AggregateKind::Practice:
        return makeFolds<PracticeFold>();
    case AggregateKind::Import:
        return makeFolds<ImportFold>();
    case AggregateKind::Mapping:
        return makeFolds<MappingFold>();
    case AggregateKind::Export:
        return makeFolds<ExportFold>();
    case AggregateKind::Audit:
        return makeFolds<AuditFold>();
    case AggregateKind::Unknown:
    case AggregateKind::Any:
        return {};
    }
    return {};
}

} // namespace

/// Left fold: everything here is a function of the entries applied so far, in order.
struct AggregateFold::State {
    AggregateId aggregate;
    SharedState shared;
    std::map<AggregateKind, Folds> folds; ///< by the kinds seen; honest aggregates have one
    QSet<EntryId> seen;
    std::vector<EntryId> notUnderstood;
    quint64 foldedSeq = 0;
    quint64 place = 0;

    [[nodiscard]] std::unique_ptr<State> clone() const
    {
        auto copy = std::make_unique<State>();
        copy->aggregate = aggregate;
        copy->shared = shared;
        for (const auto& [kind, list] : folds)
            for (const auto& fold : list)
                copy->folds[kind].push_back(fold->clone());
        copy->seen = seen;
        copy->notUnderstood = notUnderstood;
        copy->foldedSeq = foldedSeq;
        copy->place = place;
        return copy;
    }

    void apply(const LedgerEntry& entry)
    {
        if (seen.contains(entry.id) || entry.payload.aggregate != aggregate)
            return;
        seen.insert(entry.id);
        const EntryMeta meta{
            entry.id, entry.device, entry.staff, entry.wall, entry.payload.act, ++place};
        if (applyTyped(entry, meta) != Applied::Yes)
            notUnderstood.push_back(entry.id);
        if (entry.seq)
            foldedSeq = *entry.seq;
    }

    [[nodiscard]] Applied applyTyped(const LedgerEntry& entry, const EntryMeta& meta)
    {
        const KindDescriptor* kind = findKind(entry.payload.kind);
        if (kind == nullptr)
            return Applied::OtherKind;
        if (kind->spec.aggregate == AggregateKind::Any)
            return shared.apply(entry, meta);
        Folds& list = folds[kind->spec.aggregate];
        if (list.empty())
            list = foldsOf(kind->spec.aggregate);
        Applied applied = Applied::OtherKind;
        for (auto fold = list.begin(); fold != list.end() && applied == Applied::OtherKind; ++fold)
            applied = (*fold)->apply(entry, meta);
        return applied;
    }

    [[nodiscard]] Projection write() const
    {
        Projection projection;
        projection.aggregate = aggregate;
        projection.notUnderstood = notUnderstood;
        projection.foldedSeq = foldedSeq;
        for (const Table& table : tables())
            if (table.aggregate == AggregateKind::Any || folds.contains(table.aggregate))
                projection.rowSets.push_back({&table, {}});
        HoldBook holds(aggregate, shared);
        RowWriter rows(projection, holds);
        for (const auto& [kind, list] : folds)
            for (const auto& fold : list)
                fold->writeRows(aggregate, shared, rows);
        for (const domain::HoldRow& hold : holds.rows())
            rows.add(hold);
        for (const EntryId& entry : notUnderstood)
            rows.add(domain::NotUnderstoodRow{aggregate, entry});
        return projection;
    }
};

AggregateFold::AggregateFold(AggregateId aggregate)
    : m_state(std::make_unique<State>())
{
    m_state->aggregate = aggregate;
}

AggregateFold::~AggregateFold() = default;
AggregateFold::AggregateFold(AggregateFold&&) noexcept = default;
AggregateFold& AggregateFold::operator=(AggregateFold&&) noexcept = default;

bool AggregateFold::append(std::vector<LedgerEntry> entries)
{
    entries = inFoldOrder(std::move(entries));
    for (const LedgerEntry& entry : entries)
        if (!entry.seq || *entry.seq <= m_state->foldedSeq || m_state->seen.contains(entry.id))
            return false;
    for (const LedgerEntry& entry : entries)
        m_state->apply(entry);
    return true;
}

quint64 AggregateFold::foldedSeq() const
{
    return m_state->foldedSeq;
}

Projection AggregateFold::project(std::vector<LedgerEntry> overlay) const
{
    if (overlay.empty())
        return m_state->write();
    const auto state = m_state->clone();
    for (const LedgerEntry& entry : inFoldOrder(std::move(overlay)))
        state->apply(entry);
    return state->write();
}

Projection project(AggregateId aggregate, std::vector<LedgerEntry> entries)
{
    return AggregateFold(aggregate).project(std::move(entries));
}

} // namespace doorstep::ledger
