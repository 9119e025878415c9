#include "app/runtime/check_reads.h"

#include "core/domain/hold_rules.h"
#include "core/ledger/projector.h"
#include "core/store/authority_store.h"
#include "core/store/batch_store.h"
#include "core/store/box_store.h"
#include "core/store/care_store.h"
#include "core/store/entry_store.h"
#include "core/store/hold_store.h"
#include "core/store/patient_store.h"
#include "core/store/person_store.h"

#include <QSet>
#include <algorithm>

namespace doorstep::app {

namespace check_reads {

using domain::Finding;
using domain::PatientRow;
using domain::VaccinationRow;
using store::Connection;
using store::EntryRow;

void append(std::vector<Finding>& to, std::vector<Finding>&& more)
{
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// The first entry of a record names it in a hold: it stays the same whatever is recorded later.
Result<domain::PatientIdentity> identityOf(Connection& connection, const PatientRow& patient)
{
    DOORSTEP_TRY(first, store::EntryStore(connection).firstOf(patient.patient.as<AggregateId>()));
    return domain::PatientIdentity{patient, first};
}

Result<std::vector<Finding>> findDuplicates(Connection& connection, const PatientRow& patient)
{
    store::PatientStore patients(connection);
    std::vector<PatientRow> others;
    if (!patient.nhsNumber.isEmpty()) {
        DOORSTEP_TRY(same, patients.byNhsNumber(patient.nhsNumber));
        others = std::move(same);
    }
    if (patient.born.isValid()) {
        DOORSTEP_TRY(same, patients.born(patient.born));
        others.insert(others.end(), same.begin(), same.end());
    }
    std::vector<Finding> found;
    QSet<PatientId> seen{patient.patient};
    for (const PatientRow& other : others) {
        if (seen.contains(other.patient))
            continue;
        seen.insert(other.patient);
        // Pair by pair: a birthday that many share would be compared with itself again and again.
        if (domain::findDuplicatePatients({{patient, {}}, {other, {}}}).empty())
            continue;
        DOORSTEP_TRY(one, identityOf(connection, patient));
        DOORSTEP_TRY(two, identityOf(connection, other));
        append(found, domain::findDuplicatePatients({one, two}));
    }
    return found;
}

Result<std::vector<Finding>> findDoubles(
    Connection& connection, PatientId patient, const std::vector<VaccinationRow>& given)
{
    DOORSTEP_TRY(others, store::PatientStore(connection).sameAs(patient));
    std::vector<Finding> found;
    for (const PatientRow& other : others) {
        DOORSTEP_TRY(theirs, store::CareStore(connection).vaccinations(other.patient));
        append(found, domain::findDoublesAcross(given, theirs));
    }
    return found;
}

Result<domain::AuthorityFile> fileOf(Connection& connection, const domain::AuthorityRow& row)
{
    store::AuthorityStore store(connection);
    DOORSTEP_TRY(signatures, store.signatures(row.authority));
    DOORSTEP_TRY(patients, store.patients(row.authority));
    return domain::AuthorityFile{row, std::move(signatures), std::move(patients)};
}

/// The authority as it stood in the practice's order when the dose was recorded: a direction that
/// is withdrawn or reissued later does not uncover the doses before.
Result<domain::AuthorityFile> fileWhen(
    Connection& connection, AuthorityId authority, const EntryRow& dose)
{
    DOORSTEP_TRY(entries, store::EntryStore(connection).ofAggregate(authority.as<AggregateId>()));
    std::vector<ledger::LedgerEntry> before;
    for (const EntryRow& entry : entries) {
        const bool isLater = dose.seq && (!entry.seq || *entry.seq > *dose.seq);
        const auto payload = ledger::decodePayload(entry.payload);
        if (isLater || !payload)
            continue;
        ledger::LedgerEntry folded{entry.id, entry.device, entry.staff, entry.scope, entry.wall,
            std::nullopt, before.size() + 1, *payload};
        if (entry.seq)
            folded.seq = static_cast<quint64>(*entry.seq);
        before.push_back(std::move(folded));
    }
    const auto then = ledger::project(authority.as<AggregateId>(), std::move(before));
    const auto rows = ledger::rowsOf<domain::AuthorityRow>(then);
    return domain::AuthorityFile{rows.empty() ? domain::AuthorityRow() : rows.front(),
        ledger::rowsOf<domain::AuthoritySignatureRow>(then),
        ledger::rowsOf<domain::AuthorityPatientRow>(then)};
}

Result<std::vector<Finding>> findUncovered(Connection& connection, const VaccinationRow& dose)
{
    DOORSTEP_TRY(people, store::PersonStore(connection).all());
    DOORSTEP_TRY(row, store::AuthorityStore(connection).find(dose.authority));
    if (!row)
        return domain::findUncoveredDoses({dose}, {}, people);
    DOORSTEP_TRY(now, fileOf(connection, *row));
    if (domain::findUncoveredDoses({dose}, {now}, people).empty())
        return std::vector<Finding>();
    DOORSTEP_TRY(entry, store::EntryStore(connection).find(dose.entry));
    if (!entry)
        return std::vector<Finding>();
    DOORSTEP_TRY(then, fileWhen(connection, dose.authority, *entry));
    if (then.authority.authority.isNull())
        return std::vector<Finding>(); // it came here after the dose
    return domain::findUncoveredDoses({dose}, {then}, people);
}

/// The movement of a dose is in the same act. While its device has written nothing after that act
/// here, the rest of it may still be on its way.
Result<bool> mayMissStock(Connection& connection, EntryId dose)
{
    store::EntryStore entries(connection);
    DOORSTEP_TRY(entry, entries.find(dose));
    if (!entry || entry->own || !entry->seq)
        return false;
    DOORSTEP_TRY(later, entries.hasLaterAct(*entry));
    return !later;
}

Status checkDose(Connection& connection, const VaccinationRow& dose, CheckedPatient& checked)
{
    std::vector<domain::BatchRow> batches;
    DOORSTEP_TRY(batch, store::BatchStore(connection).find(dose.batch));
    if (batch)
        batches.push_back(*batch);
    append(checked.findings, domain::findBadBatches({dose}, batches));
    DOORSTEP_TRY(uncovered, findUncovered(connection, dose));
    append(checked.findings, std::move(uncovered));
    store::BoxStore boxes(connection);
    DOORSTEP_TRY(movements, boxes.movementsOf(dose.entry));
    DOORSTEP_TRY(earlier, boxes.movementsOf(dose.supersedes));
    movements.insert(movements.end(), earlier.begin(), earlier.end());
    auto missing = domain::findDosesWithoutStock({dose}, movements);
    if (missing.empty())
        return {};
    DOORSTEP_TRY(waits, mayMissStock(connection, dose.entry));
    if (waits)
        checked.isOpen = true;
    else
        append(checked.findings, std::move(missing));
    return {};
}

/// Leaves out what was raised already, by whichever device, and what was decided.
Status keepNew(Connection& connection, std::vector<Finding>& findings)
{
    QHash<AggregateId, QSet<HoldId>> known;
    std::vector<Finding> fresh;
    for (Finding& finding : findings) {
        if (!known.contains(finding.aggregate)) {
            DOORSTEP_TRY(holds, store::HoldStore(connection).ofAggregate(finding.aggregate));
            QSet<HoldId>& ids = known[finding.aggregate];
            for (const auto& hold : holds)
                ids.insert(hold.hold);
        }
        const HoldId id = domain::hold_rules::holdId(finding.rule, finding.entries);
        if (known[finding.aggregate].contains(id))
            continue;
        known[finding.aggregate].insert(id);
        fresh.push_back(std::move(finding));
    }
    findings = std::move(fresh);
    return {};
}

} // namespace check_reads

Result<CheckedPatient> checkPatient(store::Connection& connection, PatientId patient)
{
    using namespace check_reads;
    CheckedPatient checked;
    DOORSTEP_TRY(row, store::PatientStore(connection).find(patient));
    if (!row)
        return checked;
    DOORSTEP_TRY(duplicates, findDuplicates(connection, *row));
    append(checked.findings, std::move(duplicates));
    DOORSTEP_TRY(given, store::CareStore(connection).vaccinations(patient));
    if (!given.empty()) {
        DOORSTEP_TRY(doubles, findDoubles(connection, patient, given));
        append(checked.findings, std::move(doubles));
    }
    for (const VaccinationRow& dose : given)
        if (domain::isOurGivenDose(dose))
            DOORSTEP_CHECK(checkDose(connection, dose, checked));
    DOORSTEP_CHECK(keepNew(connection, checked.findings));
    return checked;
}

Result<std::vector<PatientId>> patientsTouchedBy(
    store::Connection& connection, AggregateId aggregate)
{
    std::vector<PatientId> patients;
    DOORSTEP_TRY(patient, store::PatientStore(connection).find(aggregate.as<PatientId>()));
    if (patient) {
        patients.push_back(patient->patient);
        // A join is written in one record and tells of doses in both.
        DOORSTEP_TRY(same, store::PatientStore(connection).sameAs(patient->patient));
        for (const auto& other : same)
            patients.push_back(other.patient);
        return patients;
    }
    DOORSTEP_TRY(given, store::CareStore(connection).vaccinationsFrom(aggregate.as<BatchId>()));
    for (const auto& dose : given)
        patients.push_back(dose.patient);
    return patients;
}

} // namespace doorstep::app
