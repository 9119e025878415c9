#pragma once

#include "platform/api/connectivity.h"

#include <QVariantMap>

class QDBusConnection;

namespace doorstep::platform {

/// NetworkManager's view of the network over D-Bus. Unknown where it does not run.
/// Source: NetworkManager D-Bus API, property Connectivity (NMConnectivityState).
class NetworkConnectivity final : public Connectivity {
    Q_OBJECT
public:
    /// `bus` is the system bus, or a private one in tests.
    explicit NetworkConnectivity(QDBusConnection bus, QObject* parent = nullptr);
    explicit NetworkConnectivity(QObject* parent = nullptr);
    [[nodiscard]] State state() const override { return m_state; }

private Q_SLOTS:
    void onPropertiesChanged(
        const QString& interface, const QVariantMap& changed, const QStringList& invalidated);

private:
    void take(uint networkManagerState);

    State m_state = State::Unknown;
};

} // namespace doorstep::platform
