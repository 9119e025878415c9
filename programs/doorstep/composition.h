#pragma once

#include "app/runtime/activity_watch.h"
#include "app/runtime/enrolment.h"
#include "app/runtime/session.h"
#include "app/runtime/sync_driver.h"
#include "app/viewmodels/shell/app_view_model.h"
#include "platform/linux/keychain_vault.h"
#include "platform/linux/linux_boot_clock.h"
#include "platform/linux/network_connectivity.h"

#include <QQmlApplicationEngine>
#include <QSize>

class QQuickWindow;

namespace doorstep {

/// What the command line says.
struct AppOptions {
    QString storeFolder; ///< empty: the platform's own place
    QSize size; ///< empty: the window decides
};
/// Fonts and application names; once, after QGuiApplication.
[[nodiscard]] AppOptions appOptions(const QStringList& arguments);

/// The whole app: platform, session, sync, view-models and the window. GUI thread.
class Composition {
public:
    explicit Composition(const AppOptions& options);

    /// Null when the interface did not load: a broken build, said on standard error by Qt.
    [[nodiscard]] QQuickWindow* show(const QSize& size);

private:
    SystemClock m_clock;
    platform::LinuxBootClock m_bootClock;
    platform::KeychainVault m_vault;
    platform::NetworkConnectivity m_network;
    app::Session m_session;
    app::ActivityWatch m_activity;
    app::SyncDriver m_sync;
    app::TabletEnrolment m_enrolment;
    app::AppViewModel m_app;
    QQmlApplicationEngine m_engine; ///< last: pages go before what they show
};

} // namespace doorstep
