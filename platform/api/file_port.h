#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QUrl>

namespace doorstep::platform {

/// A file a person picked, read whole: what follows never touches the original again.
struct PickedFile {
    QString name; ///< for the screen; may hold anything a file name can
    QByteArray bytes;
};

/// Reads and writes files a person chose outside the store (an import, an export). On a phone the
/// URL is a content provider's and only the platform can open it. Blocking; not the GUI thread.
class FilePort {
public:
    FilePort() = default;
    virtual ~FilePort() = default;
    FilePort(const FilePort&) = delete;
    FilePort& operator=(const FilePort&) = delete;

    /// InvalidInput for anything but a regular file (folder, link, pipe, device); LimitExceeded
    /// when it is larger than `maxBytes`, before reading it.
    [[nodiscard]] virtual Result<PickedFile> read(const QUrl& url, qint64 maxBytes) const = 0;
    /// Whole or not at all, readable by its owner only. Exists rather than replacing a file.
    [[nodiscard]] virtual Status write(const QUrl& url, QByteArrayView bytes) const = 0;
};

} // namespace doorstep::platform
