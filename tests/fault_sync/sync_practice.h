#pragma once

#include "tests/client/client_practice.h"
#include "tests/fault_sync/relay.h"
#include "tests/support/server_process.h"

namespace doorstep::test {

/// One row of the server's log, read from a copy of its files.
struct LogLine {
    EntryId id;
    DeviceId device; ///< that sent it
    QByteArray incarnation;
    quint64 ctr = 0;
    quint64 seq = 0;
    int state = 0; ///< 0 routed, 1 held, 2 rejected
    bool ungranted = false;
};
struct ServerLog {
    std::vector<LogLine> lines; ///< in the order of the log
    QByteArray timeline;
};

/// The server as a process, a desk and two tablets as they are shipped below their screens, and a
/// cable between them that faults are made on. Founded once with every ceremony; putBack() is that
/// moment again.
class SyncPractice final : public ClientPractice {
public:
    SyncPractice();
    ~SyncPractice() override;

    /// False, with the step printed, when a ceremony failed.
    [[nodiscard]] bool found();
    /// Files of all as founded, another server process, cable whole.
    void putBack();

    /// By way of the cable.
    [[nodiscard]] client::ServerAddress address() const override;
    void startServer();
    /// The log as a power cut would leave it at this moment; the process does not notice.
    [[nodiscard]] ServerLog readLog();
    /// A patient of the practice that both tablets may read.
    [[nodiscard]] PatientId shared() const { return m_shared; }
    /// The devices' clocks stand until told; the server's does not.
    void setClocks() { clock.set(SystemClock().now()); }
    /// A connection of its own, as after the program was started again.
    void connectAnew(ClientDevice& device) const { device.connectTo(address()); }
    /// Syncs until nothing is left to send or to fetch, a few times at most. False: it failed.
    [[nodiscard]] bool settle(ClientDevice& device);

    /// Files of a closed device or a stopped server, kept under a name and put back.
    void keep(const QString& what, const QString& as) const;
    void bringBack(const QString& what, const QString& as) const;
    static void close(ClientDevice& device);

    ServerProcess server;
    Relay relay;
    std::unique_ptr<ClientDevice> desk;
    std::unique_ptr<ClientDevice> one;
    std::unique_ptr<ClientDevice> two;

protected:
    [[nodiscard]] SecretBytes claimCode() override;

private:
    [[nodiscard]] QString at(const QString& name) const { return folder.filePath(name); }

    PatientId m_shared;
};

} // namespace doorstep::test
