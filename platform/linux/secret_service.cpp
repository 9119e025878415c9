#include "platform/linux/secret_service.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QTimer>

namespace doorstep::platform {

namespace {

using CollectionReply = std::function<void(CollectionState)>;

QDBusMessage secretServiceCall(const QString& path, const QString& interface, const QString& method)
{
    return QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.secrets"), path, interface, method);
}

void askLocked(QObject* context, const QString& collection, const CollectionReply& reply)
{
    auto call = secretServiceCall(
        collection, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    call << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked");
    auto* watcher
        = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [watcher, reply] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> answer(*watcher);
        if (answer.isError())
            return reply(CollectionState::NoCollection);
        reply(answer.value().variant().toBool() ? CollectionState::Locked : CollectionState::Open);
    });
}

} // namespace

void askCollectionState(QObject* context, std::function<void(CollectionState)> reply)
{
    const auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        QTimer::singleShot(0, context, [reply] { reply(CollectionState::NoService); });
        return;
    }
    auto call = secretServiceCall(QStringLiteral("/org/freedesktop/secrets"),
        QStringLiteral("org.freedesktop.Secret.Service"), QStringLiteral("ReadAlias"));
    call << QStringLiteral("default");
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), context);
    QObject::connect(
        watcher, &QDBusPendingCallWatcher::finished, context, [watcher, context, reply] {
            watcher->deleteLater();
            const QDBusPendingReply<QDBusObjectPath> answer(*watcher);
            if (answer.isError())
                return reply(CollectionState::NoService);
            const auto path = answer.value().path();
            if (path == QLatin1String("/"))
                return reply(CollectionState::NoCollection);
            askLocked(context, path, reply);
        });
}

} // namespace doorstep::platform
