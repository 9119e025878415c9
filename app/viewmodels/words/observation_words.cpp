#include "app/viewmodels/words/observation_words.h"

#include "app/viewmodels/words/words.h"

#include <QCoreApplication>

namespace doorstep::app::words {

namespace observation_parts {

using clinical::ObservationKind;

QString says(const char* text)
{
    return QCoreApplication::translate("ObservationWords", text);
}

QString parameterText(clinical::News2Parameter parameter)
{
    using clinical::News2Parameter;
    switch (parameter) {
    case News2Parameter::Respiration:
        return says("breathing rate");
    case News2Parameter::OxygenSaturation:
        return says("SpO2");
    case News2Parameter::AirOrOxygen:
        return says("air or oxygen");
    case News2Parameter::Systolic:
        return says("systolic");
    case News2Parameter::Pulse:
        return says("pulse");
    case News2Parameter::Consciousness:
        return says("consciousness");
    case News2Parameter::Temperature:
        return says("temperature");
    }
    return {};
}

QString pointsText(const clinical::News2Score& score)
{
    QStringList parts;
    bool rest = false;
    for (std::size_t i = 0; i < clinical::News2ParameterCount; ++i) {
        const auto parameter = static_cast<clinical::News2Parameter>(i);
        const auto points = score.subOf(parameter);
        if (points && *points > 0)
            parts.push_back(QStringLiteral("%1 %2").arg(parameterText(parameter)).arg(*points));
        else if (points)
            rest = true;
    }
    if (parts.isEmpty())
        return rest ? says("All 0 so far") : QString();
    if (rest)
        parts.push_back(says("the rest 0"));
    return sentence(parts.join(QStringLiteral(", ")));
}

void sayBand(News2Words& words, const clinical::News2Score& score)
{
    using clinical::News2Band;
    switch (score.band) {
    case News2Band::Incomplete:
        return;
    case News2Band::Low:
        words.heading = says("NEWS2 %1, low").arg(words.score);
        words.tone = QStringLiteral("ok");
        return;
    case News2Band::LowMedium:
        words.heading = says("NEWS2 %1, low-medium").arg(words.score);
        words.next = says("One value scores 3: a clinician must review urgently");
        words.tone = QStringLiteral("warn");
        return;
    case News2Band::Medium:
        words.heading = says("NEWS2 %1, medium").arg(words.score);
        words.next = says("Urgent review: ring the duty doctor now");
        words.tone = QStringLiteral("warn");
        return;
    case News2Band::High:
        words.heading = says("NEWS2 %1, high").arg(words.score);
        words.next = says("Emergency: ring 999, then the duty doctor");
        words.tone = QStringLiteral("stop");
        return;
    }
}

} // namespace observation_parts

QString kindInSentence(clinical::ObservationKind kind)
{
    using clinical::ObservationKind;
    using observation_parts::says;
    switch (kind) {
    case ObservationKind::Systolic:
        return says("systolic");
    case ObservationKind::Diastolic:
        return says("diastolic");
    case ObservationKind::Pulse:
        return says("pulse");
    case ObservationKind::Temperature:
        return says("temperature");
    case ObservationKind::RespiratoryRate:
        return says("breathing rate");
    case ObservationKind::OxygenSaturation:
        return says("SpO2");
    case ObservationKind::AirOrOxygen:
        return says("air or oxygen");
    case ObservationKind::Consciousness:
        return says("consciousness");
    case ObservationKind::Weight:
        return says("weight");
    case ObservationKind::Height:
        return says("height");
    case ObservationKind::BodyMassIndex:
        return says("BMI");
    case ObservationKind::Waist:
        return says("waist");
    case ObservationKind::TotalCholesterol:
        return says("cholesterol");
    case ObservationKind::BloodGlucose:
        return says("glucose");
    case ObservationKind::Hba1c:
        return says("HbA1c");
    }
    return {};
}

QString kindLabel(clinical::ObservationKind kind)
{
    return sentence(kindInSentence(kind));
}

QString plausibilitySentence(const clinical::PlausibilityFinding& finding)
{
    using clinical::Plausibility;
    using observation_parts::says;
    const QString what = kindInSentence(finding.kind);
    const QString range = finding.allowed
        ? says("%1 to %2").arg(finding.allowed->low.toText(), finding.allowed->high.toText())
        : QString();
    switch (finding.plausibility) {
    case Plausibility::Plausible:
        return {};
    case Plausibility::TooHigh:
        return says("%1 is too high for %2. Enter %3.").arg(finding.entered, what, range);
    case Plausibility::TooLow:
        return says("%1 is too low for %2. Enter %3.").arg(finding.entered, what, range);
    case Plausibility::TooManyDecimals:
        return says("%1 has too many decimals for %2. Enter %3.").arg(finding.entered, what, range);
    case Plausibility::NotANumber:
        return says("%1 is not a whole number for %2. Enter %3.").arg(finding.entered, what, range);
    case Plausibility::Unlikely:
        return says("%1 is unusual for %2. Measure again, or press Next to keep it.")
            .arg(finding.entered, what);
    }
    return {};
}

std::vector<Choice> wordChoices(clinical::ObservationKind kind)
{
    using observation_parts::says;
    if (kind == clinical::ObservationKind::AirOrOxygen)
        return {{.value = QStringLiteral("air"), .text = says("On air")},
            {.value = QStringLiteral("oxygen"), .text = says("On oxygen")}};
    if (kind == clinical::ObservationKind::Consciousness)
        return {{.value = QStringLiteral("A"), .text = says("Alert")},
            {.value = QStringLiteral("C"), .text = says("New confusion")},
            {.value = QStringLiteral("V"), .text = says("Responds to voice")},
            {.value = QStringLiteral("P"), .text = says("Responds to pain")},
            {.value = QStringLiteral("U"), .text = says("Unresponsive")}};
    return {};
}

QString wordText(clinical::ObservationKind kind, const QString& word)
{
    for (const Choice& choice : wordChoices(kind))
        if (choice.value == word)
            return choice.text;
    return {};
}

std::vector<Choice> notTakenReasons()
{
    using observation_parts::says;
    return {{.value = QStringLiteral("declined"), .text = says("Declined")},
        {.value = QStringLiteral("not-needed"), .text = says("Not needed today")},
        {.value = QStringLiteral("could-not"), .text = says("Could not be taken")},
        {.value = QStringLiteral("no-device"), .text = says("No device")},
        {.value = QStringLiteral("distress"), .text = says("Would distress")}};
}

QString notTakenText(const QString& reason)
{
    for (const Choice& choice : notTakenReasons())
        if (choice.value == reason)
            return choice.text;
    return reason;
}

const QStringList& postures()
{
    static const QStringList all{observation_parts::says("Left arm, sitting"),
        observation_parts::says("Right arm, sitting"), observation_parts::says("Left arm, lying"),
        observation_parts::says("Left arm, standing")};
    return all;
}

News2Words news2Words(const clinical::News2Score& score, clinical::News2Use use)
{
    using namespace observation_parts;
    News2Words words;
    if (use != clinical::News2Use::Suitable) {
        words.score = QStringLiteral("–");
        words.heading = use == clinical::News2Use::Pregnant ? says("NEWS2 is not for pregnancy")
                                                            : says("NEWS2 is not for under 16");
        return words;
    }
    words.points = pointsText(score);
    if (score.total) {
        words.score = QString::number(*score.total);
        sayBand(words, score);
        return words;
    }
    int soFar = 0;
    for (const auto& points : score.sub)
        soFar += points.value_or(0);
    words.score = QString::number(soFar);
    words.heading = says("NEWS2 so far, not a total");
    QStringList missing;
    for (const auto parameter : score.missing)
        missing.push_back(parameterText(parameter));
    words.missing = says("Missing: %1").arg(missing.join(QStringLiteral(", ")));
    words.tone = QStringLiteral("neutral");
    return words;
}

} // namespace doorstep::app::words
