#pragma once

#include "platform/api/paths.h"

namespace doorstep::platform {

/// A folder in Application Support that no backup takes. Its files can be opened only while the
/// device is unlocked and stay usable while open: a save that is under way when the screen locks
/// must still reach the disk.
class IosPaths final : public Paths {
public:
    [[nodiscard]] Result<QString> storeFolder() const override;
    /// None: the system's own dialog asks where.
    [[nodiscard]] QString exportFolder() const override { return {}; }
};

} // namespace doorstep::platform
