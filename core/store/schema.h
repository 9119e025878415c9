#pragma once

#include "core/store/connection.h"

namespace doorstep::store {

/// The tables of the store. The store's own tables change by migrations, one numbered step at a
/// time, and never again once released. Projections are made from core/ledger's table descriptors:
/// when those or the fold change, the projections are dropped, made anew and folded again.

inline constexpr int SchemaVersion = 6;
inline constexpr qint64 ApplicationId = 0x44535431; ///< "DST1", PRAGMA application_id

enum class SchemaChange {
    None,
    Projections ///< every aggregate is stale
};

/// Makes or brings up to date, each step in one transaction with its version as the last statement.
/// Unsupported for a newer version or another application's file, which stay untouched.
[[nodiscard]] Result<SchemaChange> prepareSchema(Connection& connection);

} // namespace doorstep::store
