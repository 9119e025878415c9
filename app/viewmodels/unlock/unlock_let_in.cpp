/// Somebody gets a PIN at the door: who may let them in, and what came of it.
#include "app/viewmodels/unlock/unlock_view_model.h"
#include "app/viewmodels/words/error_words.h"

#include <algorithm>

namespace doorstep::app {

bool UnlockViewModel::isAskingVoucher() const
{
    return m_state.stage == UnlockStage::ChooseVoucher || m_state.stage == UnlockStage::VoucherPin
        || m_state.stage == UnlockStage::LettingIn;
}

std::vector<UnlockViewModel::Known> UnlockViewModel::vouchers(bool replaces) const
{
    auto all = known();
    std::erase_if(all, [this, replaces](const Known& each) {
        return each.staff == m_person || !m_session.hasPin(each.staff)
            || (replaces && !isSenior(each.role));
    });
    return all;
}

QString UnlockViewModel::leaveText() const
{
    const bool isUnderWay = m_state.stage == UnlockStage::StaffCode
        || m_state.stage == UnlockStage::NewPin || m_state.stage == UnlockStage::RepeatPin
        || m_state.stage == UnlockStage::ChooseVoucher || m_state.stage == UnlockStage::VoucherPin;
    return isUnderWay && !isEnrolling() ? tr("Stop, and go back to the names") : QString();
}

void UnlockViewModel::meetVoucher(StaffId staff)
{
    const auto all = vouchers(m_replaces);
    if (std::ranges::find(all, staff, &Known::staff) == all.end())
        return;
    m_voucher = staff;
    take(VoucherChosen{});
    askAttempts(staff);
}

void UnlockViewModel::leave()
{
    m_person = {};
    m_voucher = {};
    m_replaces = false;
    m_hint.clear();
    take(DoorLeft{});
    refreshPeople();
}

void UnlockViewModel::help()
{
    m_error.clear();
    if (m_state.stage == UnlockStage::StaffCode) {
        m_hint = words::newPinHint(false);
        return take(CodeSkipped{});
    }
    if (m_state.stage != UnlockStage::Pin)
        return;
    if (vouchers(true).empty()) {
        m_hint = words::nobodyLetsIn(names(), !vouchers(false).empty());
        Q_EMIT changed();
        return;
    }
    m_replaces = true;
    m_hint = words::codeHint(names());
    take(NewSlotWanted{});
}

void UnlockViewModel::letIn()
{
    m_session
        .letIn({m_person, m_newPin.clone(), m_code.clone(), m_voucher,
            std::exchange(m_digits, SecretBytes())})
        .then(this, [this](const Status& status) {
            if (!status)
                letInRefused(status.error());
        });
}

void UnlockViewModel::letInRefused(const Error& error)
{
    if (error.code == ErrorCode::Corrupt && m_session.mayBeginAnew()) {
        m_person = m_voucher; // whose PIN was right: theirs is asked for once more
        take(DamageFound{});
        return;
    }
    if (error.code == ErrorCode::WrongSecret || error.code == ErrorCode::Locked) {
        m_session.lockout(m_voucher).then(
            this, [this, error](const Result<store::LockoutState>& state) {
                m_error = state && error.code == ErrorCode::WrongSecret
                    ? words::wrongPin(names().voucher, *state)
                    : words::lockedOut(state ? *state : store::LockoutState(), false);
                if (m_error.isEmpty())
                    m_error = words::errorSentence(error, words::Doing::Unlocking);
                take(VoucherRefused{});
            });
        return;
    }
    m_error = words::letInRefusal(error, names());
    m_voucher = {};
    take(LetInRefused{});
    refreshPeople();
}

} // namespace doorstep::app
