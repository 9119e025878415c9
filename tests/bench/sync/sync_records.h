#pragma once

#include "core/ledger/kinds/care_kinds.h"

#include <QByteArray>

namespace doorstep::bench {

/// Made-up observations: what a nurse would write at a door. The same number is the same record in
/// every program: an entry of ours, a JSON document of about 600 bytes for the peers.
[[nodiscard]] ledger::ObservationRecorded madeObservation(int number);
[[nodiscard]] QByteArray madeDocument(int number);

/// The documents of 0 to `count`, one a line.
void writeDocuments(const QString& path, int count);

} // namespace doorstep::bench
