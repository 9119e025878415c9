#include "app/viewmodels/desk/plan_board.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/words.h"
#include "core/store/authority_store.h"
#include "core/store/batch_store.h"
#include "core/store/box_store.h"
#include "core/store/person_store.h"
#include "core/store/round_store.h"
#include "core/store/trust_store.h"
#include "core/store/visit_store.h"

#include <QCoreApplication>
#include <algorithm>

namespace doorstep::app {

namespace plan_reads {

QString says(const char* text)
{
    return QCoreApplication::translate("Plan", text);
}

/// What happened at the last visit, and which round to come already has the patient.
Status readVisits(store::Connection& connection, PlanReading& reading, QDate today)
{
    store::VisitStore visits(connection);
    for (const auto& patient : reading.patients) {
        DOORSTEP_TRY(rows, visits.ofPatient(patient.patient));
        for (const auto& row : rows) {
            if (row.outcome == domain::Outcome::Unknown)
                continue;
            reading.history[patient.patient] = QStringLiteral("%1 %2").arg(
                words::outcomeInSentence(row.outcome), words::date(words::localDay(row.endedAt)));
            break;
        }
    }
    DOORSTEP_TRY(rounds, store::RoundStore(connection).after(today.addDays(-1)));
    for (const auto& round : rounds) {
        DOORSTEP_TRY(rows, visits.ofRound(round.round));
        for (const auto& row : rows)
            if (row.status == domain::VisitStatus::Assigned)
                reading.plannedOn[row.patient]
                    = says("on %1, %2").arg(round.name, words::shortDay(round.day));
    }
    return {};
}

Status readStock(store::Connection& connection, PlanReading& reading)
{
    DOORSTEP_TRY(batches, store::BatchStore(connection).all());
    store::BoxStore boxes(connection);
    for (const auto& batch : batches) {
        DOORSTEP_TRY(contents, boxes.contentsOfBatch(batch.batch));
        int left = batch.doses;
        for (const auto& content : contents)
            left -= content.loaded - content.returned;
        reading.inStock[batch.batch] = std::max(0, left);
    }
    reading.batches = std::move(batches);
    return {};
}

Status readAuthorities(store::Connection& connection, PlanReading& reading)
{
    store::AuthorityStore authorities(connection);
    DOORSTEP_TRY(rows, authorities.all());
    for (const auto& row : rows) {
        DOORSTEP_TRY(signatures, authorities.signatures(row.authority));
        DOORSTEP_TRY(patients, authorities.patients(row.authority));
        reading.authorities.push_back({row, std::move(signatures), std::move(patients)});
    }
    return {};
}

} // namespace plan_reads

const domain::PatientRow* PlanReading::patient(PatientId id) const
{
    const auto found = std::find_if(
        patients.begin(), patients.end(), [id](const auto& each) { return each.patient == id; });
    return found == patients.end() ? nullptr : &*found;
}

clinical::Eligibility PlanReading::verdict(const QString& programme, PatientId id) const
{
    return verdicts.value(programme).value(id);
}

bool PlanReading::isDue(const QString& programme, PatientId id) const
{
    return verdict(programme, id).state == clinical::EligibilityState::Due;
}

Result<PlanReading> readPlan(
    store::Connection& connection, const Packs& packs, QDate day, QDate today)
{
    PlanReading reading;
    DOORSTEP_TRY(scopes, readScopes(connection));
    reading.scopes = scopes;
    for (const auto& pack : packs) {
        DOORSTEP_TRY(due, readDue(connection, {&pack, day}));
        reading.patients.clear(); // the same register for each pack
        for (const DuePatient& each : due) {
            reading.patients.push_back(each.patient);
            reading.verdicts[pack.id].insert(each.patient.patient, each.eligibility);
            if (!each.alsoRecordedAs.isEmpty())
                reading.alsoRecordedAs.insert(each.patient.patient, each.alsoRecordedAs);
        }
    }
    DOORSTEP_TRY(people, store::PersonStore(connection).all());
    reading.people = std::move(people);
    store::TrustStore trust(connection);
    DOORSTEP_TRY(devices, trust.devices());
    for (const auto& device : devices) {
        DOORSTEP_TRY(revoked, trust.isRevoked(device.device));
        if (!revoked && device.role == entry::DeviceRole::Tablet)
            reading.tablets.push_back(device);
    }
    DOORSTEP_CHECK(plan_reads::readVisits(connection, reading, today));
    DOORSTEP_CHECK(plan_reads::readStock(connection, reading));
    DOORSTEP_CHECK(plan_reads::readAuthorities(connection, reading));
    return reading;
}

} // namespace doorstep::app
