#pragma once

#include "app/viewmodels/unlock/unlock_step.h"
#include "core/base/result.h"
#include "core/store/lockout.h"

/// What the door says. Names are as people call each other.
namespace doorstep::app::words {

/// Who stands at the door, and who is to let them in.
struct DoorNames {
    QString person;
    QString voucher;
    bool replaces = false; ///< a PIN that is there gets another in its place
};

[[nodiscard]] QString doorStage(UnlockStage stage); ///< as qml/Unlock knows it
[[nodiscard]] QString doorPrompt(UnlockStage stage, const DoorNames& names);
[[nodiscard]] QString doorTitle(UnlockStage stage, const DoorNames& names);
/// Who may let somebody in, while that is asked.
[[nodiscard]] QString doorAbout(const DoorNames& names);

[[nodiscard]] QString codeHint(const DoorNames& names);
[[nodiscard]] QString newPinHint(bool hasCode);
/// Nobody here may do it: what can be done instead. `others`: somebody else has a PIN here.
[[nodiscard]] QString nobodyLetsIn(const DoorNames& names, bool others);

[[nodiscard]] QString triesLeft(const store::LockoutState& state);
[[nodiscard]] QString wrongPin(const QString& whose, const store::LockoutState& state);
/// Empty when the next try is free.
[[nodiscard]] QString lockedOut(const store::LockoutState& state, bool mayBeReopened);
/// Why the voucher could not let this person in.
[[nodiscard]] QString letInRefusal(const Error& error, const DoorNames& names);

} // namespace doorstep::app::words
