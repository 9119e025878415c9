#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QUrl>

namespace doorstep::app {

/// The folder that the desk's files go to: chosen once, shared by the pages that write files. It is
/// looked at only when something is written. GUI thread.
class ExportFolder final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] QString path() const { return m_path.trimmed(); }
    [[nodiscard]] QString typed() const { return m_path; }
    [[nodiscard]] bool isChosen() const { return !path().isEmpty(); }
    /// About the folder, when `error` is; else empty.
    [[nodiscard]] QString sentence(const Error& error) const;
    /// What left is on record, and yet the files are not in the folder.
    [[nodiscard]] QString unpublished() const;

    void edit(const QString& path);
    void choose(const QUrl& folder);

Q_SIGNALS:
    void changed();

private:
    QString m_path;
};

} // namespace doorstep::app
