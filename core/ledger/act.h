#pragma once

#include "core/ledger/payload.h"

#include <functional>
#include <vector>

namespace doorstep::ledger {

/// An entry to be: the store adds practice, device, staff, epoch and wall time, then seals and
/// signs.
struct Draft {
    EntryId id;
    ScopeId scope;
    entry::EntryClass entryClass = entry::EntryClass::Record;
    entry::KeyClass keyClass = entry::KeyClass::Care;
    Payload payload;
};

/// Everything one Save writes: several drafts with one act id, committed together or not at all.
class Act {
public:
    explicit Act(IdMint& mint);

    [[nodiscard]] ActId id() const { return m_id; }
    [[nodiscard]] const std::vector<Draft>& drafts() const { return m_drafts; }

    /// The id is final at once, so a later draft of the same act may name it. For kinds of
    /// AggregateKind::Any on a desk aggregate pass KeyClass::Desk.
    template <typename KindType>
    EntryId add(ScopeId scope, AggregateId aggregate, const KindType& fields,
        entry::KeyClass keyClass = keyClassOf(KindType::Kind.aggregate))
    {
        return addPayload(
            scope, KindType::Kind.entryClass, keyClass, makePayload(aggregate, m_id, fields));
    }

    /// A grant, certificate, wrapped key or other unsealed payload (entry::encodeClear).
    EntryId addClear(ScopeId scope, entry::EntryClass entryClass, Payload payload)
    {
        payload.act = m_id;
        return addPayload(scope, entryClass, entry::KeyClass::None, std::move(payload));
    }

    /// The head of a field as the writer sees it now; a null id when nobody wrote it yet.
    using HeadOf = std::function<EntryId(AggregateId, const QString& field)>;
    /// Names the basis of every stated field of merging kinds, and of observed fields (KindSpec).
    /// Drafts of this act count: a second draft for a field builds on the first. Call once, before
    /// saving, with the fieldHead table behind `headOf`.
    void nameBasis(const HeadOf& headOf);

    /// Desk for imports, mappings, exports and audit; Care for the rest.
    [[nodiscard]] static entry::KeyClass keyClassOf(AggregateKind kind);

private:
    EntryId addPayload(
        ScopeId scope, entry::EntryClass entryClass, entry::KeyClass keyClass, Payload payload);

    IdMint& m_mint;
    ActId m_id;
    std::vector<Draft> m_drafts;
};

} // namespace doorstep::ledger
