#pragma once

#include "sync/client/practice_creation.h"

namespace doorstep::client {

/// The blocking half of PracticeCreation: keys, store and first entries on disk. Nothing of it
/// needs the network beyond what the server said of itself.
struct Founded {
    std::unique_ptr<store::Store> store;
    QByteArray takeRequest; ///< also kept in the store until it is answered
    PracticeCreation::Created created;
};
[[nodiscard]] Result<Founded> foundPractice(NewPractice practice, const sync::ClaimAnswer& server,
    const PracticeCreation::KeepCards& keepCards, const Clock& clock, IdMint& mint);

/// Whether the practice began with this very store, so that there is nothing to wait for. Not on a
/// desk that recovery made: it has everything to get.
[[nodiscard]] Result<bool> isFoundedHere(store::Connection& connection);

} // namespace doorstep::client
