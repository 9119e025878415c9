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
/// for the same person and device replaces the first. LimitExceeded when too many are open.
[[nodiscard]] Result<SecretBytes> inviteStaff(
    store::Store& store, const StaffInvitation& invitation);

/// The person's device, unlocked by them for the first time: what asks the desk to certify their
/// key; again under the same key when a code was mistyped or is made anew. NotFound while the
/// device holds no care key.
[[nodiscard]] Result<sync::StaffAsk> makeStaffAsk(store::Store& store, StaffId staff,
    const crypto::SignPublicKey& staffKey, const SecretBytes& code);
/// Keeps it until it is sent (wherever the signal comes back, and whoever is unlocked then): one a
/// person, a newer one in its place.
[[nodiscard]] Status keepStaffAsk(store::Connection& connection, const sync::StaffAsk& ask);
[[nodiscard]] Result<std::vector<sync::StaffAsk>> keptStaffAsks(store::Connection& connection);
/// It was sent. A newer one of the same person stays.
[[nodiscard]] Status dropStaffAsk(store::Connection& connection, const sync::StaffAsk& ask);
/// Sends it. Asking again is harmless.
[[nodiscard]] QFuture<Status> askForCertificate(
    std::shared_ptr<SignedExchange> exchange, const sync::StaffAsk& ask);

/// Which of the waiting requests are right. A right one gets its certificate saved as an entry and
/// uses its invitation up; MaxWrongCodes different wrong ones void it. To be dismissed are those of
/// a revoked person or device, and of a key that is certified already. Every other one is left: its
/// code may be known to another desk, or its person may type it again under the same key. What
/// nobody can answer any more goes by its age (limits::StaffRequestLife), at the server.
inline constexpr int MaxWrongCodes = 5;
struct StaffVerdict {
    std::vector<entry::StaffCertificate> certified;
    std::vector<sync::StaffDismiss> dismissed;
};
[[nodiscard]] Result<StaffVerdict> judgeStaffRequests(
    store::Store& store, const std::vector<sync::StaffAsk>& waiting, Instant now);

/// Desk, after a sync that said staffWaiting: fetches the requests, judges them, dismisses the
/// wrong ones. The certificates leave with the next sync, which is worth doing at once when the
/// result is not 0.
[[nodiscard]] QFuture<Result<int>> certifyWaitingStaff(
    std::shared_ptr<SignedExchange> exchange, StorePort& store, const Clock& clock);

} // namespace doorstep::client
