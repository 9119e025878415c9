#include "core/clinical/news2.h"

#include <algorithm>
#include <numeric>

namespace doorstep::clinical {

namespace {

using Parameter = News2Parameter;

int respirationScore(int perMinute)
{
    if (perMinute <= 8)
        return 3;
    if (perMinute <= 11)
        return 1;
    if (perMinute <= 20)
        return 0;
    return perMinute <= 24 ? 2 : 3;
}

int saturationScoreOne(int percent)
{
    if (percent <= 91)
        return 3;
    if (percent <= 93)
        return 2;
    return percent <= 95 ? 1 : 0;
}

/// Above 92 the score depends on whether oxygen is given; without that answer there is none.
std::optional<int> saturationScoreTwo(int percent, std::optional<bool> onOxygen)
{
    if (percent <= 83)
        return 3;
    if (percent <= 85)
        return 2;
    if (percent <= 87)
        return 1;
    if (percent <= 92)
        return 0;
    if (!onOxygen)
        return std::nullopt;
    if (!*onOxygen)
        return 0;
    if (percent <= 94)
        return 1;
    return percent <= 96 ? 2 : 3;
}

int systolicScore(int mmHg)
{
    if (mmHg <= 90)
        return 3;
    if (mmHg <= 100)
        return 2;
    if (mmHg <= 110)
        return 1;
    return mmHg <= 219 ? 0 : 3;
}

int pulseScore(int perMinute)
{
    if (perMinute <= 40)
        return 3;
    if (perMinute <= 50)
        return 1;
    if (perMinute <= 90)
        return 0;
    if (perMinute <= 110)
        return 1;
    return perMinute <= 130 ? 2 : 3;
}

int temperatureScore(int tenths)
{
    if (tenths <= 350)
        return 3;
    if (tenths <= 360)
        return 1;
    if (tenths <= 380)
        return 0;
    return tenths <= 390 ? 1 : 2;
}

News2Band bandFor(int total, bool singleThree)
{
    if (total >= 7)
        return News2Band::High;
    if (total >= 5)
        return News2Band::Medium;
    return singleThree ? News2Band::LowMedium : News2Band::Low;
}

bool isPresent(const News2Reading& reading, Parameter parameter)
{
    switch (parameter) {
    case Parameter::Respiration:
        return reading.respirationsPerMinute.has_value();
    case Parameter::OxygenSaturation:
        return reading.spo2Percent.has_value();
    case Parameter::AirOrOxygen:
        return reading.onOxygen.has_value();
    case Parameter::Systolic:
        return reading.systolicMmHg.has_value();
    case Parameter::Pulse:
        return reading.pulsePerMinute.has_value();
    case Parameter::Consciousness:
        return reading.consciousness.has_value();
    case Parameter::Temperature:
        return reading.temperatureTenths.has_value();
    }
    return false;
}

} // namespace

QString acvpuLetter(Acvpu level)
{
    return QStringLiteral("ACVPU").at(static_cast<int>(level));
}

std::optional<Acvpu> acvpuFromLetter(QStringView letter)
{
    const auto position = letter.size() == 1 ? QStringLiteral("ACVPU").indexOf(letter[0]) : -1;
    if (position < 0)
        return std::nullopt;
    return static_cast<Acvpu>(position);
}

QString acvpuSnomed(Acvpu level)
{
    switch (level) {
    case Acvpu::Alert:
        return QStringLiteral("248234008");
    case Acvpu::Confusion:
        return QStringLiteral("130987000");
    case Acvpu::Voice:
        return QStringLiteral("300202002");
    case Acvpu::Pain:
        return QStringLiteral("450847001");
    case Acvpu::Unresponsive:
        return QStringLiteral("422768004");
    }
    return {};
}

QString airOrOxygenSnomed(bool onOxygen)
{
    return onOxygen ? QStringLiteral("371825009") : QStringLiteral("722742002");
}

QString news2TotalSnomed()
{
    return QStringLiteral("1104051000000101");
}

QString news2SubScoreSnomed(News2Parameter parameter, Spo2Scale scale)
{
    switch (parameter) {
    case Parameter::Respiration:
        return QStringLiteral("1104301000000104");
    case Parameter::OxygenSaturation:
        return scale == Spo2Scale::One ? QStringLiteral("1104311000000102")
                                       : QStringLiteral("1104321000000108");
    case Parameter::AirOrOxygen:
        return QStringLiteral("1104331000000105");
    case Parameter::Systolic:
        return QStringLiteral("1104341000000101");
    case Parameter::Pulse:
        return QStringLiteral("1104351000000103");
    case Parameter::Consciousness:
        return QStringLiteral("1104361000000100");
    case Parameter::Temperature:
        return QStringLiteral("1104371000000107");
    }
    return {};
}

QString news2BandWord(News2Band band)
{
    switch (band) {
    case News2Band::Incomplete:
        return QStringLiteral("incomplete");
    case News2Band::Low:
        return QStringLiteral("low");
    case News2Band::LowMedium:
        return QStringLiteral("low-medium");
    case News2Band::Medium:
        return QStringLiteral("medium");
    case News2Band::High:
        return QStringLiteral("high");
    }
    return {};
}

bool News2Score::hasSingleThree() const
{
    return std::any_of(sub.begin(), sub.end(), [](const auto& score) { return score == 3; });
}

News2Score scoreNews2(const News2Reading& reading)
{
    News2Score score;
    const auto put = [&](Parameter parameter, std::optional<int> value) {
        score.sub[static_cast<std::size_t>(parameter)] = value;
    };
    if (reading.respirationsPerMinute)
        put(Parameter::Respiration, respirationScore(*reading.respirationsPerMinute));
    if (reading.spo2Percent)
        put(Parameter::OxygenSaturation,
            reading.scale == Spo2Scale::One
                ? saturationScoreOne(*reading.spo2Percent)
                : saturationScoreTwo(*reading.spo2Percent, reading.onOxygen));
    if (reading.onOxygen)
        put(Parameter::AirOrOxygen, *reading.onOxygen ? 2 : 0);
    if (reading.systolicMmHg)
        put(Parameter::Systolic, systolicScore(*reading.systolicMmHg));
    if (reading.pulsePerMinute)
        put(Parameter::Pulse, pulseScore(*reading.pulsePerMinute));
    if (reading.consciousness)
        put(Parameter::Consciousness, *reading.consciousness == Acvpu::Alert ? 0 : 3);
    if (reading.temperatureTenths)
        put(Parameter::Temperature, temperatureScore(*reading.temperatureTenths));

    for (std::size_t i = 0; i < News2ParameterCount; ++i) {
        if (!isPresent(reading, static_cast<Parameter>(i)))
            score.missing.push_back(static_cast<Parameter>(i));
    }
    if (!score.missing.empty())
        return score;
    score.total = std::accumulate(score.sub.begin(), score.sub.end(), 0,
        [](int sum, const auto& part) { return sum + *part; });
    score.band = bandFor(*score.total, score.hasSingleThree());
    return score;
}

News2Use news2UseFor(std::optional<int> ageYears, bool pregnant)
{
    if (ageYears && *ageYears < 16)
        return News2Use::UnderSixteen;
    return pregnant ? News2Use::Pregnant : News2Use::Suitable;
}

} // namespace doorstep::clinical
