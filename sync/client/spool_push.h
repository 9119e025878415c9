#pragma once

#include "core/store/spool.h"
#include "sync/client/signed_exchange.h"
#include "sync/protocol/wire_ids.h"

#include <QFuture>

namespace doorstep::client {

/// What a locked tablet may do: push the spool's ciphertext. It never asks for anything back, has
/// no practice key and no person's. What it pushed is acknowledged again, as a duplicate, when the
/// store is next unlocked and syncs.
class SpoolPush {
public:
    struct Parts {
        Transport& transport;
        const Clock& clock;
        DeviceSigner signer;
        sync::AppVersion app;
    };
    SpoolPush(Parts parts, store::Spool& spool);
    ~SpoolPush();

    /// How many entries the practice now has. Locked when only an unlocked store can go on (a
    /// restored database or server). Busy while one runs.
    [[nodiscard]] QFuture<Result<int>> push();

private:
    class Run;
    std::shared_ptr<Run> m_run;
};

} // namespace doorstep::client
