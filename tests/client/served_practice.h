#pragma once

#include "tests/client/client_practice.h"
#include "tests/support/server_process.h"

namespace doorstep::test {

/// A practice whose server is the product's program in a process of its own, and whose devices are
/// the product below its screens. What was founded once, with every ceremony, can be kept as files
/// and put back.
class ServedPractice : public ClientPractice {
public:
    ServedPractice();

    [[nodiscard]] client::ServerAddress address() const override;
    /// The devices' clocks stand until told; the server's does not.
    void setClocks() { clock.set(SystemClock().now()); }
    /// A connection of its own, as after the program was started again.
    void connectAnew(ClientDevice& device) const { device.connectTo(address()); }
    /// Syncs until nothing is left to send or to fetch, a few times at most. False: it failed.
    [[nodiscard]] static bool settle(const ClientDevice& device);

    /// Files of a closed device or a stopped server, kept under a name and put back.
    void keep(const QString& what, const QString& as) const;
    void bringBack(const QString& what, const QString& as) const;
    static void close(ClientDevice& device);

    ServerProcess server;

protected:
    [[nodiscard]] SecretBytes claimCode() override;
    /// HOST:PORT where devices look for the server.
    [[nodiscard]] virtual QByteArray authority() const { return server.authority(); }
    [[nodiscard]] QString at(const QString& name) const { return folder.filePath(name); }
};

} // namespace doorstep::test
