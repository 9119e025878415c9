#include "app/viewmodels/desk/held_entries_view_model.h"

#include "app/viewmodels/words/held_words.h"
#include "app/viewmodels/words/words.h"
#include "core/domain/hold_rules.h"

#include <algorithm>

namespace doorstep::app {

namespace held_view {

const QString In = QStringLiteral("in");
const QString Out = QStringLiteral("out");

constexpr std::array reasons{HeldReason::WriterConfirms, HeldReason::OnPaper, HeldReason::NotDone,
    HeldReason::RecordedAgain, HeldReason::NobodyKnows};

} // namespace held_view

HeldEntriesViewModel::HeldEntriesViewModel(RoundInHand& round, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_round(round)
    , m_saves(saves)
{
    connect(&m_saves, &LastSave::changed, this, &HeldEntriesViewModel::changed);
}

void HeldEntriesViewModel::readAgain()
{
    const quint64 asked = ++m_asked;
    Session& session = m_round.session();
    // It tells of patients: not once the lease is over.
    if (session.state() != Session::State::Open
        || session.reading().right != client::ReadingRight::Full) {
        forget();
        return;
    }
    session
        .withStore(StorageThread::Urgency::Read,
            [packs = m_round.packs(), today = m_round.today()](
                store::Store& store) { return readHeld(store, packs, today); })
        .then(this, [this, asked](Result<HeldReading> reading) {
            if (asked == m_asked && reading)
                take(std::move(*reading));
        });
}

void HeldEntriesViewModel::take(HeldReading reading)
{
    m_reading = std::move(reading);
    m_decisions.setRows(m_reading.decisions);
    if (decided().saveId.isEmpty())
        decide({}); // decided elsewhere
    else
        showRows();
}

void HeldEntriesViewModel::forget()
{
    m_reading = {};
    m_decisions.setRows({});
    decide({});
}

void HeldEntriesViewModel::showRows()
{
    std::vector<HeldSave> rows = m_reading.saves;
    for (auto& row : rows)
        row.selected = row.saveId == m_deciding;
    m_rows.setRows(std::move(rows));
    Q_EMIT changed();
}

HeldSave HeldEntriesViewModel::decided() const
{
    const auto found = std::ranges::find(m_reading.saves, m_deciding, &HeldSave::saveId);
    return found == m_reading.saves.end() ? HeldSave() : *found;
}

QString HeldEntriesViewModel::countText() const
{
    return words::counted(count(), tr("1 waits for a decision"), tr("%1 wait for a decision"));
}

QString HeldEntriesViewModel::doorText() const
{
    if (count() > 0)
        return tr("From devices not in use: %1").arg(count());
    return decisionCount() > 0 ? tr("From devices not in use") : QString();
}

QVariantList HeldEntriesViewModel::ways() const
{
    if (m_deciding.isEmpty())
        return {};
    std::vector<Choice> choices;
    if (decided().bar.isEmpty())
        choices.push_back({.value = held_view::In,
            .text = tr("Let it in"),
            .detail = tr("It joins the records under its writer's name and time.")});
    choices.push_back({.value = held_view::Out,
        .text = tr("Leave it out"),
        .detail = tr("It is in no record, and is kept and listed under Decided.")});
    return toVariants(choices);
}

QVariantList HeldEntriesViewModel::reasons() const
{
    std::vector<Choice> choices;
    for (const HeldReason each : held_view::reasons)
        if (!m_way.isEmpty() && isForLettingIn(each) == (m_way == held_view::In))
            choices.push_back({.value = heldWord(each), .text = words::heldReasonText(each)});
    return toVariants(choices);
}

QString HeldEntriesViewModel::reason() const
{
    return m_reason ? QString(heldWord(*m_reason)) : QString();
}

QString HeldEntriesViewModel::decides() const
{
    return tr("coordinator, practice manager, nurse or GP");
}

bool HeldEntriesViewModel::mayDecide() const
{
    return m_round.session().isDesk()
        && domain::hold_rules::mayDecide(
            domain::Role::Coordinator, m_round.session().person().role);
}

QString HeldEntriesViewModel::saveText() const
{
    if (!mayDecide())
        return tr("Must decide: %1").arg(decides());
    if (m_way.isEmpty())
        return tr("Choose what becomes of it");
    if (!m_reason)
        return tr("Say why");
    return m_way == held_view::In ? tr("Let it in") : tr("Leave it out");
}

bool HeldEntriesViewModel::saveReady() const
{
    return mayDecide() && !m_deciding.isEmpty() && !m_way.isEmpty() && m_reason && !m_saves.busy();
}

void HeldEntriesViewModel::decide(const QString& saveId)
{
    if (saveId == m_deciding && !saveId.isEmpty())
        return; // what was chosen stays
    m_deciding = saveId;
    m_way.clear();
    m_reason.reset();
    showRows();
}

void HeldEntriesViewModel::chooseWay(const QString& value)
{
    if (value == m_way)
        return;
    const bool isOffered
        = value == held_view::Out || (value == held_view::In && decided().bar.isEmpty());
    m_way = isOffered ? value : QString();
    m_reason.reset();
    Q_EMIT changed();
}

void HeldEntriesViewModel::chooseReason(const QString& value)
{
    const auto reason = heldReasonFrom(value);
    m_reason
        = reason && isForLettingIn(*reason) == (m_way == held_view::In) ? reason : std::nullopt;
    Q_EMIT changed();
}

void HeldEntriesViewModel::save()
{
    if (!saveReady())
        return;
    m_saves.save(
        decideHeldAct(m_round.session().mint(), m_reading.scopes,
            {.pieces = m_reading.pieces.value(m_deciding),
                .letIn = m_way == held_view::In,
                .reason = *m_reason,
                .by = m_round.session().person().role,
                .isDesk = m_round.session().isDesk()}),
        [this] {
            decide({});
            readAgain();
        },
        false);
}

} // namespace doorstep::app
