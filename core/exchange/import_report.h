#pragma once

#include "core/exchange/patient_list.h"

namespace doorstep::exchange {

/// The document of `import --dry-run --json`: {"file","reason","accepted","held","rejected",
/// "rows":[{"line","verdict","reason"}]}. Words and line numbers only, no patient data. One line.
[[nodiscard]] QByteArray dryRunReport(const ImportPreview& preview);

} // namespace doorstep::exchange
