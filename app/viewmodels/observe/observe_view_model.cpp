#include "app/viewmodels/observe/observe_view_model.h"

#include "app/viewmodels/visit/visit_jobs.h"
#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/words.h"
#include "core/clinical/person.h"

#include <algorithm>
#include <array>

namespace doorstep::app {

namespace observe_view {

const QString part = QStringLiteral("observe");
constexpr int trendLength = 6;
/// In the order they are asked for; the pressure pair stands above them.
constexpr std::array tileKinds{ObservationKind::Pulse, ObservationKind::RespiratoryRate,
    ObservationKind::OxygenSaturation, ObservationKind::AirOrOxygen, ObservationKind::Consciousness,
    ObservationKind::Temperature, ObservationKind::Weight, ObservationKind::TotalCholesterol,
    ObservationKind::BloodGlucose};

bool isNews2Kind(ObservationKind kind)
{
    return kind != ObservationKind::Weight && kind != ObservationKind::TotalCholesterol
        && kind != ObservationKind::BloodGlucose;
}

} // namespace observe_view

ObserveViewModel::ObserveViewModel(VisitInHand& hand, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_hand(hand)
    , m_saves(saves)
    , m_state(observeStart(true))
{
    connect(&m_hand, &VisitInHand::opened, this, [this] {
        m_state = observeStart(true);
        m_job.clear();
        m_reasonOpen = false;
        refresh();
    });
    connect(&m_hand.draft(), &VisitDraft::restored, this, [this] {
        readEntries(m_state, m_hand.draft().part(observe_view::part));
        refresh();
    });
    connect(&m_hand, &VisitInHand::changed, this, &ObserveViewModel::refresh);
    connect(&m_saves, &LastSave::changed, this, &ObserveViewModel::changed);
}

void ObserveViewModel::take(const ObserveEvent& event)
{
    m_state = step(std::move(m_state), event);
    m_hand.draft().setPart(observe_view::part, toCbor(m_state));
    refresh();
}

clinical::News2Use ObserveViewModel::use() const
{
    const auto* file = m_hand.patient();
    if (!file)
        return clinical::News2Use::Suitable;
    return clinical::news2UseFor(clinical::ageOn(file->patient.born, m_hand.round().today()),
        file->patient.riskGroups.contains(QLatin1String("pregnant")));
}

/// Blood pressure alone is no early warning: the score shows once something else is asked for.
bool ObserveViewModel::isScored() const
{
    if (m_state.wanted.size() > 2)
        return true;
    return std::any_of(m_state.entries.begin(), m_state.entries.end(), [](const auto& entry) {
        return !entry.second.isEmpty() && observe_view::isNews2Kind(entry.first)
            && entry.first != ObservationKind::Systolic
            && entry.first != ObservationKind::Diastolic;
    });
}

void ObserveViewModel::refresh()
{
    m_news2 = {};
    if (isScored())
        m_news2 = words::news2Words(
            clinical::scoreNews2(news2ReadingOf(observationSetOf(m_state, {}))), use());
    std::vector<MeasureRow> rows;
    rows.reserve(std::size(observe_view::tileKinds));
    for (const auto kind : observe_view::tileKinds)
        rows.push_back(rowOf(kind));
    m_tiles.setRows(std::move(rows));
    Q_EMIT changed();
}

MeasureRow ObserveViewModel::rowOf(ObservationKind kind) const
{
    const auto& definition = clinical::definitionOf(kind);
    const auto& entry = m_state.at(kind);
    MeasureRow row{.key = definition.word,
        .label = words::kindLabel(kind),
        .value = isWordKind(kind) ? words::wordText(kind, entry.text) : entry.text,
        .unit = definition.unit};
    if (!entry.notTaken.isEmpty())
        row.status = QStringLiteral("notTaken");
    else if (entry.text.isEmpty() && isScored() && observe_view::isNews2Kind(kind)
        && kind != ObservationKind::Diastolic && use() == clinical::News2Use::Suitable)
        row.status = QStringLiteral("missing");
    else if (!entry.text.isEmpty() && !isWordKind(kind)
        && (kind != m_state.active || entry.text.size() >= definition.autoAdvanceDigits)
        && clinical::judgeEntry(kind, entry.text).isRefused())
        row.status = QStringLiteral("implausible");
    return row;
}

QString ObserveViewModel::activeKey() const
{
    return clinical::definitionOf(m_state.active).word;
}

QString ObserveViewModel::lastStrong() const
{
    const auto* file = m_hand.patient();
    const auto last = file ? pressuresOf(*file, 1) : std::vector<PressureReading>();
    return last.empty()
        ? QString()
        : QStringLiteral("%1/%2").arg(last.front().systolic).arg(last.front().diastolic);
}

QString ObserveViewModel::lastTail() const
{
    const auto* file = m_hand.patient();
    const auto last = file ? pressuresOf(*file, 2) : std::vector<PressureReading>();
    if (last.empty())
        return {};
    QString tail = QLatin1Char(' ') + words::date(words::localDay(last[0].takenAt));
    if (last.size() > 1)
        tail += QStringLiteral(", %1/%2 %3")
                    .arg(last[1].systolic)
                    .arg(last[1].diastolic)
                    .arg(words::date(words::localDay(last[1].takenAt)));
    return tail;
}

QList<qreal> ObserveViewModel::trend() const
{
    QList<qreal> points;
    if (const auto* file = m_hand.patient())
        for (const auto& reading : pressuresOf(*file, observe_view::trendLength))
            points.push_front(reading.systolic);
    return points;
}

QString ObserveViewModel::message() const
{
    const auto found = findingOf(m_state);
    const auto judged
        = [&] { return clinical::judgeEntry(found.kind, m_state.at(found.kind).text); };
    switch (found.gap) {
    case ObserveGap::Refused:
        // While a value is being typed "1" is not yet too low.
        if (found.kind == m_state.active
            && m_state.at(found.kind).text.size()
                < clinical::definitionOf(found.kind).autoAdvanceDigits)
            return {};
        return words::plausibilitySentence(judged());
    case ObserveGap::Unlikely:
        return m_state.questioned.contains(found.kind) ? words::plausibilitySentence(judged())
                                                       : QString();
    case ObserveGap::PressureSwapped:
        if (m_state.active == ObservationKind::Diastolic
            && !clinical::isEntryComplete(
                ObservationKind::Diastolic, m_state.at(ObservationKind::Diastolic).text))
            return {};
        return tr("Diastolic must be below systolic. Check both.");
    case ObserveGap::None:
    case ObserveGap::Nothing:
    case ObserveGap::HalfPressure:
        break;
    }
    return {};
}

QString ObserveViewModel::messageTone() const
{
    return findingOf(m_state).gap == ObserveGap::Unlikely ? QStringLiteral("warn")
                                                          : QStringLiteral("stop");
}

QVariantList ObserveViewModel::choices() const
{
    return toVariants(words::wordChoices(m_state.active));
}

QString ObserveViewModel::advanceText() const
{
    if (!advanceSaves())
        return tr("Next");
    const auto found = findingOf(m_state);
    switch (found.gap) {
    case ObserveGap::Nothing:
        return tr("Nothing to save yet");
    case ObserveGap::Refused:
    case ObserveGap::PressureSwapped:
        return tr("Correct %1 to save").arg(words::kindInSentence(found.kind));
    case ObserveGap::HalfPressure:
        return tr("Enter %1 to save").arg(words::kindInSentence(found.kind));
    case ObserveGap::Unlikely:
        return tr("Keep %1").arg(m_state.at(found.kind).text);
    case ObserveGap::None:
        break;
    }
    const QString upper = m_state.at(ObservationKind::Systolic).text;
    if (m_state.wanted.size() == 2 && !isScored() && !upper.isEmpty())
        return tr("Save BP %1/%2").arg(upper, m_state.at(ObservationKind::Diastolic).text);
    const auto values = observationSetOf(m_state, {}).values.size();
    return tr("Save set of %1").arg(values); // short words: they stand on a key of the pad
}

bool ObserveViewModel::advanceReady() const
{
    if (!advanceSaves())
        return true;
    const auto gap = findingOf(m_state).gap;
    return (gap == ObserveGap::None || gap == ObserveGap::Unlikely) && !m_saves.busy();
}

bool ObserveViewModel::pointShown() const
{
    return clinical::definitionOf(m_state.active).decimals > 0;
}

QString ObserveViewModel::reasonHeading() const
{
    return tr("%1 not taken: why?").arg(words::kindLabel(m_state.active));
}

QVariantList ObserveViewModel::reasons() const
{
    return toVariants(words::notTakenReasons());
}

void ObserveViewModel::show(const QString& jobKey)
{
    const auto entries = m_state.entries;
    m_job = jobKey;
    m_state = observeStart(words::jobOf(jobKey).subject == QLatin1String("bp"));
    m_state.entries = entries;
    refresh();
}

void ObserveViewModel::chooseTile(const QString& key)
{
    if (const auto kind = clinical::observationFromWord(key))
        take(KindChosen{*kind});
}

void ObserveViewModel::changePosture()
{
    take(PostureChanged{static_cast<int>(words::postures().size())});
}

void ObserveViewModel::digit(const QString& figure)
{
    bool ok = false;
    const int value = figure.toInt(&ok);
    if (ok)
        take(DigitTyped{value});
}

void ObserveViewModel::point()
{
    take(PointTyped{});
}

void ObserveViewModel::erase()
{
    take(Erased{});
}

void ObserveViewModel::chooseWord(const QString& value)
{
    take(WordChosen{value});
}

void ObserveViewModel::notTaken()
{
    m_reasonOpen = true;
    Q_EMIT changed();
}

void ObserveViewModel::chooseReason(const QString& value)
{
    m_reasonOpen = false;
    take(NotTaken{value});
}

void ObserveViewModel::closeReason()
{
    m_reasonOpen = false;
    Q_EMIT changed();
}

void ObserveViewModel::advance()
{
    const bool saves = advanceSaves() && findingOf(m_state).gap == ObserveGap::None;
    if (saves)
        save();
    else
        take(Advanced{});
}

void ObserveViewModel::save()
{
    if (m_saves.busy() || !m_hand.visit())
        return;
    VisitSave save = m_hand.newSave();
    save.observations = observationSetOf(m_state, posture());
    save.observations->news2 = use();
    const bool ends = m_hand.endsWith({m_job});
    if (ends)
        save.outcome = VisitOutcome{
            .outcome = save.doseGivenBefore ? domain::Outcome::Given : domain::Outcome::Seen};
    m_saves.save(visitAct(m_hand.round().session().mint(), save), [this, ends] {
        m_hand.draft().dropPart(observe_view::part);
        m_hand.draft().dropPart(QStringLiteral("note"));
        m_state = observeStart(true);
        refresh();
        Q_EMIT saved(ends);
    });
}

} // namespace doorstep::app
