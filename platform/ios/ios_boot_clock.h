#pragma once

#include "platform/api/boot_clock.h"

namespace doorstep::platform {

/// mach_continuous_time, and the kernel's boot session where the sandbox lets it be read.
class IosBootClock final : public BootClock {
public:
    IosBootClock();
    [[nodiscard]] std::array<quint8, 16> bootId() const override { return m_bootId; }
    [[nodiscard]] qint64 elapsedMs() const override;

private:
    std::array<quint8, 16> m_bootId{};
};

} // namespace doorstep::platform
