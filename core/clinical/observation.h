#pragma once

#include "core/clinical/decimal.h"

#include <QString>
#include <optional>
#include <span>

namespace doorstep::clinical {

/// What can be measured at a visit. Consciousness and air or oxygen are choices, not numbers: they
/// have codes here and their values in news2.h.
enum class ObservationKind {
    Systolic,
    Diastolic,
    Pulse,
    Temperature,
    RespiratoryRate,
    OxygenSaturation,
    AirOrOxygen,
    Consciousness,
    Weight,
    Height,
    BodyMassIndex,
    Waist,
    TotalCholesterol,
    BloodGlucose,
    Hba1c
};

struct DecimalRange {
    Decimal low;
    Decimal high; ///< both ends belong to the range
    [[nodiscard]] bool contains(const Decimal& value) const
    {
        return value >= low && value <= high;
    }
};

/// Codes, unit and ranges of one kind. Sources: UK Core value sets and NHS example resources for
/// the codes; hard ranges as real GP systems accept them (NCL models; for systolic the part that
/// the blood-pressure and the NEWS2 ranges share); query ranges from a second public NEWS2
/// specification (secondary: verify). A kind without a sourced query range has none.
struct ObservationDefinition {
    ObservationKind kind;
    QString word; ///< stable: "systolic", "heart-rate" ... store, wire and files
    QString snomed;
    QString loinc; ///< empty when the NHS examples use none
    QString ucum; ///< empty for a choice
    QString unit; ///< as shown: "mmHg", "/min", "°C"
    int decimals = 0; ///< places that may be typed
    std::optional<DecimalRange> hard; ///< outside: cannot be a reading, refused
    std::optional<DecimalRange> query; ///< outside: kept once the person has confirmed it
    int autoAdvanceDigits = 0; ///< digits after which entry always moves on
};

[[nodiscard]] std::span<const ObservationDefinition> observationDefinitions();
[[nodiscard]] const ObservationDefinition& definitionOf(ObservationKind kind);
[[nodiscard]] std::optional<ObservationKind> observationFromWord(QStringView word);

enum class Plausibility {
    Plausible,
    Unlikely, ///< inside the hard range, outside the query range: ask, then keep
    TooLow, ///< below the hard range: refuse
    TooHigh, ///< above the hard range: refuse
    TooManyDecimals,
    NotANumber
};

/// The parts of the sentence "412 is too high for systolic. Enter 40 to 300." The view says it.
struct PlausibilityFinding {
    ObservationKind kind;
    Plausibility plausibility = Plausibility::Plausible;
    QString entered;
    std::optional<Decimal> value; ///< set unless NotANumber
    std::optional<DecimalRange> allowed; ///< the range the sentence names

    [[nodiscard]] bool isRefused() const
    {
        return plausibility != Plausibility::Plausible && plausibility != Plausibility::Unlikely;
    }
};

[[nodiscard]] PlausibilityFinding judgeEntry(ObservationKind kind, QStringView entered);
[[nodiscard]] PlausibilityFinding judgeValue(ObservationKind kind, const Decimal& value);

/// True when no further key could leave a reading inside the hard range, so entry may move on:
/// "120" and "95" for systolic, "37.5" for temperature, never "12" or "37".
[[nodiscard]] bool isEntryComplete(ObservationKind kind, QStringView entered);

/// Weight over height squared, one decimal, rounded half up. None when either is not plausible.
[[nodiscard]] std::optional<Decimal> bodyMassIndex(
    const Decimal& weightKg, const Decimal& heightCm);

} // namespace doorstep::clinical
