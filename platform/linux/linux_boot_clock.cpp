#include "platform/linux/linux_boot_clock.h"

#include <QFile>
#include <algorithm>
#include <ctime>

namespace doorstep::platform {

LinuxBootClock::LinuxBootClock()
{
    QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QByteArray id = QByteArray::fromHex(file.readAll().simplified().replace('-', ""));
    if (id.size() == static_cast<qsizetype>(m_bootId.size()))
        std::copy(id.begin(), id.end(), m_bootId.begin());
}

qint64 LinuxBootClock::elapsedMs() const
{
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    return qint64(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

} // namespace doorstep::platform
