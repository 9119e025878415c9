#include "platform/android/android_connectivity.h"

#include <QCoreApplication>
#include <QJniEnvironment>

namespace doorstep::platform {

namespace {

constexpr auto WatchClass = "org/doorstep/app/NetworkWatch";

Connectivity::State fromAndroid(jint state)
{
    switch (state) { // numbers of NetworkWatch.java
    case 0:
        return Connectivity::State::Offline;
    case 1: // not validated: a portal, or a network of the practice without a way out
        return Connectivity::State::Local;
    case 2:
        return Connectivity::State::Online;
    default:
        return Connectivity::State::Unknown;
    }
}

} // namespace

AndroidConnectivity::AndroidConnectivity(QObject* parent)
    : Connectivity(parent)
{
    QJniEnvironment env;
    const JNINativeMethod method{"changed", "(JI)V", reinterpret_cast<void*>(&changed)};
    if (!env.registerNativeMethods(WatchClass, &method, 1))
        return;
    const QJniObject context(QNativeInterface::QAndroidApplication::context());
    m_watch = QJniObject(WatchClass, "(Landroid/content/Context;J)V", context.object(),
        jlong(reinterpret_cast<qintptr>(this)));
}

AndroidConnectivity::~AndroidConnectivity()
{
    if (m_watch.isValid())
        m_watch.callMethod<void>("close");
}

void AndroidConnectivity::changed(JNIEnv* env, jclass watch, jlong receiver, jint state)
{
    Q_UNUSED(env)
    Q_UNUSED(watch)
    auto* self = reinterpret_cast<AndroidConnectivity*>(qintptr(receiver));
    QMetaObject::invokeMethod(
        self, [self, state] { self->take(fromAndroid(state)); }, Qt::QueuedConnection);
}

void AndroidConnectivity::take(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace doorstep::platform
