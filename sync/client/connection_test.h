#pragma once

#include "sync/client/server_address.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace doorstep::client {

/// What stands between this device and the practice server, in the order it is met.
enum class ConnectionStep {
    Name, ///< the server's name has an address here; passed at once when it is an address
    Reach, ///< something answers at that address and port
    Key ///< it is the practice's server: TLS with the pinned key
};

struct ConnectionFinding {
    ConnectionStep step = ConnectionStep::Name;
    std::chrono::milliseconds took{0};
    /// None: passed. Unreachable: nobody, or the line was cut in this step. Untrusted: somebody
    /// else answered, as a Wi-Fi does that wants people to sign in first.
    std::optional<Error> error;
};

/// Finds where the way to the server ends. Sends nothing but a TLS handshake: whether the server
/// takes records from this device is for a sync to say. One test at a time; thread of an event
/// loop.
class ConnectionTest {
public:
    static constexpr std::chrono::seconds Patience{10}; ///< for each step

    /// The clock as in HttpsTransport.
    explicit ConnectionTest(ServerAddress address, std::chrono::milliseconds patience = Patience,
        const Clock* clock = nullptr);
    /// Ends a test without a word.
    ~ConnectionTest();

    /// `found` once per step, later and never after the destructor; the first with an error is the
    /// last, and so is ConnectionStep::Key.
    void start(std::function<void(const ConnectionFinding&)> found);

private:
    class Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace doorstep::client
