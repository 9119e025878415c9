#include "platform/linux/network_connectivity.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace doorstep::platform {

namespace {

QString networkManagerName()
{
    return QStringLiteral("org.freedesktop.NetworkManager");
}
QString networkManagerPath()
{
    return QStringLiteral("/org/freedesktop/NetworkManager");
}
QString propertiesInterface()
{
    return QStringLiteral("org.freedesktop.DBus.Properties");
}

Connectivity::State fromNetworkManager(uint state)
{
    switch (state) { // NMConnectivityState; an open value set of another project
    case 1:
        return Connectivity::State::Offline; // none
    case 2: // portal: whatever answers is not the practice
    case 3:
        return Connectivity::State::Local; // limited
    case 4:
        return Connectivity::State::Online; // full
    default:
        return Connectivity::State::Unknown;
    }
}

} // namespace

NetworkConnectivity::NetworkConnectivity(QObject* parent)
    : NetworkConnectivity(QDBusConnection::systemBus(), parent)
{
}

NetworkConnectivity::NetworkConnectivity(QDBusConnection bus, QObject* parent)
    : Connectivity(parent)
{
    if (!bus.isConnected())
        return;
    bus.connect(networkManagerName(), networkManagerPath(), propertiesInterface(),
        QStringLiteral("PropertiesChanged"), this,
        SLOT(onPropertiesChanged(QString, QVariantMap, QStringList)));
    auto call = QDBusMessage::createMethodCall(
        networkManagerName(), networkManagerPath(), propertiesInterface(), QStringLiteral("Get"));
    call << networkManagerName() << QStringLiteral("Connectivity");
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> answer(*watcher);
        if (!answer.isError())
            take(answer.value().variant().toUInt());
    });
}

void NetworkConnectivity::onPropertiesChanged(
    const QString& interface, const QVariantMap& changed, const QStringList& invalidated)
{
    Q_UNUSED(invalidated)
    const auto found = changed.constFind(QStringLiteral("Connectivity"));
    if (interface == networkManagerName() && found != changed.constEnd())
        take(found->toUInt());
}

void NetworkConnectivity::take(uint networkManagerState)
{
    const State state = fromNetworkManager(networkManagerState);
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace doorstep::platform
