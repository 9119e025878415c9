#include "core/clinical/observation.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace doorstep::clinical {

namespace {

using Kind = ObservationKind;

DecimalRange whole(qint64 low, qint64 high)
{
    return {Decimal::whole(low), Decimal::whole(high)};
}

DecimalRange tenths(qint64 low, qint64 high)
{
    return {Decimal::tenths(low), Decimal::tenths(high)};
}

ObservationDefinition choice(Kind kind, const QString& word, const QString& snomed)
{
    return {kind, word, snomed, {}, {}, {}, 0, std::nullopt, std::nullopt, 0};
}

// Codes: UK Core value sets; LOINC as in NHS example resources. NHS JSON writes {beats}/min and
// {Breaths}/min; "/min" is the proper UCUM code and is what we send.
const std::vector<ObservationDefinition>& definitions()
{
    const QString mmHg = QStringLiteral("mm[Hg]");
    const QString perMinute = QStringLiteral("/min");
    const QString mmol = QStringLiteral("mmol/L");
    static const std::vector<ObservationDefinition> all{
        {Kind::Systolic, u"systolic"_s, u"271649006"_s, u"8480-6"_s, mmHg, u"mmHg"_s, 0,
            whole(40, 300), whole(50, 250), 3},
        {Kind::Diastolic, u"diastolic"_s, u"271650006"_s, u"8462-4"_s, mmHg, u"mmHg"_s, 0,
            whole(20, 200), std::nullopt, 3},
        {Kind::Pulse, u"pulse"_s, u"364075005"_s, u"8867-4"_s, perMinute, perMinute, 0,
            whole(10, 300), whole(10, 250), 3},
        {Kind::Temperature, u"temperature"_s, u"386725007"_s, u"8310-5"_s, u"Cel"_s, u"°C"_s, 1,
            tenths(250, 450), tenths(300, 450), 3},
        {Kind::RespiratoryRate, u"respiratory-rate"_s, u"86290005"_s, u"9279-1"_s, perMinute,
            perMinute, 0, whole(0, 80), whole(0, 50), 2},
        {Kind::OxygenSaturation, u"oxygen-saturation"_s, u"431314004"_s, {}, u"%"_s, u"%"_s, 0,
            whole(40, 100), whole(50, 100), 3},
        choice(Kind::AirOrOxygen, u"air-or-oxygen"_s, QString()),
        choice(Kind::Consciousness, u"consciousness"_s, u"1104441000000107"_s),
        {Kind::Weight, u"weight"_s, u"27113001"_s, {}, u"kg"_s, u"kg"_s, 1, whole(10, 500),
            std::nullopt, 4},
        {Kind::Height, u"height"_s, u"1153637007"_s, {}, u"cm"_s, u"cm"_s, 1, whole(50, 250),
            std::nullopt, 4},
        {Kind::BodyMassIndex, u"body-mass-index"_s, u"60621009"_s, {}, u"kg/m2"_s, u"kg/m²"_s, 1,
            whole(10, 150), std::nullopt, 4},
        {Kind::Waist, u"waist"_s, u"276361009"_s, {}, u"cm"_s, u"cm"_s, 1, whole(30, 250),
            std::nullopt, 4},
        {Kind::TotalCholesterol, u"total-cholesterol"_s, u"1005671000000105"_s, {}, mmol, mmol, 1,
            tenths(5, 200), std::nullopt, 3},
        // Meter range, unsourced: confirm against the meter in use.
        {Kind::BloodGlucose, u"blood-glucose"_s, u"997671000000106"_s, {}, mmol, mmol, 1,
            tenths(6, 333), std::nullopt, 3},
        {Kind::Hba1c, u"hba1c"_s, u"1003671000000109"_s, {}, u"mmol/mol"_s, u"mmol/mol"_s, 0,
            whole(20, 200), std::nullopt, 3},
    };
    return all;
}

bool isNumber(const ObservationDefinition& definition)
{
    return definition.hard.has_value();
}

} // namespace

std::span<const ObservationDefinition> observationDefinitions()
{
    return definitions();
}

const ObservationDefinition& definitionOf(ObservationKind kind)
{
    return definitions()[static_cast<std::size_t>(kind)]; // kept in the order of the enum, tested
}

std::optional<ObservationKind> observationFromWord(QStringView word)
{
    for (const auto& definition : definitions()) {
        if (definition.word == word)
            return definition.kind;
    }
    return std::nullopt;
}

PlausibilityFinding judgeValue(ObservationKind kind, const Decimal& value)
{
    const auto& definition = definitionOf(kind);
    PlausibilityFinding finding{
        kind, Plausibility::Plausible, value.toText(), value, definition.hard};
    if (!isNumber(definition))
        finding.plausibility = Plausibility::NotANumber;
    else if (value < definition.hard->low)
        finding.plausibility = Plausibility::TooLow;
    else if (value > definition.hard->high)
        finding.plausibility = Plausibility::TooHigh;
    else if (!value.scaled(definition.decimals))
        finding.plausibility = Plausibility::TooManyDecimals;
    else if (definition.query && !definition.query->contains(value)) {
        finding.plausibility = Plausibility::Unlikely;
        finding.allowed = definition.query;
    }
    return finding;
}

PlausibilityFinding judgeEntry(ObservationKind kind, QStringView entered)
{
    const auto value = Decimal::parse(entered.trimmed());
    if (!value)
        return {kind, Plausibility::NotANumber, entered.toString(), std::nullopt,
            definitionOf(kind).hard};
    auto finding = judgeValue(kind, *value);
    finding.entered = entered.toString();
    return finding;
}

bool isEntryComplete(ObservationKind kind, QStringView entered)
{
    const auto& definition = definitionOf(kind);
    const auto value = Decimal::parse(entered);
    if (!value || !isNumber(definition) || judgeValue(kind, *value).isRefused())
        return false;
    if (entered.contains(u'.'))
        return value->places >= definition.decimals;
    if (definition.decimals > 0)
        return false; // a point may follow
    // The smallest number that one more digit could make.
    return Decimal::whole(value->unscaled * 10) > definition.hard->high;
}

std::optional<Decimal> bodyMassIndex(const Decimal& weightKg, const Decimal& heightCm)
{
    if (judgeValue(Kind::Weight, weightKg).isRefused()
        || judgeValue(Kind::Height, heightCm).isRefused())
        return std::nullopt;
    // kg / m2 = (w/10) / (h/1000)^2 with both in tenths; times ten for the decimal kept.
    const qint64 weight = *weightKg.scaled(1);
    const qint64 height = *heightCm.scaled(1);
    const qint64 numerator = weight * 1'000'000;
    const qint64 denominator = height * height;
    return Decimal::tenths((2 * numerator + denominator) / (2 * denominator));
}

} // namespace doorstep::clinical
