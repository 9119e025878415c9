#include "app/viewmodels/desk/holds_view_model.h"

#include "app/viewmodels/words/hold_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/record_words.h"
#include "app/viewmodels/words/words.h"
#include "core/domain/hold_rules.h"
#include "core/store/care_store.h"
#include "core/store/entry_store.h"
#include "core/store/hold_store.h"
#include "core/store/patient_store.h"
#include "core/store/person_store.h"
#include "core/store/visit_store.h"

#include <algorithm>

namespace doorstep::app {

namespace holds_view {

constexpr int decisionsShown = 50;

using People = QHash<StaffId, domain::PersonRow>;

struct Reading {
    std::vector<domain::HoldRow> holds;
    std::vector<DecidedHold> decisions;
    std::vector<HoldItem> items;
    QHash<HoldId, ScopeId> scopes;
};

QString patientName(store::Connection& connection, PatientId patient)
{
    const auto row = store::PatientStore(connection).find(patient);
    return row && *row ? words::fullName((*row)->family, (*row)->given) : QString();
}

/// Whom a hold is about: its patient, or the patient of its visit.
QString aboutOf(store::Connection& connection, AggregateId aggregate)
{
    QString name = patientName(connection, aggregate.as<PatientId>());
    if (!name.isEmpty())
        return name;
    const auto visit = store::VisitStore(connection).find(aggregate.as<VisitId>());
    return visit && *visit ? patientName(connection, (*visit)->patient) : QString();
}

/// What one entry says, as a person would: its value for a field, its dose, its outcome.
QString textOf(store::Connection& connection, const store::EntryRow& entry,
    const std::vector<domain::AlsoRecordedRow>& also)
{
    for (const auto& row : also)
        if (row.entry == entry.id)
            return row.text;
    if (const auto dose = store::CareStore(connection).vaccination(entry.id); dose && *dose)
        return QStringLiteral("%1, %2, %3")
            .arg((*dose)->productName.isEmpty() ? (*dose)->programme : (*dose)->productName,
                (*dose)->batchNumber, words::date((*dose)->occurredOn));
    const auto outcomes = store::VisitStore(connection).outcomes(entry.aggregate.as<VisitId>());
    if (outcomes)
        for (const auto& row : *outcomes)
            if (row.entry == entry.id)
                return words::outcomeWord(row.outcome);
    return words::recordKind(QString::fromLatin1(entry.kind)).text;
}

/// Who wrote or decided, and when; somebody this desk was never told about is said to be unknown.
QString personAndTime(const People& people, StaffId staff, Instant at, QDate today)
{
    const QString name = people.value(staff).name;
    return QStringLiteral("%1, %2").arg(
        name.isEmpty() ? HoldsViewModel::tr("Somebody not known here") : name,
        words::timeAndDay(at, today));
}

/// "Bronwen Achebe, practice nurse"; with more than two of them, or none, the role alone.
QString whoDecides(const People& people, domain::Role owner)
{
    QStringList names;
    for (const auto& person : people)
        if (!person.hasLeft && person.role == owner)
            names.push_back(person.name);
    names.sort();
    QString role = words::roleWord(owner);
    if (names.isEmpty() || names.size() > 2)
        return role;
    return QStringLiteral("%1, %2").arg(
        names.join(HoldsViewModel::tr(" or ")), role == role.toUpper() ? role : role.toLower());
}

Result<HoldItem> itemOf(
    store::Connection& connection, const domain::HoldRow& hold, const People& people, QDate today)
{
    HoldItem item{.holdId = QString::fromLatin1(hold.hold.toHex()),
        .heading = words::holdHeading(hold.rule),
        .about = aboutOf(connection, hold.aggregate),
        .sentence = words::holdSentence(hold.rule),
        .who = whoDecides(people, hold.ownerRole),
        .tone = hold.urgent ? QStringLiteral("stop") : QStringLiteral("warn")};
    if (!hold.detail.isEmpty())
        item.sentence += QStringLiteral(" (%1)").arg(hold.detail);
    DOORSTEP_TRY(also, store::HoldStore(connection).alsoRecorded(hold.aggregate));
    std::vector<HoldValue> values;
    for (const EntryId id : hold.entries) {
        DOORSTEP_TRY(entry, store::EntryStore(connection).find(id));
        if (!entry)
            continue;
        const bool lost = std::any_of(
            also.begin(), also.end(), [id](const auto& row) { return row.entry == id; });
        values.push_back({.entryId = QString::fromLatin1(id.toHex()),
            .text = textOf(connection, *entry, also),
            .who = personAndTime(people, entry->staff, entry->wall, today),
            .current = !lost});
    }
    item.values = toVariants(values);
    return item;
}

/// What a decision let stand, in its own words.
Result<DecidedHold> decidedOf(
    store::Connection& connection, const domain::HoldRow& hold, const People& people, QDate today)
{
    DecidedHold row{.holdId = QString::fromLatin1(hold.hold.toHex()),
        .heading = words::holdHeading(hold.rule),
        .about = aboutOf(connection, hold.aggregate),
        .stands = HoldsViewModel::tr("All were kept as they were"),
        .decision = hold.decision,
        .who = personAndTime(people, hold.closedBy, hold.closedAt, today)};
    if (hold.chosen.isNull())
        return row;
    DOORSTEP_TRY(entry, store::EntryStore(connection).find(hold.chosen));
    DOORSTEP_TRY(also, store::HoldStore(connection).alsoRecorded(hold.aggregate));
    if (entry)
        row.stands = HoldsViewModel::tr("Stands: %1").arg(textOf(connection, *entry, also));
    return row;
}

Result<Reading> readHolds(store::Connection& connection, QDate today)
{
    Reading reading;
    DOORSTEP_TRY(holds, store::HoldStore(connection).open());
    DOORSTEP_TRY(people, store::PersonStore(connection).all());
    People known;
    for (const auto& person : people)
        known[person.staff] = person;
    for (const auto& hold : holds) {
        DOORSTEP_TRY(item, itemOf(connection, hold, known, today));
        reading.items.push_back(item);
        DOORSTEP_TRY(entries, store::EntryStore(connection).ofAggregate(hold.aggregate));
        if (!entries.empty())
            reading.scopes[hold.hold] = entries.front().scope;
    }
    reading.holds = std::move(holds);
    DOORSTEP_TRY(closed, store::HoldStore(connection).decided(decisionsShown));
    for (const auto& hold : closed) {
        DOORSTEP_TRY(row, decidedOf(connection, hold, known, today));
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

QString HoldsViewModel::chosen() const
{
    if (m_keepBoth)
        return QStringLiteral("both");
    return m_chosen.isNull() ? QString() : QString::fromLatin1(m_chosen.toHex());
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
    if (chosen().isEmpty())
        return tr("Choose which stands");
    if (m_decision.trimmed().isEmpty())
        return tr("Say why");
    return m_keepBoth ? tr("Keep both as they are") : tr("Let the chosen one stand");
}

bool HoldsViewModel::saveReady() const
{
    return mayDecide() && !chosen().isEmpty() && !m_decision.trimmed().isEmpty() && !m_saves.busy();
}

void HoldsViewModel::decide(const QString& holdId)
{
    const auto id = HoldId::fromHex(holdId.toLatin1());
    const HoldId next = id ? *id : HoldId();
    if (next == m_deciding && !next.isNull())
        return; // what was typed stays
    m_deciding = next;
    m_chosen = {};
    m_keepBoth = false;
    m_decision.clear();
    showRows();
}

void HoldsViewModel::choose(const QString& value)
{
    const auto id = EntryId::fromHex(value.toLatin1());
    m_keepBoth = value == QLatin1String("both");
    m_chosen = id ? *id : EntryId();
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
    m_saves.save(closeHoldAct(m_round.session().mint(),
                     {.rule = hold->rule,
                         .entries = hold->entries,
                         .aggregate = hold->aggregate,
                         .scope = m_scopes.value(hold->hold),
                         .chosen = m_chosen,
                         .decision = m_decision,
                         .owner = hold->ownerRole,
                         .by = m_round.session().person().role}),
        [this] {
            close();
            readAgain();
        });
}

void HoldsViewModel::close()
{
    decide({});
}

} // namespace doorstep::app
