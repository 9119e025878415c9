#pragma once

#include <QByteArray>
#include <memory>

namespace doorstep::bench {

/// What a link does to packets. Loss is independent for each packet and each way.
struct LinkShape {
    const char* name;
    int delayMs = 0; ///< one way
    double loss = 0;
    int upKbit = 0; ///< device to server; 0: as fast as this machine
    int downKbit = 0;
};

struct LinkTraffic {
    qint64 bytesUp = 0; ///< IP bytes that the device's side sent, those that were lost included
    qint64 bytesDown = 0;
    qint64 lost = 0; ///< packets
    qint64 dropped = 0; ///< packets that found the queue of the slow end full
};

/// Two network namespaces with a TUN device in each and a thread between them that delays, drops
/// and paces every packet: for kernels without netem. TCP at both ends is the kernel's own. Both
/// ends have addresses of the loopback range, and neither namespace has any other way out. Needs
/// root.
class ShapedLink {
public:
    /// Stops the program when the kernel refuses; isPossible() asks first.
    ShapedLink(const LinkShape& shape, quint64 seed);
    ~ShapedLink();
    ShapedLink(const ShapedLink&) = delete;
    ShapedLink& operator=(const ShapedLink&) = delete;

    [[nodiscard]] static bool isPossible();
    static constexpr auto DeviceAddress = "127.77.0.1";
    static constexpr auto ServerAddress = "127.77.0.2";

    [[nodiscard]] int deviceNamespace() const;
    [[nodiscard]] int serverNamespace() const;
    [[nodiscard]] LinkTraffic traffic() const; ///< since it was made

private:
    class Relay;
    std::unique_ptr<Relay> m_relay;
};

/// The calling thread, and what it starts meanwhile, in a network namespace. -1: where it is.
class InNamespace {
public:
    explicit InNamespace(int descriptor);
    ~InNamespace();
    InNamespace(const InNamespace&) = delete;
    InNamespace& operator=(const InNamespace&) = delete;

private:
    int m_before = -1;
};

} // namespace doorstep::bench
