#include "app/viewmodels/words/hold_words.h"

#include "app/viewmodels/words/field_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/words.h"
#include "core/domain/hold_rules.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace doorstep::app::words {

namespace hold_parts {

namespace rules = domain::hold_rules;

struct HoldMark {
    QStringView rule;
    const char* heading;
    const char* sentence;
    const char* door; ///< what to do at the door until it is decided; %1: the patient
};
const std::array holdMarks{
    HoldMark{rules::DoubleDose, "Two doses",
        "Two doses of one vaccine are on record. Both are kept. Find out what was given.",
        "Do not give %1 another. Ring the practice now: somebody there must know today."},
    HoldMark{rules::Corrections, "Corrected twice",
        "One record was corrected in two ways. Both are kept.",
        "Do not rely on either until it is decided."},
    HoldMark{rules::Outcomes, "Two endings", "Two tablets recorded this visit. Both are kept.",
        "Speak to the other person before %1 is visited again."},
    HoldMark{rules::Allergies, "Allergies differ",
        "One record says no known allergies and another names one. Both show until you decide.",
        "Take the allergy as true. Ask %1 again before anything is given."},
    HoldMark{rules::AlertRemoval, "Alert taken away",
        "An alert was removed by somebody who may not. It still shows.",
        "Take the alert as true until it is decided."},
    HoldMark{rules::TakenBack, "Taken back by another",
        "Somebody who did not record it, and may not, marked a safety record as entered in error. "
        "It still shows.",
        "Take it as true until it is decided."},
    HoldMark{rules::FollowUpResults, "Done twice",
        "A follow-up was closed in two ways. Both are kept.",
        "Ask what was done before you do it again."},
    HoldMark{rules::BoxBalance, "Box changed after closing",
        "Doses moved after the box was closed, or the count does not fit the records. Count it "
        "again.",
        "Count the box again."},
    HoldMark{rules::Decisions, "Decided twice",
        "Two people decided the same thing in different ways. Neither is in force until one is "
        "chosen.",
        "Take the safer one as true until it is decided."},
    HoldMark{rules::DuplicatePatient, "Maybe one person",
        "Two patients look like one. Nothing is merged until you decide.",
        "Look in both records before anything is given."},
    HoldMark{rules::AuthorityAtAct, "No authority that day",
        "A dose was given without an authority that covered it.",
        "Give %1 nothing more under it. The practice decides what %1 is told."},
    HoldMark{rules::BatchRecalled, "Recalled batch",
        "A dose came from a recalled batch. The patient may need to know.",
        "Ask how %1 is and ring the practice. The practice decides what %1 is told."},
    HoldMark{rules::BatchExpired, "Expired batch", "A dose came from a batch after its last day.",
        "Give %1 no other dose yet. The practice decides whether it counts."},
    HoldMark{rules::DoseWithoutStock, "Dose without stock",
        "A dose was recorded and no box gave it.", "Ask which box it came from."},
};

QString says(const char* text)
{
    return QCoreApplication::translate("HoldWords", text);
}

const HoldMark* markOf(const QString& rule)
{
    const auto found = std::find_if(holdMarks.begin(), holdMarks.end(),
        [&](const HoldMark& mark) { return rule == mark.rule; });
    return found == holdMarks.end() ? nullptr : &*found;
}

/// Only %1: a name may stand in it twice, and no name is taken for a place to fill.
QString doorSentence(const QString& rule, const QString& callName)
{
    const auto* mark = markOf(rule);
    QString text = mark == nullptr ? says("Ask %1 which is right, and tell the practice.")
                                   : says(mark->door);
    return text.replace(QLatin1String("%1"), callName);
}

} // namespace hold_parts

QString holdHeading(const QString& rule)
{
    if (const auto* mark = hold_parts::markOf(rule))
        return hold_parts::says(mark->heading);
    const QString field = domain::hold_rules::fieldNameOf(rule);
    return field.isEmpty() ? hold_parts::says("Waits for a decision")
                           : hold_parts::says("Two values: %1").arg(fieldWord(field));
}

QString holdSentence(const QString& rule)
{
    if (const auto* mark = hold_parts::markOf(rule))
        return hold_parts::says(mark->sentence);
    return hold_parts::says(
        "Two people wrote it without seeing each other's. Both are kept. Choose which stands.");
}

QString personAndTime(const QString& name, Instant at, QDate today)
{
    return QStringLiteral("%1, %2").arg(
        name.isEmpty() ? hold_parts::says("Somebody not known here") : name, timeAndDay(at, today));
}

QString whoDecides(const std::vector<domain::PersonRow>& people, domain::Role owner)
{
    QStringList names;
    for (const auto& person : people)
        if (!person.hasLeft && person.role == owner)
            names.push_back(person.name);
    names.sort();
    QString role = roleWord(owner);
    if (names.isEmpty() || names.size() > 2)
        return role;
    return QStringLiteral("%1, %2").arg(
        names.join(hold_parts::says(" or ")), role == role.toUpper() ? role : role.toLower());
}

bool showsAtTheDoor(const domain::HoldRow& hold)
{
    namespace rules = domain::hold_rules;
    const QString field = rules::fieldNameOf(hold.rule);
    if (!field.isEmpty())
        return field != QLatin1String("phone") && field != QLatin1String("contact")
            && field != QLatin1String("accessNote") && field != QLatin1String("keyCode");
    return hold.urgent || hold.rule == rules::Corrections || hold.rule == rules::Outcomes;
}

Notice heldNotice(const HeldFile& held, const DoorFacts& facts)
{
    QStringList lines{hold_parts::doorSentence(held.hold.rule, facts.callName)};
    for (const HoldSide& side : held.sides) {
        const QString said = side.entry.isNull()
            ? side.text
            : QStringLiteral("%1 (%2)").arg(
                side.text, personAndTime(side.name, side.at, facts.today));
        lines.append(QStringLiteral("%1. %2").arg(lines.size()).arg(said));
    }
    const bool stops = held.hold.rule == domain::hold_rules::DoubleDose;
    return {.noticeId = QStringLiteral("held:%1").arg(QString::fromLatin1(held.hold.hold.toHex())),
        .kind = stops ? QStringLiteral("stop") : QStringLiteral("warn"),
        .heading = holdHeading(held.hold.rule),
        .body = lines.join(QLatin1Char('\n')),
        .who = hold_parts::says("Decides: %1").arg(whoDecides(facts.people, held.hold.ownerRole))};
}

Tag heldTag(const domain::HoldRow& hold)
{
    const bool stops = hold.rule == domain::hold_rules::DoubleDose;
    return {.text = holdHeading(hold.rule),
        .iconName = stops ? QStringLiteral("no") : QStringLiteral("warning"),
        .tone = stops ? QStringLiteral("stop") : QStringLiteral("warn")};
}

} // namespace doorstep::app::words
