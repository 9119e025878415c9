#pragma once

#include "app/viewmodels/parts/values.h"
#include "core/base/result.h"
#include "sync/client/sync_standing.h"

/// What people are told when a sync did not end well: what happened, what is safe, what next.
/// Any thread.
namespace doorstep::app::words {

/// What waits on this device.
struct StillHere {
    int records = 0;
    int attachments = 0;
};
/// `error` is SyncDriver::lastError().
[[nodiscard]] Notice syncTrouble(const Error& error, const StillHere& here);
/// The same where there is one line for it.
[[nodiscard]] QString syncTroubleSentence(const Error& error, const StillHere& here);

/// What the practice's last answer says of this device: its clock, and a program (`app`) too old to
/// be sent anything.
[[nodiscard]] std::vector<Notice> standingTroubles(
    const client::SyncStanding& standing, sync::AppVersion app);

} // namespace doorstep::app::words
