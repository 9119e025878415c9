#include "app/viewmodels/today/today_view_model.h"

#include "app/viewmodels/round/round_readiness.h"
#include "app/viewmodels/words/error_words.h"

namespace doorstep::app {

TodayViewModel::TodayViewModel(
    RoundInHand& round, VisitInHand& visit, RecordsInHand& records, QObject* parent)
    : QObject(parent)
    , m_round(round)
    , m_visit(visit)
    , m_records(records)
{
    connect(&m_round, &RoundInHand::changed, this, &TodayViewModel::refresh);
    connect(&m_visit, &VisitInHand::opened, this, &TodayViewModel::refresh);
    connect(&m_records, &RecordsInHand::changed, this, &TodayViewModel::changed);
}

void TodayViewModel::refresh()
{
    m_board = {};
    if (m_round.hasRound())
        m_board = todayBoard(m_round.file(),
            {m_round.today(), m_round.by().staff, m_visit.visitId(), m_pane}, m_round.packs());
    std::vector<StopRow> rows = m_board.then;
    if (m_doneShown)
        rows.insert(rows.end(), m_board.done.begin(), m_board.done.end());
    m_stops.setRows(std::move(rows));
    Q_EMIT changed();
}

bool TodayViewModel::isClosed() const
{
    return m_round.file().round.status == domain::RoundStatus::Closed;
}

QString TodayViewModel::roundName() const
{
    return m_round.hasRound() ? m_board.roundName : tr("Today");
}

QVariant TodayViewModel::next() const
{
    return m_board.next ? QVariant::fromValue(*m_board.next) : QVariant::fromValue(nullptr);
}

QString TodayViewModel::startText() const
{
    if (!m_round.hasRound() || isClosed())
        return {};
    return m_board.next ? tr("Start stop %1").arg(m_board.nextNumber) : tr("Close the round");
}

QString TodayViewModel::doneAction() const
{
    if (m_board.done.empty())
        return {};
    const auto count = m_board.done.size();
    return m_doneShown ? tr("Hide %1 done").arg(count) : tr("Show %1 done").arg(count);
}

QVariantList TodayViewModel::notices() const
{
    QVariantList all = toVariants(m_board.alerts);
    if (const auto putBack = m_records.putBackNotice())
        all.append(QVariant::fromValue(*putBack));
    if (const auto lease = m_records.leaseNotice())
        all.append(QVariant::fromValue(*lease));
    if (!m_round.hasRound())
        return all; // where the round would stand, the page says that it is not here yet
    if (const auto first = m_records.firstSyncNotice())
        all.append(QVariant::fromValue(*first));
    if (isClosed() || m_board.ended > 0)
        return all;
    const auto readiness = roundReadiness(m_round.file(), m_round.by().staff, m_round.today());
    if (readiness.isReady())
        return all;
    all.append(QVariant::fromValue(Notice{.noticeId = QStringLiteral("before-you-go"),
        .kind = QStringLiteral("warn"),
        .heading = tr("Before you go"),
        .body = readiness.sentence(),
        .actionText = tr("Check now"),
        .actionIcon = QStringLiteral("box")}));
    return all;
}

QString TodayViewModel::emptyFact() const
{
    if (!m_round.isRead())
        return {};
    if (isUnreadable())
        return tr("Your round could not be read");
    if (!m_round.hasRound())
        return m_records.isBeforeFirstSync() ? tr("Your round is not here yet")
                                             : tr("No round for you today");
    if (isClosed())
        return tr("This round is closed");
    return m_board.next ? QString() : tr("All %1 visits are done").arg(m_board.total);
}

/// A lease that ended is said at the top of the page.
bool TodayViewModel::isUnreadable() const
{
    const auto& error = m_round.readError();
    return !m_round.hasRound() && error && error->code != ErrorCode::Expired;
}

QString TodayViewModel::emptyNext() const
{
    if (isUnreadable())
        return words::errorSentence(*m_round.readError(), words::Doing::Reading);
    if (!m_round.hasRound())
        return m_records.isBeforeFirstSync()
            ? tr("The records come from the practice when it is reached. Only then this page knows "
                 "your day.")
            : tr("Ask the coordinator, or find a patient.");
    return isClosed() ? tr("Its records go to the practice by themselves.")
                      : tr("Next: count the box and close the round.");
}

QString TodayViewModel::emptyAction() const
{
    if (m_round.hasRound())
        return {};
    if (isUnreadable())
        return tr("Read it again");
    return m_records.isBeforeFirstSync() ? tr("Get them now") : tr("Find a patient");
}

void TodayViewModel::setPane(bool pane)
{
    if (m_pane == pane)
        return;
    m_pane = pane;
    refresh();
}

void TodayViewModel::start()
{
    if (m_board.next)
        Q_EMIT visitWanted(QString::fromLatin1(m_board.nextVisit.toHex()), true);
    else if (m_round.hasRound())
        Q_EMIT endOfRoundWanted();
}

void TodayViewModel::openStop(const QString& stopId)
{
    Q_EMIT visitWanted(stopId, false);
}

void TodayViewModel::openJob(const QString& visitId, const QString& jobKey)
{
    Q_EMIT jobWanted(visitId, jobKey);
}

void TodayViewModel::toggleDone()
{
    m_doneShown = !m_doneShown;
    refresh();
}

void TodayViewModel::act(const QString& noticeId)
{
    if (noticeId == QLatin1String("before-you-go"))
        Q_EMIT beforeYouGoWanted();
    else if (noticeId.startsWith(QLatin1String("visit:")))
        Q_EMIT visitWanted(noticeId.section(QLatin1Char(':'), 1, 1), false);
    else if (noticeId == QLatin1String("put-back"))
        m_records.notePutBackRead();
    else if (noticeId == QLatin1String("lease") || noticeId == QLatin1String("first-sync")
        || noticeId == QLatin1String("sync"))
        m_records.sync().syncNow();
}

void TodayViewModel::emptyAct()
{
    if (isUnreadable())
        m_round.readAgain();
    else if (m_records.isBeforeFirstSync())
        m_records.sync().syncNow();
    else
        Q_EMIT findWanted();
}

} // namespace doorstep::app
