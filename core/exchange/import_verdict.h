#pragma once

#include <QString>
#include <optional>

namespace doorstep::exchange {

/// What the file as a whole comes to. A rejected file offers no rows.
enum class FileVerdict { Accept, Warn, Reject };

/// What one row comes to, gravest last. Accept and Warn are imported when the person agrees; Hold
/// waits for a named person; Reject is listed and left out.
enum class RowVerdict { Accept, Warn, Hold, Reject };

enum class FileReason {
    None,
    // Reject
    NotARegularFile, ///< symlink, folder, pipe or device
    Unreadable,
    TooLarge,
    OtherFormat, ///< a spreadsheet, PDF, web page or archive under a .csv name; detail names it
    Empty,
    HeaderOnly,
    NoHeader,
    DuplicateHeader, ///< detail: the column
    MissingColumn, ///< detail: the column
    TooManyColumns,
    QuoteNeverClosed, ///< line: where it opens
    Utf16WithoutMark,
    DateOrderConflict, ///< the person must say which; line and detail: the two witnesses
    Cancelled,
    // Warn
    Windows1252, ///< read as Windows-1252: the preview shows the names for a look
    Utf16,
    OtherDelimiter,
    NulTail,
    ExtraColumns, ///< detail: the columns that are left out
    MonthFirstDates ///< every day/month cell reads only as month first
};

enum class RowReason {
    None,
    // Reject
    BadEncoding,
    NulCharacter,
    StrayQuote,
    FieldTooLong,
    ShortRow,
    LongRow,
    CutLastRow,
    BidiControl,
    ControlCharacter,
    LineBreakInName,
    ForgedLine, ///< a line break followed by what looks like a log line
    CombiningMarks,
    NameMissing,
    NhsNumberDigits, ///< not ten digits
    NhsNumberForeignDigits,
    NhsNumberSpreadsheet, ///< damaged by a spreadsheet
    NhsNumberCheckDigit,
    NhsNumberZeros,
    BornMissing,
    BornNotADate,
    BornInFuture,
    BornTooLongAgo,
    TwoDigitYear,
    SpreadsheetSerial,
    TimeDoesNotExist, ///< in the hour the clocks skip
    // Hold
    NhsNumberMissing,
    SameNumberOtherPerson, ///< detail: the other line
    ClashesWithRecord, ///< the record here has another name or date of birth for this number
    // Warn
    ZeroWidth,
    NhsNumberUnusual, ///< all digits equal
    SamePatientTwice, ///< detail: the other line
    SamePersonOtherNumber, ///< detail: the other line
    GenderUnknown,
    PostcodeUnusual,
    TimeTwice, ///< in the hour the clocks repeat
    DateUnreadable ///< an optional date that was left out
};

[[nodiscard]] QString fileVerdictWord(FileVerdict verdict); ///< accept, warn, reject
[[nodiscard]] QString rowVerdictWord(RowVerdict verdict); ///< accept, warn, hold, reject
/// Kebab-case, stable: "quote-never-closed". Empty for None.
[[nodiscard]] QString fileReasonWord(FileReason reason);
[[nodiscard]] QString rowReasonWord(RowReason reason);
[[nodiscard]] FileVerdict verdictOf(FileReason reason);
[[nodiscard]] RowVerdict verdictOf(RowReason reason);

} // namespace doorstep::exchange
