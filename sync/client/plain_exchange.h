#pragma once

#include "sync/client/transport.h"

namespace doorstep::client {

/// The body of an answer to a request that nobody could sign yet (/enrol/1, /claim/1): the pinned
/// connection is what it rests on. Refused with the server's word when it said no.
[[nodiscard]] Result<QByteArray> plainBody(const Result<WireAnswer>& answer);

} // namespace doorstep::client
