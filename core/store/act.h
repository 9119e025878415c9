#pragma once

#include "core/ledger/act.h"

namespace doorstep::store {

/// What one Save writes is core/ledger's Act: its drafts carry their final ids, scopes, classes and
/// payloads, so that one may name another (a stock movement its vaccination). Grants, certificates
/// and wrapped keys ride in the same act with the payload of entry::encodeClear.
using Act = ledger::Act;

} // namespace doorstep::store
