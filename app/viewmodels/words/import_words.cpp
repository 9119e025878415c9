#include "app/viewmodels/words/import_words.h"

#include "app/viewmodels/words/words.h"
#include "core/exchange/import_verdict.h"
#include "core/exchange/patient_columns.h"

#include <QCoreApplication>

namespace doorstep::app::words {

namespace import_parts {

using exchange::FileReason;
using exchange::RowReason;

QString says(const char* text)
{
    return QCoreApplication::translate("ImportWords", text);
}

/// The few that a person meets often have a sentence of their own; the rest keep their word.
const char* often(RowReason reason)
{
    switch (reason) {
    case RowReason::NameMissing:
        return "There is no name.";
    case RowReason::NhsNumberDigits:
        return "The NHS number is not ten digits.";
    case RowReason::NhsNumberSpreadsheet:
        return "A spreadsheet has damaged the NHS number. Export the list again as text.";
    case RowReason::NhsNumberCheckDigit:
        return "The NHS number does not check. One digit is wrong.";
    case RowReason::NhsNumberMissing:
        return "There is no NHS number. A person must decide.";
    case RowReason::BornMissing:
        return "There is no date of birth.";
    case RowReason::BornNotADate:
        return "The date of birth is no date.";
    case RowReason::BornInFuture:
        return "The date of birth is in the future.";
    case RowReason::TwoDigitYear:
        return "The year of birth has two digits. Export it with four.";
    case RowReason::SameNumberOtherPerson:
        return "Another line has this NHS number and another person.";
    case RowReason::ClashesWithRecord:
        return "The record here has another name or date of birth for this NHS number.";
    case RowReason::SamePatientTwice:
        return "The same patient stands in the list twice.";
    case RowReason::GenderUnknown:
        return "The gender is not known.";
    case RowReason::PostcodeUnusual:
        return "The postcode looks unusual. It is kept.";
    case RowReason::DateUnreadable:
        return "A date could not be read and is left out.";
    case RowReason::ShortRow:
        return "The line has too few cells.";
    case RowReason::LongRow:
        return "The line has too many cells.";
    default: // the long tail of damaged bytes: its stable word says what
        return nullptr;
    }
}

const char* often(FileReason reason)
{
    switch (reason) {
    case FileReason::NotARegularFile:
    case FileReason::Unreadable:
        return "The file cannot be read.";
    case FileReason::TooLarge:
        return "The file is larger than 32 MB.";
    case FileReason::OtherFormat:
        return "This is no CSV file. Save the list as CSV and choose that.";
    case FileReason::Empty:
    case FileReason::HeaderOnly:
        return "The file holds no patients.";
    case FileReason::NoHeader:
        return "The first line names no columns.";
    case FileReason::MissingColumn:
        return "A column is missing.";
    case FileReason::DuplicateHeader:
        return "Two columns mean the same.";
    case FileReason::QuoteNeverClosed:
        return "A quotation mark is never closed.";
    case FileReason::DateOrderConflict:
        return "Some dates read as day first and some as month first. Say which.";
    case FileReason::Windows1252:
        return "Read as Windows text. Look at names with accents.";
    case FileReason::ExtraColumns:
        return "Some columns are not read.";
    case FileReason::MonthFirstDates:
        return "Dates are read month first. Look at one.";
    default: // as above
        return nullptr;
    }
}

QString withDetail(const QString& sentence, const QString& detail)
{
    return detail.isEmpty() ? sentence : QStringLiteral("%1 (%2)").arg(sentence, detail);
}

} // namespace import_parts

QString rowSentence(const exchange::RowFinding& finding)
{
    using namespace import_parts;
    const char* text = often(finding.reason);
    const QString sentence = text
        ? says(text)
        : words::sentence(exchange::rowReasonWord(finding.reason).replace(u'-', u' ')) + u'.';
    return withDetail(sentence, finding.detail);
}

QString fileSentence(const exchange::FileFinding& finding)
{
    using namespace import_parts;
    const char* text = often(finding.reason);
    const QString sentence = text
        ? says(text)
        : words::sentence(exchange::fileReasonWord(finding.reason).replace(u'-', u' ')) + u'.';
    return withDetail(sentence, finding.detail);
}

Tag verdictTag(exchange::RowVerdict verdict)
{
    using import_parts::says;
    switch (verdict) {
    case exchange::RowVerdict::Accept:
        return {.text = says("Ready"),
            .iconName = QStringLiteral("check"),
            .tone = QStringLiteral("ok")};
    case exchange::RowVerdict::Warn:
        return {.text = says("Look"),
            .iconName = QStringLiteral("warning"),
            .tone = QStringLiteral("warn")};
    case exchange::RowVerdict::Hold:
        return {.text = says("Held"),
            .iconName = QStringLiteral("pause"),
            .tone = QStringLiteral("warn")};
    case exchange::RowVerdict::Reject:
        return {.text = says("Left out"),
            .iconName = QStringLiteral("no"),
            .tone = QStringLiteral("stop")};
    }
    return {};
}

QString columnText(const std::optional<exchange::PatientColumn>& column)
{
    if (!column || *column == exchange::PatientColumn::Ignored)
        return import_parts::says("Not read");
    return words::sentence(exchange::columnLabel(*column));
}

QString columnValue(const std::optional<exchange::PatientColumn>& column)
{
    return column ? QString::number(static_cast<int>(*column)) : QString();
}

std::optional<exchange::PatientColumn> columnFromValue(const QString& value)
{
    bool ok = false;
    const int number = value.toInt(&ok);
    if (!ok || number < 0 || number > static_cast<int>(exchange::PatientColumn::Ignored))
        return std::nullopt;
    return static_cast<exchange::PatientColumn>(number);
}

std::vector<Choice> columnMeanings()
{
    std::vector<Choice> choices;
    choices.reserve(static_cast<size_t>(exchange::PatientColumn::Ignored) + 1);
    for (int i = 0; i < static_cast<int>(exchange::PatientColumn::Ignored); ++i)
        choices.push_back({.value = QString::number(i),
            .text = columnText(static_cast<exchange::PatientColumn>(i))});
    choices.push_back({.value = columnValue(exchange::PatientColumn::Ignored),
        .text = columnText(exchange::PatientColumn::Ignored)});
    return choices;
}

QString undoneSentence(const ImportUndo& undo)
{
    using import_parts::says;
    const bool isNobody = undo.takenBack == 0 && undo.recordedSince + undo.alertsStay > 0;
    QStringList sentences{isNobody
            ? says("Nobody was taken back.")
            : counted(undo.takenBack, says("The import is undone: 1 person was taken back."),
                says("The import is undone: %1 people were taken back."))};
    if (undo.recordedSince > 0)
        sentences.append(counted(undo.recordedSince,
            says("1 person was not taken back, because something was recorded about them since."),
            says("%1 people were not taken back, because something was recorded about them "
                 "since.")));
    if (undo.alertsStay > 0)
        sentences.append(counted(undo.alertsStay,
            says("1 person was not taken back, because the list brought an allergy or a risk: a "
                 "nurse or a GP can undo it."),
            says("%1 people were not taken back, because the list brought allergies or risks: a "
                 "nurse or a GP can undo it.")));
    return sentences.join(QLatin1Char(' '));
}

} // namespace doorstep::app::words
