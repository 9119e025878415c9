#pragma once

#include "tests/fault/store_life.h"

#include <array>
#include <functional>
#include <sys/types.h>

namespace doorstep::test {

/// A process of its own that takes the steps of a life, and says each outside itself once it is
/// done; a step that fails is said too, and is its last.
class Victim {
public:
    explicit Victim(StoreLife& life);
    ~Victim();
    Victim(const Victim&) = delete;
    Victim& operator=(const Victim&) = delete;

    struct Said {
        int done = 0; ///< steps it reported as done
        int before = 0; ///< of those, said before the blow began
        bool hasFailed = false; ///< the one after those failed
    };
    /// A moment after its `after`-th acknowledgement `blow` falls, then `kill -9`. All it said,
    /// until the very end.
    [[nodiscard]] Said end(
        int after, long nanoseconds, const std::function<void()>& blow = [] {});

private:
    bool hear();

    std::array<int, 2> m_pipe{};
    pid_t m_process = 0;
    Said m_said;
};

} // namespace doorstep::test
