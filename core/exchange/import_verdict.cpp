#include "core/exchange/import_verdict.h"

#include <array>

namespace doorstep::exchange {

namespace {

struct FileRule {
    FileReason reason;
    FileVerdict verdict;
    QStringView word;
};

constexpr std::array FileRules{
    FileRule{FileReason::None, FileVerdict::Accept, u""},
    FileRule{FileReason::NotARegularFile, FileVerdict::Reject, u"not-a-regular-file"},
    FileRule{FileReason::Unreadable, FileVerdict::Reject, u"unreadable"},
    FileRule{FileReason::TooLarge, FileVerdict::Reject, u"too-large"},
    FileRule{FileReason::OtherFormat, FileVerdict::Reject, u"other-format"},
    FileRule{FileReason::Empty, FileVerdict::Reject, u"empty"},
    FileRule{FileReason::HeaderOnly, FileVerdict::Reject, u"header-only"},
    FileRule{FileReason::NoHeader, FileVerdict::Reject, u"no-header"},
    FileRule{FileReason::DuplicateHeader, FileVerdict::Reject, u"duplicate-header"},
    FileRule{FileReason::MissingColumn, FileVerdict::Reject, u"missing-column"},
    FileRule{FileReason::TooManyColumns, FileVerdict::Reject, u"too-many-columns"},
    FileRule{FileReason::QuoteNeverClosed, FileVerdict::Reject, u"quote-never-closed"},
    FileRule{FileReason::Utf16WithoutMark, FileVerdict::Reject, u"utf-16-without-mark"},
    FileRule{FileReason::DateOrderConflict, FileVerdict::Reject, u"date-order-conflict"},
    FileRule{FileReason::Cancelled, FileVerdict::Reject, u"cancelled"},
    FileRule{FileReason::Windows1252, FileVerdict::Warn, u"windows-1252"},
    FileRule{FileReason::Utf16, FileVerdict::Warn, u"utf-16"},
    FileRule{FileReason::OtherDelimiter, FileVerdict::Warn, u"other-delimiter"},
    FileRule{FileReason::NulTail, FileVerdict::Warn, u"nul-tail"},
    FileRule{FileReason::ExtraColumns, FileVerdict::Warn, u"extra-columns"},
    FileRule{FileReason::MonthFirstDates, FileVerdict::Warn, u"month-first-dates"},
};

struct RowRule {
    RowReason reason;
    RowVerdict verdict;
    QStringView word;
};

constexpr std::array RowRules{
    RowRule{RowReason::None, RowVerdict::Accept, u""},
    RowRule{RowReason::BadEncoding, RowVerdict::Reject, u"bad-encoding"},
    RowRule{RowReason::NulCharacter, RowVerdict::Reject, u"nul-character"},
    RowRule{RowReason::StrayQuote, RowVerdict::Reject, u"stray-quote"},
    RowRule{RowReason::FieldTooLong, RowVerdict::Reject, u"field-too-long"},
    RowRule{RowReason::ShortRow, RowVerdict::Reject, u"short-row"},
    RowRule{RowReason::LongRow, RowVerdict::Reject, u"long-row"},
    RowRule{RowReason::CutLastRow, RowVerdict::Reject, u"cut-last-row"},
    RowRule{RowReason::BidiControl, RowVerdict::Reject, u"bidi-control"},
    RowRule{RowReason::ControlCharacter, RowVerdict::Reject, u"control-character"},
    RowRule{RowReason::LineBreakInName, RowVerdict::Reject, u"line-break-in-name"},
    RowRule{RowReason::ForgedLine, RowVerdict::Reject, u"forged-line"},
    RowRule{RowReason::CombiningMarks, RowVerdict::Reject, u"combining-marks"},
    RowRule{RowReason::NameMissing, RowVerdict::Reject, u"name-missing"},
    RowRule{RowReason::NhsNumberDigits, RowVerdict::Reject, u"nhs-number-digits"},
    RowRule{RowReason::NhsNumberForeignDigits, RowVerdict::Reject, u"nhs-number-foreign-digits"},
    RowRule{RowReason::NhsNumberSpreadsheet, RowVerdict::Reject, u"damaged-by-a-spreadsheet"},
    RowRule{RowReason::NhsNumberCheckDigit, RowVerdict::Reject, u"nhs-number-check-digit"},
    RowRule{RowReason::NhsNumberZeros, RowVerdict::Reject, u"nhs-number-zeros"},
    RowRule{RowReason::BornMissing, RowVerdict::Reject, u"born-missing"},
    RowRule{RowReason::BornNotADate, RowVerdict::Reject, u"born-not-a-date"},
    RowRule{RowReason::BornInFuture, RowVerdict::Reject, u"born-in-future"},
    RowRule{RowReason::BornTooLongAgo, RowVerdict::Reject, u"born-too-long-ago"},
    RowRule{RowReason::TwoDigitYear, RowVerdict::Reject, u"two-digit-year"},
    RowRule{RowReason::SpreadsheetSerial, RowVerdict::Reject, u"spreadsheet-serial"},
    RowRule{RowReason::TimeDoesNotExist, RowVerdict::Reject, u"time-does-not-exist"},
    RowRule{RowReason::NhsNumberMissing, RowVerdict::Hold, u"nhs-number-missing"},
    RowRule{RowReason::SameNumberOtherPerson, RowVerdict::Hold, u"same-number-other-person"},
    RowRule{RowReason::ClashesWithRecord, RowVerdict::Hold, u"clashes-with-record"},
    RowRule{RowReason::ZeroWidth, RowVerdict::Warn, u"zero-width"},
    RowRule{RowReason::NhsNumberUnusual, RowVerdict::Warn, u"nhs-number-unusual"},
    RowRule{RowReason::SamePatientTwice, RowVerdict::Warn, u"same-patient-twice"},
    RowRule{RowReason::SamePersonOtherNumber, RowVerdict::Warn, u"same-person-other-number"},
    RowRule{RowReason::GenderUnknown, RowVerdict::Warn, u"gender-unknown"},
    RowRule{RowReason::PostcodeUnusual, RowVerdict::Warn, u"postcode-unusual"},
    RowRule{RowReason::TimeTwice, RowVerdict::Warn, u"time-twice"},
    RowRule{RowReason::DateUnreadable, RowVerdict::Warn, u"date-unreadable"},
};

// Both tables are in the order of their enum (tested), so a reason is its index.
const FileRule& ruleOf(FileReason reason)
{
    return FileRules[static_cast<std::size_t>(reason)];
}

const RowRule& ruleOf(RowReason reason)
{
    return RowRules[static_cast<std::size_t>(reason)];
}

static_assert(FileRules.size() == static_cast<std::size_t>(FileReason::MonthFirstDates) + 1);
static_assert(RowRules.size() == static_cast<std::size_t>(RowReason::DateUnreadable) + 1);

} // namespace

QString fileVerdictWord(FileVerdict verdict)
{
    switch (verdict) {
    case FileVerdict::Accept:
        return QStringLiteral("accept");
    case FileVerdict::Warn:
        return QStringLiteral("warn");
    case FileVerdict::Reject:
        return QStringLiteral("reject");
    }
    return {};
}

QString rowVerdictWord(RowVerdict verdict)
{
    switch (verdict) {
    case RowVerdict::Accept:
        return QStringLiteral("accept");
    case RowVerdict::Warn:
        return QStringLiteral("warn");
    case RowVerdict::Hold:
        return QStringLiteral("hold");
    case RowVerdict::Reject:
        return QStringLiteral("reject");
    }
    return {};
}

QString fileReasonWord(FileReason reason)
{
    return ruleOf(reason).word.toString();
}

QString rowReasonWord(RowReason reason)
{
    return ruleOf(reason).word.toString();
}

FileVerdict verdictOf(FileReason reason)
{
    return ruleOf(reason).verdict;
}

RowVerdict verdictOf(RowReason reason)
{
    return ruleOf(reason).verdict;
}

} // namespace doorstep::exchange
