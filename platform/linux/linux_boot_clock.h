#pragma once

#include "platform/api/boot_clock.h"

namespace doorstep::platform {

/// CLOCK_BOOTTIME and /proc/sys/kernel/random/boot_id.
class LinuxBootClock final : public BootClock {
public:
    LinuxBootClock();
    [[nodiscard]] std::array<quint8, 16> bootId() const override { return m_bootId; }
    [[nodiscard]] qint64 elapsedMs() const override;

private:
    std::array<quint8, 16> m_bootId{};
};

} // namespace doorstep::platform
