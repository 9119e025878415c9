#pragma once

#include "sync/protocol/enrolment.h"
#include "sync/protocol/wire_ids.h"

#include <optional>
#include <variant>

/// The relay: what tablet and desk post so that the server can carry it between them.
///
///     desk   POST /ticket/1 open       tablet POST /enrol/1 offer (commitment)
///     desk   POST /ticket/1 challenge  tablet POST /enrol/1 offer again -> challenge
///     desk   POST /ticket/1 poll       tablet POST /enrol/1 reveal (keys) -> later: accepted
///     desk   POST /ticket/1 accept | drop
///
/// /enrol/1 and /claim/1 are unsigned (the sender has no certificate yet); /ticket/1 and /staff/1
/// are signed device requests, /ticket/1 by desk devices only.
namespace doorstep::sync {

// --- tablet -----------------------------------------------------------------------------------

/// First step; the same bytes again ask whether the desk has answered.
struct EnrolOffer {
    PracticeId practice;
    TicketId ticket;
    crypto::Digest commitment;
    crypto::Digest mac;
    bool operator==(const EnrolOffer&) const = default;
};
/// Second step; the same bytes again ask whether the desk has accepted.
struct EnrolReveal {
    PracticeId practice;
    TicketId ticket;
    EnrolKeys keys;
    QByteArray sealedDetails;
    crypto::Digest mac;
    bool operator==(const EnrolReveal&) const = default;
};
using EnrolRequest = std::variant<EnrolOffer, EnrolReveal>;
[[nodiscard]] QByteArray encodeEnrolRequest(const EnrolRequest& request);
[[nodiscard]] Result<EnrolRequest> decodeEnrolRequest(QByteArrayView bytes);

struct EnrolChallenge {
    crypto::Digest deskNonce;
    crypto::Digest mac;
    bool operator==(const EnrolChallenge&) const = default;
};
struct EnrolAccepted {
    QByteArray sealedReply;
    crypto::Digest mac;
    bool operator==(const EnrolAccepted&) const = default;
};
/// Empty optionals mean: ask again in two seconds.
struct EnrolAnswer {
    std::optional<EnrolChallenge> challenge;
    std::optional<EnrolAccepted> accepted;
    bool operator==(const EnrolAnswer&) const = default;
};
[[nodiscard]] QByteArray encodeEnrolAnswer(const EnrolAnswer& answer);
[[nodiscard]] Result<EnrolAnswer> decodeEnrolAnswer(QByteArrayView bytes);

// --- desk -------------------------------------------------------------------------------------

struct TicketOpen {
    TicketId ticket;
    Instant expires;
    entry::DeviceRole role = entry::DeviceRole::Tablet;
    bool operator==(const TicketOpen&) const = default;
};
struct TicketPoll {
    TicketId ticket;
    bool operator==(const TicketPoll&) const = default;
};
struct TicketChallenge {
    TicketId ticket;
    EnrolChallenge challenge;
    bool operator==(const TicketChallenge&) const = default;
};
struct TicketAccept {
    TicketId ticket;
    EnrolAccepted accepted;
    /// In clear, so that the server knows the device before the entry with it arrives.
    entry::DeviceCertificate certificate;
    bool operator==(const TicketAccept&) const = default;
};
struct TicketDrop {
    TicketId ticket;
    bool operator==(const TicketDrop&) const = default;
};
using TicketRequest
    = std::variant<TicketOpen, TicketPoll, TicketChallenge, TicketAccept, TicketDrop>;
[[nodiscard]] QByteArray encodeTicketRequest(const TicketRequest& request);
[[nodiscard]] Result<TicketRequest> decodeTicketRequest(QByteArrayView bytes);

/// How far the ticket has come: what the tablet has sent, verbatim, for the desk to verify.
struct TicketAnswer {
    bool flagged = false; ///< a second commitment came: somebody else has the code; start again
    std::optional<EnrolOffer> offer;
    std::optional<EnrolReveal> reveal;
    bool fetched = false; ///< the tablet has collected the acceptance
    bool operator==(const TicketAnswer&) const = default;
};
[[nodiscard]] QByteArray encodeTicketAnswer(const TicketAnswer& answer);
[[nodiscard]] Result<TicketAnswer> decodeTicketAnswer(QByteArrayView bytes);

// --- staff ------------------------------------------------------------------------------------

/// A person's new signing key on a device, waiting for the desk to certify it.
struct StaffAsk {
    StaffId staff;
    DeviceId device; ///< the server accepts only the signing device's own
    crypto::SignPublicKey staffKey;
    quint32 careEpoch = 1; ///< which care key the MAC was made with
    crypto::Digest mac;
    bool operator==(const StaffAsk&) const = default;
};
/// Desk: what is waiting?
struct StaffList {
    bool operator==(const StaffList&) const = default;
};
/// Desk: forget this one (wrong MAC, unknown person). Certified ones go by themselves.
struct StaffDismiss {
    DeviceId device;
    crypto::SignPublicKey staffKey;
    bool operator==(const StaffDismiss&) const = default;
};
using StaffRequest = std::variant<StaffAsk, StaffList, StaffDismiss>;
[[nodiscard]] QByteArray encodeStaffRequest(const StaffRequest& request);
[[nodiscard]] Result<StaffRequest> decodeStaffRequest(QByteArrayView bytes);

struct StaffAnswer {
    std::vector<StaffAsk> waiting; ///< empty to devices that are not desks
    bool operator==(const StaffAnswer&) const = default;
};
[[nodiscard]] QByteArray encodeStaffAnswer(const StaffAnswer& answer);
[[nodiscard]] Result<StaffAnswer> decodeStaffAnswer(QByteArrayView bytes);

// --- claim ------------------------------------------------------------------------------------

/// Which practice does this code claim, and which key will its server sign with?
struct ClaimLook {
    QByteArray claim; ///< the code's 20 bytes; worthless once taken
    bool operator==(const ClaimLook&) const = default;
};
/// Hands the practice over to the key that certified these. The device then syncs as any other,
/// and pushes the same certificates as entries.
struct ClaimTake {
    QByteArray claim;
    crypto::SignPublicKey practiceSignKey;
    crypto::BoxPublicKey recoveryKey;
    PracticeScopes scopes;
    entry::ServerCertificate server;
    entry::DeviceCertificate device; ///< role ctl or desk
    entry::StaffCertificate staff; ///< the person who claims, on that device
    bool operator==(const ClaimTake&) const = default;
};
/// A new desk of a practice that lost its last one. The server takes it for its certificates alone:
/// the practice's own root, which it has, must have signed both.
struct ClaimRecover {
    QByteArray claim; ///< of a code for this practice, not of a new one's
    entry::DeviceCertificate device; ///< role ctl or desk
    entry::StaffCertificate staff; ///< the person who recovers, on that device
    bool operator==(const ClaimRecover&) const = default;
};
using ClaimRequest = std::variant<ClaimLook, ClaimTake, ClaimRecover>;
[[nodiscard]] QByteArray encodeClaimRequest(const ClaimRequest& request);
[[nodiscard]] Result<ClaimRequest> decodeClaimRequest(QByteArrayView bytes);

/// What the server has of a practice that is to be recovered. The seals open with two recovery
/// cards and are worth nothing without them.
struct ClaimedPractice {
    crypto::SignPublicKey practiceSignKey;
    crypto::BoxPublicKey recoveryKey;
    PracticeScopes scopes;
    std::vector<entry::RecoverySealed> seals; ///< at most limits::MaxRecoverySeals
    bool operator==(const ClaimedPractice&) const = default;
};
struct ClaimAnswer {
    PracticeId practice;
    QString practiceName;
    crypto::SignPublicKey serverKey;
    crypto::Digest pinNow; ///< for the enrolment codes this device will show
    crypto::Digest pinNext;
    std::optional<ClaimedPractice>
        existing{}; ///< the code recovers it; without: it claims a new one
    bool operator==(const ClaimAnswer&) const = default;
};
[[nodiscard]] QByteArray encodeClaimAnswer(const ClaimAnswer& answer);
[[nodiscard]] Result<ClaimAnswer> decodeClaimAnswer(QByteArrayView bytes);

} // namespace doorstep::sync
