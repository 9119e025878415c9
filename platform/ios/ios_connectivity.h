#pragma once

#include "platform/api/connectivity.h"

#include <memory>

namespace doorstep::platform {

/// The default path as the Network framework sees it. It does not say whether a path leads
/// outward, so a satisfied one is Online.
class IosConnectivity final : public Connectivity {
    Q_OBJECT
public:
    explicit IosConnectivity(QObject* parent = nullptr);
    ~IosConnectivity() override;
    [[nodiscard]] State state() const override { return m_state; }

private:
    struct Monitor;

    void take(State state);

    State m_state = State::Unknown;
    std::unique_ptr<Monitor> m_monitor;
};

} // namespace doorstep::platform
