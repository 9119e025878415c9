#pragma once

#include "sync/protocol/wire_ids.h"

#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace doorstep::server {

/// Batches that came before the one they follow. A device has several on the way at once, each on a
/// connection of its own, and a lost packet of one must not make it send the next ones again. A few
/// are kept, in memory and for limits::EarlyTime; nothing is said to their senders meanwhile.
/// Thread-safe.
class EarlyBatches {
public:
    struct Lane {
        PracticeId practice;
        DeviceId device;
        sync::IncarnationId incarnation;
        bool operator==(const Lane&) const = default;
    };
    using Resume = std::function<void()>;

    /// The number it is kept under; null when there is no room. `resume` is called once, or never
    /// when the server ends.
    [[nodiscard]] std::optional<quint64> keep(const Lane& lane, quint64 firstCtr, Resume resume);
    /// Takes out those that can go on now that the log has the lane through `acked`, first ones
    /// first.
    [[nodiscard]] std::vector<Resume> takeReady(const Lane& lane, quint64 acked);
    /// Takes out the one whose time is over; null when it has gone on.
    [[nodiscard]] Resume take(quint64 number);
    void forgetAll();

private:
    struct Kept {
        quint64 number;
        Lane lane;
        quint64 firstCtr;
        Resume resume;
    };
    std::mutex m_mutex;
    std::vector<Kept> m_kept;
    quint64 m_last = 0;
};

} // namespace doorstep::server
