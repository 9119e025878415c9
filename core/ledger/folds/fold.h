#pragma once

#include "core/ledger/ledger_entry.h"

#include <memory>
#include <utility>

namespace doorstep::ledger {

class HoldBook;
class RowWriter;
class SharedState;

/// Who, where and in which place of the order: what rows say about an entry beside its fields.
struct EntryMeta {
    EntryId id;
    DeviceId device;
    StaffId staff;
    Instant wall;
    ActId act;
    quint64 place = 0; ///< position in fold order, rising
};

enum class Applied {
    Yes,
    OtherKind, ///< not one of this fold's kinds
    Malformed ///< its kind, but the fields do not read or are of a newer schema
};

/// Typed fields with their entry.
template <typename KindType> struct Fact {
    EntryMeta meta;
    KindType fields;
};

/// One aggregate's state. apply() is called in fold order and must not depend on anything else:
/// that is what makes continuing a fold equal to starting again. rows() may look at everything.
class Fold {
public:
    virtual ~Fold() = default;
    [[nodiscard]] virtual Applied apply(const LedgerEntry& entry, const EntryMeta& meta) = 0;
    virtual void writeRows(
        AggregateId aggregate, const SharedState& shared, RowWriter& rows) const = 0;
    [[nodiscard]] virtual std::unique_ptr<Fold> clone() const = 0;
};

/// Appends the entry to `facts` when it is of that kind.
template <typename KindType>
[[nodiscard]] Applied applyFact(
    const LedgerEntry& entry, const EntryMeta& meta, std::vector<Fact<KindType>>& facts)
{
    if (entry.payload.kind != QLatin1StringView(KindType::Kind.name))
        return Applied::OtherKind;
    auto fields = fieldsOf<KindType>(entry.payload);
    if (!fields)
        return Applied::Malformed;
    facts.push_back({meta, std::move(*fields)});
    return Applied::Yes;
}

/// Tries each list of facts in turn.
template <typename... KindType>
[[nodiscard]] Applied applyFacts(
    const LedgerEntry& entry, const EntryMeta& meta, std::vector<Fact<KindType>>&... facts)
{
    Applied applied = Applied::OtherKind;
    ((applied == Applied::OtherKind ? void(applied = applyFact(entry, meta, facts)) : void()), ...);
    return applied;
}

} // namespace doorstep::ledger
