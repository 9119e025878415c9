#pragma once

#include "platform/api/file_port.h"

namespace doorstep::platform {

/// Files of the local file system.
class LocalFiles final : public FilePort {
public:
    [[nodiscard]] Result<PickedFile> read(const QUrl& url, qint64 maxBytes) const override;
    [[nodiscard]] Status write(const QUrl& url, QByteArrayView bytes) const override;
};

} // namespace doorstep::platform
