#pragma once

#include <QString>
#include <array>
#include <optional>
#include <vector>

namespace doorstep::clinical {

/// In the order of the published chart.
enum class News2Parameter {
    Respiration,
    OxygenSaturation,
    AirOrOxygen,
    Systolic,
    Pulse,
    Consciousness,
    Temperature
};
inline constexpr std::size_t News2ParameterCount = 7;

/// Scale 2 only for confirmed hypercapnic respiratory failure on a competent clinician's written
/// order: who and when are recorded with the set, outside this rule.
enum class Spo2Scale { One, Two };
enum class Acvpu { Alert, Confusion, Voice, Pain, Unresponsive };

[[nodiscard]] QString acvpuLetter(Acvpu level); ///< A C V P U
[[nodiscard]] std::optional<Acvpu> acvpuFromLetter(QStringView letter);
[[nodiscard]] QString acvpuSnomed(Acvpu level);
[[nodiscard]] QString airOrOxygenSnomed(bool onOxygen);
/// SNOMED id of the total, and of a parameter's sub-score (oxygen saturation has one per scale).
[[nodiscard]] QString news2TotalSnomed();
[[nodiscard]] QString news2SubScoreSnomed(News2Parameter parameter, Spo2Scale scale);

struct News2Reading {
    std::optional<int> respirationsPerMinute;
    std::optional<int> spo2Percent;
    Spo2Scale scale = Spo2Scale::One;
    std::optional<bool> onOxygen;
    std::optional<int> systolicMmHg;
    std::optional<int> pulsePerMinute;
    std::optional<Acvpu> consciousness;
    std::optional<int> temperatureTenths; ///< 375 is 37.5 °C: compared in tenths, never as a float
};

enum class News2Band {
    Incomplete, ///< something is missing: no total, no colour
    Low, ///< 0 to 4
    LowMedium, ///< 0 to 4 with a 3 in any single parameter
    Medium, ///< 5 or 6
    High ///< 7 or more
};
/// incomplete, low, low-medium, medium, high.
[[nodiscard]] QString news2BandWord(News2Band band);

struct News2Score {
    /// Indexed by News2Parameter; none where it is missing or depends on a missing one (saturation
    /// of 93 or more on scale 2 needs air or oxygen).
    std::array<std::optional<int>, News2ParameterCount> sub;
    std::optional<int> total; ///< only when every parameter is there
    News2Band band = News2Band::Incomplete;
    std::vector<News2Parameter> missing;

    [[nodiscard]] std::optional<int> subOf(News2Parameter parameter) const
    {
        return sub[static_cast<std::size_t>(parameter)];
    }
    [[nodiscard]] bool hasSingleThree() const;
};

/// Royal College of Physicians, National Early Warning Score (NEWS) 2, 2017, charts 1 and 2.
/// A lookup in a published chart: it does not replace judgement.
[[nodiscard]] News2Score scoreNews2(const News2Reading& reading);

/// The chart is not for people under 16 or in pregnancy.
enum class News2Use { Suitable, UnderSixteen, Pregnant };
[[nodiscard]] News2Use news2UseFor(std::optional<int> ageYears, bool pregnant);

} // namespace doorstep::clinical
