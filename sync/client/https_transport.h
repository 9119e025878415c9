#pragma once

#include "sync/client/server_address.h"
#include "sync/client/transport.h"

#include <chrono>
#include <memory>

namespace doorstep::client {

/// HTTPS over QNetworkAccessManager: TLS 1.3, no certificate authority, the server's public key
/// compared with the pins before any data is sent, no redirects, no HTTP/2, no cookies, no cache,
/// no compression. One kept-alive connection.
class HttpsTransport final : public Transport {
public:
    static constexpr std::chrono::seconds StallTime{30}; ///< without a byte either way

    /// Without a clock pins that were replaced are not accepted, however short ago.
    explicit HttpsTransport(ServerAddress address, std::chrono::milliseconds stallTime = StallTime,
        const Clock* clock = nullptr);
    ~HttpsTransport() override;

    [[nodiscard]] QByteArray authority() const override;
    void post(WireRequest request, Answered answered) override;
    void abandon() override;

private:
    class Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace doorstep::client
