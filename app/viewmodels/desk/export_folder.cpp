#include "app/viewmodels/desk/export_folder.h"

namespace doorstep::app {

QString ExportFolder::sentence(const Error& error) const
{
    if (error.code == ErrorCode::InvalidInput)
        return tr("There is no folder %1. Nothing was written. Enter another.").arg(path());
    if (error.code == ErrorCode::Io)
        return tr("%1 cannot be written to. Enter another folder.").arg(path());
    if (error.code == ErrorCode::DiskFull)
        return tr("There is no room in %1. Enter another folder.").arg(path());
    return {};
}

QString ExportFolder::unpublished() const
{
    return tr("It is on record as exported, but the files could not be put in %1. Export it again.")
        .arg(path());
}

void ExportFolder::edit(const QString& path)
{
    m_path = path;
    Q_EMIT changed();
}

void ExportFolder::choose(const QUrl& folder)
{
    edit(folder.isLocalFile() ? folder.toLocalFile() : folder.toString());
}

} // namespace doorstep::app
