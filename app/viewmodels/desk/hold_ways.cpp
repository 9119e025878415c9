#include "app/viewmodels/desk/hold_ways.h"

#include "core/domain/hold_rules.h"

#include <QCoreApplication>

namespace doorstep::app {

namespace hold_ways {

namespace rules = domain::hold_rules;
using Sides = std::vector<HoldSide>;

QString says(const char* text)
{
    return QCoreApplication::translate("HoldWays", text);
}

QString valueOf(const char* what, EntryId entry)
{
    return QStringLiteral("%1:%2").arg(
        QString::fromLatin1(what), QString::fromLatin1(entry.toHex()));
}

/// The record itself and what was written because of it.
void takeBack(HoldWay& way, const HoldSide& side)
{
    way.wrong.push_back({side.entry, side.aggregate, side.scope});
    way.wrong.insert(way.wrong.end(), side.goesWith.begin(), side.goesWith.end());
}

HoldWay stay(const char* text, const char* detail)
{
    return {{.value = QStringLiteral("both"), .text = says(text), .detail = says(detail)}};
}

HoldWay stands(const HoldSide& side, const QString& text, const char* detail)
{
    return {
        {.value = valueOf("stands", side.entry), .text = text, .detail = says(detail)}, side.entry};
}

std::vector<HoldWay> oneStands(const domain::HoldRow& hold, const Sides& sides)
{
    std::vector<HoldWay> ways;
    for (const HoldSide& side : sides)
        ways.push_back(stands(side, says("Right: %1").arg(side.text),
            "It shows from now on, on every device. The other stays in the history."));
    if (hold.rule != rules::Decisions) // two decisions cannot both be in force
        ways.push_back(stay("Both are right", "Both go on showing, side by side."));
    return ways;
}

std::vector<HoldWay> dosesGiven(const Sides& sides)
{
    std::vector<HoldWay> ways{stay("Both were given",
        "Both stay on record. Say who saw the patient's record and who was told.")};
    for (const HoldSide& side : sides) {
        HoldWay way{{.value = valueOf("wrong", side.entry),
            .text = says("Not given: %1").arg(side.text),
            .detail = says("It is marked as entered in error, with its dose out of the box. It "
                           "stays in the history.")}};
        takeBack(way, side);
        for (const HoldSide& other : sides)
            if (other.entry != side.entry)
                way.chosen = other.entry;
        ways.push_back(std::move(way));
    }
    return ways;
}

std::vector<HoldWay> allergyOrNone(const Sides& sides)
{
    std::vector<HoldWay> ways;
    for (const HoldSide& right : sides) {
        const bool isAllergy = right.kind == "alertAdded";
        HoldWay way = stands(right, says("Right: %1").arg(right.text),
            isAllergy ? "\"No known allergies\" is marked as entered in error."
                      : "The allergy is marked as entered in error and no longer shows.");
        for (const HoldSide& wrong : sides)
            if (wrong.entry != right.entry)
                takeBack(way, wrong);
        ways.push_back(std::move(way));
    }
    return ways;
}

std::vector<HoldWay> alertRemoved(const Sides& sides)
{
    std::vector<HoldWay> ways;
    for (const HoldSide& side : sides)
        ways.push_back(side.kind == "alertRemoved"
                ? stands(side, says("Take the alert away"), "It no longer shows on any device.")
                : stands(side, says("The alert stays"), "It goes on showing on every device."));
    return ways;
}

std::vector<HoldWay> takenBack(const Sides& sides)
{
    std::vector<HoldWay> ways;
    for (const HoldSide& side : sides)
        ways.push_back(side.kind == "enteredInError"
                ? stands(side, says("It was a mistake: take it back"),
                    "It no longer shows on any device. It stays in the history.")
                : stands(side, says("It stays: %1").arg(side.text),
                    "It goes on showing on every device."));
    return ways;
}

std::vector<HoldWay> resultsStand(const Sides& sides)
{
    std::vector<HoldWay> ways;
    for (const HoldSide& right : sides) {
        HoldWay way = stands(right, says("Right: %1").arg(right.text),
            "The other is marked as entered in error. It stays in the history.");
        for (const HoldSide& wrong : sides)
            if (wrong.entry != right.entry)
                takeBack(way, wrong);
        ways.push_back(std::move(way));
    }
    ways.push_back(stay("Both were done", "Both stay on record. The first shows."));
    return ways;
}

std::vector<HoldWay> onePerson(const Sides& sides)
{
    std::vector<HoldWay> ways{stay("They are two people", "Nothing is joined.")};
    for (const HoldSide& kept : sides) {
        HoldWay way = stands(kept, says("One person: use %1").arg(kept.text),
            "Each shows what is in the other from now on, and stops a dose that was given there. "
            "It "
            "can be taken apart.");
        way.joins = true;
        ways.push_back(std::move(way));
    }
    return ways;
}

} // namespace hold_ways

std::vector<HoldWay> waysToDecide(const domain::HoldRow& hold, const std::vector<HoldSide>& sides)
{
    using namespace hold_ways;
    if (!rules::fieldNameOf(hold.rule).isEmpty() || hold.rule == rules::Corrections
        || hold.rule == rules::Outcomes || hold.rule == rules::Decisions)
        return oneStands(hold, sides);
    if (hold.rule == rules::DoubleDose)
        return dosesGiven(sides);
    if (hold.rule == rules::Allergies)
        return allergyOrNone(sides);
    if (hold.rule == rules::AlertRemoval)
        return alertRemoved(sides);
    if (hold.rule == rules::TakenBack)
        return takenBack(sides);
    if (hold.rule == rules::FollowUpResults)
        return resultsStand(sides);
    if (hold.rule == rules::DuplicatePatient)
        return onePerson(sides);
    if (hold.rule == rules::BoxBalance)
        return {stay(
            "Counted again and looked into", "The records stay as they are. Say what was found.")};
    return {stay(
        "Seen and dealt with", "The record stays as it is. Say what was done and who was told.")};
}

} // namespace doorstep::app
