#pragma once

#include "sync/server/allowance.h"
#include "sync/server/caller.h"
#include "sync/server/log_thread.h"
#include "sync/server/server_key.h"

namespace doorstep::server {

/// Carries messages between a desk and a tablet that has no certificate yet, and a person's key
/// request to the desk. It keeps hashes and public values for at most ten minutes; nothing it
/// holds, with or without a photograph of the QR, yields a practice key
/// (docs/adr/0008-enrolment-commitments.md). Thread-safe.
class EnrolmentRelay {
public:
    EnrolmentRelay(LogThread& log, const ServerKey& key);

    /// `POST /ticket/1`, a desk device.
    [[nodiscard]] Reply ticket(const Caller& caller, QByteArrayView body);
    /// `POST /enrol/1`, anybody; guesses are counted by peer.
    [[nodiscard]] Reply enrol(QByteArrayView body, const QByteArray& peer, Instant now);
    /// `POST /staff/1`, any device for its own people; a desk for the practice.
    [[nodiscard]] Reply staff(const Caller& caller, QByteArrayView body);

private:
    LogThread& m_log;
    const ServerKey& m_key;
    Allowance m_guesses;
};

} // namespace doorstep::server
