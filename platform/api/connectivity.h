#pragma once

#include <QObject>

namespace doorstep::platform {

/// What the operating system believes about the network. A hint for when to try, never a reason to
/// call something synced: only an acknowledgement does that. GUI thread.
class Connectivity : public QObject {
    Q_OBJECT
public:
    enum class State {
        Unknown, ///< the system does not say: try, with back-off
        Offline,
        Local, ///< a link without a route outward: the practice server may still be near
        Online
    };
    Q_ENUM(State)

    using QObject::QObject;
    ~Connectivity() override;
    [[nodiscard]] virtual State state() const = 0;

Q_SIGNALS:
    void stateChanged(doorstep::platform::Connectivity::State state);
};

} // namespace doorstep::platform
