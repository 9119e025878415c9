#pragma once

#include "app/runtime/import_undo.h"
#include "app/viewmodels/parts/values.h"
#include "core/exchange/patient_list.h"

namespace doorstep::app::words {

/// "The date of birth is in the future."; the detail of a finding is shown behind it.
[[nodiscard]] QString rowSentence(const exchange::RowFinding& finding);
[[nodiscard]] QString fileSentence(const exchange::FileFinding& finding);
[[nodiscard]] Tag verdictTag(exchange::RowVerdict verdict);

/// Every meaning a column can have, for a choice; "" is "not read".
[[nodiscard]] std::vector<Choice> columnMeanings();
/// "date of birth"; "Not read" for a column left out or not known.
[[nodiscard]] QString columnText(const std::optional<exchange::PatientColumn>& column);
[[nodiscard]] QString columnValue(const std::optional<exchange::PatientColumn>& column);
[[nodiscard]] std::optional<exchange::PatientColumn> columnFromValue(const QString& value);

/// What became of an undone import: how many people were taken back, how many were not and why.
[[nodiscard]] QString undoneSentence(const ImportUndo& undo);

} // namespace doorstep::app::words
