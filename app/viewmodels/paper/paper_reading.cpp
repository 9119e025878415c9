#include "app/viewmodels/paper/paper_reading.h"

#include "core/store/authority_store.h"
#include "core/store/box_store.h"
#include "core/store/entry_store.h"
#include "core/store/patient_store.h"
#include "core/store/person_store.h"
#include "core/store/round_store.h"
#include "core/store/visit_store.h"

namespace doorstep::app {

namespace paper_reading {

Result<int> countWaiting(store::Connection& connection, const QList<EntryId>& entries)
{
    store::EntryStore store(connection);
    int waiting = 0;
    for (const EntryId& entry : entries) {
        DOORSTEP_TRY(receipt, store.receipt(entry));
        waiting += receipt && receipt->stage == store::Stage::Here ? 1 : 0;
    }
    return waiting;
}

Result<domain::PracticeRow> readPractice(store::Connection& connection)
{
    DOORSTEP_TRY(practice, store::PersonStore(connection).practice());
    return practice.value_or(domain::PracticeRow{});
}

} // namespace paper_reading

Result<VisitPaper> readVisitPaper(store::Connection& connection, VisitId id)
{
    DOORSTEP_TRY(visit, store::VisitStore(connection).find(id));
    if (!visit)
        return Error{ErrorCode::NotFound, "visit"};
    VisitPaper paper;
    DOORSTEP_TRY(file, readVisitFile(connection, *visit));
    paper.file = std::move(file);
    store::PatientStore patients(connection);
    DOORSTEP_TRY(alerts, patients.alerts(visit->patient));
    paper.alerts = std::move(alerts);
    DOORSTEP_TRY(adjustments, patients.adjustments(visit->patient));
    paper.adjustments = std::move(adjustments);
    DOORSTEP_TRY(round, store::RoundStore(connection).find(visit->round));
    paper.round = round.value_or(domain::RoundRow{});
    for (const auto& dose : paper.file.vaccinations) {
        if (dose.authority.isNull())
            continue;
        DOORSTEP_TRY(authority, store::AuthorityStore(connection).find(dose.authority));
        if (authority)
            paper.authorities.insert(dose.authority, *authority);
    }
    DOORSTEP_TRY(people, readPeople(connection));
    paper.people = std::move(people);
    DOORSTEP_TRY(practice, paper_reading::readPractice(connection));
    paper.practice = std::move(practice);
    DOORSTEP_TRY(waiting, paper_reading::countWaiting(connection, paper.file.entries()));
    paper.waiting = waiting;
    return paper;
}

Result<RoundPaper> readRoundPaper(store::Connection& connection, RoundId id)
{
    DOORSTEP_TRY(round, store::RoundStore(connection).find(id));
    if (!round)
        return Error{ErrorCode::NotFound, "round"};
    RoundPaper paper;
    paper.round = std::move(*round);
    DOORSTEP_TRY(visits, store::VisitStore(connection).ofRound(id));
    store::PatientStore patients(connection);
    for (auto& visit : visits) {
        if (visit.status == domain::VisitStatus::Cancelled)
            continue;
        DOORSTEP_TRY(patient, patients.find(visit.patient));
        if (patient)
            paper.patients.insert(visit.patient, *patient);
        if (!visit.outcomeEntry.isNull())
            paper.entries.append(visit.outcomeEntry);
        paper.visits.push_back(std::move(visit));
    }
    store::BoxStore boxes(connection);
    DOORSTEP_TRY(rows, boxes.ofRound(id));
    for (const auto& row : rows) {
        DOORSTEP_TRY(contents, boxes.contents(row.box));
        DOORSTEP_TRY(temperatures, boxes.temperatures(row.box));
        paper.boxes.push_back({row, std::move(contents), std::move(temperatures)});
    }
    DOORSTEP_TRY(people, readPeople(connection));
    paper.people = std::move(people);
    DOORSTEP_TRY(practice, paper_reading::readPractice(connection));
    paper.practice = std::move(practice);
    DOORSTEP_TRY(waiting, paper_reading::countWaiting(connection, paper.entries));
    paper.waiting = waiting;
    return paper;
}

} // namespace doorstep::app
