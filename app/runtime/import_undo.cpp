#include "app/runtime/import_undo.h"

#include "core/domain/patient_rules.h"
#include "core/ledger/kinds/desk_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/kinds/shared_kinds.h"
#include "core/ledger/payload.h"
#include "core/store/authority_store.h"
#include "core/store/desk_store.h"
#include "core/store/entry_store.h"
#include "core/store/patient_store.h"
#include "core/store/visit_store.h"

#include <QSet>
#include <algorithm>

namespace doorstep::app {

namespace import_undo {

using store::EntryRow;
using Entries = std::vector<EntryRow>;

/// In the practice's order; own entries that are not in it yet come after it, as they were made:
/// never by a clock, which a person may set back.
bool isAfter(const EntryRow& entry, const EntryRow& imported)
{
    if (entry.seq && imported.seq)
        return *entry.seq > *imported.seq;
    if (entry.seq || imported.seq)
        return !entry.seq;
    return entry.row > imported.row;
}

template <typename KindType> bool isOf(const EntryRow& entry)
{
    return entry.kind == KindType::Kind.name;
}

QList<EntryId> namedBy(const EntryRow& marker)
{
    const auto payload = ledger::decodePayload(marker.payload);
    if (!payload)
        return {};
    const auto fields = ledger::fieldsOf<ledger::EnteredInError>(*payload);
    return fields ? fields->entries : QList<EntryId>();
}

/// One patient's entries, seen from one import.
class Record {
public:
    Record(const Entries& entries, ActId act, const QSet<ActId>& imports)
        : m_entries(entries)
        , m_act(act)
    {
        QSet<EntryId> imported;
        for (const EntryRow& entry : entries)
            if (imports.contains(entry.act))
                imported.insert(entry.id);
        for (const EntryRow& entry : entries) {
            if (!isOf<ledger::EnteredInError>(entry))
                continue;
            const auto named = namedBy(entry);
            const bool onlyImported = !named.isEmpty()
                && std::all_of(
                    named.begin(), named.end(), [&](EntryId id) { return imported.contains(id); });
            if (!onlyImported)
                continue;
            m_takenBack.insert(entry.id);
            for (const EntryId& id : named)
                m_takenBack.insert(id);
        }
    }

    [[nodiscard]] ImportedPatient imported() const
    {
        ImportedPatient patient;
        for (const EntryRow& entry : m_entries) {
            if (entry.act != m_act || m_takenBack.contains(entry.id))
                continue;
            patient.patient = entry.aggregate.as<PatientId>();
            patient.entries.append(entry.id);
            patient.hasAlerts |= isOf<ledger::AlertAdded>(entry);
        }
        return patient;
    }

    /// What another import wrote and its undo took back was not recorded by anybody, nor is what
    /// checks found. What cannot be read may be anything.
    [[nodiscard]] bool hasSomethingSince() const
    {
        const auto first = std::find_if(m_entries.begin(), m_entries.end(),
            [this](const EntryRow& entry) { return entry.act == m_act; });
        return std::any_of(m_entries.begin(), m_entries.end(), [&](const EntryRow& entry) {
            return entry.act != m_act && !m_takenBack.contains(entry.id)
                && !isOf<ledger::HoldRaised>(entry) && isAfter(entry, *first);
        });
    }

private:
    const Entries& m_entries;
    ActId m_act;
    QSet<EntryId> m_takenBack; ///< entries of imports, and what took them back
};

Result<bool> hasEntrySince(
    store::Connection& connection, AggregateId aggregate, const EntryRow& imported)
{
    DOORSTEP_TRY(entries, store::EntryStore(connection).ofAggregate(aggregate));
    return std::any_of(entries.begin(), entries.end(),
        [&](const EntryRow& entry) { return isAfter(entry, imported); });
}

/// Visits and directions are aggregates of their own. A cancelled visit counts: a tablet may have
/// been there already. A record that is joined with another stays findable from it.
Result<bool> isPlannedSince(
    store::Connection& connection, PatientId patient, const EntryRow& imported)
{
    DOORSTEP_TRY(joined, store::PatientStore(connection).sameAs(patient));
    if (!joined.empty())
        return true;
    DOORSTEP_TRY(visits, store::VisitStore(connection).ofPatient(patient));
    for (const auto& visit : visits) {
        DOORSTEP_TRY(since, hasEntrySince(connection, visit.visit.as<AggregateId>(), imported));
        if (since)
            return true;
    }
    DOORSTEP_TRY(directions, store::AuthorityStore(connection).naming(patient));
    for (const auto& direction : directions) {
        DOORSTEP_TRY(
            since, hasEntrySince(connection, direction.authority.as<AggregateId>(), imported));
        if (since)
            return true;
    }
    return false;
}

} // namespace import_undo

Result<std::vector<ImportedPatient>> importedPatients(
    store::Connection& connection, ImportId import)
{
    DOORSTEP_TRY(imports, store::DeskStore(connection).imports());
    QSet<ActId> acts;
    ActId wanted;
    for (const auto& row : imports) {
        acts.insert(row.act);
        if (row.importId == import)
            wanted = row.act;
    }
    if (wanted.isNull())
        return Error{ErrorCode::NotFound, "import"};
    store::EntryStore entries(connection);
    DOORSTEP_TRY(written, entries.ofAct(wanted));
    std::vector<ImportedPatient> patients;
    QSet<AggregateId> seen{import.as<AggregateId>()};
    for (const store::EntryRow& first : written) {
        if (seen.contains(first.aggregate))
            continue;
        seen.insert(first.aggregate);
        DOORSTEP_TRY(all, entries.ofAggregate(first.aggregate));
        const import_undo::Record record(all, wanted, acts);
        ImportedPatient patient = record.imported();
        if (patient.entries.isEmpty())
            continue;
        patient.recordedSince = record.hasSomethingSince();
        if (!patient.recordedSince) {
            DOORSTEP_TRY(planned, import_undo::isPlannedSince(connection, patient.patient, first));
            patient.recordedSince = planned;
        }
        patients.push_back(std::move(patient));
    }
    return patients;
}

Result<ImportUndo> undoImportAct(IdMint& mint, const PracticeScope& scopes, ImportId import,
    const std::vector<ImportedPatient>& patients, domain::Role role, const QString& reason)
{
    if (reason.trimmed().isEmpty())
        return Error{ErrorCode::InvalidInput, "reason"};
    ImportUndo undo;
    ledger::Act act(mint);
    for (const ImportedPatient& patient : patients) {
        if (patient.recordedSince) {
            ++undo.recordedSince;
        } else if (patient.hasAlerts && !domain::mayRemoveAlerts(role)) {
            ++undo.alertsStay;
        } else {
            ++undo.takenBack;
            act.add(patient.patient.as<ScopeId>(), patient.patient.as<AggregateId>(),
                ledger::EnteredInError{.entries = patient.entries, .reason = reason.trimmed()});
        }
    }
    const bool leftWhole = undo.takenBack == 0 && !patients.empty();
    if (undo.alertsStay == 0 && !leftWhole)
        act.add(scopes.desk, import.as<AggregateId>(),
            ledger::ImportUndone{.reason = reason.trimmed()});
    if (!act.drafts().empty())
        undo.act.emplace(std::move(act));
    return undo;
}

} // namespace doorstep::app
