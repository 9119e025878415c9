#pragma once

#include "platform/api/connectivity.h"

#include <QJniObject>

namespace doorstep::platform {

/// The default network as ConnectivityManager sees it (org.doorstep.app.NetworkWatch).
class AndroidConnectivity final : public Connectivity {
    Q_OBJECT
public:
    explicit AndroidConnectivity(QObject* parent = nullptr);
    ~AndroidConnectivity() override;
    [[nodiscard]] State state() const override { return m_state; }

private:
    /// From Android's own thread; never after NetworkWatch.close() has returned.
    static void changed(JNIEnv* env, jclass watch, jlong receiver, jint state);
    void take(State state);

    State m_state = State::Unknown;
    QJniObject m_watch;
};

} // namespace doorstep::platform
