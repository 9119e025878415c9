#pragma once

#include "platform/api/paths.h"

namespace doorstep::platform {

/// The app's no-backup folder, which Android neither copies to a cloud nor to another device; the
/// sandbox keeps other apps out.
class AndroidPaths final : public Paths {
public:
    [[nodiscard]] Result<QString> storeFolder() const override;
    /// None: on a phone the system's own dialog asks where.
    [[nodiscard]] QString exportFolder() const override { return {}; }
};

} // namespace doorstep::platform
