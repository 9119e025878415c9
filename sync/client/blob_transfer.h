#pragma once

#include "sync/client/blob_line.h"
#include "sync/client/store_port.h"

#include <QFuture>

namespace doorstep::client {

struct BlobReport {
    int moved = 0;
    int left = 0; ///< damaged here, or not taken or not had there: later, or a person
    std::vector<AggregateId> aggregates; ///< what the moved ones are about
};

/// Sends what the practice does not have, two at a time in half steps, small ones first, each only
/// once its entry is there. The server says where each goes on, so a kill on either side costs a
/// step at most. What the server will not take, or is damaged here, is left out; any other error
/// ends it. Errors as SignedExchange and StorePort. A line closed meanwhile: the future is
/// cancelled.
[[nodiscard]] QFuture<Result<BlobReport>> sendBlobs(
    std::shared_ptr<BlobLine> line, StorePort& store);

/// Fetches what entries name and this device does not have; each is compared with its name and
/// opened before it is kept. A part that was fetched before a kill is fetched again.
[[nodiscard]] QFuture<Result<BlobReport>> fetchBlobs(
    std::shared_ptr<BlobLine> line, StorePort& store);

} // namespace doorstep::client
