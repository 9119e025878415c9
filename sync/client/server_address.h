#pragma once

#include "sync/protocol/ticket_code.h"

#include <limits>
#include <vector>

namespace doorstep::client {

/// The time that no former pin lasts to, for whoever has no clock.
inline constexpr Instant Never{std::numeric_limits<qint64>::max()};

/// A pin that was replaced, and until when (exclusive) the server may still show it.
struct FormerPin {
    crypto::Digest pin;
    Instant until;
    bool operator==(const FormerPin&) const = default;
};

/// Where the practice server is and how it proves to be the one: SHA-256 of its public key
/// (SubjectPublicKeyInfo), the present one and the next.
struct ServerAddress {
    QByteArray authority; ///< "host:port", lower case
    crypto::Digest pinNow;
    crypto::Digest pinNext;
    std::vector<crypto::Digest> further = {}; ///< ordered beside those two
    quint64 serial = 0; ///< of the order or code they are from; 0: enrolment
    std::vector<FormerPin> former = {};
    bool operator==(const ServerAddress&) const = default;

    /// The pins in force, without former ones.
    [[nodiscard]] std::vector<crypto::Digest> pins() const;
    [[nodiscard]] bool accepts(const crypto::Digest& pin, Instant now) const;
};

[[nodiscard]] ServerAddress addressOf(const sync::TicketCode& code);
/// For store::DeviceIdentity::connection.
[[nodiscard]] QByteArray encodeServerAddress(const ServerAddress& address);
[[nodiscard]] Result<ServerAddress> decodeServerAddress(QByteArrayView bytes);

} // namespace doorstep::client
