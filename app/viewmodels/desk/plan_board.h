#pragma once

#include "app/runtime/desk_reads.h"
#include "app/viewmodels/desk/plan_step.h"
#include "app/viewmodels/parts/values.h"
#include "core/domain/checks.h"

#include <QHash>

/// Planning a round said in words, and what "Send" would write: pure.
namespace doorstep::app {

/// What the desk knows when a round is planned.
struct PlanReading {
    PracticeScope scopes;
    std::vector<domain::PatientRow> patients; ///< the register, by family name
    QHash<QString, QHash<PatientId, clinical::Eligibility>> verdicts; ///< of each pack id
    QHash<PatientId, QList<PatientId>> alsoRecordedAs; ///< those with joined records
    QHash<PatientId, QString> history; ///< "not in 24 Nov 2026"
    QHash<PatientId, QString> plannedOn; ///< "Harbour round, Thu 26 Nov"
    std::vector<domain::PersonRow> people;
    std::vector<entry::DeviceCertificate> tablets;
    std::vector<domain::BatchRow> batches;
    QHash<BatchId, int> inStock;
    std::vector<domain::AuthorityFile> authorities;

    [[nodiscard]] const domain::PatientRow* patient(PatientId id) const;
    [[nodiscard]] clinical::Eligibility verdict(const QString& programme, PatientId id) const;
    [[nodiscard]] bool isDue(const QString& programme, PatientId id) const;
};
using Packs = std::vector<clinical::ProgrammePack>;
[[nodiscard]] Result<PlanReading> readPlan(
    store::Connection& connection, const Packs& packs, QDate day, QDate today);

struct DueRow {
    Q_GADGET
    DOORSTEP_FIELD(QString, patientId)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, under)
    DOORSTEP_FIELD(QString, reason) ///< why due, or why not
    DOORSTEP_FIELD(bool, due)
    DOORSTEP_FIELD(bool, chosen)
    bool operator==(const DueRow&) const = default;
};
struct PlanStopRow {
    Q_GADGET
    DOORSTEP_FIELD(QString, stopId) ///< its place from 0
    DOORSTEP_FIELD(QString, number)
    DOORSTEP_FIELD(QString, time)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, place)
    DOORSTEP_FIELD(QString, minutes)
    DOORSTEP_FIELD(QString, work) ///< "Flu 2, BP 1"
    DOORSTEP_FIELD(bool, selected)
    bool operator==(const PlanStopRow&) const = default;
};
struct PlanLoadRow {
    Q_GADGET
    DOORSTEP_FIELD(QString, batchId)
    DOORSTEP_FIELD(QString, product)
    DOORSTEP_FIELD(QString, batch)
    DOORSTEP_FIELD(QString, stock)
    DOORSTEP_FIELD(QString, doses)
    bool operator==(const PlanLoadRow&) const = default;
};
/// A team member, tablet or job to choose.
struct PickRow {
    Q_GADGET
    DOORSTEP_FIELD(QString, value)
    DOORSTEP_FIELD(QString, text)
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(bool, chosen)
    bool operator==(const PickRow&) const = default;
};

/// One patient of the selected stop, and the jobs that may be planned there.
struct PlanPersonRow {
    Q_GADGET
    DOORSTEP_FIELD(QString, patientId)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QVariantList, jobs) ///< PickRow
    bool operator==(const PlanPersonRow&) const = default;
};

struct PlanBoard {
    std::vector<Choice> programmes; ///< the data packs
    std::vector<DueRow> due;
    std::vector<Choice> filters; ///< of the list: due, chosen, all
    QString chooseAllText; ///< "" when nobody is left to choose
    std::vector<PlanStopRow> stops;
    QString backBy; ///< "Back by 13:25"
    QString stopTitle; ///< of the selected stop: "Stop 2: Thistlewood, 2"
    std::vector<PlanPersonRow> atStop;
    std::vector<PickRow> forAll; ///< each job, chosen when everybody has it
    std::vector<PickRow> team;
    QString teamText; ///< "Bronwen and Dev"
    std::vector<PickRow> tablets;
    std::vector<PlanLoadRow> load;
    QString loadSum; ///< "Needed 14, spare 1"; by vaccine when there are several
    std::vector<Tag> checks; ///< tone ok, warn, stop
    QString sum; ///< "7 stops, 14 patients, 15 doses"
    QString canGo; ///< "Can go with 1 warning."
    QString sendText;
    bool sendReady = false;
    QString gap; ///< where the first missing thing is put right: due, jobs, round, load, tablet; ""
};
/// What of the register is looked at; the plan does not depend on it.
struct PlanLook {
    QString filter = QStringLiteral("due"); ///< due, chosen, all
    QString query;
};
[[nodiscard]] PlanBoard planBoard(const PlanState& state, const PlanReading& reading,
    const Packs& packs, const PlanLook& look, QDate today);

/// A round that is walked in one day.
constexpr int mostVisits = 24;
/// Due, not chosen and not planned for another round, by family name.
[[nodiscard]] std::vector<PatientId> stillToChoose(
    const PlanState& state, const PlanReading& reading);
/// One dose for each vaccination, from the batches that expire first, as far as the fridge goes.
[[nodiscard]] std::map<BatchId, int> neededLoad(const PlanState& state, const PlanReading& reading);

/// The visits as they stand, with times.
[[nodiscard]] std::vector<PlannedVisit> plannedVisits(
    const PlanState& state, const PlanReading& reading, IdMint& mint);
/// Households together, areas finished before the next.
[[nodiscard]] std::vector<PlanStop> proposedOrder(
    const PlanState& state, const PlanReading& reading, IdMint& mint);
/// Where a patient's household stands among the stops.
[[nodiscard]] std::optional<std::size_t> doorOf(
    const PlanState& state, const PlanReading& reading, PatientId patient);

[[nodiscard]] QString tabletName(DeviceId device);

} // namespace doorstep::app
