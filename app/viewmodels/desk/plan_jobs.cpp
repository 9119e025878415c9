#include "app/viewmodels/desk/plan_jobs.h"

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/words.h"

#include <QCoreApplication>
#include <algorithm>

namespace doorstep::app {

namespace plan_jobs {

QString says(const char* text)
{
    return QCoreApplication::translate("Plan", text);
}

PickRow pickOf(const QString& key, const Packs& packs)
{
    const auto said = words::jobWords(words::jobOf(key), packs);
    return {.value = key, .text = said.title, .detail = {}, .chosen = false};
}

} // namespace plan_jobs

QStringList jobsOffered(const Packs& packs)
{
    QStringList keys;
    for (const auto& pack : packs)
        keys.push_back(vaccinationJob(pack.id));
    keys << QStringLiteral("observe:bp") << QStringLiteral("observe");
    return keys;
}

QStringList jobsInOrder(const PlanState& state, PatientId patient)
{
    const auto found = state.jobs.find(patient);
    if (found == state.jobs.end())
        return {};
    QStringList keys = found->second;
    std::stable_partition(keys.begin(), keys.end(),
        [](const QString& key) { return words::jobOf(key).kind == words::JobKind::Vaccinate; });
    return keys;
}

int withoutJob(const PlanState& state)
{
    return static_cast<int>(std::count_if(state.jobs.begin(), state.jobs.end(),
        [](const auto& each) { return each.second.isEmpty(); }));
}

QString workAt(const PlanState& state, const PlanStop& stop, const Packs& packs)
{
    QStringList parts;
    for (const QString& key : jobsOffered(packs)) {
        const auto count = std::count_if(
            stop.begin(), stop.end(), [&](PatientId patient) { return state.has(patient, key); });
        if (count == 0)
            continue;
        const QString word = words::jobWords(words::jobOf(key), packs).shortText;
        parts.push_back(stop.size() == 1 ? word : QStringLiteral("%1 %2").arg(word).arg(count));
    }
    return parts.isEmpty() ? plan_jobs::says("Nothing to do") : parts.join(QStringLiteral(", "));
}

void fillJobs(
    PlanBoard& board, const PlanState& state, const PlanReading& reading, const Packs& packs)
{
    using namespace plan_jobs;
    for (const auto& pack : packs)
        board.programmes.push_back({.value = pack.id, .text = pack.title});
    for (const QString& key : jobsOffered(packs)) {
        PickRow pick = pickOf(key, packs);
        const int with = state.patientsWith(key);
        pick.detail = says("%1 of %2").arg(with).arg(state.patients());
        pick.chosen = with > 0 && with == state.patients();
        board.forAll.push_back(pick);
    }
    if (state.selected >= state.stops.size())
        return;
    if (state.selected < board.stops.size())
        board.stopTitle
            = says("Stop %1: %2")
                  .arg(board.stops[state.selected].number, board.stops[state.selected].name);
    for (const PatientId patient : state.stops[state.selected]) {
        const auto* row = reading.patient(patient);
        if (!row)
            continue;
        std::vector<PickRow> picks;
        for (const QString& key : jobsOffered(packs)) {
            PickRow pick = pickOf(key, packs);
            pick.chosen = state.has(patient, key);
            picks.push_back(pick);
        }
        board.atStop.push_back({.patientId = QString::fromLatin1(patient.toHex()),
            .name = words::fullName(row->family, row->given),
            .jobs = toVariants(picks)});
    }
}

} // namespace doorstep::app
