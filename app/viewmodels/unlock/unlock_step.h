#pragma once

#include <variant>

/// The door as a pure step: which digits are asked for now, and what is done with them when they
/// are all there. It counts digits and never sees one. A table test holds it.
namespace doorstep::app {

enum class UnlockStage {
    Choose,
    Pin,
    StaffCode,
    NewPin,
    RepeatPin,
    Opening,
    ChooseVoucher, ///< a new PIN is chosen: who lets this person in?
    VoucherPin, ///< another person's PIN; the new one is put aside
    LettingIn,
    Damaged, ///< the records did not open: what a person may do is said, nothing is asked
    AnewPin, ///< the second, deliberate step: the PIN again
    AnewOpening
};

struct UnlockState {
    UnlockStage stage = UnlockStage::Choose;
    int filled = 0;
    bool operator==(const UnlockState&) const = default;
};

/// What the holder of the digits does next.
enum class UnlockEffect {
    None,
    Forget, ///< wipe what was typed
    ForgetDigits, ///< wipe what was typed last; the code and the new PIN stay put aside
    TryPin,
    KeepCode, ///< the staff code is whole: put it aside and ask for a PIN
    KeepPin, ///< the new PIN is whole: put it aside and ask again
    Compare, ///< the repeated PIN is whole
    LetIn, ///< the voucher's PIN is whole
    BeginAnew
};

inline constexpr int PinPlaces = 6;
inline constexpr int StaffCodePlaces = 8;
[[nodiscard]] int placesOf(UnlockStage stage);

struct PersonChosen {
    bool hasPin; ///< false: signs in here for the first time, with a staff code
};
struct DigitEntered { };
struct DigitErased { };
struct PinRefused { };
struct PinsDiffer { };
struct PinsAgree { };
struct CodeRefused { };
struct CodeSkipped { }; ///< no code yet: it is typed later, in Settings
struct NewSlotWanted { }; ///< the PIN is forgotten or closed
struct VoucherNeeded { }; ///< the two new PINs agree on a device that has a store
struct VoucherChosen { };
struct VoucherRefused { }; ///< their PIN was wrong
struct LetInRefused { }; ///< they may not let this person in
struct DoorLeft { }; ///< locked again, or another person
struct DamageFound { };
struct AnewChosen { };
struct AnewStopped { };
struct AnewRefused { };
using UnlockEvent = std::variant<PersonChosen, DigitEntered, DigitErased, PinRefused, PinsDiffer,
    PinsAgree, CodeRefused, CodeSkipped, NewSlotWanted, VoucherNeeded, VoucherChosen,
    VoucherRefused, LetInRefused, DoorLeft, DamageFound, AnewChosen, AnewStopped, AnewRefused>;

struct UnlockMove {
    UnlockState state;
    UnlockEffect effect = UnlockEffect::None;
};
[[nodiscard]] UnlockMove step(const UnlockState& state, const UnlockEvent& event);

} // namespace doorstep::app
