#pragma once

#include "core/base/result.h"
#include "core/clinical/decimal.h"

#include <QDate>
#include <QHash>
#include <QStringList>
#include <optional>
#include <vector>

namespace doorstep::clinical {

/// A dated, sourced, replaceable set of programme facts (docs/adr/0005-programme-packs.md). Nothing
/// here is a constant in code; the date and sources are shown on screen.

struct PackSource {
    QString id;
    QString title;
    QDate published;
    QString where; ///< how to find it: site and page, or repository and file
};

/// Who is invited, as plain conditions that all must hold.
struct Cohort {
    QString id;
    QString label; ///< "Aged 65 and over"
    QDate opens; ///< first day
    QDate closes; ///< last day
    QDate ageOn; ///< the day on which age is counted; invalid: the day of the dose
    std::optional<int> minimumAge; ///< whole years, included
    std::optional<int> belowAge; ///< whole years, excluded
    std::optional<int> minimumAgeMonths; ///< for infants, counted on the day of the dose
    QStringList anyOf; ///< one of these registers or risk groups; empty: none needed
    std::optional<Decimal> minimumBmi; ///< instead of a group in `anyOf`
    QString source; ///< PackSource id
};

/// For which ages a product is the first choice, or only one when the first cannot be had.
struct ProductLine {
    std::optional<int> minimumAge; ///< whole years, included
    std::optional<int> belowAge; ///< whole years, excluded
    bool secondLine = false;
};

struct Product {
    QString id; ///< "tivc"
    QString name;
    QString dmd; ///< dm+d AMP; empty when no public source gave it: the practice fills it in
    QString dose; ///< "0.5"
    QString doseUnit; ///< UCUM
    QString route; ///< Route id
    QString systmOneCode; ///< CTV3 code for its CSV import; empty: the practice fills it in
    std::vector<ProductLine> lines; ///< an age in none of them: not for this age
    QStringList givenCodes; ///< procedure codes for the first, second ... dose
    QString source;
};

/// A site or a route.
struct CodedPlace {
    QString id;
    QString label; ///< "Left arm"
    QString snomed;
    QString term;
    QString systmOne; ///< its word in the SystmOne import
};

/// The SNOMED concept that records an outcome of this programme.
struct OutcomeCode {
    QString outcome; ///< given, given-elsewhere, declined, no-consent, contraindicated,
                     ///< did-not-attend, unwell
    QString snomed;
    QString term;
};

enum class ScreenEffect {
    Proceed,
    Note, ///< shown beside the record
    AskClinician, ///< a registered professional decides
    Postpone,
    DoNotGive
};

struct PreScreenQuestion {
    QString id;
    QString text; ///< as asked
    QString easyText; ///< for the patient side, easy read
    ScreenEffect whenYes = ScreenEffect::Note;
    ScreenEffect whenUnsure = ScreenEffect::AskClinician;
    QString reason; ///< stable word for the outcome and the audit line: "fever"
    QString source;
};

struct ProgrammePack {
    QString id; ///< "flu-2026-27"
    QString programme; ///< "flu"
    QString title; ///< "Flu 2026/27"
    int version = 0;
    QDate dated;
    QDate opens;
    QDate closes;
    QString targetDisease; ///< SNOMED
    QString targetDiseaseTerm;
    QDate countsFrom; ///< a dose on or after this day counts for this programme
    int dosesInCourse = 1;
    int minimumIntervalDays = 0; ///< between doses of a course
    std::vector<PackSource> sources;
    std::vector<Cohort> cohorts;
    std::vector<Product> products;
    std::vector<CodedPlace> sites;
    std::vector<CodedPlace> routes;
    std::vector<OutcomeCode> codes;
    std::vector<PreScreenQuestion> preScreen;
    QStringList gaps; ///< facts no public source gave, said plainly for the desk to fill

    [[nodiscard]] const Product* productById(QStringView productId) const;
    [[nodiscard]] const Product* productByDmd(QStringView dmd) const;
    [[nodiscard]] const CodedPlace* site(QStringView siteId) const;
    [[nodiscard]] const CodedPlace* route(QStringView routeId) const;
    [[nodiscard]] const OutcomeCode* code(QStringView outcome) const;
    [[nodiscard]] const PreScreenQuestion* question(QStringView questionId) const;
};

/// Reads a pack and refuses a bad one whole: malformed JSON, unknown schema or member, a missing
/// date or source, a code that fails Verhoeff, an id used twice or not declared, ranges that cannot
/// hold. `detail` of the error names the place and the rule. At most 1 MiB.
[[nodiscard]] Result<ProgrammePack> readProgrammePack(const QByteArray& json);

/// The packs shipped with this build, newest first; a shipped pack that does not read is a bug and
/// its error is returned.
[[nodiscard]] Result<std::vector<ProgrammePack>> shippedProgrammePacks();

} // namespace doorstep::clinical
