#include "app/viewmodels/words/sync_words.h"

#include "app/viewmodels/words/words.h"
#include "sync/protocol/error_answer.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace doorstep::app::words {

namespace sync_parts {

/// Up to this a clock is as right as clocks are.
constexpr qint64 MostOffMs = qint64{5} * 60'000;

QString says(const char* text)
{
    return QCoreApplication::translate("SyncWords", text);
}

QString stays(const StillHere& here)
{
    if (here.records > 0)
        return counted(here.records, says("1 record stays on this device and sends itself later."),
            says("%1 records stay on this device and send themselves later."));
    if (here.attachments > 0)
        return says("Photos stay on this device and send themselves later.");
    return {};
}

/// The same of what does not go by itself.
QString isSafe(const StillHere& here)
{
    if (here.records > 0)
        return counted(here.records, says("1 record is kept on this device and can be read here."),
            says("%1 records are kept on this device and can be read here."));
    if (here.attachments > 0)
        return says("Photos are kept on this device.");
    return says("No record is lost or changed.");
}

/// Two sentences, or the first alone.
QString both(const QString& what, const QString& then)
{
    return then.isEmpty() ? what : says("%1 %2").arg(what, then);
}

bool isFor(const Error& error, sync::Refusal refusal)
{
    const auto word = sync::refusalWord(refusal);
    return error.detail == QByteArrayView(word.data(), word.size());
}

/// One of the two programs is wrong, and nobody at the practice decided anything.
bool isMistake(const Error& error)
{
    using sync::Refusal;
    constexpr std::array mistakes{
        Refusal::Malformed, Refusal::TooLarge, Refusal::NotFound, Refusal::Internal};
    return std::ranges::any_of(
        mistakes, [&error](Refusal refusal) { return isFor(error, refusal); });
}

void saysNotTheirs(Notice& notice, const StillHere& here)
{
    notice.kind = QStringLiteral("stop");
    notice.heading = says("Not your practice");
    notice.body = both(says("The answer did not come from your practice; a Wi-Fi that wants you to "
                            "sign in answers so. Nothing counts as sent, and nobody else can read "
                            "it."),
        stays(here));
    notice.who = says("Try another network. If it says the same again, tell the practice.");
}

void saysRefused(Notice& notice, const Error& error, const StillHere& here)
{
    if (!error.permanent) {
        notice.heading = says("The practice is busy");
        notice.body = both(says("It could not take records just now, and this device tries again "
                                "by itself."),
            stays(here));
    } else if (isFor(error, sync::Refusal::Version)) {
        notice.heading = says("Update Doorstep to go on");
        notice.body
            = both(says("The practice takes records from newer versions only."), stays(here));
        notice.who = says("Who looks after this device can update it.");
    } else if (isMistake(error)) {
        notice.heading = says("Sync does not work now");
        notice.body
            = both(says("The practice's server and this device do not understand each other."),
                stays(here));
        notice.who = says("Tell the practice: its server or this device may need an update.");
    } else {
        notice.heading = says("The practice said no");
        notice.body
            = both(says("The practice does not take records from this device now."), stays(here));
        notice.who = says("The coordinator can lift this.");
    }
}

void saysNotReached(Notice& notice, const StillHere& here)
{
    const QString waits = stays(here);
    notice.heading = says("The practice cannot be reached");
    notice.body
        = waits.isEmpty() ? says("Nothing waits here. It is tried again by itself.") : waits;
}

/// What this device lacks or holds, whatever the network does.
void saysOfThisDevice(Notice& notice, const Error& error, const StillHere& here)
{
    switch (error.code) {
    case ErrorCode::DiskFull:
        notice.heading = says("This device is full");
        notice.body = both(says("Sync needs room on it and stopped."), isSafe(here));
        notice.who = says("Remove other files from this device, then try again.");
        return;
    case ErrorCode::Io:
        notice.heading = says("Sync does not work now");
        notice.body = both(says("This device did not write or read."), isSafe(here));
        notice.who = says("Try again. If it says the same again, start this device anew, then tell "
                          "the practice.");
        return;
    case ErrorCode::Busy:
        notice.heading = says("Sync has not finished");
        notice.body = both(
            says("It stopped on the way, and this device tries again by itself."), stays(here));
        return;
    case ErrorCode::Locked:
    case ErrorCode::KeystoreLocked:
        notice.heading = says("Sync needs you to unlock");
        notice.body = both(says("It cannot go on while this device is locked."), isSafe(here));
        notice.who = says("Unlock this device, then try again.");
        return;
    case ErrorCode::Unsupported:
        notice.heading = says("Update Doorstep to go on");
        notice.body
            = both(says("What a newer version made cannot be read by this one."), isSafe(here));
        notice.who = says("Who looks after this device can update it.");
        return;
    default:
        notice.heading = says("Sync does not work now");
        notice.body = both(
            says("This device and the practice's server do not agree, and sync stopped there."),
            isSafe(here));
        notice.who = says("Tell the practice: its server or this device needs somebody to look at "
                          "it.");
    }
}

} // namespace sync_parts

Notice syncTrouble(const Error& error, const StillHere& here)
{
    using namespace sync_parts;
    Notice notice{.noticeId = QStringLiteral("sync"), .kind = QStringLiteral("warn")};
    if (error.code == ErrorCode::Untrusted)
        saysNotTheirs(notice, here);
    else if (error.code == ErrorCode::Refused)
        saysRefused(notice, error, here);
    else if (error.code == ErrorCode::Unreachable)
        saysNotReached(notice, here);
    else
        saysOfThisDevice(notice, error, here);
    return notice;
}

QString syncTroubleSentence(const Error& error, const StillHere& here)
{
    using namespace sync_parts;
    const Notice notice = syncTrouble(error, here);
    return both(notice.heading + QLatin1Char('.'), both(notice.body, notice.who));
}

std::vector<Notice> standingTroubles(const client::SyncStanding& standing, sync::AppVersion app)
{
    using namespace sync_parts;
    std::vector<Notice> all;
    const qint64 off = standing.clockOffsetMs; // the server's minus this device's
    if (off > MostOffMs || off < -MostOffMs) {
        const qint64 minutes = (off < 0 ? -off : off) / 60'000;
        all.push_back({.noticeId = QStringLiteral("clock"),
            .kind = QStringLiteral("warn"),
            .heading = (off < 0 ? says("This device's clock is %1 minutes ahead of the practice's")
                                : says("This device's clock is %1 minutes behind the practice's"))
                           .arg(minutes),
            .body = says("Records made here carry this device's time. They are safe, and sync goes "
                         "on."),
            .who = says("Set the date and time of this device, then tell the coordinator which "
                        "records were made meanwhile.")});
    }
    if (app < standing.minimumApp)
        all.push_back({.noticeId = QStringLiteral("version"),
            .kind = QStringLiteral("warn"),
            .heading = says("Update Doorstep to get what others record"),
            .body = says("The practice still takes every record made here, and sends this version "
                         "nothing any more."),
            .who = says("Who looks after this device can update it.")});
    return all;
}

} // namespace doorstep::app::words
