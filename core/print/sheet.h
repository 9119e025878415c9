#pragma once

#include "core/base/result.h"

#include <QDate>
#include <QIODevice>
#include <QString>
#include <QStringList>
#include <QTime>
#include <optional>
#include <vector>

/// Paper for people: plain structs in, an A4 PDF out. Callers choose the words and the time zone;
/// this folder chooses layout and number formats. Needs a QGuiApplication (any platform plugin);
/// the GUI thread or a thread of its own. No name of a patient goes into the file's metadata.
namespace doorstep::print {

/// The same for every sheet.
struct PageSetup {
    QString fontFamily; ///< loaded by the caller; NotFound when the system does not have it
    QString practiceName;
    QString odsCode;
    QString printedBy;
    QDate printedOn;
    QTime printedAt;
};

struct PrintedPatient {
    QString family;
    QString given;
    QString title;
    QDate born;
    QString nhsNumber; ///< ten digits, or empty
    QString address; ///< one line; leave empty for a restricted address
    QString phone;
};

/// Given by us, given elsewhere, or not given: exactly one of these is meant by `notGiven`/`place`.
struct PrintedDose {
    QString vaccine; ///< "Flu 2026/27, aTIV"
    QString notGiven; ///< the reason; empty when given
    QString elsewhere; ///< where, when somebody else gave it
    QDate day;
    QTime time; ///< invalid when only the day is known
    QString batchNumber;
    QDate expires;
    int doseMicrolitres = 0;
    QString site;
    QString route;
    QString authority; ///< "PGD flu, version 2"
    QString consent;
    QString givenBy;
};

/// One line of a set: "Blood pressure", "142/88 mmHg". An untaken value says why.
struct PrintedObservation {
    QString name;
    QString value; ///< with its unit
    QString notTaken; ///< the reason; empty when taken
    QTime time;
};

struct PrintedFollowUp {
    QString text;
    QString owner;
    QDate due;
    bool urgent = false;
};

struct VisitSheet {
    PrintedPatient patient;
    QDate day;
    QTime started;
    QTime ended;
    QString roundName;
    QString seenBy;
    QString outcome;
    QString outcomeDetail;
    QDate retryOn;
    QString allergies; ///< "Egg (rash)", "None known, asked 24 Nov 2026", "Not asked": never empty
    QStringList alerts;
    QStringList adjustments;
    std::vector<PrintedDose> doses;
    std::vector<PrintedObservation> observations;
    QString news2; ///< "3, low" when complete, else what is missing; empty when nothing was taken
    QStringList notes;
    std::vector<PrintedFollowUp> followUps;
    QString receipt; ///< how far the record has travelled, and what waits
};

struct PrintedStop {
    int position = 0;
    QString patient;
    QString area;
    QString outcome;
    QString detail;
    QTime time;
};

struct PrintedBatch {
    QString vaccine;
    QString batchNumber;
    QDate expires;
    int loaded = 0;
    int given = 0;
    int wasted = 0;
    int returned = 0;
    [[nodiscard]] int difference() const { return loaded - given - wasted - returned; }
};

struct PrintedTemperature {
    QTime time;
    std::optional<int> tenths; ///< tenths of a degree C, like the next two
    std::optional<int> minTenths;
    std::optional<int> maxTenths;
};

struct RoundSheet {
    QString name;
    QDate day;
    QStringList team;
    std::vector<PrintedStop> stops;
    std::vector<PrintedBatch> batches;
    QString differenceReason;
    std::vector<PrintedTemperature> temperatures;
    QString kit; ///< "Complete, adrenaline expires 28 Feb 2027"
    QString closedBy;
    QTime closedAt;
    QString receipt;
};

/// Writes the whole file. NotFound: the font; Io: the device refused bytes. Nothing is written when
/// the font is missing.
[[nodiscard]] Status writeVisitSheet(
    QIODevice& file, const VisitSheet& sheet, const PageSetup& setup);
[[nodiscard]] Status writeRoundSheet(
    QIODevice& file, const RoundSheet& sheet, const PageSetup& setup);

} // namespace doorstep::print
