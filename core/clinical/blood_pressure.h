#pragma once

#include <optional>

namespace doorstep::clinical {

/// mmHg.
struct BloodPressure {
    int systolic = 0;
    int diastolic = 0;
    bool operator==(const BloodPressure&) const = default;
};

enum class BloodPressureFault {
    SystolicOutOfRange,
    DiastolicOutOfRange,
    DiastolicNotBelowSystolic ///< the two were swapped or mistyped
};

[[nodiscard]] std::optional<BloodPressureFault> faultOf(const BloodPressure& pressure);

/// Where it was taken: the thresholds differ.
enum class BloodPressureSetting { Clinic, HomeAverage };

/// Published bands, for showing beside the numbers; not a diagnosis. Either number at or above its
/// threshold counts. Source: NICE NG136 as listed by NCL (bp_thresholds).
enum class BloodPressureBand {
    Below, ///< under 140/90 (home average 135/85)
    Stage1, ///< from 140/90 (135/85)
    Stage2, ///< from 160/100 (150/95)
    Severe ///< from 180/120, clinic only: same-day assessment if there are symptoms
};

[[nodiscard]] BloodPressureBand bandOf(const BloodPressure& pressure, BloodPressureSetting setting);

/// The treatment target for this age: true when both numbers are under it (140/90 below 80 years,
/// 150/90 from 80; home average 135/85 and 145/85).
[[nodiscard]] bool isUnderTarget(
    const BloodPressure& pressure, BloodPressureSetting setting, int ageYears);

/// A first clinic reading from 140/90 asks for a second (unsourced: confirm locally).
[[nodiscard]] bool isSecondReadingDue(const BloodPressure& first);

/// Standing systolic lower by 20 or more than sitting matters (NG136).
[[nodiscard]] bool isPosturalDrop(const BloodPressure& sitting, const BloodPressure& standing);

} // namespace doorstep::clinical
