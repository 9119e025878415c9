#pragma once

#include "core/exchange/import_verdict.h"

#include <QStringView>

namespace doorstep::exchange {

enum class CellUse {
    Name, ///< one line: a name, a number, a code
    Prose ///< an address or a note: may hold line breaks
};

/// The gravest thing wrong with the characters of a cell, or None. Mark-up, formulas, SQL,
/// look-alike letters and emoji are people's text and nobody's business here: they are shown and
/// kept literally.
[[nodiscard]] RowReason judgeCharacters(QStringView cell, CellUse use);

/// UkHour of any date and time in the cell: TimeDoesNotExist, TimeTwice or None.
[[nodiscard]] RowReason judgeTimes(QStringView cell, bool monthFirst);

/// For comparing people: composed (NFC), case folded, blanks collapsed. Look-alikes stay different.
[[nodiscard]] QString foldedName(const QString& name);

} // namespace doorstep::exchange
