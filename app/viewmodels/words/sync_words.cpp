#include "app/viewmodels/words/sync_words.h"

#include "app/viewmodels/words/words.h"
#include "sync/protocol/error_answer.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace doorstep::app::words {

namespace sync_parts {

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

} // namespace sync_parts

Notice syncTrouble(const Error& error, const StillHere& here)
{
    using namespace sync_parts;
    Notice notice{.noticeId = QStringLiteral("sync"), .kind = QStringLiteral("warn")};
    if (error.code == ErrorCode::Untrusted) {
        saysNotTheirs(notice, here);
    } else if (error.code == ErrorCode::Refused) {
        saysRefused(notice, error, here);
    } else {
        const QString waits = stays(here);
        notice.heading = says("The practice cannot be reached");
        notice.body
            = waits.isEmpty() ? says("Nothing waits here. It is tried again by itself.") : waits;
    }
    return notice;
}

} // namespace doorstep::app::words
