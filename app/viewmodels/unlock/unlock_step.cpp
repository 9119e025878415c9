#include "app/viewmodels/unlock/unlock_step.h"

namespace doorstep::app {

namespace unlock_steps {

struct Step {
    UnlockState state;

    UnlockMove operator()(const PersonChosen& chosen) const
    {
        return {
            {chosen.hasPin ? UnlockStage::Pin : UnlockStage::StaffCode, 0}, UnlockEffect::Forget};
    }
    UnlockMove operator()(const DigitEntered&) const
    {
        const int filled = state.filled + 1;
        if (filled > placesOf(state.stage))
            return {state};
        if (filled < placesOf(state.stage))
            return {{state.stage, filled}};
        switch (state.stage) {
        case UnlockStage::Pin:
            return {{UnlockStage::Opening, filled}, UnlockEffect::TryPin};
        case UnlockStage::StaffCode:
            return {{UnlockStage::NewPin, 0}, UnlockEffect::KeepCode};
        case UnlockStage::NewPin:
            return {{UnlockStage::RepeatPin, 0}, UnlockEffect::KeepPin};
        case UnlockStage::RepeatPin:
            return {{UnlockStage::RepeatPin, filled}, UnlockEffect::Compare};
        case UnlockStage::VoucherPin:
            return {{UnlockStage::LettingIn, filled}, UnlockEffect::LetIn};
        case UnlockStage::AnewPin:
            return {{UnlockStage::AnewOpening, filled}, UnlockEffect::BeginAnew};
        case UnlockStage::Choose:
        case UnlockStage::Opening:
        case UnlockStage::ChooseVoucher:
        case UnlockStage::LettingIn:
        case UnlockStage::Damaged:
        case UnlockStage::AnewOpening:
            break;
        }
        return {state};
    }
    UnlockMove operator()(const DigitErased&) const
    {
        const bool typing = placesOf(state.stage) > 0 && state.filled > 0;
        return {{state.stage, typing ? state.filled - 1 : state.filled}};
    }
    UnlockMove operator()(const PinRefused&) const
    {
        return {{UnlockStage::Pin, 0}, UnlockEffect::Forget};
    }
    UnlockMove operator()(const PinsDiffer&) const { return {{UnlockStage::NewPin, 0}}; }
    UnlockMove operator()(const PinsAgree&) const { return {{UnlockStage::Opening, 0}}; }
    UnlockMove operator()(const CodeRefused&) const
    {
        return {{UnlockStage::StaffCode, 0}, UnlockEffect::Forget};
    }
    UnlockMove operator()(const CodeSkipped&) const
    {
        if (state.stage != UnlockStage::StaffCode)
            return {state};
        return {{UnlockStage::NewPin, 0}, UnlockEffect::Forget};
    }
    UnlockMove operator()(const NewSlotWanted&) const
    {
        if (state.stage != UnlockStage::Pin)
            return {state};
        return {{UnlockStage::StaffCode, 0}, UnlockEffect::Forget};
    }
    UnlockMove operator()(const VoucherNeeded&) const
    {
        if (state.stage != UnlockStage::RepeatPin)
            return {state};
        return {{UnlockStage::ChooseVoucher, 0}, UnlockEffect::ForgetDigits};
    }
    UnlockMove operator()(const VoucherChosen&) const
    {
        if (state.stage != UnlockStage::ChooseVoucher && state.stage != UnlockStage::VoucherPin)
            return {state};
        return {{UnlockStage::VoucherPin, 0}, UnlockEffect::ForgetDigits};
    }
    UnlockMove operator()(const VoucherRefused&) const
    {
        return {{UnlockStage::VoucherPin, 0}, UnlockEffect::ForgetDigits};
    }
    UnlockMove operator()(const LetInRefused&) const
    {
        return {{UnlockStage::ChooseVoucher, 0}, UnlockEffect::ForgetDigits};
    }
    UnlockMove operator()(const DoorLeft&) const
    {
        return {{UnlockStage::Choose, 0}, UnlockEffect::Forget};
    }
    UnlockMove operator()(const DamageFound&) const
    {
        return {{UnlockStage::Damaged, 0}, UnlockEffect::Forget};
    }
    UnlockMove operator()(const AnewChosen&) const
    {
        if (state.stage != UnlockStage::Damaged)
            return {state};
        return {{UnlockStage::AnewPin, 0}, UnlockEffect::Forget};
    }
    UnlockMove operator()(const AnewStopped&) const
    {
        if (state.stage != UnlockStage::AnewPin)
            return {state};
        return {{UnlockStage::Damaged, 0}, UnlockEffect::Forget};
    }
    UnlockMove operator()(const AnewRefused&) const
    {
        return {{UnlockStage::AnewPin, 0}, UnlockEffect::Forget};
    }
};

} // namespace unlock_steps

int placesOf(UnlockStage stage)
{
    switch (stage) {
    case UnlockStage::Pin:
    case UnlockStage::NewPin:
    case UnlockStage::RepeatPin:
    case UnlockStage::VoucherPin:
    case UnlockStage::AnewPin:
        return PinPlaces;
    case UnlockStage::StaffCode:
        return StaffCodePlaces;
    case UnlockStage::Choose:
    case UnlockStage::Opening:
    case UnlockStage::ChooseVoucher:
    case UnlockStage::LettingIn:
    case UnlockStage::Damaged:
    case UnlockStage::AnewOpening:
        break;
    }
    return 0;
}

UnlockMove step(const UnlockState& state, const UnlockEvent& event)
{
    return std::visit(unlock_steps::Step{state}, event);
}

} // namespace doorstep::app
