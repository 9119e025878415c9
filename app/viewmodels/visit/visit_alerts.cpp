#include "app/viewmodels/visit/visit_alerts.h"

#include "app/viewmodels/words/hold_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/words.h"
#include "core/domain/hold_rules.h"

#include <QCoreApplication>
#include <QSet>
#include <algorithm>

namespace doorstep::app {

namespace alert_parts {

namespace rules = domain::hold_rules;

QString says(const char* text)
{
    return QCoreApplication::translate("VisitAlerts", text);
}

QString callNameAt(const RoundFile& round, const domain::VisitRow& visit)
{
    const auto* patient = round.patient(visit.patient);
    return patient ? words::callName(patient->patient.given) : QString();
}

Notice noticeOf(
    const HeldFile& held, const RoundFile& round, const domain::VisitRow& visit, QDate today)
{
    return words::heldNotice(held, {callNameAt(round, visit), round.people, today});
}

QString personName(const RoundFile& round, StaffId staff)
{
    const auto* person = round.person(staff);
    return person ? person->name : says("Somebody not known here");
}

Notice reassignedNotice(const RoundFile& round, const domain::VisitRow& visit, QDate today)
{
    const QString by = personName(round, visit.endedBy);
    const QString what = says("%1, %2.").arg(
        words::outcomeWord(visit.outcome), words::timeAndDay(visit.endedAt, today));
    const auto* now = round.person(visit.assignedTo);
    return {
        .noticeId = QStringLiteral("reassigned:%1").arg(QString::fromLatin1(visit.visit.toHex())),
        .kind = QStringLiteral("warn"),
        .heading = says("Recorded by %1 after reassignment").arg(by),
        .body = QStringLiteral("%1 %2").arg(what,
            now ? says("The visit had moved to %1 and %2 did not know. It counts: do not do it "
                       "twice.")
                      .arg(now->name, words::callName(by))
                : says("The visit had moved on and %1 did not know. It counts: do not do it twice.")
                      .arg(words::callName(by)))};
}

Notice onToday(Notice notice, const RoundFile& round, const domain::VisitRow& visit)
{
    const auto* patient = round.patient(visit.patient);
    const QString name = patient ? words::fullName(patient->patient.family, patient->patient.given)
                                 : says("Patient not on this device");
    notice.noticeId = QStringLiteral("visit:%1:%2")
                          .arg(QString::fromLatin1(visit.visit.toHex()), notice.noticeId);
    notice.heading = QStringLiteral("%1: %2").arg(name, notice.heading);
    notice.actionText = says("Open the visit");
    notice.actionIcon = QStringLiteral("arrowRight");
    return notice;
}

} // namespace alert_parts

std::vector<Notice> visitAlerts(const RoundFile& round, const domain::VisitRow& visit, QDate today)
{
    using namespace alert_parts;
    std::vector<Notice> notices;
    for (const HeldFile* held : round.heldAt(visit))
        notices.push_back(noticeOf(*held, round, visit, today));
    if (visit.afterReassignment)
        notices.push_back(reassignedNotice(round, visit, today));
    return notices;
}

std::vector<Notice> alertsBeforeDose(const RoundFile& round, const domain::VisitRow& visit,
    const QStringList& programmes, QDate today)
{
    using namespace alert_parts;
    std::vector<Notice> notices;
    for (const HeldFile* held : round.heldAt(visit)) {
        const bool ofThese = programmes.contains(held->programme);
        const bool anyDose = held->hold.rule == rules::Allergies
            || held->hold.rule == rules::AlertRemoval || held->hold.rule == rules::TakenBack
            || held->hold.rule == rules::field(u"allergyStatus");
        if (ofThese || anyDose)
            notices.push_back(noticeOf(*held, round, visit, today));
    }
    return notices;
}

std::vector<Notice> roundAlerts(const RoundFile& round, StaffId staff, QDate today)
{
    using namespace alert_parts;
    std::vector<Notice> doses;
    std::vector<Notice> moved;
    QSet<HoldId> told; // a patient may have two visits
    for (const auto& visit : round.visits) {
        for (const HeldFile* held : round.heldAt(visit)) {
            if (held->hold.rule != rules::DoubleDose || told.contains(held->hold.hold))
                continue;
            told.insert(held->hold.hold);
            doses.push_back(onToday(noticeOf(*held, round, visit, today), round, visit));
        }
        if (visit.afterReassignment && visit.endedBy != staff)
            moved.push_back(onToday(reassignedNotice(round, visit, today), round, visit));
    }
    std::move(moved.begin(), moved.end(), std::back_inserter(doses));
    return doses;
}

std::vector<Tag> heldTags(const RoundFile& round, const domain::VisitRow& visit)
{
    std::vector<Tag> tags;
    for (const HeldFile* held : round.heldAt(visit)) {
        Tag tag = words::heldTag(held->hold);
        const bool isField = !alert_parts::rules::fieldNameOf(held->hold.rule).isEmpty();
        if (!isField && std::find(tags.begin(), tags.end(), tag) == tags.end())
            tags.push_back(std::move(tag));
    }
    return tags;
}

std::vector<FactLine> twoValueLines(
    const PatientFile& patient, const QString& field, const QString& iconName, QDate today)
{
    std::vector<FactLine> lines;
    const auto found = patient.twoValues.find(field);
    if (found == patient.twoValues.end())
        return lines;
    for (const HoldSide& side : found->second) {
        const QString said = words::personAndTime(side.name, side.at, today);
        lines.push_back({.iconName = iconName,
            .strong = side.text,
            .tail = lines.empty() ? alert_parts::says(", recorded by %1").arg(said)
                                  : alert_parts::says(", also recorded by %1").arg(said)});
    }
    return lines;
}

QString eitherValue(const PatientFile& patient, const QString& field, const QString& alone)
{
    const auto found = patient.twoValues.find(field);
    if (found == patient.twoValues.end())
        return alone;
    QStringList texts;
    for (const HoldSide& side : found->second)
        texts.append(side.text);
    return texts.join(alert_parts::says(", or "));
}

} // namespace doorstep::app
