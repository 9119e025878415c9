#pragma once

#include "app/runtime/box_act.h"
#include "app/runtime/practice_act.h"
#include "core/clinical/eligibility.h"
#include "core/domain/patient_rows.h"
#include "core/domain/practice_rows.h"

#include <QHash>

/// Planning a round at the desk: who is due and why, the order of the stops, and the act that makes
/// the round and lets its tablet read what it needs. Pure.
namespace doorstep::app {

/// A patient with the reason to be on the list.
struct DuePatient {
    domain::PatientRow patient;
    clinical::Eligibility eligibility;
    QList<PatientId> alsoRecordedAs = {}; ///< records joined with this one
};

/// One visit of a round to be: in visiting order when handed to roundAct.
struct PlannedVisit {
    VisitId visit;
    domain::PatientRow patient;
    QStringList jobs; ///< "vaccinate:<pack id>", "observe"
    QTime from;
    QTime to;
    QString note;
};

struct RoundPlan {
    ActBy by;
    RoundId round; ///< null: a new one
    QString name;
    QDate day;
    QTime leavesAt;
    QList<StaffId> team; ///< the first one is who the visits are assigned to
    QStringList programmes;
    std::vector<PlannedVisit> visits;
    DeviceId device; ///< the tablet it goes to; of a round planned again, one more that reads it
    /// Records joined with a patient's: the tablet reads them with it, or it could not tell of the
    /// doses in them.
    QHash<PatientId, QList<PatientId>> alsoRecordedAs = {};
    int daysToRead = 14; ///< how long after the round's day the tablet keeps reading
};
struct RoundAct {
    ledger::Act act;
    RoundId round;
};

/// The plan of round and visits, and one grant for each scope the tablet reads: the round's and
/// each patient's. InvalidInput without a day, a name, a person, a device or a visit.
[[nodiscard]] Result<RoundAct> roundAct(
    IdMint& mint, const PracticeScope& scopes, const RoundPlan& plan);

/// Loads a cool box in the same act as its round. InvalidInput for no doses or no batch.
[[nodiscard]] Result<BoxId> addBox(RoundAct& round, IdMint& mint, const ActBy& by,
    const QString& name, const std::vector<LoadedBatch>& contents);
/// A batch as it goes into a box.
[[nodiscard]] LoadedBatch loadedBatch(const domain::BatchRow& batch, int doses);

/// Household together, then area, then nearest (domain::visitingOrder), with times: the first door
/// at `leavesAt`, then `minutesEach` a visit and `minutesBetween` from door to door.
struct Pace {
    int minutesEach = 15;
    int minutesBetween = 10;
};
[[nodiscard]] std::vector<PlannedVisit> inVisitingOrder(
    std::vector<PlannedVisit> visits, QTime leavesAt, Pace pace = {});
/// The same times for an order a person chose.
void setTimes(std::vector<PlannedVisit>& visits, QTime leavesAt, Pace pace = {});

} // namespace doorstep::app
