#include "app/viewmodels/reading/files.h"

#include "app/viewmodels/today/today_board.h"
#include "app/viewmodels/words/hold_words.h"
#include "core/domain/hold_rules.h"
#include "core/store/authority_store.h"
#include "core/store/batch_store.h"
#include "core/store/box_store.h"
#include "core/store/care_store.h"
#include "core/store/draft_store.h"
#include "core/store/follow_up_store.h"
#include "core/store/patient_store.h"
#include "core/store/person_store.h"
#include "core/store/round_store.h"
#include "core/store/visit_store.h"

#include <QSet>
#include <algorithm>

namespace doorstep::app {

namespace reading {

/// A trend shows the last few; older sets stay in the store.
constexpr std::size_t setsRead = 8;

template <typename Row, typename IdOf> const Row* findRow(const std::vector<Row>& rows, IdOf idOf)
{
    const auto found = std::find_if(rows.begin(), rows.end(), idOf);
    return found == rows.end() ? nullptr : &*found;
}

const domain::RoundRow* ownRound(const std::vector<domain::RoundRow>& rounds, StaffId staff)
{
    const auto isOpen
        = [](const domain::RoundRow& round) { return round.status != domain::RoundStatus::Closed; };
    const domain::RoundRow* best = nullptr;
    for (const auto& round : rounds) {
        const bool mine = round.team.contains(staff);
        const bool better = !best || (mine && !best->team.contains(staff))
            || (mine == best->team.contains(staff) && isOpen(round) && !isOpen(*best));
        if (better)
            best = &round;
    }
    return best;
}

Status readVisits(store::Connection& connection, RoundFile& file)
{
    DOORSTEP_TRY(visits, store::VisitStore(connection).ofRound(file.round.round));
    std::erase_if(visits, [](const domain::VisitRow& visit) {
        return visit.status == domain::VisitStatus::Cancelled;
    });
    // The later decision about the order stands before the position each visit was planned with.
    const auto place = [&](const domain::VisitRow& visit) {
        const auto index = file.round.stops.indexOf(visit.visit);
        return index < 0 ? file.round.stops.size() + visit.position : index;
    };
    std::stable_sort(visits.begin(), visits.end(),
        [&](const domain::VisitRow& a, const domain::VisitRow& b) { return place(a) < place(b); });
    file.visits = std::move(visits);
    for (const auto& visit : file.visits) {
        DOORSTEP_TRY(held, readHeld(connection, visit.visit.as<AggregateId>()));
        std::move(held.begin(), held.end(), std::back_inserter(file.visitsHeld));
        if (file.patient(visit.patient))
            continue;
        auto patient = readPatient(connection, visit.patient);
        if (patient)
            file.patients.push_back(std::move(*patient));
        else if (patient.error().code != ErrorCode::NotFound)
            return patient.error();
    }
    return {};
}

Status readBoxes(store::Connection& connection, RoundFile& file)
{
    store::BoxStore boxes(connection);
    DOORSTEP_TRY(rows, boxes.ofRound(file.round.round));
    for (const auto& row : rows) {
        BoxFile box{row, {}, {}};
        DOORSTEP_TRY(contents, boxes.contents(row.box));
        box.contents = std::move(contents);
        DOORSTEP_TRY(temperature, boxes.lastTemperature(row.box));
        box.lastTemperature = std::move(temperature);
        file.boxes.push_back(std::move(box));
    }
    DOORSTEP_TRY(batches, store::BatchStore(connection).all());
    file.batches = std::move(batches);
    return {};
}

Status readPractice(store::Connection& connection, RoundFile& file)
{
    store::AuthorityStore authorities(connection);
    DOORSTEP_TRY(rows, authorities.all());
    for (const auto& row : rows) {
        DOORSTEP_TRY(signatures, authorities.signatures(row.authority));
        DOORSTEP_TRY(patients, authorities.patients(row.authority));
        file.authorities.push_back({row, std::move(signatures), std::move(patients)});
    }
    store::PersonStore people(connection);
    DOORSTEP_TRY(persons, people.all());
    file.people = std::move(persons);
    DOORSTEP_TRY(practice, people.practice());
    if (practice)
        file.practice = *practice;
    return {};
}

template <typename Row> void append(std::vector<Row>& to, const std::vector<Row>& more)
{
    to.insert(to.end(), more.begin(), more.end());
}

Status readRecord(store::Connection& connection, PatientId record, PatientFile& file)
{
    store::PatientStore patients(connection);
    DOORSTEP_TRY(alerts, patients.alerts(record));
    append(file.alerts, alerts);
    DOORSTEP_TRY(adjustments, patients.adjustments(record));
    append(file.adjustments, adjustments);
    DOORSTEP_TRY(notes, patients.notes(record));
    append(file.notes, notes);
    store::CareStore care(connection);
    DOORSTEP_TRY(vaccinations, care.vaccinations(record));
    append(file.vaccinations, vaccinations);
    DOORSTEP_TRY(sets, care.observationSets(record));
    append(file.observationSets, sets);
    return {};
}

/// What came from several records, in one order; the newest first.
void settle(PatientFile& file)
{
    std::stable_sort(file.vaccinations.begin(), file.vaccinations.end(),
        [](const auto& a, const auto& b) { return a.occurredOn > b.occurredOn; });
    std::stable_sort(file.observationSets.begin(), file.observationSets.end(),
        [](const auto& a, const auto& b) { return a.takenAt > b.takenAt; });
    std::stable_sort(file.notes.begin(), file.notes.end(),
        [](const auto& a, const auto& b) { return a.recordedAt > b.recordedAt; });
    std::stable_sort(file.alerts.begin(), file.alerts.end(),
        [](const auto& a, const auto& b) { return a.severe && !b.severe; });
    file.observationSets.resize(std::min(file.observationSets.size(), setsRead));
    // "None known" in one record does not stand against an allergy in another.
    if (std::ranges::any_of(file.alerts,
            [](const auto& alert) { return alert.alertKind == domain::AlertKind::Allergy; }))
        file.patient.allergyStatus = domain::AllergyStatus::Listed;
    for (const auto& other : file.alsoRecordedAs) {
        file.patient.registers += other.registers;
        file.patient.riskGroups += other.riskGroups;
        if (!file.patient.deceasedOn.isValid())
            file.patient.deceasedOn = other.deceasedOn;
    }
    file.patient.registers.removeDuplicates();
    file.patient.riskGroups.removeDuplicates();
}

} // namespace reading

const PatientFile* RoundFile::patient(PatientId id) const
{
    return reading::findRow(
        patients, [id](const PatientFile& file) { return file.patient.patient == id; });
}

const domain::VisitRow* RoundFile::visit(VisitId id) const
{
    return reading::findRow(visits, [id](const domain::VisitRow& row) { return row.visit == id; });
}

const domain::PersonRow* RoundFile::person(StaffId id) const
{
    return reading::findRow(people, [id](const domain::PersonRow& row) { return row.staff == id; });
}

const BoxFile* RoundFile::box(BoxId id) const
{
    return reading::findRow(boxes, [id](const BoxFile& file) { return file.box.box == id; });
}

std::vector<const HeldFile*> RoundFile::heldAt(const domain::VisitRow& visit) const
{
    std::vector<const HeldFile*> found;
    const auto take = [&found](const HeldFile& file) {
        if (words::showsAtTheDoor(file.hold))
            found.push_back(&file);
    };
    if (const auto* file = patient(visit.patient))
        std::for_each(file->held.begin(), file->held.end(), take);
    for (const HeldFile& file : visitsHeld)
        if (file.hold.aggregate == visit.visit.as<AggregateId>())
            take(file);
    std::stable_partition(found.begin(), found.end(),
        [](const HeldFile* file) { return file->hold.rule == domain::hold_rules::DoubleDose; });
    return found;
}

std::vector<clinical::BoxBatch> RoundFile::boxBatches(const BoxFile& box) const
{
    std::vector<clinical::BoxBatch> all;
    for (const auto& content : box.contents)
        all.push_back(
            domain::toClinical(content, reading::findRow(batches, [&](const domain::BatchRow& row) {
                return row.batch == content.batch;
            })));
    return all;
}

clinical::Profession RoundFile::professionOf(StaffId id) const
{
    const auto* row = person(id);
    const auto known = row ? clinical::professionFromWord(row->profession)
                           : std::optional<clinical::Profession>();
    return known.value_or(clinical::Profession::Administrator);
}

Result<PatientFile> readPatient(store::Connection& connection, PatientId patient)
{
    store::PatientStore patients(connection);
    DOORSTEP_TRY(row, patients.find(patient));
    if (!row)
        return Error{ErrorCode::NotFound, "patient"};
    PatientFile file{.patient = *row};
    DOORSTEP_TRY(others, patients.sameAs(patient));
    file.alsoRecordedAs = std::move(others);
    DOORSTEP_CHECK(reading::readRecord(connection, patient, file));
    for (const auto& other : file.alsoRecordedAs)
        DOORSTEP_CHECK(reading::readRecord(connection, other.patient, file));
    reading::settle(file);
    for (const auto& set : file.observationSets) {
        DOORSTEP_TRY(values, store::CareStore(connection).observations(set.entry));
        reading::append(file.observations, values);
    }
    DOORSTEP_TRY(followUps, store::FollowUpStore(connection).openOf(patient));
    file.followUps = std::move(followUps);
    DOORSTEP_TRY(held, readHeld(connection, patient.as<AggregateId>()));
    file.held = std::move(held);
    DOORSTEP_TRY(twoValues, readTwoValues(connection, patient.as<AggregateId>()));
    file.twoValues = std::move(twoValues);
    return file;
}

Result<RoundFile> readRound(store::Connection& connection, QDate day, StaffId staff)
{
    RoundFile file;
    store::RoundStore rounds(connection);
    DOORSTEP_TRY(today, rounds.onDay(day));
    DOORSTEP_TRY(later, rounds.after(day));
    file.later = std::move(later);
    if (const auto* own = reading::ownRound(today, staff)) {
        file.round = *own;
        DOORSTEP_CHECK(reading::readVisits(connection, file));
        DOORSTEP_CHECK(reading::readBoxes(connection, file));
    }
    DOORSTEP_CHECK(reading::readPractice(connection, file));
    return file;
}

Status keepBegun(store::Connection& connection, StaffId staff, bool mayFinish, RoundFile& file)
{
    QSet<AggregateId> typedAbout;
    if (mayFinish) {
        DOORSTEP_TRY(drafts, store::DraftStore(connection).of(staff));
        for (const auto& draft : drafts)
            typedAbout.insert(draft.aggregate);
    }
    std::erase_if(file.visits, [&](const domain::VisitRow& visit) {
        const bool isBegun = visit.status == domain::VisitStatus::Started
            || typedAbout.contains(visit.patient.as<AggregateId>());
        return !mayFinish || !isBegun || hasEnded(visit);
    });
    std::erase_if(file.patients, [&](const PatientFile& patient) {
        return std::ranges::none_of(file.visits, [&](const domain::VisitRow& visit) {
            return visit.patient == patient.patient.patient;
        });
    });
    std::erase_if(file.visitsHeld, [&](const HeldFile& held) {
        return file.visit(held.hold.aggregate.as<VisitId>()) == nullptr;
    });
    file.later.clear();
    return {};
}

} // namespace doorstep::app
