#pragma once

#include "core/store/store.h"

namespace doorstep::client {

/// After a sync that brought everything: a tablet gives up the scopes that have ended by the
/// server's time of the last answer, a few a call, until Forgotten::more is false. Desks read the
/// whole practice and give nothing up. A server that lies about the time can empty a tablet early,
/// as it can by sending nothing; what was not acknowledged stays.
[[nodiscard]] Result<store::Forgotten> forgetEndedScopes(store::Store& store, Instant serverNow);

} // namespace doorstep::client
