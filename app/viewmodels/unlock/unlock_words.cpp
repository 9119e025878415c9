#include "app/viewmodels/unlock/unlock_words.h"

#include "app/viewmodels/unlock/unlock_view_model.h"
#include "app/viewmodels/words/error_words.h"
#include "app/viewmodels/words/words.h"

namespace doorstep::app::words {

namespace {

constexpr int attempts = 10;

QString waitText(std::chrono::milliseconds wait)
{
    const auto minutes = static_cast<int>(std::chrono::ceil<std::chrono::minutes>(wait).count());
    return counted(minutes, UnlockViewModel::tr("1 minute"), UnlockViewModel::tr("%1 minutes"));
}

} // namespace

QString doorStage(UnlockStage stage)
{
    switch (stage) {
    case UnlockStage::StaffCode:
        return QStringLiteral("staffCode");
    case UnlockStage::NewPin:
        return QStringLiteral("newPin");
    case UnlockStage::RepeatPin:
        return QStringLiteral("repeatPin");
    case UnlockStage::ChooseVoucher:
        return QStringLiteral("chooseVoucher");
    case UnlockStage::VoucherPin:
    case UnlockStage::LettingIn:
        return QStringLiteral("voucherPin");
    case UnlockStage::Damaged:
        return QStringLiteral("damaged");
    case UnlockStage::AnewPin:
    case UnlockStage::AnewOpening:
        return QStringLiteral("anewPin");
    case UnlockStage::Choose:
    case UnlockStage::Pin:
    case UnlockStage::Opening:
        break;
    }
    return QStringLiteral("pin");
}

QString doorPrompt(UnlockStage stage, const DoorNames& names)
{
    switch (stage) {
    case UnlockStage::Choose:
    case UnlockStage::ChooseVoucher:
    case UnlockStage::Damaged:
        return {};
    case UnlockStage::Pin:
    case UnlockStage::Opening:
    case UnlockStage::AnewPin:
    case UnlockStage::AnewOpening:
        return UnlockViewModel::tr("PIN for %1").arg(names.person);
    case UnlockStage::StaffCode:
        return UnlockViewModel::tr("Staff code for %1, 8 digits from the desk").arg(names.person);
    case UnlockStage::NewPin:
        return UnlockViewModel::tr("Choose a PIN, 6 digits");
    case UnlockStage::RepeatPin:
        return UnlockViewModel::tr("The same PIN again");
    case UnlockStage::VoucherPin:
    case UnlockStage::LettingIn:
        return UnlockViewModel::tr("%1's own PIN").arg(names.voucher);
    }
    return {};
}

QString doorTitle(UnlockStage stage, const DoorNames& names)
{
    if (stage == UnlockStage::ChooseVoucher)
        return UnlockViewModel::tr("Who lets %1 in?").arg(names.person);
    if (stage == UnlockStage::VoucherPin || stage == UnlockStage::LettingIn)
        return UnlockViewModel::tr("%1 lets %2 in").arg(names.voucher, names.person);
    return UnlockViewModel::tr("Who are you?");
}

QString doorAbout(const DoorNames& names)
{
    return names.replaces
        ? UnlockViewModel::tr("A nurse, a GP or a coordinator with a PIN on this device types "
                              "theirs. %1's old PIN then ends. No record is lost.")
              .arg(names.person)
        : UnlockViewModel::tr("Somebody with a PIN on this device types theirs. What %1 then "
                              "writes is signed as %1's own.")
              .arg(names.person);
}

QString codeHint(const DoorNames& names)
{
    return names.replaces
        ? UnlockViewModel::tr("A new PIN comes with a new code from the desk. The code works once.")
        : UnlockViewModel::tr("The code works once. A lost code is made anew at the desk.");
}

QString newPinHint(bool hasCode)
{
    return hasCode
        ? UnlockViewModel::tr("Not a birthday, not 123456. Only you know it.")
        : UnlockViewModel::tr("Your records are kept and marked identity to confirm until you type "
                              "a code in Settings. Choose a PIN that only you know.");
}

QString nobodyLetsIn(const DoorNames& names, bool others)
{
    if (others)
        return UnlockViewModel::tr("It takes a nurse, a GP or a coordinator with a PIN on this "
                                   "device, and nobody else here is one. No record is lost. Ask "
                                   "the practice.");
    return UnlockViewModel::tr("Nobody else has a PIN on this device, so nobody can let %1 in. "
                               "Ask the practice: it sets the device up anew with a ticket. What "
                               "was not sent stays here, sealed, until its recovery cards open it.")
        .arg(names.person);
}

QString triesLeft(const store::LockoutState& state)
{
    return counted(std::max(0, attempts - state.fails), UnlockViewModel::tr("1 try left"),
        UnlockViewModel::tr("%1 tries left"));
}

QString wrongPin(const QString& whose, const store::LockoutState& state)
{
    QString said = whose.isEmpty()
        ? UnlockViewModel::tr("That PIN is not right. %1. No record is lost.").arg(triesLeft(state))
        : UnlockViewModel::tr("That is not %1's PIN. %2. Nothing has changed.")
              .arg(whose, triesLeft(state));
    if (state.wait.count() > 0)
        said += QLatin1Char(' ') + UnlockViewModel::tr("Wait %1.").arg(waitText(state.wait));
    return said;
}

QString lockedOut(const store::LockoutState& state, bool mayBeReopened)
{
    if (state.closed && mayBeReopened)
        return UnlockViewModel::tr("Closed after %1 wrong PINs. No record is lost. Choose "
                                   "Forgotten PIN: a nurse, a GP or a coordinator with a PIN here "
                                   "lets you in with a new one.")
            .arg(attempts);
    if (state.closed)
        return UnlockViewModel::tr("Closed after %1 wrong PINs. No record is lost.").arg(attempts);
    if (state.wait.count() > 0)
        return UnlockViewModel::tr("Wait %1 before the next try. No record is lost.")
            .arg(waitText(state.wait));
    return {};
}

QString letInRefusal(const Error& error, const DoorNames& names)
{
    if (error.code == ErrorCode::LimitExceeded)
        return UnlockViewModel::tr("This device has as many people as it can hold. Nothing has "
                                   "changed. Ask the practice for another device.");
    if (error.code != ErrorCode::Refused)
        return errorSentence(error, Doing::Unlocking);
    if (error.detail == "not senior")
        return UnlockViewModel::tr("The practice has not confirmed %1 on this device as a nurse, a "
                                   "GP or a coordinator. %2's PIN stays as it was. Choose somebody "
                                   "else.")
            .arg(names.voucher, names.person);
    if (error.detail == "voucher revoked")
        return UnlockViewModel::tr(
            "%1 may not let anybody in any more. Nothing has changed. Choose "
            "somebody else.")
            .arg(names.voucher);
    return UnlockViewModel::tr("The practice has ended %1's access. Nothing has changed. Ask the "
                               "practice.")
        .arg(names.person);
}

} // namespace doorstep::app::words
