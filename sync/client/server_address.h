#pragma once

#include "sync/protocol/ticket_code.h"

namespace doorstep::client {

/// Where the practice server is and how it proves to be the one: SHA-256 of its public key
/// (SubjectPublicKeyInfo), the present one and the next.
struct ServerAddress {
    QByteArray authority; ///< "host:port", lower case
    crypto::Digest pinNow;
    crypto::Digest pinNext;
    bool operator==(const ServerAddress&) const = default;
};

[[nodiscard]] ServerAddress addressOf(const sync::TicketCode& code);
/// For store::DeviceIdentity::connection.
[[nodiscard]] QByteArray encodeServerAddress(const ServerAddress& address);
[[nodiscard]] Result<ServerAddress> decodeServerAddress(QByteArrayView bytes);

} // namespace doorstep::client
