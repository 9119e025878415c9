#include "core/ledger/act.h"

namespace doorstep::ledger {

Act::Act(IdMint& mint)
    : m_mint(mint)
    , m_id(mint.next<ActId>())
{
}

EntryId Act::addPayload(
    ScopeId scope, entry::EntryClass entryClass, entry::KeyClass keyClass, Payload payload)
{
    const auto id = m_mint.next<EntryId>();
    m_drafts.push_back({id, scope, entryClass, keyClass, std::move(payload)});
    return id;
}

void Act::nameBasis(const HeadOf& headOf)
{
    std::map<std::pair<AggregateId, QString>, EntryId> written;
    for (Draft& draft : m_drafts) {
        const KindDescriptor* kind = findKind(draft.payload.kind);
        if (kind == nullptr)
            continue;
        QStringList fields;
        if (kind->spec.mergesByField)
            fields = statedFields(*kind->fields, draft.payload.fields);
        for (const char* observed : kind->spec.observes)
            if (observed != nullptr)
                fields.append(QString::fromLatin1(observed));
        for (const QString& field : std::as_const(fields)) {
            const auto own = written.find({draft.payload.aggregate, field});
            const EntryId head
                = own != written.end() ? own->second : headOf(draft.payload.aggregate, field);
            if (!head.isNull())
                draft.payload.basis[field] = head;
        }
        for (const QString& field : std::as_const(fields))
            if (kind->spec.mergesByField || field == QLatin1StringView(kind->spec.becomesHeadOf))
                written[{draft.payload.aggregate, field}] = draft.id;
    }
}

entry::KeyClass Act::keyClassOf(AggregateKind kind)
{
    switch (kind) {
    case AggregateKind::Import:
    case AggregateKind::Mapping:
    case AggregateKind::Export:
        return entry::KeyClass::Desk;
    case AggregateKind::Audit: // tablets write it and have no desk key; only desks are sent it
    case AggregateKind::Unknown:
    case AggregateKind::Patient:
    case AggregateKind::Round:
    case AggregateKind::Visit:
    case AggregateKind::Box:
    case AggregateKind::Batch:
    case AggregateKind::Authority:
    case AggregateKind::Person:
    case AggregateKind::Practice:
    case AggregateKind::Any:
        return entry::KeyClass::Care;
    }
    return entry::KeyClass::Care;
}

} // namespace doorstep::ledger
