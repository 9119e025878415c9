#include "app/viewmodels/desk/outcomes_view_model.h"

#include "app/viewmodels/today/today_board.h"
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
        .iconName = words::outcomeIcon(visit.outcome),
        .tone = !hasEnded(visit) ? QStringLiteral("neutral")
            : isGiven(visit)     ? QStringLiteral("ok")
                                 : QStringLiteral("warn"),
        .detail = detail.join(QStringLiteral(" · ")),
        .next = visit.retryOn.isValid()
            ? OutcomesViewModel::tr("Try again %1").arg(words::shortDay(visit.retryOn))
            : QString()};
}

} // namespace outcomes_view

OutcomesViewModel::OutcomesViewModel(RoundInHand& round, QObject* parent)
    : QObject(parent)
    , m_round(round)
{
}

void OutcomesViewModel::readAgain()
{
    if (m_round.session().state() != Session::State::Open) {
        m_rows.setRows({});
        m_rounds.clear();
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
            m_rounds = std::move(reading->rounds);
            m_chosen = reading->chosen;
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

QVariantList OutcomesViewModel::rounds() const
{
    std::vector<Choice> choices;
    for (const auto& round : m_rounds)
        choices.push_back({.value = QString::fromLatin1(round.round.toHex()),
            .text = round.name,
            .detail = words::shortDay(round.day)});
    return toVariants(choices);
}

void OutcomesViewModel::chooseRound(const QString& roundId)
{
    if (const auto id = RoundId::fromHex(roundId.toLatin1())) {
        m_chosen = *id;
        readAgain();
    }
}

void OutcomesViewModel::toggleOnlyNotGiven()
{
    m_onlyNotGiven = !m_onlyNotGiven;
    readAgain();
}

} // namespace doorstep::app
