#include "app/viewmodels/desk/plan_view_model.h"

#include "app/viewmodels/desk/plan_jobs.h"
#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/words.h"
#include "core/domain/outcome_rules.h"

namespace doorstep::app {

namespace plan_view {

constexpr int daysOffered = 10;

} // namespace plan_view

PlanViewModel::PlanViewModel(RecordsInHand& records, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_records(records)
    , m_round(records.round())
    , m_saves(saves)
{
    startAnew();
    connect(&m_saves, &LastSave::changed, this, &PlanViewModel::changed);
    connect(&m_records, &RecordsInHand::changed, this, &PlanViewModel::changed);
}

void PlanViewModel::startAnew()
{
    m_state = {};
    m_state.day = domain::workingDay(m_round.today().addDays(1));
    if (!m_round.packs().empty())
        m_state.programme = m_round.packs().front().id;
    m_state.name = tr("Round of %1").arg(words::shortDay(m_state.day));
    m_leavesAt = words::time(m_state.leavesAt);
}

void PlanViewModel::readAgain()
{
    const quint64 asked = ++m_asked;
    if (m_round.session().state() != Session::State::Open) {
        m_reading = {}; // nobody stays on the screen behind the lock; the plan itself does
        m_board = {};
        m_look = {};
        showBoard();
        return;
    }
    m_round.session()
        .read(
            [packs = m_round.packs(), day = m_state.day, today = m_round.today()](
                store::Connection& connection) { return readPlan(connection, packs, day, today); })
        .then(this, [this, asked](Result<PlanReading> reading) {
            if (asked != m_asked || !reading)
                return;
            m_reading = std::move(*reading);
            QSet<PatientId> known;
            for (const auto& patient : m_reading.patients)
                known.insert(patient.patient);
            m_state = step(std::move(m_state), RegisterRead{known});
            refresh();
        });
}

void PlanViewModel::refresh()
{
    m_board = planBoard(m_state, m_reading, m_round.packs(), m_look, m_round.today());
    showBoard();
}

void PlanViewModel::showBoard()
{
    m_due.setRows(m_board.due);
    m_stops.setRows(m_board.stops);
    m_load.setRows(m_board.load);
    Q_EMIT changed();
}

void PlanViewModel::take(const PlanEvent& event)
{
    m_sent.clear();
    m_state = step(std::move(m_state), event);
    refresh();
}

QString PlanViewModel::dayText() const
{
    return words::dayDate(m_state.day);
}

QVariantList PlanViewModel::days() const
{
    std::vector<Choice> choices;
    QDate day = domain::workingDay(m_round.today());
    while (choices.size() < plan_view::daysOffered) {
        choices.push_back({.value = day.toString(Qt::ISODate), .text = words::shortDay(day)});
        day = domain::workingDay(day.addDays(1));
    }
    return toVariants(choices);
}

void PlanViewModel::editName(const QString& text)
{
    take(NameEdited{text});
}

void PlanViewModel::chooseDay(const QString& isoDay)
{
    const QDate day = QDate::fromString(isoDay, Qt::ISODate);
    const bool named = m_state.name == tr("Round of %1").arg(words::shortDay(m_state.day));
    take(PlanDayChosen{day});
    if (named)
        take(NameEdited{tr("Round of %1").arg(words::shortDay(day))});
    readAgain(); // who is due depends on the day
}

void PlanViewModel::editLeavesAt(const QString& text)
{
    m_leavesAt = text;
    const QTime time = QTime::fromString(text.trimmed(), QStringLiteral("H:mm"));
    m_leavesAtError = time.isValid() ? QString() : tr("Enter a time like 09:00.");
    take(LeavesAtChosen{time});
}

void PlanViewModel::chooseProgramme(const QString& packId)
{
    if (words::packOf(m_round.packs(), packId))
        take(ProgrammeChosen{packId});
}

void PlanViewModel::editQuery(const QString& text)
{
    m_look.query = text;
    refresh();
}

void PlanViewModel::chooseFilter(const QString& value)
{
    m_look.filter = value;
    refresh();
}

QString PlanViewModel::emptyFact() const
{
    if (m_due.count() > 0)
        return {};
    if (m_reading.patients.empty() && m_records.isBeforeFirstSync())
        return tr("The register is not here yet. It comes when the practice is reached.");
    if (m_reading.patients.empty())
        return tr("Nobody is on the housebound register.");
    if (!m_look.query.trimmed().isEmpty())
        return tr("No one here matches '%1'.").arg(m_look.query.trimmed());
    return m_look.filter == QLatin1String("due") ? tr("Nobody is due.") : tr("Nobody is chosen.");
}

void PlanViewModel::togglePatient(const QString& patientId)
{
    if (const auto id = PatientId::fromHex(patientId.toLatin1()))
        take(PatientToggled{*id, doorOf(m_state, m_reading, *id)});
}

void PlanViewModel::chooseAllDue()
{
    for (const PatientId id : stillToChoose(m_state, m_reading)) {
        if (m_state.patients() >= mostVisits)
            break;
        m_state = step(std::move(m_state), PatientToggled{id, doorOf(m_state, m_reading, id)});
    }
    proposeOrder();
}

void PlanViewModel::proposeOrder()
{
    take(OrderProposed{proposedOrder(m_state, m_reading, m_round.session().mint())});
}

void PlanViewModel::selectStop(const QString& stopId)
{
    take(StopSelected{stopId.toULongLong()});
}

void PlanViewModel::moveUp()
{
    take(StopMoved{-1});
}

void PlanViewModel::moveDown()
{
    take(StopMoved{1});
}

void PlanViewModel::placeStop(const QString& stopId, int place)
{
    take(StopPlaced{stopId.toULongLong(), static_cast<std::size_t>(std::max(0, place))});
}

void PlanViewModel::toggleJob(const QString& patientId, const QString& job)
{
    const auto id = PatientId::fromHex(patientId.toLatin1());
    if (id && jobsOffered(m_round.packs()).contains(job))
        take(JobToggled{*id, job});
}

void PlanViewModel::toggleJobForAll(const QString& job)
{
    if (jobsOffered(m_round.packs()).contains(job))
        take(JobToggledForAll{job});
}

void PlanViewModel::undoMove()
{
    take(MoveUndone{});
}

void PlanViewModel::toggleTeam(const QString& staffId)
{
    if (const auto id = StaffId::fromHex(staffId.toLatin1()))
        take(TeamToggled{*id});
}

void PlanViewModel::chooseTablet(const QString& deviceId)
{
    if (const auto id = DeviceId::fromHex(deviceId.toLatin1()))
        take(DeviceChosen{*id});
}

void PlanViewModel::changeLoad(const QString& batchId, int by)
{
    if (const auto id = BatchId::fromHex(batchId.toLatin1()))
        take(LoadChanged{*id, by, m_reading.inStock.value(*id)});
}

void PlanViewModel::loadNeeded()
{
    take(LoadProposed{neededLoad(m_state, m_reading)});
}

void PlanViewModel::send()
{
    if (!sendReady())
        return;
    IdMint& mint = m_round.session().mint();
    RoundPlan plan{.by = m_round.by(),
        .round = {},
        .name = m_state.name,
        .day = m_state.day,
        .leavesAt = m_state.leavesAt,
        .team = m_state.team,
        .programmes = m_state.programmesUsed(),
        .visits = plannedVisits(m_state, m_reading, mint),
        .device = m_state.device,
        .alsoRecordedAs = m_reading.alsoRecordedAs};
    auto made = roundAct(mint, m_reading.scopes, plan);
    if (!made) {
        m_saves.save(made.error());
        return;
    }
    std::vector<LoadedBatch> contents;
    for (const auto& batch : m_reading.batches)
        if (const auto loaded = m_state.load.find(batch.batch); loaded != m_state.load.end())
            contents.push_back(loadedBatch(batch, loaded->second));
    if (!contents.empty()) // a round that only observes has no box
        if (const auto box = addBox(*made, mint, plan.by, tr("box 1"), contents); !box) {
            m_saves.save(box.error());
            return;
        }
    const QString sent = tr("%1 is on its way to %2. It arrives with the tablet's next sync.")
                             .arg(m_state.name, tabletName(m_state.device));
    m_saves.save(
        std::move(made->act),
        [this, sent] {
            startAnew();
            m_sent = sent;
            readAgain();
            refresh();
        },
        false);
}

} // namespace doorstep::app
