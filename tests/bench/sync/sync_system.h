#pragma once

#include "core/base/result.h"
#include "tests/bench/sync/shaped_link.h"

#include <QString>
#include <optional>
#include <sys/types.h>

namespace doorstep::bench {

[[noreturn]] void stop(const QByteArray& what);
/// The value, or the end of the run: a figure of something that failed is worth nothing.
template <typename T> [[nodiscard]] T must(Result<T> result)
{
    if (!result)
        stop(result.error().detail);
    return std::move(*result);
}
inline void must(const Status& status)
{
    if (!status)
        stop(status.error().detail);
}

/// CPU time that a process has used, in seconds; 0: this one.
[[nodiscard]] double cpuSeconds(pid_t process = 0);

/// Where the two programs of a run are: both on this machine's loopback, or each at an end of a
/// link.
class Route {
public:
    Route() = default;
    Route(const LinkShape& shape, quint64 seed)
        : m_link(std::make_unique<ShapedLink>(shape, seed))
    {
    }
    [[nodiscard]] QString serverHost() const
    {
        return QString::fromLatin1(m_link ? ShapedLink::ServerAddress : "127.0.0.1");
    }
    [[nodiscard]] int deviceSpace() const { return m_link ? m_link->deviceNamespace() : -1; }
    [[nodiscard]] int serverSpace() const { return m_link ? m_link->serverNamespace() : -1; }
    /// Zeros on loopback: nobody counts there.
    [[nodiscard]] LinkTraffic traffic() const { return m_link ? m_link->traffic() : LinkTraffic(); }

private:
    std::unique_ptr<ShapedLink> m_link;
};

/// What one device has to do in one sync over a new connection: its own records up, others' down.
struct SyncLoad {
    enum class Kind {
        Day, ///< a tablet with its day, and tomorrow's list at the practice
        Push, ///< a tablet's own only
        Pull ///< a desk that has nothing yet, and reads what another wrote
    };
    Kind kind;
    int up = 0;
    int down = 0;
};

struct SyncFigures {
    double seconds = 0; ///< from the first packet of the connection to the end
    double firstSeconds = 0; ///< until the device knew that its first records have arrived
    double serverCpu = 0; ///< seconds
    double deviceCpu = 0;
    LinkTraffic traffic;
};

/// Doorstep, or a peer.
class SyncSystem {
public:
    SyncSystem() = default;
    virtual ~SyncSystem() = default;
    SyncSystem(const SyncSystem&) = delete;
    SyncSystem& operator=(const SyncSystem&) = delete;

    /// Fresh server and fresh device, everything but the sync done before the clock starts. Stops
    /// the program when the sync does not do the whole load.
    [[nodiscard]] virtual SyncFigures run(const SyncLoad& load, const Route& route) = 0;
};

} // namespace doorstep::bench
