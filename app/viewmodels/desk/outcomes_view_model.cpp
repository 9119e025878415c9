#include "app/viewmodels/desk/outcomes_view_model.h"

#include "app/viewmodels/today/today_board.h"
#include "app/viewmodels/words/error_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/words.h"
#include "core/store/patient_store.h"
#include "core/store/round_store.h"
#include "core/store/visit_store.h"

namespace doorstep::app {

namespace outcomes_view {

constexpr int daysBack = 60;

struct Reading {
    std::vector<domain::RoundRow> rounds; ///< newest first
    RoundId chosen;
    std::vector<domain::VisitRow> visits;
    QHash<PatientId, QString> names;
};

Result<Reading> readOutcomes(store::Connection& connection, RoundId wanted, QDate today)
{
    Reading reading;
    DOORSTEP_TRY(rounds, store::RoundStore(connection).between(today.addDays(-daysBack), today));
    reading.rounds.assign(rounds.rbegin(), rounds.rend());
    for (const auto& round : reading.rounds)
        if (round.round == wanted || reading.chosen.isNull())
            reading.chosen = round.round == wanted ? wanted : round.round;
    if (reading.chosen.isNull())
        return reading;
    DOORSTEP_TRY(visits, store::VisitStore(connection).ofRound(reading.chosen));
    reading.visits = std::move(visits);
    store::PatientStore patients(connection);
    for (const auto& visit : reading.visits) {
        DOORSTEP_TRY(patient, patients.find(visit.patient));
        if (patient)
            reading.names[visit.patient] = words::fullName(patient->family, patient->given);
    }
    return reading;
}

bool isGiven(const domain::VisitRow& visit)
{
    return visit.outcome == domain::Outcome::Given || visit.outcome == domain::Outcome::Seen;
}

OutcomeItem itemOf(const domain::VisitRow& visit, const QString& name, QDate today)
{
    QStringList detail;
    if (!visit.reason.isEmpty())
        detail.push_back(words::reasonText(visit.reason));
    if (visit.cardLeft)
        detail.push_back(OutcomesViewModel::tr("Card left"));
    if (!visit.detail.isEmpty())
        detail.push_back(visit.detail);
    if (visit.outcomes > 1)
        detail.push_back(OutcomesViewModel::tr("Recorded twice: see Held"));
    return {.visitId = QString::fromLatin1(visit.visit.toHex()),
        .name = name,
        .when = visit.endedAt.ms > 0 ? words::timeAndDay(visit.endedAt, today)
                                     : OutcomesViewModel::tr("Not ended"),
        .outcome
        = hasEnded(visit) ? words::outcomeWord(visit.outcome) : OutcomesViewModel::tr("Not ended"),
        .icon = words::outcomeIcon(visit.outcome),
        .tone = !hasEnded(visit) ? QStringLiteral("neutral")
            : isGiven(visit)     ? QStringLiteral("ok")
                                 : QStringLiteral("warn"),
        .detail = detail.join(QStringLiteral(" · ")),
        .next = visit.retryOn.isValid()
            ? OutcomesViewModel::tr("Try again %1").arg(words::shortDay(visit.retryOn))
            : QString(),
        .ended = hasEnded(visit)};
}

std::vector<PastRoundItem> roundItems(const Reading& reading)
{
    std::vector<PastRoundItem> items;
    for (const auto& round : reading.rounds)
        items.push_back({.roundId = QString::fromLatin1(round.round.toHex()),
            .name = round.name,
            .day = words::dayDate(round.day),
            .selected = round.round == reading.chosen});
    return items;
}

} // namespace outcomes_view

OutcomesViewModel::OutcomesViewModel(
    RoundInHand& round, ExportFolder& folder, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_round(round)
    , m_folder(folder)
    , m_saves(saves)
{
    connect(&m_folder, &ExportFolder::changed, this, [this] {
        m_folderError.clear();
        m_error.clear();
        Q_EMIT changed();
    });
    connect(&m_saves, &LastSave::changed, this, &OutcomesViewModel::changed);
}

void OutcomesViewModel::readAgain()
{
    if (m_round.session().state() != Session::State::Open) {
        m_rows.setRows({});
        m_rounds.setRows({});
        m_chosen = {};
        m_roundName.clear();
        m_done.clear();
        Q_EMIT changed();
        return;
    }
    const quint64 asked = ++m_asked;
    const QDate today = m_round.today();
    m_round.session()
        .read([chosen = m_chosen, today](store::Connection& connection) {
            return outcomes_view::readOutcomes(connection, chosen, today);
        })
        .then(this, [this, asked, today](Result<outcomes_view::Reading> reading) {
            if (asked != m_asked || !reading)
                return;
            m_chosen = reading->chosen;
            m_roundName.clear();
            for (const auto& round : reading->rounds)
                if (round.round == m_chosen)
                    m_roundName = round.name;
            m_rounds.setRows(outcomes_view::roundItems(*reading));
            int given = 0;
            int ended = 0;
            std::vector<OutcomeItem> rows;
            for (const auto& visit : reading->visits) {
                given += outcomes_view::isGiven(visit) ? 1 : 0;
                ended += hasEnded(visit) ? 1 : 0;
                if (!m_onlyNotGiven || (hasEnded(visit) && !outcomes_view::isGiven(visit)))
                    rows.push_back(
                        outcomes_view::itemOf(visit, reading->names.value(visit.patient), today));
            }
            const auto all = static_cast<int>(reading->visits.size());
            m_sum = tr("%1 visits: %2 done, %3 not given, %4 not ended")
                        .arg(all)
                        .arg(given)
                        .arg(ended - given)
                        .arg(all - ended);
            m_rows.setRows(std::move(rows));
            Q_EMIT changed();
        });
}

void OutcomesViewModel::chooseRound(const QString& roundId)
{
    if (const auto id = RoundId::fromHex(roundId.toLatin1())) {
        m_chosen = *id;
        m_done.clear();
        m_error.clear();
        readAgain();
    }
}

void OutcomesViewModel::toggleOnlyNotGiven()
{
    m_onlyNotGiven = !m_onlyNotGiven;
    readAgain();
}

QString OutcomesViewModel::sheetText() const
{
    if (m_chosen.isNull())
        return tr("Choose a round");
    return m_folder.isChosen() ? tr("Save the round sheet as PDF")
                               : tr("Enter a folder for the sheet");
}

bool OutcomesViewModel::sheetReady() const
{
    return !m_chosen.isNull() && m_folder.isChosen() && !m_busy && !m_saves.busy();
}

void OutcomesViewModel::editFolder(const QString& path)
{
    m_folder.edit(path);
}

void OutcomesViewModel::chooseFolder(const QUrl& folder)
{
    m_folder.choose(folder);
}

void OutcomesViewModel::saveRoundSheet()
{
    saveSheet([round = m_chosen](store::Connection& connection, const SheetAsk& ask) {
        return roundSheetFile(connection, ask, round);
    });
}

void OutcomesViewModel::saveVisitSheet(const QString& visitId)
{
    if (const auto visit = VisitId::fromHex(visitId.toLatin1()))
        saveSheet([visit = *visit](store::Connection& connection, const SheetAsk& ask) {
            return visitSheetFile(connection, ask, visit);
        });
}

void OutcomesViewModel::saveSheet(MakeSheet make)
{
    m_done.clear();
    m_error.clear();
    m_folderError = m_folder.isChosen() ? QString() : tr("Enter the folder that sheets go to.");
    Q_EMIT changed();
    if (!sheetReady())
        return;
    m_busy = true;
    Session& session = m_round.session();
    const SheetAsk ask{session.person(), m_round.now(), m_round.packs()};
    session
        .read([make = std::move(make), ask, folder = m_folder.path(), &mint = session.mint()](
                  store::Connection& connection) -> Result<std::shared_ptr<ExportFiles>> {
            DOORSTEP_TRY(sheet, make(connection, ask));
            DOORSTEP_TRY(made, sheetExport(connection, mint, std::move(sheet)));
            DOORSTEP_TRY(staged, StagedExport::write(folder, made.files));
            made.staged = std::move(staged);
            return std::make_shared<ExportFiles>(std::move(made));
        })
        .then(this, [this](Result<std::shared_ptr<ExportFiles>> made) {
            m_busy = false;
            if (!made) {
                fail(made.error());
                return;
            }
            const auto files = *made;
            m_saves.save(
                std::move(files->act), [this, files] { publish(files); }, false);
        });
}

/// The record is kept: now the sheet takes its name.
void OutcomesViewModel::publish(const std::shared_ptr<ExportFiles>& files)
{
    m_round.session()
        .read([files](store::Connection&) -> Result<bool> {
            DOORSTEP_CHECK(files->staged->publish());
            return true;
        })
        .then(this, [this, files](const Result<bool>& published) {
            if (published)
                m_done = tr("Saved as %1. It is not encrypted: keep it safe.")
                             .arg(files->files.front().name);
            else
                m_error = m_folder.unpublished();
            Q_EMIT changed();
        });
}

void OutcomesViewModel::fail(const Error& error)
{
    m_folderError = m_folder.sentence(error);
    if (m_folderError.isEmpty())
        m_error = words::errorSentence(error, words::Doing::Exporting);
    Q_EMIT changed();
}

} // namespace doorstep::app
