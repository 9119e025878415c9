#pragma once

#include "core/clinical/eligibility.h"
#include "core/clinical/nhs_number.h"
#include "core/clinical/person.h"
#include "core/exchange/import_verdict.h"

#include <QByteArray>
#include <QDate>
#include <QHash>
#include <QString>
#include <QStringList>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace doorstep::exchange {

/// What a column of a patient list can mean. Clinical systems have no common layout: the list is a
/// search that a person built, so columns are found by header, then shown for correction.
enum class PatientColumn {
    NhsNumber,
    Family,
    Given,
    FullName, ///< "THISTLEWOOD, Mabel" or "Mabel Thistlewood"
    Title,
    Born,
    Gender,
    AddressLine,
    AddressLine2, ///< joined to AddressLine
    Town,
    Postcode,
    Area,
    Phone,
    ContactName,
    ContactPhone,
    UsualGp,
    Language,
    Interpreter,
    Registers, ///< several in a cell, parted by ; or |
    RiskGroups,
    Allergies,
    Alerts,
    Adjustments,
    AccessNote,
    KeyCode,
    LastFlu, ///< date of the last flu vaccine
    LastFluPlace,
    Restricted, ///< sensitive address: yes or no
    MapX, ///< practice map, 0 to 1000
    MapY,
    Ignored ///< known and left out on purpose
};

enum class DateOrder { Detect, DayFirst, MonthFirst };

/// A practice saves one per report it uses.
struct Mapping {
    QString name;
    /// Header as it stands in the file, in any case, to meaning; headers that are not here are
    /// found by their usual names.
    QHash<QString, PatientColumn> columns;
    DateOrder dateOrder = DateOrder::Detect;
};

/// One person of the list. `registers` and `riskGroups` hold the product's words where the cell
/// used a known one, else the cell's own text in lower case.
struct ListedPatient {
    clinical::NhsNumber nhsNumber; ///< null when the cell was blank
    QString family;
    QString given;
    QString title;
    QDate born;
    clinical::Gender gender = clinical::Gender::Unknown;
    QString addressLine;
    QString town;
    QString postcode;
    QString area;
    QString phone;
    QString contactName;
    QString contactPhone;
    QString usualGp;
    QString language;
    bool interpreter = false;
    bool restricted = false;
    QStringList registers;
    QStringList riskGroups;
    QStringList allergies;
    QStringList alerts;
    QStringList adjustments;
    QString accessNote;
    QString keyCode;
    std::optional<int> mapX;
    std::optional<int> mapY;
    std::optional<clinical::PreviousDose> lastFlu;
};

struct RowFinding {
    RowReason reason = RowReason::None;
    QString column; ///< header of the cell, if one cell is at fault
    QString detail; ///< the other line, the cell's text ...: shown literally, never logged
};

struct PreviewRow {
    qint64 line = 0; ///< where the row begins, as an editor counts
    RowVerdict verdict = RowVerdict::Accept;
    std::vector<RowFinding> findings; ///< gravest first
    ListedPatient patient; ///< as far as it could be read
};

struct FileFinding {
    FileReason reason = FileReason::None;
    qint64 line = 0;
    QString detail;
};

struct ImportPreview {
    FileVerdict verdict = FileVerdict::Reject;
    std::vector<FileFinding> findings; ///< gravest first
    QStringList headers; ///< as in the file
    std::vector<std::optional<PatientColumn>> columns; ///< meaning of each header
    DateOrder dateOrder = DateOrder::DayFirst; ///< the order the dates were read in
    std::vector<PreviewRow> rows; ///< every row of the file, in order; empty when rejected

    [[nodiscard]] int accepted() const; ///< Accept and Warn
    [[nodiscard]] int held() const;
    [[nodiscard]] int rejected() const;
};

/// The part of a record that a clash is judged by.
struct KnownPatient {
    QString family;
    QDate born;
};

struct PreviewOptions {
    QDate today; ///< for dates of birth; must be valid
    /// Looks a number up among the practice's records; may be empty. Called once a row at most.
    std::function<std::optional<KnownPatient>(const clinical::NhsNumber&)> known = {};
    std::stop_token stop = {}; ///< asked every few hundred rows; a stopped preview is Cancelled
};

/// Reads a list without changing anything: at most 32 MiB, time linear in size, safe on hostile
/// bytes. Never fails: what cannot be read is the verdict. Callable from any thread.
[[nodiscard]] ImportPreview previewPatientList(
    const QByteArray& bytes, const Mapping& mapping, const PreviewOptions& options);
/// The same from a file that must be a regular one.
[[nodiscard]] ImportPreview previewPatientListFile(
    const QString& path, const Mapping& mapping, const PreviewOptions& options);

/// A file name as it may be shown: control and direction characters written as \u0000 codes.
[[nodiscard]] QString shownFileName(const QString& path);

} // namespace doorstep::exchange
