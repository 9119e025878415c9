#pragma once

#include "app/viewmodels/parts/values.h"
#include "core/store/wipe.h"
#include "sync/client/reading_lease.h"

#include <QDate>
#include <optional>

/// What people are told when a device may not go on showing patients. Any thread.
namespace doorstep::app::words {

/// A day before the lease ends; nothing before that and nothing after its end.
[[nodiscard]] std::optional<Notice> leaseWarning(const client::ReadingStanding& reading);
/// What stands above the capture form: what happened, what is safe, what next.
[[nodiscard]] Notice leaseIsOver(const client::ReadingStanding& reading);

struct WipeWords {
    QString title;
    QString heading;
    QString body;
    QString action;
};
/// `waiting`: sealed records that are still to be sent.
[[nodiscard]] WipeWords wipeWords(const store::WipeRecord& wipe, int waiting, QDate today);

} // namespace doorstep::app::words
