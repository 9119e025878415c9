#pragma once

#include "core/entry/clear_kinds.h"
#include "sync/protocol/ticket_code.h"

#include <vector>

/// The secrets' side of enrolment: what tablet and desk compute and the server cannot. The order of
/// messages is in enrol_messages.h, the reasons in docs/adr/0008-enrolment-commitments.md.
namespace doorstep::sync {

/// The tablet's fresh keys and nonce, hidden behind a commitment until the desk has spoken.
struct EnrolKeys {
    crypto::SignPublicKey signKey;
    crypto::BoxPublicKey boxKey;
    crypto::Digest nonce; ///< 32 random bytes
    bool operator==(const EnrolKeys&) const = default;
};

/// hash("DS-ENROL-COMMIT-1" | ticket | sign_pk | box_pk | nonce_t). Needs no secret: the server too
/// refuses keys that do not open the commitment.
[[nodiscard]] crypto::Digest enrolCommitment(TicketId ticket, const EnrolKeys& keys);

/// Shown on the desk beside the six digits; sealed, so the server does not read it.
struct EnrolDetails {
    QString deviceName;
    AppVersion app;
    QString keystoreLevel; ///< "hardware", "tpm", "software"
    bool operator==(const EnrolDetails&) const = default;
};

/// Everything keyed by the QR's secret. K = deriveKey(secret, "DS-ENROL-KEY-1" | practice |
/// ticket). Both ends hold one for the ten minutes.
class EnrolSecret {
public:
    EnrolSecret(const SecretBytes& ticketSecret, PracticeId practice, TicketId ticket);

    /// enrolCommitment() for this ticket.
    [[nodiscard]] crypto::Digest commitment(const EnrolKeys& keys) const;
    [[nodiscard]] crypto::Digest offerMac(const crypto::Digest& commitment) const;
    [[nodiscard]] crypto::Digest challengeMac(
        const crypto::Digest& commitment, const crypto::Digest& deskNonce) const;
    [[nodiscard]] crypto::Digest revealMac(
        const EnrolKeys& keys, QByteArrayView sealedDetails) const;
    [[nodiscard]] crypto::Digest acceptMac(QByteArrayView sealedReply) const;

    [[nodiscard]] QByteArray sealDetails(const EnrolDetails& details) const;
    [[nodiscard]] Result<EnrolDetails> openDetails(QByteArrayView sealed) const;

    /// Six digits: first 8 bytes LE of keyedHash(K, "DS-CONFIRM-1" | ticket | sign_pk | box_pk |
    /// nonce_t | nonce_d) mod 10^6, zero padded. The tablet shows them, the desk types them.
    [[nodiscard]] QByteArray confirmDigits(
        const EnrolKeys& keys, const crypto::Digest& deskNonce) const;

private:
    TicketId m_ticket;
    SecretBytes m_key;
};

/// A practice key for one device: sealTo(box key, 32 bytes), as in entry::KeysWrapped.
struct WrappedKey {
    entry::KeyClass keyClass = entry::KeyClass::Care;
    quint32 epoch = 1;
    QByteArray wrapped;
    bool operator==(const WrappedKey&) const = default;
};

struct EnrolStaff {
    StaffId staff;
    QString name;
    entry::StaffRole role = entry::StaffRole::Hca;
    bool operator==(const EnrolStaff&) const = default;
};

/// What an accepted device receives. Keys inside are wrapped once more to its box key, so no key
/// ever stands in an ordinary buffer on either side.
struct EnrolReply {
    PracticeId practice;
    QString practiceName;
    crypto::SignPublicKey practiceSignKey;
    entry::ServerCertificate server;
    crypto::BoxPublicKey recoveryKey;
    PracticeScopes scopes;
    entry::DeviceCertificate device; ///< the new device's own
    std::vector<EnrolStaff> staff; ///< the names on the unlock screen
    std::vector<WrappedKey> keyring;
    QByteArray practiceSignWrapped; ///< desk and ctl: sealTo(box key, 32-byte seed); else empty
    bool pinAllowed = false; ///< the practice accepted a PIN on a software keystore
    bool operator==(const EnrolReply&) const = default;
};
/// Sealed to the device's box key. InvalidInput when that key or the content is unusable.
[[nodiscard]] Result<QByteArray> sealEnrolReply(
    const EnrolReply& reply, const crypto::BoxPublicKey& boxKey);
/// Corrupt when it does not open or is malformed; Untrusted when the device's or the server's
/// certificate is not by the practice key inside, or the certificate names other keys than `keys`.
[[nodiscard]] Result<EnrolReply> openEnrolReply(
    QByteArrayView sealed, const crypto::BoxKeyPair& boxKey, const EnrolKeys& keys);

/// MAC of a staff request: only somebody who has both the one-time staff code (8 digits, given by
/// the desk to one person for one device) and the practice's care key can make or guess it; the
/// server has neither. key = deriveKey(care key, "DS-STAFF-CODE-1" | practice | staff | device |
/// code), MAC over "DS-STAFF-REQUEST-1" | staff_pk.
[[nodiscard]] crypto::Digest staffRequestMac(const SecretBytes& careKey, const SecretBytes& code,
    PracticeId practice, StaffId staff, DeviceId device, const crypto::SignPublicKey& staffKey);

} // namespace doorstep::sync
