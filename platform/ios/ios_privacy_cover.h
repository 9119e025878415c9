#pragma once

#include <memory>

namespace doorstep::platform {

/// Covers the app's windows while it is not the one in front, so that the task switcher's picture
/// shows no record. iOS does not let an app forbid screenshots. Main thread.
class IosPrivacyCover final {
public:
    IosPrivacyCover();
    ~IosPrivacyCover();
    IosPrivacyCover(const IosPrivacyCover&) = delete;
    IosPrivacyCover& operator=(const IosPrivacyCover&) = delete;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace doorstep::platform
