#pragma once

#include "core/store/store.h"
#include "sync/client/server_address.h"
#include "sync/protocol/enrol_messages.h"

#include <optional>

namespace doorstep::client {

/// What a device holds once a desk has accepted it; everything a new store starts from.
struct Enrolment {
    sync::EnrolReply reply;
    crypto::SignKeyPair signKey;
    SecretBytes signSeed; ///< 32 bytes: signKey is made from it
    crypto::BoxKeyPair boxKey;
    ServerAddress address;
};

/// For store::createStore.
[[nodiscard]] store::NewStore newStoreFrom(
    const Enrolment& enrolment, store::DeviceSecretId deviceSecretId);
/// Once the new store is open: practice keys and root. Untrusted when a wrapped key does not open.
[[nodiscard]] Status takeUp(store::Store& store, const Enrolment& enrolment);

/// The tablet's side of an enrolment, as a pure machine: request() is what to post to /enrol/1 now
/// (the same bytes until an answer moves it on), take() is what came back. It believes nothing
/// that is not keyed by the QR's secret, shows digits that nobody could have chosen, takes keys
/// only from the practice that the digits stand for (enrol_binding.h), and ends on the first wrong
/// message. Reasons: docs/adr/0008-enrolment-commitments.md.
class TabletEnrolment {
public:
    enum class Stage {
        Offering, ///< commitment sent, waiting for the desk's challenge
        Confirming, ///< keys revealed; the person reads the six digits to the desk
        Accepted,
        Failed
    };

    TabletEnrolment(const sync::TicketCode& code, const sync::EnrolDetails& details);

    [[nodiscard]] Stage stage() const { return m_stage; }
    [[nodiscard]] QByteArray request() const;
    /// Untrusted for a wrong MAC, a second challenge or another practice's acceptance, Corrupt for
    /// a reply that does not open; then the stage is Failed and a new ticket is needed. Expired
    /// after the ticket's ten minutes.
    [[nodiscard]] Status take(const sync::EnrolAnswer& answer, Instant now);
    /// Six digits, from Confirming on.
    [[nodiscard]] QByteArray digits() const { return m_digits; }
    /// Once, when Accepted.
    [[nodiscard]] std::optional<Enrolment> takeResult();

private:
    [[nodiscard]] Status takeChallenge(const sync::EnrolChallenge& challenge);
    [[nodiscard]] Status takeAcceptance(const sync::EnrolAccepted& accepted);
    [[nodiscard]] Status fail(Error error);

    PracticeId m_practice;
    sync::TicketId m_ticket;
    Instant m_expires;
    ServerAddress m_address;
    sync::EnrolSecret m_secret;
    SecretBytes m_signSeed;
    crypto::SignKeyPair m_sign;
    crypto::BoxKeyPair m_box;
    sync::EnrolKeys m_keys;
    QByteArray m_details;
    crypto::Digest m_deskNonce;
    Stage m_stage = Stage::Offering;
    QByteArray m_digits;
    std::optional<Enrolment> m_result;
};

} // namespace doorstep::client
