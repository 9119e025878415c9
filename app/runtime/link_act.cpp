#include "app/runtime/link_act.h"

#include "app/runtime/desk_reads.h"
#include "core/domain/hold_rules.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/kinds/shared_kinds.h"
#include "core/store/entry_store.h"
#include "core/store/patient_store.h"
#include "core/store/scope_store.h"

#include <QSet>

namespace doorstep::app {

namespace linking {

Result<PatientId> patientOf(store::Connection& connection, EntryId entry)
{
    DOORSTEP_TRY(row, store::EntryStore(connection).find(entry));
    if (!row)
        return Error{ErrorCode::NotFound, "entry"};
    DOORSTEP_TRY(patient, store::PatientStore(connection).find(row->aggregate.as<PatientId>()));
    if (!patient)
        return Error{ErrorCode::InvalidInput, "chosen"};
    return patient->patient;
}

/// Whoever reads one of these records now reads the others for the same time.
Result<std::optional<ledger::Act>> grantsFor(
    store::Connection& connection, IdMint& mint, const QSet<PatientId>& records, Instant now)
{
    DOORSTEP_TRY(scopes, readScopes(connection));
    store::ScopeStore store(connection);
    ledger::Act act(mint);
    for (const PatientId& record : records) {
        DOORSTEP_TRY(readers, store.readers(record.as<ScopeId>(), now));
        for (const PatientId& other : records) {
            if (other == record)
                continue;
            for (const auto& reader : readers)
                DOORSTEP_CHECK(addClear(act, scopes.practice,
                    entry::ScopeGranted{
                        reader.device, other.as<ScopeId>(), reader.from, reader.to}));
        }
    }
    if (act.drafts().empty())
        return std::optional<ledger::Act>();
    return std::optional(std::move(act));
}

} // namespace linking

Result<std::shared_ptr<JoinActs>> joinPatientsAct(
    store::Connection& connection, IdMint& mint, const HoldDecision& decision, Instant now)
{
    DOORSTEP_TRY(act, closeHoldAct(mint, decision));
    DOORSTEP_TRY(used, linking::patientOf(connection, decision.chosen));
    QSet<PatientId> records{used};
    for (const EntryId& entry : decision.entries) {
        DOORSTEP_TRY(patient, linking::patientOf(connection, entry));
        records.insert(patient);
        if (patient != used)
            act.add(patient.as<ScopeId>(), patient.as<AggregateId>(),
                ledger::PatientLinked{.other = used, .reason = decision.decision.trimmed()});
    }
    DOORSTEP_TRY(grants, linking::grantsFor(connection, mint, records, now));
    return std::make_shared<JoinActs>(JoinActs{std::move(act), std::move(grants)});
}

Result<std::shared_ptr<ledger::Act>> takeApartAct(
    store::Connection& connection, IdMint& mint, PatientId patient, domain::Role by)
{
    namespace rules = domain::hold_rules;
    if (!rules::mayDecide(rules::ownerOf(rules::DuplicatePatient), by))
        return Error{ErrorCode::Refused, "role"};
    store::PatientStore patients(connection);
    DOORSTEP_TRY(own, patients.find(patient));
    DOORSTEP_TRY(records, patients.sameAs(patient));
    if (own)
        records.push_back(*own);
    auto act = std::make_shared<ledger::Act>(mint);
    for (const domain::PatientRow& record : records) {
        if (record.linkedTo.isNull() || (record.patient != patient && record.linkedTo != patient))
            continue; // joined with another of them
        const auto aggregate = record.patient.as<AggregateId>();
        DOORSTEP_TRY(entries, store::EntryStore(connection).ofAggregate(aggregate));
        QList<EntryId> links;
        for (const auto& entry : entries)
            if (entry.kind == ledger::PatientLinked::Kind.name)
                links.append(entry.id);
        act->add(record.patient.as<ScopeId>(), aggregate,
            ledger::EnteredInError{
                .entries = links, .reason = QStringLiteral("Two different people")});
    }
    if (act->drafts().empty())
        return Error{ErrorCode::NotFound, "link"};
    return act;
}

} // namespace doorstep::app
