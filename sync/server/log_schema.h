#pragma once

#include "sync/server/sql.h"

namespace doorstep::server {

/// Creates the tables of a new log, or checks that this version wrote them: Unsupported when a
/// newer one did. Every key starts with the practice, so a distributed PostgreSQL keeps each
/// practice on one shard.
[[nodiscard]] Status prepareSchema(Sql& sql);

} // namespace doorstep::server
