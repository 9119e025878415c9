#pragma once

#include "core/domain/ids.h"
#include "core/domain/job_key.h"

#include <QDate>
#include <QList>
#include <QSet>
#include <QStringList>
#include <QTime>
#include <map>
#include <optional>
#include <variant>
#include <vector>

/// A round being planned: who, in which order, by whom, with what. Pure; a table test holds it.
namespace doorstep::app {

/// Patients at one door, in the order they are seen.
using domain::vaccinationJob;

using PlanStop = std::vector<PatientId>;

struct PlanState {
    QString programme; ///< pack id: what a tick in the list is for
    QString name;
    QDate day;
    QTime leavesAt{9, 0};
    QList<StaffId> team;
    DeviceId device;
    std::vector<PlanStop> stops;
    std::map<PatientId, QStringList> jobs; ///< of everybody on a stop; keys as in VisitRow::jobs
    std::optional<std::vector<PlanStop>> before; ///< what "Undo move" goes back to
    std::size_t selected = 0; ///< stop the move buttons act on
    std::map<BatchId, int> load;
    bool operator==(const PlanState&) const = default;

    [[nodiscard]] bool has(PatientId patient) const;
    [[nodiscard]] bool has(PatientId patient, const QString& job) const;
    [[nodiscard]] int patientsWith(const QString& job) const;
    /// Pack ids with at least one vaccination planned, in the order of their words.
    [[nodiscard]] QStringList programmesUsed() const;
    [[nodiscard]] int vaccinations() const;
    [[nodiscard]] int patients() const;
    [[nodiscard]] int doses() const;
};

/// Ticks the vaccination of the programme; whoever has nothing else to be done leaves the plan.
struct PatientToggled {
    PatientId patient;
    std::optional<std::size_t> atDoor; ///< stop of the same household, when one is chosen already
};
/// The order a rule proposes, doors grouped.
struct OrderProposed {
    std::vector<PlanStop> stops;
};
struct StopSelected {
    std::size_t index;
};
struct StopMoved {
    int by; ///< -1 up, 1 down: moves the selected stop
};
/// A stop put in another place: those between move up by one, or down.
struct StopPlaced {
    std::size_t from;
    std::size_t to;
};
struct MoveUndone { };
struct ProgrammeChosen {
    QString programme;
};
/// Somebody left with nothing to be done stays on the stop: the checks say so.
struct JobToggled {
    PatientId patient;
    QString job;
};
/// To everybody who lacks it; from everybody when nobody does.
struct JobToggledForAll {
    QString job;
};
struct PlanDayChosen {
    QDate day;
};
struct LeavesAtChosen {
    QTime time; ///< invalid while it is being typed: the plan cannot go then
};
struct NameEdited {
    QString name;
};
struct TeamToggled {
    StaffId staff;
};
struct DeviceChosen {
    DeviceId device;
};
struct LoadChanged {
    BatchId batch;
    int by;
    int most; ///< what the practice has of it
};
struct LoadProposed {
    std::map<BatchId, int> load;
};
/// Who is on the register now: whoever is not, leaves the plan.
struct RegisterRead {
    QSet<PatientId> patients;
};
using PlanEvent = std::variant<PatientToggled, OrderProposed, StopSelected, StopMoved, StopPlaced,
    MoveUndone, ProgrammeChosen, JobToggled, JobToggledForAll, PlanDayChosen, LeavesAtChosen,
    NameEdited, TeamToggled, DeviceChosen, LoadChanged, LoadProposed, RegisterRead>;

[[nodiscard]] PlanState step(PlanState state, const PlanEvent& event);

} // namespace doorstep::app
