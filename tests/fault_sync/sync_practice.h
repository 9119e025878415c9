#pragma once

#include "tests/bench/sync/shaped_link.h"
#include "tests/client/served_practice.h"
#include "tests/fault_sync/relay.h"

#include <span>

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
    QByteArray bytes; ///< of the entry
};
struct ServerLog {
    std::vector<LogLine> lines; ///< in the order of the log
    QByteArray timeline;
    qint64 wipeOrders = 0; ///< that the server knows
};

/// A served practice with a desk and two tablets, and a cable between them and the server that
/// faults are made on. Founded once; putBack() is that moment again.
class SyncPractice final : public ServedPractice {
public:
    SyncPractice() = default;
    /// The cable's far half goes through a link of this shape. Needs root.
    SyncPractice(const bench::LinkShape& shape, quint64 seed);
    ~SyncPractice() override;

    /// False, with the step printed, when a ceremony failed.
    [[nodiscard]] bool found();
    /// Files of all as founded, another server process, cable whole.
    void putBack() { putBackTo(QStringLiteral("founded"), {}); }
    /// The same with more devices and as another moment: the server stopped, everybody closed.
    void keepAs(const QString& name, std::span<ClientDevice* const> more);
    void putBackTo(const QString& name, std::span<ClientDevice* const> more);

    void startServer();
    /// The cable's far end back where it belongs.
    void leadToServer();
    /// The log as a power cut would leave it at this moment; the process does not notice.
    [[nodiscard]] ServerLog readLog();
    [[nodiscard]] bool isShaped() const { return m_link != nullptr; }
    /// A patient of the practice that both tablets may read.
    [[nodiscard]] PatientId shared() const { return m_shared; }

    Relay relay;
    std::unique_ptr<ClientDevice> desk;
    std::unique_ptr<ClientDevice> one;
    std::unique_ptr<ClientDevice> two;

private:
    /// By way of the cable.
    [[nodiscard]] QByteArray authority() const override;

    /// The three and `more`.
    [[nodiscard]] std::vector<ClientDevice*> everybody(std::span<ClientDevice* const> more) const;
    [[nodiscard]] QString home() const { return at(QStringLiteral("server")); }

    std::unique_ptr<bench::ShapedLink> m_link;
    PatientId m_shared;
};

} // namespace doorstep::test
