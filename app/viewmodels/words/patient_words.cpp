#include "app/viewmodels/words/patient_words.h"

#include "app/viewmodels/words/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace doorstep::app::words {

namespace patient_parts {

/// The strip has room for two lines; the rest opens with "and 3 more".
constexpr qsizetype allergiesShown = 4;

QString says(const char* text)
{
    return QCoreApplication::translate("PatientWords", text);
}

QString sexWord(domain::Gender gender)
{
    switch (gender) {
    case domain::Gender::Male:
        return says("Male");
    case domain::Gender::Female:
        return says("Female");
    case domain::Gender::Other:
        return says("Other");
    case domain::Gender::Unknown:
        break;
    }
    return says("Sex not recorded");
}

void sayAllergies(
    PatientTop& top, const domain::PatientRow& patient, const std::vector<domain::AlertRow>& alerts)
{
    const QStringList all = allergyList(alerts);
    if (!all.isEmpty()) {
        top.allergyState = QStringLiteral("known");
        top.allergies = QStringList(all.first(std::min(all.size(), allergiesShown)))
                            .join(QStringLiteral(", "));
        top.allAllergies = all.join(QStringLiteral(", "));
        if (all.size() > allergiesShown)
            top.allergiesMore = says("and %1 more").arg(all.size() - allergiesShown);
        return;
    }
    if (patient.allergyStatus != domain::AllergyStatus::NoneKnown) {
        top.allergyState = QStringLiteral("notRecorded");
        return;
    }
    top.allergyState = QStringLiteral("none");
    if (patient.allergiesCheckedAt.ms > 0)
        top.allergies = says("checked %1").arg(date(localDay(patient.allergiesCheckedAt)));
}

} // namespace patient_parts

std::vector<FactLine> alsoRecordedLines(const std::vector<domain::PatientRow>& others)
{
    std::vector<FactLine> lines;
    for (const auto& other : others) {
        const QString number = other.nhsNumber.isEmpty()
            ? patient_parts::says("no NHS number")
            : patient_parts::says("NHS %1").arg(nhsNumber(other.nhsNumber));
        lines.push_back({.iconName = QStringLiteral("people"),
            .lead = patient_parts::says("Also recorded as "),
            .strong = QStringLiteral("%1, %2").arg(fullName(other.family, other.given), number)});
    }
    return lines;
}

QStringList allergyList(const std::vector<domain::AlertRow>& alerts)
{
    QStringList all;
    for (const auto& alert : alerts) {
        if (alert.alertKind != domain::AlertKind::Allergy || !alert.active)
            continue;
        all.push_back(alert.reaction.isEmpty()
                ? alert.text
                : QStringLiteral("%1 (%2)").arg(alert.text, alert.reaction));
    }
    return all;
}

PatientTop patientTop(const domain::PatientRow& patient,
    const std::vector<domain::AlertRow>& alerts, QDate today, const QString& identity)
{
    PatientTop top{.name = bandName(patient.family, patient.given, patient.title),
        .born = date(patient.born),
        .age = ageText(patient.born, today),
        .sex = patient_parts::sexWord(patient.gender),
        .nhsNumber = nhsNumber(patient.nhsNumber),
        .address = address(patient.addressLine, patient.town),
        .identity = identity};
    patient_parts::sayAllergies(top, patient, alerts);
    return top;
}

} // namespace doorstep::app::words
