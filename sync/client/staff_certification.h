#pragma once

#include "sync/client/practice_root.h"
#include "sync/client/signed_exchange.h"
#include "sync/client/store_port.h"
#include "sync/protocol/enrol_messages.h"

#include <QFuture>

namespace doorstep::client {

/// One person on one device, allowed to ask for a certificate with a one-time code.
struct StaffInvitation {
    StaffId staff;
    DeviceId device;
    entry::StaffRole role = entry::StaffRole::Hca;
    Instant expires;
    bool operator==(const StaffInvitation&) const = default;
};

/// Desk: makes the code (8 digits) and remembers it, sealed to this device. A second invitation
/// for the same person and device replaces the first.
[[nodiscard]] Result<SecretBytes> inviteStaff(
    store::Store& store, const StaffInvitation& invitation);

/// The person's device, unlocked by them for the first time: asks the desk to certify their key.
/// Asking again is harmless.
[[nodiscard]] Result<sync::StaffAsk> makeStaffAsk(store::Store& store, StaffId staff,
    const crypto::SignPublicKey& staffKey, const SecretBytes& code);
[[nodiscard]] QFuture<Status> askForCertificate(
    std::shared_ptr<SignedExchange> exchange, const sync::StaffAsk& ask);

/// Pure but for the store: which of the waiting requests are right. A right one uses its
/// invitation up; five wrong ones void it.
struct StaffVerdict {
    std::vector<entry::StaffCertificate> certified;
    std::vector<sync::StaffDismiss> dismissed;
};
[[nodiscard]] Result<StaffVerdict> judgeStaffRequests(store::Store& store, IdMint& mint,
    const std::vector<sync::StaffAsk>& waiting, Instant now, Instant notAfter);

/// Desk, after a sync that said staffWaiting: fetches the requests, saves a certificate entry for
/// every right one, dismisses the others. The certificates leave with the next sync.
[[nodiscard]] QFuture<Result<int>> certifyWaitingStaff(
    std::shared_ptr<SignedExchange> exchange, StorePort& store, IdMint& mint, const Clock& clock);

} // namespace doorstep::client
