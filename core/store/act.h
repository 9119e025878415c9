#pragma once

#include "core/entry/entry.h"

#include <vector>

namespace doorstep::store {

/// One line of an act before it has an id, a signature and a place. `payload` is the CBOR map of
/// core/ledger (kind, schema, aggregate, act, basis, fields).
struct ActLine {
    entry::EntryClass entryClass = entry::EntryClass::Record;
    entry::KeyClass keyClass = entry::KeyClass::Care; ///< ignored for unsealed classes
    ScopeId scope;
    QByteArray payload;
};

/// Everything one Save writes, in one transaction.
struct Act {
    ActId id;
    std::vector<ActLine> lines;
};

} // namespace doorstep::store
