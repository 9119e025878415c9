#pragma once

#include "app/viewmodels/parts/values.h"
#include "core/base/result.h"

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

} // namespace doorstep::app::words
