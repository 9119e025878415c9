#include "platform/linux/linux_paths.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace doorstep::platform {

LinuxPaths::LinuxPaths(QString root)
    : m_root(std::move(root))
{
}

Result<QString> LinuxPaths::storeFolder() const
{
    const QString root = m_root.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
            + QStringLiteral("/doorstep")
        : m_root;
    if (!QDir().mkpath(root))
        return Error::transient(ErrorCode::Io, "cannot make the data folder");
    const auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    if (!QFile::setPermissions(root, ownerOnly))
        return Error::transient(ErrorCode::Io, "cannot close the data folder to others");
    // core/store makes this last step itself, whole or not at all.
    return QDir(root).absoluteFilePath(QStringLiteral("store"));
}

QString LinuxPaths::exportFolder() const
{
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

} // namespace doorstep::platform
