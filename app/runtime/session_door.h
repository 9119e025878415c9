#pragma once

#include "app/runtime/session.h"

namespace doorstep::app {

/// What stands at the door while nobody is in. Storage thread only.
struct Session::Door {
    SecretBytes deviceSecret;
    store::Unlock unlock;
};

struct Session::Crossing {
    StaffId tries; ///< whose PIN it is
    StaffId enters;
};

/// Which generation the store is in now, and what may be read of it.
struct Session::Opened {
    qint64 generation = 0;
    client::ReadingStanding reading;
};

/// Takes the way in from people whom the practice has taken out of use. GUI thread.
struct Session::OutOfUse {
    static void look(Session& session);
    static void remove(Session& session, StaffId staff);
    /// Storage thread. The name of the device secret that opens nothing any more.
    [[nodiscard]] static Result<QString> takeSlot(
        Session& session, StaffId staff, store::DeviceSecretId id, const SecretBytes& secret);
};

} // namespace doorstep::app
