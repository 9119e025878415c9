#include "tests/fault_sync/relay.h"

#include "tests/bench/sync/shaped_link.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <limits>
#include <list>
#include <mutex>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace doorstep::test {

namespace relay_detail {

constexpr qint64 Never = std::numeric_limits<qint64>::max();
constexpr std::size_t ChunkBytes = 16 * 1024;

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int streamSocket()
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        qFatal("relay: no socket");
    const int yes = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return fd;
}

struct Rule {
    qint64 mostUp = Never;
    qint64 mostDown = Never;
    qint64 swallowAfterUp = Never;
    Relay::End end = Relay::End::Close;
};

struct Target {
    int networkNamespace = -1; ///< -1: where the program is
    sockaddr_in address = loopback(0);
};

/// Both sockets of one connection. Loopback buffers hold more than any message of these tests, so
/// that a blocking write never waits for the other way.
class Pair {
public:
    Pair(int device, int server, const Rule& rule)
        : m_device(device)
        , m_server(server)
        , m_rule(rule)
    {
    }
    ~Pair()
    {
        for (const int fd : {m_device, m_server}) {
            const linger hard{1, 0};
            if (m_rule.end == Relay::End::Reset)
                ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
            ::close(fd);
        }
    }
    Pair(const Pair&) = delete;
    Pair& operator=(const Pair&) = delete;

    [[nodiscard]] int device() const { return m_device; }
    [[nodiscard]] int server() const { return m_server; }
    [[nodiscard]] bool isSpent() const
    {
        return m_up >= m_rule.mostUp || m_down >= m_rule.mostDown;
    }
    /// False: the connection is over.
    bool carryUp(Relay::Traffic& traffic)
    {
        const qint64 size = carry(m_device, m_server, m_rule.mostUp - m_up);
        m_up += std::max<qint64>(size, 0);
        traffic.up += std::max<qint64>(size, 0);
        return size > 0 && !isSpent();
    }
    bool carryDown(Relay::Traffic& traffic)
    {
        const bool swallows = m_up > m_rule.swallowAfterUp;
        const qint64 size = carry(m_server, swallows ? -1 : m_device, m_rule.mostDown - m_down);
        m_down += std::max<qint64>(size, 0);
        (swallows ? traffic.swallowed : traffic.down) += std::max<qint64>(size, 0);
        return size > 0 && !isSpent();
    }

private:
    /// To nobody when `to` is -1. How many bytes; 0 or less at the end.
    static qint64 carry(int from, int to, qint64 most)
    {
        std::array<char, ChunkBytes> chunk{};
        const qint64 size = ::recv(from, chunk.data(), chunk.size(), 0);
        const qint64 carried = std::min(size, most);
        for (qint64 sent = 0; to >= 0 && sent < carried;) {
            const qint64 now
                = ::send(to, chunk.data() + sent, std::size_t(carried - sent), MSG_NOSIGNAL);
            if (now <= 0)
                return 0;
            sent += now;
        }
        return carried;
    }

    int m_device;
    int m_server;
    Rule m_rule;
    qint64 m_up = 0;
    qint64 m_down = 0;
};

} // namespace relay_detail

class Relay::Loop {
public:
    Loop()
        : m_listener(relay_detail::streamSocket())
    {
        sockaddr_in address = relay_detail::loopback(0);
        socklen_t size = sizeof address;
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        constexpr int Backlog = 16;
        if (::bind(m_listener, generic, size) != 0 || ::listen(m_listener, Backlog) != 0
            || ::getsockname(m_listener, generic, &size) != 0 || ::pipe(m_wake.data()) != 0)
            qFatal("relay: no port");
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { run(); });
    }
    ~Loop()
    {
        wake('q');
        m_thread.join();
        m_pairs.clear();
        for (const int fd : {m_listener, m_wake[0], m_wake[1]})
            ::close(fd);
    }

    [[nodiscard]] quint16 port() const { return m_port; }
    void setRule(const relay_detail::Rule& rule)
    {
        const std::lock_guard lock(m_mutex);
        m_rule = rule;
    }
    void leadTo(const relay_detail::Target& target)
    {
        const std::lock_guard lock(m_mutex);
        m_target = target;
    }
    [[nodiscard]] Traffic traffic() const
    {
        const std::lock_guard lock(m_mutex);
        Traffic traffic = m_traffic;
        traffic.open = int(m_pairs.size());
        return traffic;
    }
    void forget()
    {
        const std::lock_guard lock(m_mutex);
        m_traffic = {};
    }
    void cutNow()
    {
        const std::lock_guard lock(m_mutex);
        m_pairs.clear();
        wake('c');
    }

private:
    void wake(char why) const
    {
        if (::write(m_wake[1], &why, 1) != 1)
            qFatal("relay: wake");
    }

    void run()
    {
        while (true) {
            auto waits = waitList();
            if (::poll(waits.data(), waits.size(), -1) < 0)
                continue;
            if (waits[0].revents != 0) {
                char why = 0;
                if (::read(m_wake[0], &why, 1) != 1 || why == 'q')
                    return;
            }
            const std::lock_guard lock(m_mutex);
            // What cutNow() ended while this waited is not in the list any more.
            m_pairs.remove_if([&](const auto& pair) { return !serve(*pair, waits); });
            if (waits[1].revents != 0)
                takeIn();
        }
    }
    std::vector<pollfd> waitList()
    {
        const std::lock_guard lock(m_mutex);
        std::vector<pollfd> waits{{m_wake[0], POLLIN, 0}, {m_listener, POLLIN, 0}};
        for (const auto& pair : m_pairs) {
            waits.push_back({pair->device(), POLLIN, 0});
            waits.push_back({pair->server(), POLLIN, 0});
        }
        return waits;
    }
    bool serve(relay_detail::Pair& pair, const std::vector<pollfd>& waits)
    {
        for (const pollfd& wait : waits) {
            if (wait.revents == 0)
                continue;
            if (wait.fd == pair.device() && !pair.carryUp(m_traffic))
                return false;
            if (wait.fd == pair.server() && !pair.carryDown(m_traffic))
                return false;
        }
        return true;
    }
    /// A socket stays in the namespace it was made in.
    [[nodiscard]] int serverSocket() const
    {
        const bench::InNamespace there(m_target.networkNamespace);
        return relay_detail::streamSocket();
    }
    void takeIn()
    {
        const int device = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (device < 0)
            return;
        ++m_traffic.connections;
        const int server = serverSocket();
        const sockaddr_in& address = m_target.address;
        auto pair = std::make_unique<relay_detail::Pair>(device, server, m_rule);
        if (::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0
            && !pair->isSpent())
            m_pairs.push_back(std::move(pair));
    }

    int m_listener;
    quint16 m_port = 0;
    std::array<int, 2> m_wake{};
    mutable std::mutex m_mutex;
    relay_detail::Rule m_rule;
    relay_detail::Target m_target;
    Traffic m_traffic;
    std::list<std::unique_ptr<relay_detail::Pair>> m_pairs;
    std::thread m_thread;
};

Relay::Relay()
    : m_loop(std::make_unique<Loop>())
{
}

Relay::~Relay() = default;

quint16 Relay::port() const
{
    return m_loop->port();
}

void Relay::leadTo(quint16 port)
{
    m_loop->leadTo({-1, relay_detail::loopback(port)});
}

void Relay::leadThrough(int networkNamespace, const char* address, quint16 port)
{
    relay_detail::Target target{networkNamespace, relay_detail::loopback(port)};
    if (::inet_pton(AF_INET, address, &target.address.sin_addr) != 1)
        qFatal("relay: no address");
    m_loop->leadTo(target);
}

void Relay::pass()
{
    m_loop->setRule({});
}

void Relay::cutAfter(Way way, qint64 bytes, End end)
{
    relay_detail::Rule rule;
    (way == Way::Up ? rule.mostUp : rule.mostDown) = bytes;
    rule.end = end;
    m_loop->setRule(rule);
}

void Relay::swallowDownAfter(qint64 up)
{
    relay_detail::Rule rule;
    rule.swallowAfterUp = up;
    m_loop->setRule(rule);
}

void Relay::cutNow()
{
    m_loop->cutNow();
}

Relay::Traffic Relay::traffic() const
{
    return m_loop->traffic();
}

void Relay::forget()
{
    m_loop->forget();
}

} // namespace doorstep::test
