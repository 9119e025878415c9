#pragma once

#include "tests/client/tls_peer.h"

namespace doorstep::test {

enum class Forgery {
    OwnKey, ///< as a practice server makes it, with another key
    Authority, ///< for the same host, signed by an authority, P-256
    AuthorityRsa ///< the same with RSA 2048, as most of the web has it
};

/// What a man in the middle shows: a faultless certificate for this host that is not the server's.
[[nodiscard]] TlsPeer::Identity forgedIdentity(Forgery forgery);

} // namespace doorstep::test
