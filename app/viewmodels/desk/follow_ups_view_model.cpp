#include "app/viewmodels/desk/follow_ups_view_model.h"

#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/words.h"
#include "core/store/follow_up_store.h"
#include "core/store/patient_store.h"
#include "core/store/person_store.h"

#include <algorithm>

namespace doorstep::app {

namespace follow_ups_view {

struct Reading {
    std::vector<domain::FollowUpRow> open;
    QHash<PatientId, QString> names;
    QHash<StaffId, QString> people;
};

Result<Reading> readOpen(store::Connection& connection)
{
    Reading reading;
    DOORSTEP_TRY(open, store::FollowUpStore(connection).open());
    reading.open = std::move(open);
    store::PatientStore patients(connection);
    for (const auto& row : reading.open) {
        DOORSTEP_TRY(patient, patients.find(row.patient));
        if (patient)
            reading.names[row.patient] = words::fullName(patient->family, patient->given);
    }
    DOORSTEP_TRY(people, store::PersonStore(connection).all());
    for (const auto& person : people)
        reading.people[person.staff] = person.name;
    return reading;
}

} // namespace follow_ups_view

FollowUpsViewModel::FollowUpsViewModel(RoundInHand& round, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_round(round)
    , m_saves(saves)
{
    connect(&m_saves, &LastSave::changed, this, &FollowUpsViewModel::changed);
}

void FollowUpsViewModel::readAgain()
{
    if (m_round.session().state() != Session::State::Open) {
        m_open.clear();
        showRows();
        return;
    }
    m_round.session()
        .read([](store::Connection& connection) { return follow_ups_view::readOpen(connection); })
        .then(this, [this](Result<follow_ups_view::Reading> reading) {
            if (!reading)
                return;
            m_open = std::move(reading->open);
            m_names = std::move(reading->names);
            m_people = std::move(reading->people);
            showRows();
        });
}

void FollowUpsViewModel::showRows()
{
    const QDate today = m_round.today();
    std::vector<FollowUpItem> rows;
    for (const auto& row : m_open) {
        const bool late = row.urgent || row.due < today;
        rows.push_back({.followUpId = QString::fromLatin1(row.followUp.toHex()),
            .patientName = m_names.value(row.patient),
            .task = row.text,
            .due = row.due < today ? tr("Overdue, %1").arg(words::date(row.due))
                                   : words::sentence(words::relativeDay(row.due, today)),
            .owner
            = row.owner.isNull() ? words::roleWord(row.ownerRole) : m_people.value(row.owner),
            .tone = late           ? QStringLiteral("stop")
                : row.due == today ? QStringLiteral("warn")
                                   : QStringLiteral("neutral"),
            .selected = row.followUp == m_selected});
    }
    m_rows.setRows(std::move(rows));
    Q_EMIT changed();
}

QString FollowUpsViewModel::countText() const
{
    const auto late = std::count_if(m_open.begin(), m_open.end(),
        [today = m_round.today()](const auto& row) { return row.due < today; });
    return late > 0 ? tr("%1 open, %2 overdue").arg(m_open.size()).arg(late)
                    : tr("%1 open").arg(m_open.size());
}

QString FollowUpsViewModel::selected() const
{
    return m_selected.isNull() ? QString() : QString::fromLatin1(m_selected.toHex());
}

const domain::FollowUpRow* FollowUpsViewModel::selectedRow() const
{
    const auto row = std::find_if(m_open.begin(), m_open.end(),
        [this](const auto& each) { return each.followUp == m_selected; });
    return row == m_open.end() ? nullptr : &*row;
}

QString FollowUpsViewModel::selectedName() const
{
    const auto* row = selectedRow();
    return row ? m_names.value(row->patient) : QString();
}

QString FollowUpsViewModel::selectedTask() const
{
    const auto* row = selectedRow();
    return row ? row->text : QString();
}

QString FollowUpsViewModel::doneText() const
{
    return m_result.trimmed().isEmpty() ? tr("Say what was done") : tr("Close as done");
}

bool FollowUpsViewModel::doneReady() const
{
    return !m_selected.isNull() && !m_result.trimmed().isEmpty() && !m_saves.busy();
}

void FollowUpsViewModel::select(const QString& followUpId)
{
    const auto id = FollowUpId::fromHex(followUpId.toLatin1());
    m_selected = id ? *id : FollowUpId();
    m_result.clear();
    showRows();
}

void FollowUpsViewModel::editResult(const QString& text)
{
    m_result = text;
    Q_EMIT changed();
}

void FollowUpsViewModel::done()
{
    const auto* row = selectedRow();
    if (!row || !doneReady())
        return;
    m_saves.save(
        closeFollowUpAct(m_round.session().mint(), row->patient, row->followUp, m_result), [this] {
            m_selected = {};
            m_result.clear();
            readAgain();
        });
}

} // namespace doorstep::app
