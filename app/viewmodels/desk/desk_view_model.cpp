#include "app/viewmodels/desk/desk_view_model.h"

#include <QCoreApplication>
#include <array>

namespace doorstep::app {

namespace desk_view {

struct Section {
    const char* name;
    const char* text;
    const char* icon;
};
constexpr std::array sections{
    Section{"plan", QT_TRANSLATE_NOOP("Desk", "Rounds"), "list"},
    Section{"register", QT_TRANSLATE_NOOP("Desk", "Register"), "people"},
    Section{"followUps", QT_TRANSLATE_NOOP("Desk", "Follow-ups"), "flag"},
    Section{"held", QT_TRANSLATE_NOOP("Desk", "Held"), "pause"},
    Section{"outcomes", QT_TRANSLATE_NOOP("Desk", "Outcomes"), "clipboard"},
    Section{"uptake", QT_TRANSLATE_NOOP("Desk", "Uptake"), "chart"},
    Section{"stock", QT_TRANSLATE_NOOP("Desk", "Stock"), "box"},
    Section{"import", QT_TRANSLATE_NOOP("Desk", "Import"), "tray"},
    Section{"export", QT_TRANSLATE_NOOP("Desk", "Export"), "upload"},
    Section{"devices", QT_TRANSLATE_NOOP("Desk", "Devices"), "device"},
};

} // namespace desk_view

DeskViewModel::DeskViewModel(RecordsInHand& records, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_records(records)
    , m_round(records.round())
    , m_plan(records, saves, nullptr)
    , m_patients(records, saves, nullptr)
    , m_lists(records, saves, nullptr)
    , m_followUps(m_round, saves, nullptr)
    , m_holds(m_round, saves, nullptr)
    , m_heldEntries(m_round, saves, nullptr)
    , m_outcomes(m_round, m_folder, saves, nullptr)
    , m_uptake(m_round, nullptr)
    , m_stock(m_round, saves, nullptr)
    , m_exports(m_round, m_folder, saves, nullptr)
    , m_devices(m_round, records.sync(), saves, nullptr)
{
    connect(&m_records, &RecordsInHand::changed, this, &DeskViewModel::changed);
    connect(&m_round, &RoundInHand::changed, this, &DeskViewModel::readAgain);
    connect(&m_followUps, &FollowUpsViewModel::changed, this, &DeskViewModel::showRail);
    connect(&m_holds, &HoldsViewModel::changed, this, &DeskViewModel::showRail);
    connect(&m_heldEntries, &HeldEntriesViewModel::changed, this, &DeskViewModel::showRail);
    showRail();
}

QString DeskViewModel::practice() const
{
    return m_round.session().device().practiceName;
}

QVariantList DeskViewModel::notices() const
{
    if (m_round.session().state() != Session::State::Open)
        return {};
    std::vector<Notice> all;
    if (const auto first = m_records.firstSyncNotice())
        all.push_back(*first);
    if (const auto trouble = m_records.troubleNotice())
        all.push_back(*trouble);
    for (Notice& notShown : m_records.notShownNotices())
        all.push_back(std::move(notShown));
    return toVariants(all);
}

QString DeskViewModel::waitingCount() const
{
    const int here = m_records.counts().here;
    return here > 0 ? QString::number(here) : QString();
}

void DeskViewModel::act(const QString& noticeId)
{
    if (noticeId == QLatin1String("first-sync") || noticeId == QLatin1String("sync"))
        m_records.sync().syncNow();
}

void DeskViewModel::show(const QString& section)
{
    m_section = section;
    readAgain();
    showRail();
}

void DeskViewModel::readAgain()
{
    if (!m_round.session().isDesk())
        return;
    if (m_round.session().state() != Session::State::Open) {
        forget();
        return;
    }
    // The rail counts these whatever is shown.
    m_followUps.readAgain();
    m_holds.readAgain();
    m_heldEntries.readAgain();
    if (m_section == QLatin1String("plan"))
        m_plan.readAgain();
    else if (m_section == QLatin1String("register"))
        m_patients.readAgain();
    else if (m_section == QLatin1String("outcomes"))
        m_outcomes.readAgain();
    else if (m_section == QLatin1String("uptake"))
        m_uptake.readAgain();
    else if (m_section == QLatin1String("stock"))
        m_stock.readAgain();
    else if (m_section == QLatin1String("import"))
        m_lists.readAgain();
    else if (m_section == QLatin1String("export"))
        m_exports.readAgain();
    else if (m_section == QLatin1String("devices"))
        m_devices.readAgain();
    Q_EMIT changed();
}

/// Locked: every section lets go of whom it showed, the ones in the background too.
void DeskViewModel::forget()
{
    m_plan.readAgain();
    m_patients.readAgain();
    m_lists.readAgain();
    m_followUps.readAgain();
    m_holds.readAgain();
    m_heldEntries.readAgain();
    m_outcomes.readAgain();
    m_uptake.readAgain();
    m_stock.readAgain();
    m_exports.readAgain();
    m_devices.readAgain();
    Q_EMIT changed();
}

void DeskViewModel::showRail()
{
    std::vector<RailRow> rows;
    for (const auto& section : desk_view::sections) {
        const QString name = QString::fromLatin1(section.name);
        int count = 0;
        if (name == QLatin1String("followUps"))
            count = m_followUps.count();
        else if (name == QLatin1String("held"))
            count = m_holds.count() + m_heldEntries.count();
        rows.push_back({.section = name,
            .text = QCoreApplication::translate("Desk", section.text),
            .iconName = QString::fromLatin1(section.icon),
            .count = count > 0 ? QString::number(count) : QString(),
            .selected = name == m_section});
    }
    m_rail.setRows(std::move(rows));
    Q_EMIT changed();
}

} // namespace doorstep::app
