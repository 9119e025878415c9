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

} // namespace doorstep::app
