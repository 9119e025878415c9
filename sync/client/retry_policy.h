#pragma once

#include "core/base/result.h"

#include <chrono>

namespace doorstep::client {

/// When to try again after a sync that failed: doubling from 2 s to 15 min, each time a random
/// part of it, so that a building full of tablets does not come back at once. Pure.
struct RetryPolicy {
    static constexpr std::chrono::milliseconds First{2'000};
    static constexpr std::chrono::milliseconds Longest{15 * 60'000};

    /// `failures` from 1; `random` any 32 bits. Never below half of the step.
    [[nodiscard]] static std::chrono::milliseconds delay(int failures, quint32 random);
    /// What comes again and again, without beating together with other devices: three to five
    /// quarters of the step, which it is on average.
    [[nodiscard]] static std::chrono::milliseconds around(
        std::chrono::milliseconds step, quint32 random);
    /// The longest pause, for what does not get better by itself.
    [[nodiscard]] static std::chrono::milliseconds longDelay(quint32 random);
    /// False for errors that the same sync will meet again: they go to the screen instead.
    [[nodiscard]] static bool worthRetrying(const Error& error);
};

} // namespace doorstep::client
