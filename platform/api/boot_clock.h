#pragma once

#include <QtGlobal>
#include <array>

namespace doorstep::platform {

/// Time since this machine was started, suspend included: nobody sets it back by changing the
/// date. Waits after wrong PINs and the floor under the wall clock run on it. Any thread.
class BootClock {
public:
    BootClock() = default;
    virtual ~BootClock() = default;
    BootClock(const BootClock&) = delete;
    BootClock& operator=(const BootClock&) = delete;

    /// Random, new at every boot. All zeros when the system does not say.
    [[nodiscard]] virtual std::array<quint8, 16> bootId() const = 0;
    [[nodiscard]] virtual qint64 elapsedMs() const = 0;
};

} // namespace doorstep::platform
