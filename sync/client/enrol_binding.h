#pragma once

#include "core/base/id.h"
#include "core/crypto/crypto.h"

namespace doorstep::client {

/// The desk's nonce in an enrolment. It is unpredictable before it is spoken (the new device's id
/// was drawn at random for this ticket) and commits the desk to its practice: the six digits cover
/// the nonce, the acceptance reveals what it was made of, and the tablet compares. Without it,
/// somebody who holds the QR's secret and the server could let the true desk confirm the digits
/// and then hand the tablet a practice of their own.
///
/// hash("DS-ENROL-DESK-1" | practice | practice_sign_pk | device)
[[nodiscard]] inline crypto::Digest boundDeskNonce(
    PracticeId practice, const crypto::SignPublicKey& practiceSign, DeviceId device)
{
    return crypto::hash(
        {"DS-ENROL-DESK-1", practice.toBytes(), practiceSign.view(), device.toBytes()});
}

/// Whether a MAC received is the one computed here; constant time.
[[nodiscard]] inline bool isMac(const crypto::Digest& received, const crypto::Digest& computed)
{
    return crypto::equal(received.view(), computed.view());
}

} // namespace doorstep::client
