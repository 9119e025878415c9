#pragma once

#include "core/store/connection.h"

#include <QStringList>

namespace doorstep::test {

/// All rows folded from one aggregate's entries, as text, sorted: equal on every device that holds
/// the same entries.
[[nodiscard]] Result<QStringList> foldedRows(store::Connection& connection, AggregateId aggregate);

} // namespace doorstep::test
