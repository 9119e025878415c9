#include "app/viewmodels/words/lease_words.h"

#include "app/viewmodels/words/words.h"

#include <QCoreApplication>

namespace doorstep::app::words {

namespace lease_parts {

QString says(const char* text)
{
    return QCoreApplication::translate("LeaseWords", text);
}

QString moment(Instant instant)
{
    return says("%1, %2").arg(shortDay(localDay(instant)), time(instant));
}

Notice tryNow(Notice notice)
{
    notice.noticeId = QStringLiteral("lease");
    notice.actionText = says("Try to reach it now");
    notice.actionIcon = QStringLiteral("sync");
    return notice;
}

} // namespace lease_parts

std::optional<Notice> leaseWarning(const client::ReadingStanding& reading)
{
    using namespace lease_parts;
    if (!reading.isEndingSoon)
        return {};
    return tryNow({.kind = QStringLiteral("warn"),
        .heading = says("Reach the practice by %1").arg(moment(reading.until)),
        .body = says("After that patients cannot be shown on this device until it has reached the "
                     "practice, in case it was lost. New records can still be written, and nothing "
                     "is deleted."),
        .who = says("Where there is Wi-Fi or mobile signal it does so by itself.")});
}

Notice leaseIsOver(const client::ReadingStanding& reading)
{
    using namespace lease_parts;
    const bool mayWrite = reading.right == client::ReadingRight::CaptureOnly;
    if (reading.certificateEnded)
        return tryNow({.kind = QStringLiteral("stop"),
            .heading = says("This device's certificate has ended"),
            .body = mayWrite
                ? says("Patients are not shown on it until the practice has renewed it. Nothing is "
                       "deleted. A visit that was begun can be finished and new records written; "
                       "they are sent and count.")
                : says("Patients are not shown on it and nothing new can be written until the "
                       "practice has renewed it. Nothing is deleted; what was written here is sent "
                       "and counts."),
            .who = says("A desk renews it by itself when it next reaches the practice. Ring the "
                        "practice if this stays.")});
    if (reading.revoked)
        return tryNow({.kind = QStringLiteral("stop"),
            .heading = says("The practice has taken this device out of use"),
            .body = mayWrite
                ? says("Patients are not shown on it any more. Nothing is deleted. A visit that "
                       "was begun can be finished and new records written; they are sent, and "
                       "the practice decides about them.")
                : says("Patients are not shown on it and nothing new can be written. Nothing is "
                       "deleted; what was written here is sent, and the practice decides about "
                       "it."),
            .who = says("Ring the practice: only it can change this.")});
    const QString since = reading.until.ms > 0
        ? says("This device has not heard from the practice for too long: showing them ended on "
               "%1, in "
               "case the device was lost.")
              .arg(moment(reading.until))
        : says("What the practice allowed it cannot be read.");
    const QString safe = says("Nothing is deleted: every record is here, locked.");
    if (!mayWrite)
        return tryNow({.kind = QStringLiteral("stop"),
            .heading = says("This device can only send now"),
            .body
            = says("Patients are not shown and nothing new can be written. %1 %2").arg(since, safe),
            .who = says("Take it to where there is Wi-Fi or mobile signal. Everything opens again "
                        "once it has reached the practice.")});
    return tryNow({.kind = QStringLiteral("warn"),
        .heading = says("Patients cannot be shown now"),
        .body = says("%1 %2 A visit that was begun can be finished, and new records written "
                     "below.")
                    .arg(since, safe),
        .who = says("Where there is Wi-Fi or mobile signal everything opens again at once.")});
}

WipeWords wipeWords(const store::WipeRecord& wipe, int waiting, QDate today)
{
    using namespace lease_parts;
    const QString ordered
        = says("The practice ordered it at %1.").arg(timeAndDay(wipe.order.issued, today));
    if (!wipe.isDone)
        return {says("This device is being wiped"), says("Its keys and records are destroyed"),
            says("%1 What was not sent yet stays here, sealed for the practice. It ends by itself; "
                 "if this page stays, restart the device.")
                .arg(ordered),
            says("Try again")};
    const QString left = waiting == 0 && wipe.isTold
        ? says("Everything written here is at the practice.")
        : waiting == 0
        ? says("What was not sent yet is still here, sealed: only the practice can open it.")
        : counted(waiting,
            says("1 record was not sent yet. It is still here, sealed: only the practice can open "
                 "it. It is sent where there is signal."),
            says("%1 records were not sent yet. They are still here, sealed: only the practice can "
                 "open them. They are sent where there is signal."));
    return {says("This device was wiped"), says("No patient's record is left on it"),
        says("%1 The keys and the records are destroyed. %2 To use the device again, set it up "
             "with a new ticket from the desk.")
            .arg(ordered, left),
        says("Set it up again")};
}

} // namespace doorstep::app::words
