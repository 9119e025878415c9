#include "platform/api/connectivity.h"

namespace doorstep::platform {

// Out of line so that the meta-object and the vtable live in one place.
Connectivity::~Connectivity() = default;

} // namespace doorstep::platform
