#include "app/runtime/desk_reads.h"

#include "core/domain/checks.h"
#include "core/store/authority_store.h"
#include "core/store/care_store.h"
#include "core/store/follow_up_store.h"
#include "core/store/patient_store.h"
#include "core/store/person_store.h"
#include "core/store/visit_store.h"
#include "sync/client/practice_root.h"

#include <QSet>
#include <algorithm>

namespace doorstep::app {

namespace reading {

using store::Connection;

std::optional<domain::PatientRow> firstWithNumber(Connection& connection, const QString& number)
{
    const auto found = store::PatientStore(connection).byNhsNumber(number);
    if (!found || found->empty())
        return {};
    // Of two records that were joined, the one to use from now on.
    const auto used = std::find_if(found->begin(), found->end(),
        [](const domain::PatientRow& patient) { return patient.linkedTo.isNull(); });
    return used == found->end() ? found->front() : *used;
}

std::optional<KnownRecord> knownRecord(Connection& connection, const QString& number)
{
    const auto patient = firstWithNumber(connection, number);
    if (!patient)
        return {};
    KnownRecord known{*patient, {}, {}, {}};
    store::PatientStore patients(connection);
    if (const auto alerts = patients.alerts(patient->patient)) {
        for (const auto& alert : *alerts)
            known.alertTexts.append(alert.text);
    }
    if (const auto adjustments = patients.adjustments(patient->patient)) {
        for (const auto& adjustment : *adjustments)
            known.adjustmentTexts.append(adjustment.text);
    }
    if (const auto doses = store::CareStore(connection).vaccinationsOfPerson(patient->patient)) {
        for (const auto& dose : *doses)
            known.fluDoses.push_back(dose.occurredOn);
    }
    return known;
}

/// `others`: records of the same person, whatever each of them knows.
clinical::EligibilityFacts factsOf(const domain::PatientRow& patient,
    const std::vector<domain::PatientRow>& others, const std::vector<domain::VaccinationRow>& doses,
    const clinical::ProgrammePack& pack)
{
    clinical::EligibilityFacts facts;
    facts.born = patient.born;
    facts.registers = patient.registers;
    facts.riskGroups = patient.riskGroups;
    facts.doses = domain::previousDoses(doses, pack.id, pack.programme);
    facts.deceased = patient.deceasedOn.isValid();
    for (const auto& other : others) {
        facts.registers += other.registers;
        facts.riskGroups += other.riskGroups;
        facts.deceased |= other.deceasedOn.isValid();
    }
    return facts;
}

/// Of joined records on one list one stands there: the one to use, or, when people joined them in
/// both directions, the one with the smallest id.
bool standsForItself(const domain::PatientRow& patient,
    const std::vector<domain::PatientRow>& others, const QSet<PatientId>& listed)
{
    return std::none_of(others.begin(), others.end(), [&](const domain::PatientRow& other) {
        return listed.contains(other.patient)
            && std::pair(!other.linkedTo.isNull(), other.patient)
            < std::pair(!patient.linkedTo.isNull(), patient.patient);
    });
}

Result<std::vector<domain::AuthorityRow>> authoritiesOf(
    Connection& connection, const std::vector<domain::VaccinationRow>& doses)
{
    std::vector<domain::AuthorityRow> authorities;
    for (const auto& dose : doses) {
        DOORSTEP_TRY(found, store::AuthorityStore(connection).find(dose.authority));
        if (found)
            authorities.push_back(*found);
    }
    return authorities;
}

} // namespace reading

Result<PracticeScope> readScopes(store::Connection& connection)
{
    DOORSTEP_TRY(root, client::readPracticeRoot(connection));
    return PracticeScope{root.scopes.practice, root.scopes.desk};
}

Result<PeopleById> readPeople(store::Connection& connection)
{
    DOORSTEP_TRY(people, store::PersonStore(connection).all());
    PeopleById byId;
    for (const auto& person : people)
        byId.insert(person.staff, person);
    return byId;
}

ImportLookups storeLookups(store::Connection& connection)
{
    // Doors are read once: a list of 15,000 would otherwise ask 15,000 times.
    auto doors = std::make_shared<QHash<QString, HouseholdId>>();
    if (const auto all = store::PatientStore(connection).all()) {
        for (const auto& patient : *all) {
            if (!patient.household.isNull())
                doors->insert(doorKey(patient.addressLine, patient.postcode), patient.household);
        }
    }
    return {
        [&connection](const QString& number) { return reading::knownRecord(connection, number); },
        [doors](const QString& line, const QString& postcode) {
            return doors->value(doorKey(line, postcode));
        }};
}

std::function<std::optional<exchange::KnownPatient>(const clinical::NhsNumber&)> knownPatients(
    store::Connection& connection)
{
    return
        [&connection](const clinical::NhsNumber& number) -> std::optional<exchange::KnownPatient> {
            const auto patient = reading::firstWithNumber(connection, number.digits());
            if (!patient)
                return {};
            return exchange::KnownPatient{patient->family, patient->born};
        };
}

Result<std::vector<DuePatient>> readDue(store::Connection& connection, const DueRequest& request)
{
    store::PatientStore patients(connection);
    DOORSTEP_TRY(rows,
        request.registerWord.isEmpty() ? patients.all()
                                       : patients.onRegister(request.registerWord));
    // An undone import leaves an id without a person.
    std::erase_if(rows, [](const domain::PatientRow& patient) { return patient.family.isEmpty(); });
    QSet<PatientId> listed;
    for (const auto& patient : rows)
        listed.insert(patient.patient);
    std::vector<DuePatient> due;
    for (const auto& patient : rows) {
        DOORSTEP_TRY(others, patients.sameAs(patient.patient));
        if (!reading::standsForItself(patient, others, listed))
            continue;
        DOORSTEP_TRY(doses, store::CareStore(connection).vaccinationsOfPerson(patient.patient));
        DuePatient each{patient,
            clinical::eligibilityFor(*request.pack,
                reading::factsOf(patient, others, doses, *request.pack), request.on)};
        for (const auto& other : others)
            each.alsoRecordedAs.append(other.patient);
        due.push_back(std::move(each));
    }
    std::stable_sort(due.begin(), due.end(), [](const DuePatient& a, const DuePatient& b) {
        return QString::localeAwareCompare(
                   a.patient.family + a.patient.given, b.patient.family + b.patient.given)
            < 0;
    });
    return due;
}

Result<VisitFile> readVisitFile(store::Connection& connection, const domain::VisitRow& visit)
{
    store::PatientStore patients(connection);
    store::CareStore care(connection);
    DOORSTEP_TRY(patient, patients.find(visit.patient));
    if (!patient)
        return Error{ErrorCode::NotFound, "patient of a visit"};
    VisitFile file{*patient, visit, {}, {}, {}, {}, {}, {}};
    DOORSTEP_TRY(doses, care.vaccinationsAt(visit.visit));
    DOORSTEP_TRY(sets, care.observationSetsAt(visit.visit));
    DOORSTEP_TRY(notes, patients.notes(visit.patient));
    DOORSTEP_TRY(followUps, store::FollowUpStore(connection).ofPatient(visit.patient));
    for (const auto& set : sets) {
        DOORSTEP_TRY(values, care.observations(set.entry));
        file.observations.insert(file.observations.end(), values.begin(), values.end());
    }
    const auto here = [&](const auto& row) { return row.visit == visit.visit; };
    std::copy_if(notes.begin(), notes.end(), std::back_inserter(file.notes), here);
    std::copy_if(followUps.begin(), followUps.end(), std::back_inserter(file.followUps), here);
    DOORSTEP_TRY(authorities, reading::authoritiesOf(connection, doses));
    file.authorities = std::move(authorities);
    file.vaccinations = std::move(doses);
    file.sets = std::move(sets);
    return file;
}

Result<std::vector<VisitFile>> readVisitFiles(
    store::Connection& connection, const std::vector<RoundId>& rounds)
{
    std::vector<VisitFile> files;
    for (const RoundId& round : rounds) {
        DOORSTEP_TRY(visits, store::VisitStore(connection).ofRound(round));
        for (const auto& visit : visits) {
            if (visit.outcome == domain::Outcome::Unknown)
                continue;
            auto file = readVisitFile(connection, visit);
            if (file)
                files.push_back(std::move(*file));
            else if (file.error().code != ErrorCode::NotFound)
                return file.error();
        }
    }
    return files;
}

} // namespace doorstep::app
