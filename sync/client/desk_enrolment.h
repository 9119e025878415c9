#pragma once

#include "sync/client/practice_root.h"
#include "sync/client/server_address.h"
#include "sync/protocol/enrol_messages.h"
#include "sync/protocol/limits.h"

#include <chrono>
#include <optional>

namespace doorstep::client {

/// What the desk decides before it shows the code.
struct EnrolInvitation {
    entry::DeviceRole role = entry::DeviceRole::Tablet;
    std::vector<sync::EnrolStaff> staff; ///< the names on the new device's unlock screen
    QString practiceName;
    bool pinAllowed = false; ///< a PIN on a software keystore is accepted for this device
    Instant notAfter; ///< of the device's certificate
    std::chrono::milliseconds life = sync::limits::TicketLife; ///< of the ticket; never longer
};

/// The desk's side of an enrolment, as a pure machine: request() is what to post to /ticket/1 now,
/// take() is what came back. It challenges one commitment only, checks that the keys revealed are
/// the ones committed to, and accepts when the person has typed the digits the tablet shows.
class DeskEnrolment {
public:
    enum class Stage {
        Opening, ///< tell the server about the ticket
        Inviting, ///< the code is on the screen
        Challenging, ///< a tablet answered; waiting for its keys
        Comparing, ///< type the digits
        Accepting, ///< decided; the server does not have it yet
        Collecting, ///< waiting for the tablet to fetch it
        Done,
        Failed
    };
    static constexpr int MaxTypings = 3;

    struct Desk {
        PracticeId practice;
        crypto::SignPublicKey practiceSign;
        ServerAddress address;
    };
    /// `device` is the id the new device will have, drawn for this ticket alone: the desk's nonce
    /// is made from it (enrol_binding.h).
    DeskEnrolment(Desk desk, EnrolInvitation invitation, DeviceId device, Instant now);

    [[nodiscard]] Stage stage() const { return m_stage; }
    /// The QR's text. Shown while Inviting, gone afterwards.
    [[nodiscard]] Result<SecretBytes> codeText() const;
    [[nodiscard]] QByteArray request() const;
    /// Untrusted for a MAC, commitment or keys that do not fit; Refused "flagged" when two devices
    /// answered the same code; Expired. Then the stage is Failed and request() drops the ticket.
    [[nodiscard]] Status take(const sync::TicketAnswer& answer, Instant now);
    /// While Comparing: what the new device says of itself.
    [[nodiscard]] const std::optional<sync::EnrolDetails>& details() const { return m_details; }

    /// WrongSecret for other digits; after MaxTypings the ticket is dropped.
    [[nodiscard]] Status typeDigits(QByteArrayView digits);
    /// After the right digits: certifies the device and seals the reply. The bodies are to be saved
    /// as entries before request() is posted. InvalidInput otherwise.
    [[nodiscard]] Result<std::vector<entry::ClearBody>> accept(
        const DeskKeys& keys, const PracticeRoot& root);
    /// Once accepted: the new device's id.
    [[nodiscard]] std::optional<DeviceId> device() const;
    /// The person gave up.
    void drop();
    /// The end of the ticket's ten minutes.
    [[nodiscard]] Instant expires() const { return m_code.expires; }

private:
    [[nodiscard]] Status takeOffer(const sync::EnrolOffer& offer);
    [[nodiscard]] Status takeReveal(const sync::EnrolReveal& reveal);
    [[nodiscard]] Status fail(Error error);

    Desk m_desk;
    EnrolInvitation m_invitation;
    DeviceId m_device;
    sync::TicketCode m_code;
    sync::EnrolSecret m_secret;
    crypto::Digest m_deskNonce;
    Stage m_stage = Stage::Opening;
    std::optional<sync::EnrolOffer> m_offer;
    std::optional<sync::EnrolKeys> m_keys;
    std::optional<sync::EnrolDetails> m_details;
    std::optional<sync::TicketAccept> m_accept;
    int m_typings = 0;
    bool m_digitsRight = false;
};

} // namespace doorstep::client
