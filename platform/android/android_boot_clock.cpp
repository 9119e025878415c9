#include "platform/android/android_boot_clock.h"

#include <QCoreApplication>
#include <QJniObject>
#include <QtEndian>
#include <ctime>

namespace doorstep::platform {

AndroidBootClock::AndroidBootClock()
{
    constexpr jint Unknown = -1;
    const QJniObject context(QNativeInterface::QAndroidApplication::context());
    const QJniObject resolver
        = context.callObjectMethod("getContentResolver", "()Landroid/content/ContentResolver;");
    const QJniObject name = QJniObject::fromString(QStringLiteral("boot_count"));
    const jint boots = QJniObject::callStaticMethod<jint>("android/provider/Settings$Global",
        "getInt", "(Landroid/content/ContentResolver;Ljava/lang/String;I)I", resolver.object(),
        name.object(), Unknown);
    if (boots != Unknown)
        qToBigEndian(quint32(boots), m_bootId.data());
}

qint64 AndroidBootClock::elapsedMs() const
{
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    return qint64(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

} // namespace doorstep::platform
