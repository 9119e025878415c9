#include "core/exchange/check.h"

#include "core/clinical/gs1.h"
#include "core/clinical/json_value.h"
#include "core/clinical/news2.h"
#include "core/clinical/nhs_number.h"
#include "core/clinical/sct_id.h"
#include "core/exchange/immunization_rules.h"

#include <array>

using namespace Qt::StringLiterals;

namespace doorstep::exchange {

namespace checks {

using clinical::JsonValue;

JsonValue textOrNull(const QString& text)
{
    return JsonValue::stringOrNull(text);
}

QByteArray errorLine(const QString& rule)
{
    return JsonValue::objectAsRead({{u"error"_s, JsonValue::string(rule)}}).toJson();
}

QByteArray nhsNumber(const JsonValue& line, Instant)
{
    const auto reading = clinical::NhsNumber::parse(line[u"input"].text());
    return JsonValue::objectAsRead(
        {{u"valid"_s, JsonValue::boolean(reading.number.has_value())},
            {u"normalised"_s, textOrNull(reading.number ? reading.number->digits() : QString())}})
        .toJson();
}

QByteArray sctId(const JsonValue& line, Instant)
{
    const bool valid = clinical::isConceptId(line[u"input"].text());
    return JsonValue::objectAsRead({{u"valid_concept_id"_s, JsonValue::boolean(valid)}}).toJson();
}

QString gs1Reason(clinical::Gs1Fault fault)
{
    using Fault = clinical::Gs1Fault;
    switch (fault) {
    case Fault::None:
        return {};
    case Fault::NoSymbologyId:
        return u"no-symbology-id"_s;
    case Fault::UnsupportedSymbology:
        return u"unsupported-symbology"_s;
    case Fault::Empty:
        return u"empty"_s;
    case Fault::UnknownAi:
        return u"unknown-element"_s;
    case Fault::WrongLength:
        return u"wrong-length"_s;
    case Fault::EmptyValue:
        return u"empty-value"_s;
    case Fault::WrongCharacter:
        return u"wrong-character"_s;
    case Fault::CheckDigit:
        return u"check-digit"_s;
    case Fault::BadDate:
        return u"not-a-date"_s;
    case Fault::BadValue:
        return u"bad-value"_s;
    case Fault::RequiresOther:
        return u"requires-another-element"_s;
    case Fault::ExcludedPair:
        return u"excluded-pair"_s;
    case Fault::RepeatedDifferent:
        return u"repeated-with-another-value"_s;
    case Fault::LinkNotRead:
        return u"web-address"_s;
    }
    return {};
}

QByteArray gs1(const JsonValue& line, Instant now)
{
    const QByteArray scan = line[u"scan"].text().toUtf8().replace("{GS}", "\x1D");
    const auto read = clinical::readGs1(scan, now.toUtc().date());
    const bool accepted = read.verdict == clinical::Gs1Verdict::Accept;
    const QString expiry = read.expiry ? read.expiry->toString(Qt::ISODate) : QString();
    return JsonValue::objectAsRead(
        {{u"verdict"_s, JsonValue::string(accepted ? u"accept"_s : u"reject"_s)},
            {u"gtin"_s, textOrNull(read.gtin)}, {u"expiry_date"_s, textOrNull(expiry)},
            {u"lot"_s, textOrNull(read.lot)}, {u"serial"_s, textOrNull(read.serial)},
            {u"reason"_s, textOrNull(gs1Reason(read.fault))}})
        .toJson();
}

/// A whole number or none; false when there is something else.
bool readWhole(const JsonValue& value, std::optional<int>& into, int places = 0)
{
    if (value.isNull())
        return true;
    const auto decimal = value.toDecimal();
    const auto scaled = decimal ? decimal->scaled(places) : std::nullopt;
    if (!scaled || *scaled < 0 || *scaled > 10'000)
        return false;
    into = static_cast<int>(*scaled);
    return true;
}

QByteArray news2(const JsonValue& line, Instant)
{
    clinical::News2Reading reading;
    const bool readable = readWhole(line[u"rr"], reading.respirationsPerMinute)
        && readWhole(line[u"spo2"], reading.spo2Percent)
        && readWhole(line[u"sbp"], reading.systolicMmHg)
        && readWhole(line[u"pulse"], reading.pulsePerMinute)
        && readWhole(line[u"temp"], reading.temperatureTenths, 1);
    if (!readable)
        return errorLine(u"whole numbers expected; temperature with one decimal"_s);
    reading.scale
        = line[u"scale"].toInt() == 2 ? clinical::Spo2Scale::Two : clinical::Spo2Scale::One;
    if (line[u"o2"].isBoolean())
        reading.onOxygen = line[u"o2"].toBool();
    reading.consciousness = clinical::acvpuFromLetter(line[u"acvpu"].text());
    const auto score = clinical::scoreNews2(reading);

    static const std::array<QString, clinical::News2ParameterCount> Names{
        u"rr"_s, u"spo2"_s, u"air_o2"_s, u"sbp"_s, u"pulse"_s, u"consciousness"_s, u"temp"_s};
    JsonValue sub;
    for (std::size_t i = 0; score.total && i < Names.size(); ++i)
        sub.set(Names[i], JsonValue::integer(*score.sub[i]));
    return JsonValue::objectAsRead(
        {{u"total"_s, score.total ? JsonValue::integer(*score.total) : JsonValue()},
            {u"band"_s, JsonValue::string(clinical::news2BandWord(score.band))},
            {u"sub"_s, std::move(sub)}})
        .toJson();
}

QByteArray immunizationLine(bool accepted, const QString& reason)
{
    return JsonValue::objectAsRead(
        {{u"verdict"_s, JsonValue::string(accepted ? u"accept"_s : u"reject"_s)},
            {u"reason"_s, textOrNull(reason)}})
        .toJson();
}

QByteArray immunization(const JsonValue& line, Instant now)
{
    const auto verdict = judgeImmunization(line, now);
    return immunizationLine(verdict.accepted, verdict.reason);
}

struct Check {
    QByteArrayView kind;
    QByteArray (*run)(const JsonValue&, Instant);
};

constexpr std::array Checks{Check{"nhs-number", nhsNumber}, Check{"sctid", sctId},
    Check{"gs1", gs1}, Check{"news2", news2}, Check{"imms", immunization}};

} // namespace checks

QByteArray checkLine(QByteArrayView kind, QByteArrayView line, Instant now)
{
    for (const auto& check : checks::Checks) {
        if (check.kind != kind)
            continue;
        const auto document = clinical::readJson(line);
        if (document && document->isObject())
            return check.run(*document, now);
        const QString rule
            = document ? u"object expected"_s : QString::fromUtf8(document.error().detail);
        // What cannot be read is no Immunization: that is a verdict, not an accident.
        return kind == "imms" ? checks::immunizationLine(false, rule) : checks::errorLine(rule);
    }
    return checks::errorLine(u"unknown kind"_s);
}

QList<QByteArray> checkKinds()
{
    QList<QByteArray> kinds;
    for (const auto& check : checks::Checks)
        kinds.append(check.kind.toByteArray());
    return kinds;
}

} // namespace doorstep::exchange
