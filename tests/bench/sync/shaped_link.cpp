#include "tests/bench/sync/shaped_link.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <random>
#include <sched.h>
#include <string>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace doorstep::bench {

namespace link_detail {

using Time = std::chrono::steady_clock::time_point;
using std::chrono::nanoseconds;

constexpr auto DeviceName = "link0";
constexpr int Mtu = 1500;
/// What a phone's uplink usually holds before it drops.
constexpr auto LongestQueue = std::chrono::milliseconds(400);

[[noreturn]] void refuse(const char* what)
{
    std::perror(what);
    std::exit(1);
}

int must(int result, const char* what)
{
    if (result < 0)
        refuse(what);
    return result;
}

int currentNamespace()
{
    return must(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC), "namespace");
}

/// Writable only by the thread that is inside the namespace.
void writeTo(const char* path, const char* text)
{
    const int fd = must(::open(path, O_WRONLY | O_CLOEXEC), path);
    must(int(::write(fd, text, std::strlen(text))), path);
    ::close(fd);
}

sockaddr inet(const char* address)
{
    sockaddr_in made{};
    made.sin_family = AF_INET;
    ::inet_pton(AF_INET, address, &made.sin_addr);
    sockaddr generic{};
    std::memcpy(&generic, &made, sizeof made);
    return generic;
}

struct End {
    int space;
    int tun;
};

/// A namespace of its own with one device, for the calling thread too. The loopback device stays
/// down: with it up, its range would never leave the namespace.
End makeEnd(const char* address)
{
    must(::unshare(CLONE_NEWNET), "unshare");
    const End end{
        currentNamespace(), must(::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC), "tun")};
    ifreq request{};
    std::strncpy(request.ifr_name, DeviceName, IFNAMSIZ - 1);
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    must(::ioctl(end.tun, TUNSETIFF, &request), "TUNSETIFF");
    writeTo("/proc/sys/net/ipv4/conf/all/route_localnet", "1");
    const int socket = must(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket");
    const auto set = [&](unsigned long what, const char* name) {
        must(::ioctl(socket, what, &request), name);
    };
    request.ifr_addr = inet(address);
    set(SIOCSIFADDR, "address");
    request.ifr_netmask = inet("255.255.255.0");
    set(SIOCSIFNETMASK, "netmask");
    request.ifr_mtu = Mtu;
    set(SIOCSIFMTU, "mtu");
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    set(SIOCSIFFLAGS, "up");
    ::close(socket);
    return end;
}

struct Packet {
    Time due;
    std::vector<char> bytes;
};

/// One way through the link.
class Lane {
public:
    Lane(int from, int to, int kbit, const LinkShape& shape, quint64 seed)
        : m_from(from)
        , m_to(to)
        , m_kbit(kbit)
        , m_shape(shape)
        , m_random(seed)
    {
    }

    [[nodiscard]] int source() const { return m_from; }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    [[nodiscard]] qint64 lost() const { return m_lost; }
    [[nodiscard]] qint64 dropped() const { return m_dropped; }
    [[nodiscard]] const std::deque<Packet>& waiting() const { return m_waiting; }

    void takeIn(Time now)
    {
        std::array<char, 2 * Mtu> packet{};
        for (;;) {
            const auto size = ::read(m_from, packet.data(), packet.size());
            if (size <= 0)
                return;
            constexpr int VersionShift = 4;
            if ((packet[0] >> VersionShift) == 4) // the kernel's own IPv6 chatter is not counted
                carry(now, packet.data(), std::size_t(size));
        }
    }
    void giveOut(Time now)
    {
        for (; !m_waiting.empty() && m_waiting.front().due <= now; m_waiting.pop_front()) {
            const auto& bytes = m_waiting.front().bytes;
            // A full device drops, as a full link would.
            if (::write(m_to, bytes.data(), bytes.size()) < 0)
                ++m_dropped;
        }
    }

private:
    void carry(Time now, const char* bytes, std::size_t size)
    {
        m_bytes += qint64(size);
        if (std::uniform_real_distribution<double>()(m_random) < m_shape.loss) {
            ++m_lost;
            return;
        }
        Time sent = now;
        if (m_kbit > 0) {
            const Time begins = std::max(now, m_free);
            if (begins - now > LongestQueue) {
                ++m_dropped;
                return;
            }
            constexpr qint64 NanosecondsPerKbit = 8'000'000; // for a byte at 1 kbit/s
            sent = begins + nanoseconds(qint64(size) * NanosecondsPerKbit / m_kbit);
            m_free = sent;
        }
        const auto due = sent + std::chrono::milliseconds(m_shape.delayMs);
        m_waiting.push_back({due, std::vector<char>(bytes, bytes + size)});
    }

    int m_from;
    int m_to;
    int m_kbit;
    LinkShape m_shape;
    std::mt19937_64 m_random;
    Time m_free; ///< when the slow end has sent all it was given
    std::deque<Packet> m_waiting;
    std::atomic<qint64> m_bytes = 0;
    std::atomic<qint64> m_lost = 0;
    std::atomic<qint64> m_dropped = 0;
};

} // namespace link_detail

using namespace link_detail;

class ShapedLink::Relay {
public:
    Relay(const LinkShape& shape, quint64 seed)
    {
        // A thread that unshares cannot easily come back to where the program is.
        std::thread([this] {
            m_device = makeEnd(DeviceAddress);
            m_server = makeEnd(ServerAddress);
        }).join();
        must(::pipe2(m_stop.data(), O_CLOEXEC), "pipe");
        constexpr quint64 OtherWay = 0x9e3779b97f4a7c15;
        m_up = std::make_unique<Lane>(m_device.tun, m_server.tun, shape.upKbit, shape, seed);
        m_down = std::make_unique<Lane>(
            m_server.tun, m_device.tun, shape.downKbit, shape, seed ^ OtherWay);
        m_thread = std::thread([this] { run(); });
    }
    ~Relay()
    {
        if (::write(m_stop[1], "q", 1) != 1)
            refuse("relay");
        m_thread.join();
        for (const int fd :
            {m_stop[0], m_stop[1], m_device.tun, m_device.space, m_server.tun, m_server.space})
            ::close(fd);
    }
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;

    [[nodiscard]] const End& device() const { return m_device; }
    [[nodiscard]] const End& server() const { return m_server; }
    [[nodiscard]] LinkTraffic traffic() const
    {
        return {m_up->bytes(), m_down->bytes(), m_up->lost() + m_down->lost(),
            m_up->dropped() + m_down->dropped()};
    }

private:
    void run()
    {
        std::array<pollfd, 3> waits{
            {{m_up->source(), POLLIN, 0}, {m_down->source(), POLLIN, 0}, {m_stop[0], POLLIN, 0}}};
        while (waits[2].revents == 0) {
            const auto patience = untilNext();
            must(::ppoll(waits.data(), waits.size(), patience ? &*patience : nullptr, nullptr),
                "poll");
            const Time now = std::chrono::steady_clock::now();
            for (Lane* lane : {m_up.get(), m_down.get()}) {
                lane->takeIn(now);
                lane->giveOut(now);
            }
        }
    }
    [[nodiscard]] std::optional<timespec> untilNext() const
    {
        std::optional<Time> next;
        for (const Lane* lane : {m_up.get(), m_down.get()}) {
            if (!lane->waiting().empty() && (!next || lane->waiting().front().due < *next))
                next = lane->waiting().front().due;
        }
        if (!next)
            return std::nullopt;
        constexpr qint64 Second = 1'000'000'000;
        const auto left
            = std::max<qint64>(0, nanoseconds(*next - std::chrono::steady_clock::now()).count());
        return timespec{left / Second, left % Second};
    }

    End m_device{};
    End m_server{};
    std::array<int, 2> m_stop{};
    std::unique_ptr<Lane> m_up;
    std::unique_ptr<Lane> m_down;
    std::thread m_thread;
};

ShapedLink::ShapedLink(const LinkShape& shape, quint64 seed)
    : m_relay(std::make_unique<Relay>(shape, seed))
{
}

ShapedLink::~ShapedLink() = default;

bool ShapedLink::isPossible()
{
    bool possible = false;
    std::thread([&possible] {
        const int tun = ::open("/dev/net/tun", O_RDWR | O_CLOEXEC);
        possible = tun >= 0 && ::unshare(CLONE_NEWNET) == 0;
        ::close(tun);
    }).join();
    return possible;
}

int ShapedLink::deviceNamespace() const
{
    return m_relay->device().space;
}

int ShapedLink::serverNamespace() const
{
    return m_relay->server().space;
}

LinkTraffic ShapedLink::traffic() const
{
    return m_relay->traffic();
}

InNamespace::InNamespace(int descriptor)
{
    if (descriptor < 0)
        return;
    m_before = currentNamespace();
    must(::setns(descriptor, CLONE_NEWNET), "setns");
}

InNamespace::~InNamespace()
{
    if (m_before < 0)
        return;
    must(::setns(m_before, CLONE_NEWNET), "setns");
    ::close(m_before);
}

} // namespace doorstep::bench
