#pragma once

#include "platform/api/paths.h"

namespace doorstep::platform {

/// XDG base directories. `root` (from --store or a test) stands in for the data folder.
class LinuxPaths final : public Paths {
public:
    explicit LinuxPaths(QString root = {});

    [[nodiscard]] Result<QString> storeFolder() const override;
    [[nodiscard]] QString exportFolder() const override;

private:
    QString m_root;
};

} // namespace doorstep::platform
