#pragma once

#include "core/base/result.h"
#include "core/store/device_identity.h"

#include <QSet>

namespace doorstep::ctl {

/// Whose secret --pass-file holds. Nobody is tried in turn: every wrong attempt counts against the
/// person it was made for. `as` is --as, compared without regard to case; empty when not given.
/// NotFound when nobody who may unlock has that name, InvalidInput when more than one may be meant:
/// the detail says what to type.
[[nodiscard]] Result<StaffId> chooseWhoUnlocks(const std::vector<store::UnlockName>& names,
    const QSet<StaffId>& withSecret, const QString& as);

} // namespace doorstep::ctl
