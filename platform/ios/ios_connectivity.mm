#include "platform/ios/ios_connectivity.h"

#include <QPointer>

#import <Network/Network.h>

namespace doorstep::platform {

struct IosConnectivity::Monitor {
    nw_path_monitor_t path = nw_path_monitor_create();
};

IosConnectivity::IosConnectivity(QObject* parent)
    : Connectivity(parent)
    , m_monitor(std::make_unique<Monitor>())
{
    // On the main queue, which is this object's thread: after the destructor the pointer is null.
    nw_path_monitor_set_queue(m_monitor->path, dispatch_get_main_queue());
    const QPointer<IosConnectivity> self(this);
    nw_path_monitor_set_update_handler(m_monitor->path, ^(nw_path_t path) {
        if (self)
            self->take(nw_path_get_status(path) == nw_path_status_satisfied ? State::Online
                                                                            : State::Offline);
    });
    nw_path_monitor_start(m_monitor->path);
}

IosConnectivity::~IosConnectivity()
{
    nw_path_monitor_cancel(m_monitor->path);
}

void IosConnectivity::take(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace doorstep::platform
