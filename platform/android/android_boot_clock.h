#pragma once

#include "platform/api/boot_clock.h"

namespace doorstep::platform {

/// CLOCK_BOOTTIME, and Android's count of boots: apps may not read the kernel's boot id.
class AndroidBootClock final : public BootClock {
public:
    AndroidBootClock();
    [[nodiscard]] std::array<quint8, 16> bootId() const override { return m_bootId; }
    [[nodiscard]] qint64 elapsedMs() const override;

private:
    std::array<quint8, 16> m_bootId{};
};

} // namespace doorstep::platform
