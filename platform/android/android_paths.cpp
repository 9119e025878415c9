#include "platform/android/android_paths.h"

#include <QCoreApplication>
#include <QJniObject>

namespace doorstep::platform {

Result<QString> AndroidPaths::storeFolder() const
{
    const QJniObject context(QNativeInterface::QAndroidApplication::context());
    const QJniObject folder = context.callObjectMethod("getNoBackupFilesDir", "()Ljava/io/File;");
    const QString path = folder.isValid()
        ? folder.callObjectMethod<jstring>("getAbsolutePath").toString()
        : QString();
    if (path.isEmpty())
        return Error::transient(ErrorCode::Io, "no folder of our own");
    return QString(path + QStringLiteral("/store"));
}

} // namespace doorstep::platform
