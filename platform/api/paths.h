#pragma once

#include "core/base/result.h"

#include <QString>

namespace doorstep::platform {

/// Where this program may write. Folders are created on first use, readable by their owner only;
/// none is part of an operating system backup. Any thread.
class Paths {
public:
    Paths() = default;
    virtual ~Paths() = default;
    Paths(const Paths&) = delete;
    Paths& operator=(const Paths&) = delete;

    /// The sealed store and everything that belongs to it: its parent exists, itself it may not.
    [[nodiscard]] virtual Result<QString> storeFolder() const = 0;
    /// Where an export is offered to be saved first; the person may choose another place.
    [[nodiscard]] virtual QString exportFolder() const = 0;
};

} // namespace doorstep::platform
