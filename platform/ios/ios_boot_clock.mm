#include "platform/ios/ios_boot_clock.h"

#include <QUuid>
#include <algorithm>
#include <mach/mach_time.h>
#include <sys/sysctl.h>

namespace doorstep::platform {

IosBootClock::IosBootClock()
{
    std::array<char, 64> text{};
    std::size_t size = text.size() - 1;
    if (sysctlbyname("kern.bootsessionuuid", text.data(), &size, nullptr, 0) != 0)
        return;
    const QByteArray id = QUuid::fromString(QString::fromLatin1(text.data())).toRfc4122();
    std::copy(id.begin(), id.end(), m_bootId.begin());
}

qint64 IosBootClock::elapsedMs() const
{
    mach_timebase_info_data_t base{};
    mach_timebase_info(&base);
    constexpr quint64 NanosecondsPerMs = 1'000'000;
    return qint64(mach_continuous_time() * base.numer / base.denom / NanosecondsPerMs);
}

} // namespace doorstep::platform
