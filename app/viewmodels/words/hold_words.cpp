#include "app/viewmodels/words/hold_words.h"

#include "app/viewmodels/words/words.h"
#include "core/domain/hold_rules.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace doorstep::app::words {

namespace hold_parts {

struct HoldMark {
    QStringView rule;
    const char* heading;
    const char* sentence;
};
const std::array holdMarks{
    HoldMark{domain::hold_rules::DoubleDose, "Two doses",
        "Two doses of one vaccine are on record. Both are kept. Find out what was given."},
    HoldMark{domain::hold_rules::Corrections, "Corrected twice",
        "One record was corrected in two ways. Both are kept."},
    HoldMark{domain::hold_rules::Outcomes, "Two endings",
        "Two tablets recorded this visit. Both are kept."},
    HoldMark{domain::hold_rules::Allergies, "Allergies differ",
        "One record says no known allergies and another names one. Both show until you decide."},
    HoldMark{domain::hold_rules::AlertRemoval, "Alert taken away",
        "An alert was removed by somebody who may not. It still shows."},
    HoldMark{domain::hold_rules::FollowUpResults, "Done twice",
        "A follow-up was closed in two ways. Both are kept."},
    HoldMark{domain::hold_rules::BoxBalance, "Box changed after closing",
        "Doses moved after the box was closed. Count it again."},
    HoldMark{domain::hold_rules::DuplicatePatient, "Maybe one person",
        "Two patients look like one. Nothing is merged until you decide."},
    HoldMark{domain::hold_rules::AuthorityAtAct, "No authority that day",
        "A dose was given without an authority that covered it."},
    HoldMark{domain::hold_rules::BatchRecalled, "Recalled batch",
        "A dose came from a recalled batch. The patient may need to know."},
    HoldMark{domain::hold_rules::BatchExpired, "Expired batch",
        "A dose came from a batch after its last day."},
    HoldMark{domain::hold_rules::DoseWithoutStock, "Dose without stock",
        "A dose was recorded and no box gave it."},
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

} // namespace hold_parts

QString holdHeading(const QString& rule)
{
    if (const auto* mark = hold_parts::markOf(rule))
        return hold_parts::says(mark->heading);
    const QString field = domain::hold_rules::fieldNameOf(rule);
    return field.isEmpty() ? hold_parts::says("Waits for a decision")
                           : hold_parts::says("Two values: %1").arg(field);
}

QString holdSentence(const QString& rule)
{
    if (const auto* mark = hold_parts::markOf(rule))
        return hold_parts::says(mark->sentence);
    return hold_parts::says(
        "Two people wrote it without seeing each other's. Both are kept. Choose which stands.");
}

} // namespace doorstep::app::words
