#include "app/viewmodels/visit/follow_up_view_model.h"

#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/words.h"
#include "core/domain/outcome_rules.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace doorstep::app {

namespace follow_up {

const QString part = QStringLiteral("followUp");
constexpr int daysOffered = 10;

struct Task {
    const char* value;
    const char* text;
    domain::FollowUpKind kind;
    domain::Role owner;
    int inDays; ///< preset, changeable
};
constexpr std::array tasks{
    Task{"repeat-bp", QT_TRANSLATE_NOOP("FollowUp", "Repeat BP"), domain::FollowUpKind::Clinician,
        domain::Role::Nurse, 7},
    Task{"ring", QT_TRANSLATE_NOOP("FollowUp", "Ring the patient"), domain::FollowUpKind::Contact,
        domain::Role::Coordinator, 1},
    Task{"gp-review", QT_TRANSLATE_NOOP("FollowUp", "GP to review"),
        domain::FollowUpKind::Clinician, domain::Role::Gp, 1},
    Task{"nurse-visit", QT_TRANSLATE_NOOP("FollowUp", "Nurse to visit"),
        domain::FollowUpKind::Clinician, domain::Role::Nurse, 2},
    Task{"visit-again", QT_TRANSLATE_NOOP("FollowUp", "Visit again"), domain::FollowUpKind::Retry,
        domain::Role::Coordinator, 7},
    Task{"update-record", QT_TRANSLATE_NOOP("FollowUp", "Update the record"),
        domain::FollowUpKind::UpdateRecord, domain::Role::Coordinator, 1},
    Task{"safeguarding", QT_TRANSLATE_NOOP("FollowUp", "Safeguarding"),
        domain::FollowUpKind::Safeguarding, domain::Role::Gp, 0},
    Task{"other", QT_TRANSLATE_NOOP("FollowUp", "Something else"), domain::FollowUpKind::Other,
        domain::Role::Coordinator, 7},
};

const Task* taskOf(const QString& value)
{
    const auto found = std::find_if(tasks.begin(), tasks.end(),
        [&](const Task& task) { return value == QLatin1String(task.value); });
    return found == tasks.end() ? nullptr : &*found;
}

QString titleOf(const Task& task)
{
    return QCoreApplication::translate("FollowUp", task.text);
}

} // namespace follow_up

FollowUpViewModel::FollowUpViewModel(VisitInHand& hand, LastSave& saves, QObject* parent)
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
        const auto kept = m_hand.draft().part(follow_up::part);
        m_state = {kept.value(QStringLiteral("task")).toString(),
            kept.value(QStringLiteral("owner")).toString(),
            QDate::fromString(kept.value(QStringLiteral("due")).toString(), Qt::ISODate),
            kept.value(QStringLiteral("note")).toString()};
        Q_EMIT changed();
    });
    connect(&m_saves, &LastSave::changed, this, &FollowUpViewModel::changed);
}

void FollowUpViewModel::keep()
{
    QCborMap map;
    map[QStringLiteral("task")] = m_state.task;
    map[QStringLiteral("owner")] = m_state.owner;
    map[QStringLiteral("due")] = due();
    map[QStringLiteral("note")] = m_state.note;
    m_hand.draft().setPart(follow_up::part, map);
    Q_EMIT changed();
}

QVariantList FollowUpViewModel::tasks() const
{
    std::vector<Choice> choices;
    choices.reserve(std::size(follow_up::tasks));
    for (const auto& task : follow_up::tasks)
        choices.push_back(
            {.value = QString::fromLatin1(task.value), .text = follow_up::titleOf(task)});
    return toVariants(choices);
}

QVariantList FollowUpViewModel::owners() const
{
    std::vector<Choice> choices;
    for (const auto role :
        {domain::Role::Nurse, domain::Role::Gp, domain::Role::Coordinator, domain::Role::Hca})
        choices.push_back({.value = domain::word(role), .text = words::roleWord(role)});
    for (const auto& person : m_hand.round().file().people)
        if (!person.hasLeft)
            choices.push_back(
                {.value = QString::fromLatin1(person.staff.toHex()), .text = person.name});
    return toVariants(choices);
}

QVariantList FollowUpViewModel::dues() const
{
    const auto* task = follow_up::taskOf(m_state.task);
    if (!task)
        return {};
    const QDate today = m_hand.round().today();
    std::vector<Choice> choices{{.value = today.toString(Qt::ISODate), .text = tr("Today")}};
    const QDate suggested = domain::workingDay(today.addDays(std::max(task->inDays, 1)));
    choices.push_back(
        {.value = suggested.toString(Qt::ISODate), .text = words::shortDay(suggested)});
    choices.push_back(
        {.value = QStringLiteral("pick"), .text = tr("Pick"), .detail = tr("a date")});
    return toVariants(choices);
}

QVariantList FollowUpViewModel::days() const
{
    std::vector<Choice> choices;
    QDate day = m_hand.round().today();
    while (choices.size() < follow_up::daysOffered) {
        day = domain::workingDay(day.addDays(1));
        choices.push_back({.value = day.toString(Qt::ISODate), .text = words::shortDay(day)});
    }
    return toVariants(choices);
}

QString FollowUpViewModel::ownerName() const
{
    const auto staff = StaffId::fromHex(m_state.owner.toLatin1());
    if (staff) {
        const auto* person = m_hand.round().file().person(*staff);
        return person ? words::callName(person->name) : QString();
    }
    return words::roleWord(domain::fromWord<domain::Role>(m_state.owner)).toLower();
}

QString FollowUpViewModel::saveText() const
{
    const auto* task = follow_up::taskOf(m_state.task);
    if (!task)
        return tr("Choose what must happen");
    if (task->kind == domain::FollowUpKind::Other && m_state.note.trimmed().isEmpty())
        return tr("Say what must happen");
    return tr("Save: %1, %2, %3")
        .arg(follow_up::titleOf(*task).toLower(), ownerName(), words::shortDay(m_state.due));
}

bool FollowUpViewModel::saveReady() const
{
    const auto* task = follow_up::taskOf(m_state.task);
    return task && m_state.due.isValid() && !m_saves.busy()
        && (task->kind != domain::FollowUpKind::Other || !m_state.note.trimmed().isEmpty());
}

void FollowUpViewModel::show()
{
    m_open = true;
    Q_EMIT changed();
}

void FollowUpViewModel::close()
{
    m_open = false;
    Q_EMIT changed();
}

void FollowUpViewModel::chooseTask(const QString& value)
{
    const auto* task = follow_up::taskOf(value);
    if (!task)
        return;
    const QDate today = m_hand.round().today();
    m_state.task = value;
    m_state.owner = domain::word(task->owner);
    m_state.due = task->inDays == 0 ? today : domain::workingDay(today.addDays(task->inDays));
    keep();
}

void FollowUpViewModel::chooseOwner(const QString& value)
{
    m_state.owner = value;
    keep();
}

void FollowUpViewModel::chooseDue(const QString& value)
{
    if (value == QLatin1String("pick"))
        return;
    m_state.due = QDate::fromString(value, Qt::ISODate);
    keep();
}

void FollowUpViewModel::editNote(const QString& text)
{
    m_state.note = text;
    keep();
}

void FollowUpViewModel::save()
{
    const auto* task = follow_up::taskOf(m_state.task);
    if (!task || !saveReady())
        return;
    VisitSave save = m_hand.newSave();
    NewFollowUp followUp{.kind = task->kind,
        .text = follow_up::titleOf(*task),
        .due = m_state.due,
        .ownerRole = task->owner,
        .urgent = task->kind == domain::FollowUpKind::Safeguarding};
    if (!m_state.note.trimmed().isEmpty())
        followUp.text += QStringLiteral(": ") + m_state.note.trimmed();
    if (const auto staff = StaffId::fromHex(m_state.owner.toLatin1()))
        followUp.owner = *staff;
    else
        followUp.ownerRole = domain::fromWord<domain::Role>(m_state.owner);
    save.followUps.push_back(followUp);
    m_saves.save(visitAct(m_hand.round().session().mint(), save), [this] {
        m_hand.draft().dropPart(follow_up::part);
        m_hand.draft().dropPart(QStringLiteral("note"));
        m_state = {};
        m_open = false;
        Q_EMIT changed();
        Q_EMIT saved();
    });
}

} // namespace doorstep::app
