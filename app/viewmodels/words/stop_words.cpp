#include "app/viewmodels/words/stop_words.h"

#include "app/viewmodels/words/words.h"

#include <QCoreApplication>

namespace doorstep::app::words {

namespace stop_sentences {

using clinical::Stop;
using clinical::StopRule;

QString says(const char* text)
{
    return QCoreApplication::translate("StopWords", text);
}

/// "PGD flu v3.1".
QString document(const Stop& stop)
{
    return stop.detail.isEmpty() ? stop.subject
                                 : QStringLiteral("%1 v%2").arg(stop.subject, stop.detail);
}

QString authorityHeading(const Stop& stop)
{
    if (stop.rule == StopRule::AuthorityNotSigned)
        return says("Not signed by you");
    if (stop.rule == StopRule::AuthorityExpired || stop.rule == StopRule::AuthorityWithdrawn)
        return says("This authority has ended");
    return says("You may not give this vaccine");
}

QString authorityBody(const Stop& stop, const StopContext& about)
{
    switch (stop.rule) {
    case StopRule::PgdNotForProfession:
        return says(
            "%1 is for registered professionals only. Ask a prescriber for a PSD that names "
            "%2.")
            .arg(stop.subject, about.callName);
    case StopRule::AuthorityNotYetValid:
        return says("%1 starts on %2. It cannot be used before.")
            .arg(document(stop), date(stop.date));
    case StopRule::AuthorityExpired:
        return says("%1 ended on %2. Ask the coordinator for the current version.")
            .arg(document(stop), date(stop.date));
    case StopRule::AuthorityWithdrawn:
        return says("%1 was withdrawn. Ask the coordinator for the current version.")
            .arg(document(stop));
    case StopRule::AuthorityNotSigned:
        return says("You have not signed %1. Read and sign it, or ask for a PSD.")
            .arg(document(stop));
    case StopRule::AuthorityOtherProduct:
        return says("%1 does not cover %2. Use another vaccine, or ask for a PSD.")
            .arg(stop.subject, stop.detail);
    case StopRule::PatientNotNamed:
        return says("%1 does not name %2. Ask the prescriber to add the name.")
            .arg(stop.subject, about.callName);
    case StopRule::ProtocolInjectionsOnly:
        return says("%1 lets you give injections only. Ask a prescriber for a PSD.")
            .arg(stop.subject);
    default:
        return says("Nothing on this device lets you give %1 to %2. Ask a prescriber for a PSD.")
            .arg(stop.subject.isEmpty() ? about.vaccine : stop.subject, about.callName);
    }
}

QString batchHeading(const Stop& stop)
{
    switch (stop.rule) {
    case StopRule::BatchExpiryDiffers:
        return says("Two expiry dates");
    case StopRule::BatchNoneLeft:
        return says("None left by the count");
    case StopRule::BatchNotInBox:
        return says("Not in today's box");
    default:
        return says("Do not give this batch");
    }
}

QString batchBody(const Stop& stop)
{
    switch (stop.rule) {
    case StopRule::BatchNotInBox:
        return says("%1 is not in today's box. Use a batch from the box, or load it first.")
            .arg(stop.subject);
    case StopRule::BatchExpired:
        return says("%1 expired on %2. Put it aside and scan another.")
            .arg(stop.subject, date(stop.date));
    case StopRule::BatchOtherProduct:
        return says("%1 is %2, not the vaccine chosen here. Choose the right one.")
            .arg(stop.subject, stop.detail);
    case StopRule::BatchQuarantined:
        return says("%1 is set aside and must not be used. Put it aside and scan another.")
            .arg(stop.subject);
    case StopRule::BatchExpiryUnknown:
        return says("%1 has no expiry date here. Scan the pack, or use another.").arg(stop.subject);
    case StopRule::BatchExpiryDiffers:
        return says(
            "The box says %1 expires on %2 and the pack says another day. Look at the pack.")
            .arg(stop.subject, date(stop.date));
    default:
        return says("The count says %1 is used up. Look in the box before you go on.")
            .arg(stop.subject);
    }
}

QString doseHeading(const Stop& stop)
{
    switch (stop.rule) {
    case StopRule::AlreadyGiven:
    case StopRule::CourseComplete:
        return says("Already had");
    case StopRule::TooSoon:
        return says("Too soon");
    case StopRule::PatientDeceased:
        return says("Recorded as died");
    case StopRule::ProductNotForAge:
    case StopRule::ProductSecondLine:
        return says("Not the usual vaccine");
    default:
        return says("Not in a group for this vaccine");
    }
}

QString doseBody(const Stop& stop, const StopContext& about)
{
    switch (stop.rule) {
    case StopRule::AlreadyGiven:
    case StopRule::CourseComplete:
        if (stop.detail.isEmpty())
            return says("%1 had a %2 vaccine on %3. Do not give another.")
                .arg(about.callName, about.vaccine, date(stop.date));
        return says("%1 had a %2 vaccine on %3 at %4. Do not give another.")
            .arg(about.callName, about.vaccine, date(stop.date), stop.detail);
    case StopRule::TooSoon:
        return says("The next dose for %1 is due from %2. Come back then.")
            .arg(about.callName, date(stop.date));
    case StopRule::NotYetEligible:
        return says("%1 can have it from %2.").arg(about.callName, date(stop.date));
    case StopRule::ProgrammeNotOpen:
        return says("%1 is not open today. It ran to %2.").arg(stop.subject, date(stop.date));
    case StopRule::ProductNotForAge:
        return says("%1 is not usually given at %2's age.").arg(stop.subject, about.callName);
    case StopRule::ProductSecondLine:
        return says("%1 is for when no first choice can be had. Say why.").arg(stop.subject);
    case StopRule::PatientDeceased:
        return says("The record says %1 has died. Ring the practice.").arg(about.callName);
    default:
        return says("%1 is in no group that is offered %2. A registered professional may decide.")
            .arg(about.callName, about.vaccine);
    }
}

QString screenBody(const Stop& stop, const StopContext& about)
{
    const auto* question = about.pack ? about.pack->question(stop.subject) : nullptr;
    const QString asked = question ? question->text : stop.detail;
    if (stop.rule == StopRule::PreScreenUnanswered)
        return says("Not answered: %1").arg(asked);
    switch (stop.level) {
    case clinical::StopLevel::Postpone:
        return says("\"%1\" Yes. Put it off until %2 is well.").arg(asked, about.callName);
    case clinical::StopLevel::Block:
        return stop.liftedBy == clinical::LiftedBy::Prescriber
            ? says("\"%1\" Yes. Do not give it.").arg(asked)
            : says("\"%1\" needs a registered professional to decide.").arg(asked);
    case clinical::StopLevel::Confirm:
    case clinical::StopLevel::Note:
        break;
    }
    return says("\"%1\" Yes. Keep it in mind.").arg(asked);
}

bool isAuthority(StopRule rule)
{
    return rule <= StopRule::ProtocolInjectionsOnly;
}

bool isBatch(StopRule rule)
{
    return rule >= StopRule::BatchNotInBox && rule <= StopRule::BatchExpiryDiffers;
}

bool isScreen(StopRule rule)
{
    return rule == StopRule::PreScreenAnswer || rule == StopRule::PreScreenUnanswered;
}

QString screenHeading(const Stop& stop)
{
    if (stop.rule == StopRule::PreScreenUnanswered)
        return says("Still to ask");
    if (stop.level == clinical::StopLevel::Postpone)
        return says("Not today");
    return stop.level == clinical::StopLevel::Block ? says("Stop and check") : says("Good to know");
}

QString who(clinical::LiftedBy lifted)
{
    switch (lifted) {
    case clinical::LiftedBy::Nobody:
        return says("Nobody can lift this.");
    case clinical::LiftedBy::Giver:
        return {};
    case clinical::LiftedBy::RegisteredProfessional:
        return says("A registered professional can lift this.");
    case clinical::LiftedBy::Prescriber:
        return says("A prescriber can lift this.");
    case clinical::LiftedBy::Coordinator:
        return says("The coordinator can lift this.");
    }
    return {};
}

void nameAction(Notice& notice, WayOn way)
{
    switch (way) {
    case WayOn::Sign:
        notice.actionText = says("Read and sign");
        notice.actionIcon = QStringLiteral("pencil");
        return;
    case WayOn::OtherBatch:
        notice.actionText = says("Use another batch");
        notice.actionIcon = QStringLiteral("box");
        return;
    case WayOn::Reason:
        notice.actionText = says("Give with a reason");
        notice.actionIcon = QStringLiteral("pencil");
        return;
    case WayOn::NotGiven:
        notice.actionText = says("Record as not given");
        notice.actionIcon = QStringLiteral("no");
        return;
    case WayOn::PutOff:
        notice.actionText = says("Put it off");
        notice.actionIcon = QStringLiteral("calendar");
        return;
    case WayOn::None:
    case WayOn::Answer:
        return;
    }
}

} // namespace stop_sentences

bool liftedByGiver(const clinical::Stop& stop, clinical::Profession profession)
{
    using clinical::LiftedBy;
    // Papers and packs are put right, never argued with.
    if (stop.level == clinical::StopLevel::Note || stop_sentences::isAuthority(stop.rule)
        || stop.rule == clinical::StopRule::PatientDeceased)
        return false;
    const bool warns = stop.level == clinical::StopLevel::Confirm;
    if (stop_sentences::isBatch(stop.rule))
        return warns;
    const bool registered = clinical::mayWorkUnderPgd(profession);
    switch (stop.liftedBy) {
    case LiftedBy::Giver:
        return warns;
    case LiftedBy::RegisteredProfessional:
        return registered;
    case LiftedBy::Prescriber:
        return warns ? registered : profession == clinical::Profession::Doctor;
    case LiftedBy::Nobody:
    case LiftedBy::Coordinator:
        break;
    }
    return false;
}

WayOn wayOn(const clinical::Stop& stop, clinical::Profession profession)
{
    using clinical::StopRule;
    if (stop.level == clinical::StopLevel::Note)
        return WayOn::None;
    if (stop.rule == StopRule::PreScreenUnanswered)
        return WayOn::Answer;
    if (stop.rule == StopRule::AuthorityNotSigned && stop.liftedBy == clinical::LiftedBy::Giver)
        return WayOn::Sign;
    if (liftedByGiver(stop, profession))
        return WayOn::Reason;
    if (stop_sentences::isBatch(stop.rule))
        return WayOn::OtherBatch;
    return stop.level == clinical::StopLevel::Postpone ? WayOn::PutOff : WayOn::NotGiven;
}

QString noticeId(const clinical::Stop& stop)
{
    const QString rule = clinical::stopRuleWord(stop.rule);
    return stop_sentences::isScreen(stop.rule) ? rule + QLatin1Char(':') + stop.subject : rule;
}

Notice noticeOf(const clinical::Stop& stop, const StopContext& about)
{
    using namespace stop_sentences;
    const WayOn way = wayOn(stop, about.profession);
    const bool stops = way != WayOn::Reason && way != WayOn::None;
    Notice notice{.noticeId = noticeId(stop),
        .kind = stops ? QStringLiteral("stop") : QStringLiteral("warn")};
    if (isAuthority(stop.rule)) {
        notice.heading = authorityHeading(stop);
        notice.body = authorityBody(stop, about);
    } else if (isBatch(stop.rule)) {
        notice.heading = batchHeading(stop);
        notice.body = batchBody(stop);
    } else if (isScreen(stop.rule)) {
        notice.heading = screenHeading(stop);
        notice.body = screenBody(stop, about);
    } else {
        notice.heading = doseHeading(stop);
        notice.body = doseBody(stop, about);
    }
    if (stops)
        notice.who = who(stop.liftedBy);
    nameAction(notice, way);
    return notice;
}

} // namespace doorstep::app::words
