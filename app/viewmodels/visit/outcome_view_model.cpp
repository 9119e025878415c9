#include "app/viewmodels/visit/outcome_view_model.h"

#include "app/viewmodels/today/today_board.h"
#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/words.h"

namespace doorstep::app {

namespace outcome_view {

const QString part = QStringLiteral("outcome");
constexpr int daysOffered = 10;

QString isoOf(QDate day)
{
    return day.toString(Qt::ISODate);
}

} // namespace outcome_view

OutcomeViewModel::OutcomeViewModel(VisitInHand& hand, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_hand(hand)
    , m_saves(saves)
{
    connect(&m_hand, &VisitInHand::opened, this, [this] {
        m_state = {};
        m_open = false;
        Q_EMIT changed();
    });
    connect(&m_hand.draft(), &VisitDraft::restored, this, [this] {
        m_state = outcomeFromCbor(m_hand.draft().part(outcome_view::part));
        Q_EMIT changed();
    });
    connect(&m_hand, &VisitInHand::changed, this, &OutcomeViewModel::changed);
    connect(&m_saves, &LastSave::changed, this, &OutcomeViewModel::changed);
}

void OutcomeViewModel::take(const OutcomeEvent& event)
{
    m_state = step(std::move(m_state), event);
    m_hand.draft().setPart(outcome_view::part, toCbor(m_state));
    Q_EMIT changed();
}

QVariantList OutcomeViewModel::outcomes() const
{
    std::vector<Choice> choices;
    for (const auto outcome : words::doorOutcomes())
        choices.push_back({.value = domain::word(outcome),
            .text = words::outcomeWord(outcome),
            .iconName = words::outcomeIcon(outcome)});
    return toVariants(choices);
}

QString OutcomeViewModel::reasonsHeading() const
{
    return tr("Why?");
}

QVariantList OutcomeViewModel::reasons() const
{
    return toVariants(words::outcomeReasons(m_state.outcome));
}

bool OutcomeViewModel::offersCard() const
{
    return domain::nextStep(m_state.outcome, m_hand.round().today()).offersCard;
}

QString OutcomeViewModel::cardDetail() const
{
    const auto* file = m_hand.patient();
    if (!file)
        return {};
    for (const auto& adjustment : file->adjustments) {
        const QString text = adjustment.text.toLower();
        if (text.contains(QLatin1String("large print")))
            return tr("Large print card, as %1 prefers").arg(m_hand.callName());
        if (text.contains(QLatin1String("easy read")))
            return tr("Easy read card, as %1 prefers").arg(m_hand.callName());
    }
    return {};
}

QString OutcomeViewModel::retryHeading() const
{
    return tr("Try again");
}

QDate OutcomeViewModel::nextRound() const
{
    const auto& later = m_hand.round().file().later;
    return later.empty() ? QDate() : later.front().day;
}

QVariantList OutcomeViewModel::retries() const
{
    const QDate today = m_hand.round().today();
    const auto next = domain::nextStep(m_state.outcome, today);
    if (!next.retryOn.isValid())
        return {};
    std::vector<Choice> choices;
    choices.push_back({.value = outcome_view::isoOf(today),
        .text = tr("Today"),
        .detail = tr("later this round")});
    const QDate preset = nextRound() >= next.retryOn ? nextRound() : next.retryOn;
    choices.push_back({.value = outcome_view::isoOf(preset),
        .text = words::shortDay(preset),
        .detail = preset == nextRound() ? tr("next round") : tr("suggested")});
    choices.push_back(
        {.value = QStringLiteral("pick"), .text = tr("Pick"), .detail = tr("a date")});
    return toVariants(choices);
}

QVariantList OutcomeViewModel::days() const
{
    std::vector<Choice> choices;
    QDate day = m_hand.round().today();
    while (choices.size() < outcome_view::daysOffered) {
        day = domain::workingDay(day.addDays(1));
        choices.push_back({.value = outcome_view::isoOf(day), .text = words::shortDay(day)});
    }
    return toVariants(choices);
}

QString OutcomeViewModel::retry() const
{
    return outcome_view::isoOf(m_state.retryOn);
}

QString OutcomeViewModel::noteLabel() const
{
    return m_state.outcome == domain::Outcome::Unknown ? QString()
                                                       : tr("Anything the practice must know");
}

QStringList OutcomeViewModel::undoneVaccines() const
{
    QStringList programmes;
    const auto* visit = m_hand.visit();
    const auto* file = m_hand.patient();
    if (!visit || !file)
        return {};
    for (const QString& key : visit->jobs) {
        const auto job = words::jobOf(key);
        if (job.kind == words::JobKind::Vaccinate && !isJobDone(key, *visit, *file))
            programmes.push_back(job.subject);
    }
    return programmes;
}

QString OutcomeViewModel::fact() const
{
    if (m_state.outcome == domain::Outcome::Unknown || undoneVaccines().isEmpty())
        return {};
    int left = 0;
    for (const BoxFile& box : m_hand.round().file().boxes)
        for (const auto& content : box.contents)
            left += content.remaining;
    return left > 0 ? tr("The unused dose stays in the box: %1 left.").arg(left) : QString();
}

QString OutcomeViewModel::saveText() const
{
    switch (gapOf(m_state, m_hand.round().today())) {
    case OutcomeGap::Outcome:
        return tr("Choose what happened to save");
    case OutcomeGap::Reason:
        return tr("Choose why to save");
    case OutcomeGap::None:
        break;
    }
    const QString outcome = words::outcomeInSentence(m_state.outcome);
    return m_state.retryOn.isValid()
        ? tr("Save: %1, try %2").arg(outcome, words::shortDay(m_state.retryOn))
        : tr("Save: %1").arg(outcome);
}

bool OutcomeViewModel::saveReady() const
{
    return gapOf(m_state, m_hand.round().today()) == OutcomeGap::None && m_hand.visit()
        && !m_saves.busy();
}

void OutcomeViewModel::show()
{
    m_open = true;
    Q_EMIT changed();
}

void OutcomeViewModel::close()
{
    m_open = false;
    Q_EMIT changed();
}

void OutcomeViewModel::chooseOutcome(const QString& value)
{
    take(OutcomeChosen{
        domain::fromWord<domain::Outcome>(value), m_hand.round().today(), nextRound()});
}

void OutcomeViewModel::chooseReason(const QString& value)
{
    take(ReasonChosen{value});
}

void OutcomeViewModel::toggleCard()
{
    take(CardToggled{});
}

void OutcomeViewModel::chooseRetry(const QString& value)
{
    if (value != QLatin1String("pick"))
        take(RetryChosen{QDate::fromString(value, Qt::ISODate)});
}

void OutcomeViewModel::editNote(const QString& text)
{
    take(OutcomeNoteEdited{text});
}

void OutcomeViewModel::save()
{
    if (!saveReady())
        return;
    VisitSave save = m_hand.newSave();
    QString work
        = tr("%1 on %2")
              .arg(words::outcomeWord(m_state.outcome), words::date(m_hand.round().today()));
    if (!m_state.reason.isEmpty())
        work += QStringLiteral(": ") + words::reasonText(m_state.reason).toLower();
    addOutcome(save, m_state, undoneVaccines(), work);
    m_saves.save(visitAct(m_hand.round().session().mint(), save), [this] {
        m_hand.draft().dropPart(outcome_view::part);
        m_hand.draft().dropPart(QStringLiteral("note"));
        m_state = {};
        m_open = false;
        Q_EMIT changed();
        Q_EMIT saved();
    });
}

} // namespace doorstep::app
