#include "app/viewmodels/round/end_of_round_view_model.h"

#include "app/viewmodels/round/temperature_entry.h"
#include "app/viewmodels/today/today_board.h"
#include "app/viewmodels/words/words.h"

#include <algorithm>

namespace doorstep::app {

EndOfRoundViewModel::EndOfRoundViewModel(RecordsInHand& records, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_records(records)
    , m_round(records.round())
    , m_saves(saves)
{
    connect(&m_round, &RoundInHand::changed, this, &EndOfRoundViewModel::refresh);
    connect(&m_records, &RecordsInHand::changed, this, &EndOfRoundViewModel::changed);
    connect(&m_saves, &LastSave::changed, this, &EndOfRoundViewModel::changed);
}

void EndOfRoundViewModel::refresh()
{
    m_balance = boxBalance(m_round.file(), m_counts);
    m_lines.setRows(m_balance.rows);
    Q_EMIT changed();
}

QString EndOfRoundViewModel::roundWhen() const
{
    return words::dayDate(m_round.file().round.day);
}

int EndOfRoundViewModel::openCount() const
{
    const auto& visits = m_round.file().visits;
    return static_cast<int>(std::count_if(visits.begin(), visits.end(),
        [](const domain::VisitRow& visit) { return !hasEnded(visit); }));
}

QVariantList EndOfRoundViewModel::openVisits() const
{
    std::vector<OpenVisit> open;
    const auto& file = m_round.file();
    for (const auto& visit : file.visits) {
        if (hasEnded(visit))
            continue;
        const auto* patient = file.patient(visit.patient);
        open.push_back({.visitId = QString::fromLatin1(visit.visit.toHex()),
            .name = patient ? words::fullName(patient->patient.family, patient->patient.given)
                            : tr("Patient not on this device"),
            .text = visit.status == domain::VisitStatus::Started
                ? tr("Started %1, not closed").arg(words::time(visit.startedAt))
                : tr("Not visited. Say what happened.")});
    }
    return toVariants(open);
}

QString EndOfRoundViewModel::temperatureText() const
{
    return lastTemperature(m_round.file(), m_round.today()).text;
}

QString EndOfRoundViewModel::temperatureTone() const
{
    return lastTemperature(m_round.file(), m_round.today()).tone;
}

QVariantList EndOfRoundViewModel::notices() const
{
    std::vector<Notice> all;
    if (!m_saves.error().isEmpty())
        all.push_back({.noticeId = QStringLiteral("save"),
            .kind = QStringLiteral("stop"),
            .heading = tr("The round is not closed"),
            .body = m_saves.error()});
    if (temperatureTone() == QLatin1String("stop"))
        all.push_back({.noticeId = QStringLiteral("cold-chain"),
            .kind = QStringLiteral("stop"),
            .heading = tr("The box was too warm or too cold"),
            .body = tr("Keep what comes back cold, mark it do not use, and ring the coordinator."),
            .who = tr("The coordinator can lift this.")});
    if (const auto trouble = m_records.troubleNotice())
        all.push_back(*trouble);
    return toVariants(all);
}

void EndOfRoundViewModel::act(const QString& noticeId)
{
    if (noticeId == QLatin1String("sync"))
        m_records.sync().syncNow();
}

QString EndOfRoundViewModel::closeText() const
{
    if (m_round.file().round.status == domain::RoundStatus::Closed)
        return tr("This round is closed");
    if (const int open = openCount(); open > 0)
        return words::counted(open, tr("1 visit still to close"), tr("%1 visits still to close"));
    if (differs() && m_reason.trimmed().isEmpty())
        return tr("Count again, or give the reason");
    if (!m_backSafely)
        return tr("Say that you are back safely");
    return tr("Close the round");
}

bool EndOfRoundViewModel::ready() const
{
    return m_round.hasRound() && m_round.file().round.status != domain::RoundStatus::Closed
        && openCount() == 0 && (!differs() || !m_reason.trimmed().isEmpty()) && m_backSafely
        && !m_saves.busy();
}

void EndOfRoundViewModel::count(const QString& batchId, int HandCount::*which, int by)
{
    for (const BoxFile& box : m_round.file().boxes)
        for (const auto& content : box.contents) {
            if (QString::fromLatin1(content.batch.toHex()) != batchId)
                continue;
            int& value = m_counts[{box.box.box, content.batch}].*which;
            value = std::max(0, value + by);
        }
    refresh();
}

void EndOfRoundViewModel::waste(const QString& batchId, int by)
{
    count(batchId, &HandCount::wasted, by);
}

void EndOfRoundViewModel::giveBack(const QString& batchId, int by)
{
    count(batchId, &HandCount::returned, by);
}

void EndOfRoundViewModel::editDifference(const QString& text)
{
    m_reason = text;
    Q_EMIT changed();
}

void EndOfRoundViewModel::editTemperature(const QString& text)
{
    m_temperature = text;
    m_temperatureError.clear();
    Q_EMIT changed();
}

void EndOfRoundViewModel::acceptTemperature()
{
    const auto typed = readTemperature(m_temperature);
    m_temperatureError = typed.error;
    Q_EMIT changed();
    if (!typed.tenths || m_round.file().boxes.empty())
        return;
    m_saves.save(temperatureAct(m_round.session().mint(),
                     {.by = m_round.by(),
                         .box = m_round.file().boxes.front().box.box,
                         .round = m_round.file().round.round,
                         .tenths = typed.tenths}),
        [this] {
            m_temperature.clear();
            Q_EMIT changed();
        });
}

void EndOfRoundViewModel::toggleSafe()
{
    m_backSafely = !m_backSafely;
    Q_EMIT changed();
}

void EndOfRoundViewModel::close()
{
    if (!ready())
        return;
    m_saves.save(
        closeRoundAct(m_round.session().mint(),
            closingOf(m_round.file(), m_counts, m_round.by(), differs() ? m_reason : QString(),
                tr("Back safely"))),
        [this] {
            m_counts.clear();
            m_reason.clear();
            m_backSafely = false;
            Q_EMIT closed();
        },
        false);
}

} // namespace doorstep::app
