#pragma once

#include "core/store/spool.h"
#include "sync/client/signed_exchange.h"
#include "sync/client/wipe_order.h"
#include "sync/protocol/wire_ids.h"

#include <QFuture>

namespace doorstep::client {

/// Runs work that touches the disk where it keeps nobody waiting, and then tells how it went, on
/// the thread that asked.
using DiskCall
    = std::function<void(std::function<Status()> work, std::function<void(Status)> done)>;

/// What a locked tablet may do: push the spool's ciphertext, and hear that it is to be wiped. It
/// asks for nothing else, has no practice key and no person's. What it pushed is acknowledged
/// again, as a duplicate, when the store is next unlocked and syncs.
class SpoolPush {
public:
    struct Parts {
        Transport& transport;
        const Clock& clock;
        DeviceSigner signer;
        sync::AppVersion app;
        DiskCall disk; ///< the spool is only touched in here
        EntryId wipeDone = {}; ///< a wiped device says so with everything it sends
    };
    /// `spool` null: one that does not open. Orders are heard all the same.
    SpoolPush(Parts parts, std::shared_ptr<store::Spool> spool);
    ~SpoolPush();

    /// A desk wants this device wiped: told once the push has ended, well or not.
    void onWipeOrdered(WipeOrderedCall ordered);

    /// How many entries the practice now has. Locked when only an unlocked store can go on (a
    /// restored database or server). Busy while one runs. With an empty spool the server is asked
    /// all the same whether there is an order.
    [[nodiscard]] QFuture<Result<int>> push();
    /// Entries that wait to be sent.
    [[nodiscard]] int waiting() const;

private:
    class Run;
    std::shared_ptr<Run> m_run;
};

} // namespace doorstep::client
