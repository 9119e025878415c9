#include "app/viewmodels/reading/hold_sides.h"

#include "app/viewmodels/words/entry_words.h"
#include "app/viewmodels/words/words.h"
#include "core/domain/hold_rules.h"
#include "core/ledger/kinds/box_kinds.h"
#include "core/ledger/kinds/shared_kinds.h"
#include "core/store/authority_store.h"
#include "core/store/batch_store.h"
#include "core/store/box_store.h"
#include "core/store/care_store.h"
#include "core/store/entry_store.h"
#include "core/store/hold_store.h"
#include "core/store/patient_store.h"
#include "core/store/person_store.h"
#include "core/store/round_store.h"
#include "core/store/visit_store.h"

#include <QCoreApplication>
#include <algorithm>

namespace doorstep::app {

namespace hold_reading {

namespace rules = domain::hold_rules;

QString says(const char* text)
{
    return QCoreApplication::translate("HoldSides", text);
}

/// Rows of a name; what cannot be read has no name, and the id is shown by its mark.
template <typename Row> const Row* rowIn(const Result<std::optional<Row>>& found)
{
    return found && *found ? &**found : nullptr;
}

QString patientName(store::Connection& connection, PatientId patient)
{
    const auto found = store::PatientStore(connection).find(patient);
    const auto* row = rowIn(found);
    return row == nullptr ? QString() : words::fullName(row->family, row->given);
}

QString householdName(store::Connection& connection, HouseholdId household)
{
    const auto members = store::PatientStore(connection).ofHousehold(household);
    QStringList names;
    if (members)
        for (const auto& member : *members)
            names.append(words::fullName(member.family, member.given));
    return words::listed(names);
}

QString roundName(store::Connection& connection, RoundId round)
{
    const auto found = store::RoundStore(connection).find(round);
    const auto* row = rowIn(found);
    return row == nullptr ? QString()
                          : QStringLiteral("%1, %2").arg(row->name, words::date(row->day));
}

QString nameOf(store::Connection& connection, const QByteArray& bytes)
{
    const auto id = AggregateId::fromBytes(bytes);
    if (!id)
        return {};
    const auto person = store::PersonStore(connection).find(id->as<StaffId>());
    if (const auto* row = rowIn(person))
        return row->name;
    const auto batch = store::BatchStore(connection).find(id->as<BatchId>());
    if (const auto* row = rowIn(batch))
        return QStringLiteral("%1 %2").arg(row->productName, row->batchNumber);
    if (QString patient = patientName(connection, id->as<PatientId>()); !patient.isEmpty())
        return patient;
    if (QString round = roundName(connection, id->as<RoundId>()); !round.isEmpty())
        return round;
    return householdName(connection, id->as<HouseholdId>());
}

words::NameOf namesOf(store::Connection& connection)
{
    return [&connection](const QByteArray& id) { return nameOf(connection, id); };
}

/// Entries with what they say; what this device cannot open has no payload and no side.
struct Opened {
    store::EntryRow row;
    ledger::Payload payload;
};
Result<std::vector<Opened>> openedOf(store::Connection& connection, const QList<EntryId>& ids)
{
    std::vector<Opened> opened;
    for (const EntryId id : ids) {
        DOORSTEP_TRY(row, store::EntryStore(connection).find(id));
        if (!row)
            continue;
        auto payload = ledger::decodePayload(row->payload);
        if (payload)
            opened.push_back({std::move(*row), std::move(*payload)});
    }
    return opened;
}

HoldSide sideOf(store::Connection& connection, const Opened& opened, QString text)
{
    const auto person = store::PersonStore(connection).find(opened.row.staff);
    const auto* row = rowIn(person);
    return {.entry = opened.row.id,
        .aggregate = opened.row.aggregate,
        .scope = opened.row.scope,
        .kind = opened.row.kind,
        .text = std::move(text),
        .name = row == nullptr ? QString() : row->name,
        .at = opened.row.wall};
}

QString fieldText(store::Connection& connection, const Opened& opened, const QString& field)
{
    const auto* kind = ledger::findKind(opened.payload.kind);
    return kind == nullptr ? QString()
                           : words::fieldSays(*kind->fields, field,
                               opened.payload.fields.value(field), namesOf(connection));
}

/// The values of one field, by field: one import may state two fields that are both in conflict.
Result<std::vector<HoldSide>> fieldSides(store::Connection& connection, AggregateId aggregate,
    const QString& field, const QList<EntryId>& entries)
{
    DOORSTEP_TRY(head, store::HoldStore(connection).fieldHead(aggregate, field));
    DOORSTEP_TRY(opened, openedOf(connection, entries));
    std::vector<HoldSide> sides;
    for (const Opened& each : opened) {
        sides.push_back(sideOf(connection, each, fieldText(connection, each, field)));
        sides.back().current = each.row.id == head;
    }
    return sides;
}

/// Decisions say what they let stand, which another entry says.
Result<std::vector<HoldSide>> decisionSides(
    store::Connection& connection, const QList<EntryId>& entries)
{
    DOORSTEP_TRY(opened, openedOf(connection, entries));
    std::vector<HoldSide> sides;
    for (const Opened& each : opened) {
        const auto closed = ledger::fieldsOf<ledger::HoldClosed>(each.payload);
        if (!closed)
            continue;
        domain::HoldRow decided{
            .aggregate = each.row.aggregate, .rule = closed->rule, .entries = closed->entries};
        QString stands = says("All stay as they are");
        if (!closed->chosen.isNull() && closed->rule != rules::Decisions) {
            DOORSTEP_TRY(choices, readSides(connection, decided));
            for (const HoldSide& choice : choices)
                if (choice.entry == closed->chosen)
                    stands = says("Stands: %1").arg(choice.text);
        }
        sides.push_back(
            sideOf(connection, each, QStringLiteral("%1. %2").arg(stands, closed->decision)));
    }
    return sides;
}

/// What each closing stated, what moved after it, and what the records come to.
Result<std::vector<HoldSide>> boxSides(store::Connection& connection, const domain::HoldRow& hold)
{
    const auto id = hold.aggregate.as<BoxId>();
    store::BoxStore boxes(connection);
    DOORSTEP_TRY(box, boxes.find(id));
    DOORSTEP_TRY(movements, boxes.movements(id));
    QSet<EntryId> late;
    for (const auto& movement : movements)
        if (movement.afterClosing)
            late.insert(movement.entry);
    DOORSTEP_TRY(opened, openedOf(connection, hold.entries));
    std::vector<HoldSide> sides;
    for (const Opened& each : opened) {
        const QString text = words::entrySays(each.payload, namesOf(connection));
        if (each.row.kind == "boxClosed")
            sides.push_back(sideOf(connection, each, text));
        else if (late.contains(each.row.id))
            sides.push_back(
                sideOf(connection, each, says("%1, after the box was closed").arg(text)));
    }
    if (box)
        sides.push_back({.text = says("The records: %1 loaded, %2 given, %3 wasted, %4 returned. "
                                      "Not accounted for: %5")
                                     .arg(box->loaded)
                                     .arg(box->givenDoses)
                                     .arg(box->wasted)
                                     .arg(box->returned)
                                     .arg(box->difference)});
    return sides;
}

/// Which of the sides the screens show now, where the fold let one stand for the time being.
Status markCurrent(
    store::Connection& connection, const domain::HoldRow& hold, std::vector<HoldSide>& sides)
{
    if (hold.rule == rules::Outcomes) {
        DOORSTEP_TRY(visit, store::VisitStore(connection).find(hold.aggregate.as<VisitId>()));
        for (HoldSide& side : sides)
            side.current = !visit || side.entry == visit->outcomeEntry;
    } else if (hold.rule == rules::FollowUpResults) {
        DOORSTEP_TRY(order, store::EntryStore(connection).ofAggregate(hold.aggregate));
        const auto first = std::find_if(order.begin(), order.end(),
            [&](const store::EntryRow& row) { return hold.entries.contains(row.id); });
        for (HoldSide& side : sides) // the first closing stands
            side.current = first == order.end() || side.entry == first->id;
    }
    return {};
}

/// The movement out of the box that a dose was recorded with: a dose that was not given took none.
Result<std::vector<UndoneEntry>> stockOf(store::Connection& connection, const store::EntryRow& dose)
{
    DOORSTEP_TRY(together, store::EntryStore(connection).ofAct(dose.act));
    std::vector<UndoneEntry> found;
    for (const auto& row : together) {
        const auto payload = ledger::decodePayload(row.payload);
        const auto moved = payload ? ledger::fieldsOf<ledger::StockMoved>(*payload)
                                   : Result<ledger::StockMoved>(payload.error());
        if (moved && moved->vaccination == dose.id)
            found.push_back({row.id, row.aggregate, row.scope});
    }
    return found;
}

Result<std::vector<HoldSide>> plainSides(store::Connection& connection, const domain::HoldRow& hold)
{
    DOORSTEP_TRY(opened, openedOf(connection, hold.entries));
    std::vector<ledger::Payload> payloads;
    payloads.reserve(opened.size());
    for (const Opened& each : opened)
        payloads.push_back(each.payload);
    const QStringList texts = words::entriesSay(payloads, namesOf(connection));
    std::vector<HoldSide> sides;
    for (std::size_t i = 0; i < opened.size(); ++i)
        sides.push_back(sideOf(connection, opened[i], texts.value(static_cast<qsizetype>(i))));
    for (std::size_t i = 0; hold.rule == rules::DoubleDose && i < sides.size(); ++i) {
        DOORSTEP_TRY(stock, stockOf(connection, opened[i].row));
        sides[i].goesWith = std::move(stock);
    }
    DOORSTEP_CHECK(markCurrent(connection, hold, sides));
    return sides;
}

} // namespace hold_reading

Result<std::vector<HoldSide>> readSides(store::Connection& connection, const domain::HoldRow& hold)
{
    namespace rules = domain::hold_rules;
    if (const QString field = rules::fieldNameOf(hold.rule); !field.isEmpty())
        return hold_reading::fieldSides(connection, hold.aggregate, field, hold.entries);
    if (hold.rule == rules::Decisions)
        return hold_reading::decisionSides(connection, hold.entries);
    if (hold.rule == rules::BoxBalance)
        return hold_reading::boxSides(connection, hold);
    return hold_reading::plainSides(connection, hold);
}

Result<QString> readAbout(store::Connection& connection, AggregateId aggregate)
{
    using namespace hold_reading;
    DOORSTEP_TRY(box, store::BoxStore(connection).find(aggregate.as<BoxId>()));
    if (box) {
        const QString round = roundName(connection, box->round);
        return round.isEmpty() ? box->name : QStringLiteral("%1, %2").arg(box->name, round);
    }
    DOORSTEP_TRY(visit, store::VisitStore(connection).find(aggregate.as<VisitId>()));
    if (visit)
        return patientName(connection, visit->patient);
    DOORSTEP_TRY(authority, store::AuthorityStore(connection).find(aggregate.as<AuthorityId>()));
    if (authority)
        return QStringLiteral("%1 v%2").arg(authority->title, authority->version);
    return nameOf(connection, aggregate.toBytes());
}

Result<std::vector<HeldFile>> readHeld(store::Connection& connection, AggregateId aggregate)
{
    DOORSTEP_TRY(holds, store::HoldStore(connection).ofAggregate(aggregate));
    std::vector<HeldFile> files;
    for (auto& hold : holds) {
        if (hold.status != domain::HoldStatus::Open)
            continue;
        HeldFile file{.hold = hold};
        DOORSTEP_TRY(sides, readSides(connection, hold));
        file.sides = std::move(sides);
        for (const EntryId entry : hold.entries) {
            DOORSTEP_TRY(dose, store::CareStore(connection).vaccination(entry));
            if (dose)
                file.programme = dose->programme;
        }
        files.push_back(std::move(file));
    }
    return files;
}

Result<TwoValues> readTwoValues(store::Connection& connection, AggregateId aggregate)
{
    DOORSTEP_TRY(also, store::HoldStore(connection).alsoRecorded(aggregate));
    std::map<QString, QList<EntryId>> entries;
    for (const auto& row : also)
        if (row.equalWeight)
            entries[row.field].append(row.entry);
    TwoValues values;
    for (auto& [field, ids] : entries) {
        DOORSTEP_TRY(head, store::HoldStore(connection).fieldHead(aggregate, field));
        ids.prepend(head);
        DOORSTEP_TRY(sides, hold_reading::fieldSides(connection, aggregate, field, ids));
        if (sides.size() > 1)
            values[field] = std::move(sides);
    }
    return values;
}

} // namespace doorstep::app
