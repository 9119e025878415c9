#include "app/viewmodels/desk/holds_view_model.h"

#include "app/runtime/link_act.h"
#include "app/viewmodels/words/hold_words.h"
#include "app/viewmodels/words/words.h"
#include "core/domain/hold_rules.h"
#include "core/store/entry_store.h"
#include "core/store/hold_store.h"
#include "core/store/person_store.h"

#include <algorithm>

namespace doorstep::app {

namespace holds_view {

constexpr int decisionsShown = 50;

struct Reading {
    std::vector<domain::HoldRow> holds;
    std::vector<DecidedHold> decisions;
    std::vector<HoldItem> items;
    QHash<HoldId, ScopeId> scopes;
    std::map<HoldId, std::vector<HoldWay>> ways;
};

HoldItem itemOf(const domain::HoldRow& hold, const std::vector<HoldSide>& sides,
    const std::vector<domain::PersonRow>& people, QDate today)
{
    HoldItem item{.holdId = QString::fromLatin1(hold.hold.toHex()),
        .heading = words::holdHeading(hold.rule),
        .sentence = words::holdSentence(hold.rule),
        .who = words::whoDecides(people, hold.ownerRole),
        .tone = hold.urgent ? QStringLiteral("stop") : QStringLiteral("warn")};
    if (!hold.detail.isEmpty())
        item.sentence += QStringLiteral(" (%1)").arg(hold.detail);
    std::vector<HoldValue> values;
    values.reserve(sides.size());
    for (const HoldSide& side : sides)
        values.push_back({.entryId = QString::fromLatin1(side.entry.toHex()),
            .text = side.text,
            .who
            = side.entry.isNull() ? QString() : words::personAndTime(side.name, side.at, today),
            .current = side.current});
    item.values = toVariants(values);
    return item;
}

QString nameOf(const std::vector<domain::PersonRow>& people, StaffId staff)
{
    const auto found = std::find_if(people.begin(), people.end(),
        [staff](const domain::PersonRow& person) { return person.staff == staff; });
    return found == people.end() ? QString() : found->name;
}

/// What a decision let stand, in its own words.
Result<DecidedHold> decidedOf(store::Connection& connection, const domain::HoldRow& hold,
    const std::vector<domain::PersonRow>& people, QDate today)
{
    DOORSTEP_TRY(about, readAbout(connection, hold.aggregate));
    DecidedHold row{.holdId = QString::fromLatin1(hold.hold.toHex()),
        .heading = words::holdHeading(hold.rule),
        .about = about,
        .stands = HoldsViewModel::tr("All were kept as they were"),
        .decision = hold.decision,
        .who = words::personAndTime(nameOf(people, hold.closedBy), hold.closedAt, today)};
    if (hold.chosen.isNull())
        return row;
    DOORSTEP_TRY(sides, readSides(connection, hold));
    for (const HoldSide& side : sides)
        if (side.entry == hold.chosen)
            row.stands = HoldsViewModel::tr("Stands: %1").arg(side.text);
    return row;
}

Result<Reading> readHolds(store::Connection& connection, QDate today)
{
    Reading reading;
    DOORSTEP_TRY(holds, store::HoldStore(connection).open());
    DOORSTEP_TRY(people, store::PersonStore(connection).all());
    for (const auto& hold : holds) {
        DOORSTEP_TRY(sides, readSides(connection, hold));
        DOORSTEP_TRY(about, readAbout(connection, hold.aggregate));
        HoldItem item = itemOf(hold, sides, people, today);
        item.about = about;
        std::vector<HoldWay> ways = waysToDecide(hold, sides);
        std::vector<Choice> choices;
        choices.reserve(ways.size());
        for (const HoldWay& way : ways)
            choices.push_back(way.choice);
        item.choices = toVariants(choices);
        reading.items.push_back(item);
        reading.ways[hold.hold] = std::move(ways);
        DOORSTEP_TRY(entries, store::EntryStore(connection).ofAggregate(hold.aggregate));
        if (!entries.empty())
            reading.scopes[hold.hold] = entries.front().scope;
    }
    reading.holds = std::move(holds);
    DOORSTEP_TRY(closed, store::HoldStore(connection).decided(decisionsShown));
    for (const auto& hold : closed) {
        DOORSTEP_TRY(row, decidedOf(connection, hold, people, today));
        reading.decisions.push_back(row);
    }
    return reading;
}

} // namespace holds_view

HoldsViewModel::HoldsViewModel(RoundInHand& round, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_round(round)
    , m_saves(saves)
{
    connect(&m_saves, &LastSave::changed, this, &HoldsViewModel::changed);
}

void HoldsViewModel::readAgain()
{
    const quint64 asked = ++m_asked;
    if (m_round.session().state() != Session::State::Open) {
        m_holds.clear();
        m_items.clear();
        m_ways.clear();
        m_decisions.setRows({});
        close();
        return;
    }
    m_round.session()
        .read([today = m_round.today()](store::Connection& connection) {
            return holds_view::readHolds(connection, today);
        })
        .then(this, [this, asked](Result<holds_view::Reading> reading) {
            if (asked != m_asked || !reading)
                return;
            m_holds = std::move(reading->holds);
            m_scopes = std::move(reading->scopes);
            m_ways = std::move(reading->ways);
            m_items = std::move(reading->items);
            m_decisions.setRows(std::move(reading->decisions));
            if (!m_deciding.isNull() && decided().holdId.isEmpty())
                close(); // decided elsewhere
            else
                showRows();
        });
}

void HoldsViewModel::showRows()
{
    std::vector<HoldItem> rows = m_items;
    for (auto& row : rows)
        row.selected = row.holdId == deciding();
    m_rows.setRows(std::move(rows));
    Q_EMIT changed();
}

HoldItem HoldsViewModel::decided() const
{
    const auto found = std::find_if(m_items.begin(), m_items.end(),
        [id = deciding()](const HoldItem& each) { return each.holdId == id; });
    return found == m_items.end() ? HoldItem() : *found;
}

QString HoldsViewModel::countText() const
{
    return words::counted(count(), tr("1 waits for a decision"), tr("%1 wait for a decision"));
}

QString HoldsViewModel::deciding() const
{
    return m_deciding.isNull() ? QString() : QString::fromLatin1(m_deciding.toHex());
}

const HoldWay* HoldsViewModel::way() const
{
    const auto ways = m_ways.find(m_deciding);
    if (ways == m_ways.end())
        return nullptr;
    const auto found = std::find_if(ways->second.begin(), ways->second.end(),
        [this](const HoldWay& each) { return each.choice.value == m_choice; });
    return found == ways->second.end() ? nullptr : &*found;
}

bool HoldsViewModel::mayDecide() const
{
    const auto hold = std::find_if(m_holds.begin(), m_holds.end(),
        [this](const auto& each) { return each.hold == m_deciding; });
    return hold != m_holds.end()
        && domain::hold_rules::mayDecide(hold->ownerRole, m_round.session().person().role);
}

QString HoldsViewModel::saveText() const
{
    if (!mayDecide())
        return tr("Must decide: %1").arg(who());
    if (way() == nullptr)
        return tr("Choose how to decide");
    return m_decision.trimmed().isEmpty() ? tr("Say why") : tr("Save the decision");
}

bool HoldsViewModel::saveReady() const
{
    return mayDecide() && way() != nullptr && !m_decision.trimmed().isEmpty() && !m_saves.busy();
}

void HoldsViewModel::decide(const QString& holdId)
{
    const auto id = HoldId::fromHex(holdId.toLatin1());
    const HoldId next = id ? *id : HoldId();
    if (next == m_deciding && !next.isNull())
        return; // what was typed stays
    m_deciding = next;
    m_choice.clear();
    m_decision.clear();
    showRows();
}

void HoldsViewModel::choose(const QString& value)
{
    m_choice = value;
    Q_EMIT changed();
}

void HoldsViewModel::editDecision(const QString& text)
{
    m_decision = text;
    Q_EMIT changed();
}

void HoldsViewModel::save()
{
    const auto hold = std::find_if(m_holds.begin(), m_holds.end(),
        [this](const auto& each) { return each.hold == m_deciding; });
    if (hold == m_holds.end() || !saveReady())
        return;
    HoldDecision decision{.rule = hold->rule,
        .entries = hold->entries,
        .aggregate = hold->aggregate,
        .scope = m_scopes.value(hold->hold),
        .chosen = way()->chosen,
        .decision = m_decision,
        .wrong = way()->wrong,
        .owner = hold->ownerRole,
        .by = m_round.session().person().role};
    const auto done = [this] {
        close();
        readAgain();
    };
    if (!way()->joins) {
        m_saves.save(closeHoldAct(m_round.session().mint(), decision), done);
        return;
    }
    m_round.session()
        .read([decision, &mint = m_round.session().mint(), now = m_round.now()](
                  store::Connection& connection) {
            return joinPatientsAct(connection, mint, decision, now);
        })
        .then(this, [this, done](Result<std::shared_ptr<JoinActs>> acts) {
            m_saves.save(acts ? Result<store::Act>(std::move((*acts)->join)) : acts.error(), done);
            if (acts && (*acts)->grants)
                m_saves.saveQuietly(std::move(*(*acts)->grants));
        });
}

void HoldsViewModel::close()
{
    decide({});
}

} // namespace doorstep::app
