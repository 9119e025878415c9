#pragma once

#include "app/runtime/session.h"

namespace doorstep::app {

/// What stands at the door while nobody is in. Storage thread only.
struct Session::Door {
    SecretBytes deviceSecret;
    store::Unlock unlock;
};

} // namespace doorstep::app
