#include "app/viewmodels/words/job_words.h"

#include "app/viewmodels/words/words.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace doorstep::app::words {

namespace job_parts {

constexpr qsizetype longestTag = 18;

QString says(const char* text)
{
    return QCoreApplication::translate("JobWords", text);
}

struct AdjustmentMark {
    const char* found; ///< in the text, small letters
    const char* icon;
    const char* word;
};
/// The first that is found names the tag.
constexpr std::array adjustmentMarks{
    AdjustmentMark{"hear", "ear", QT_TRANSLATE_NOOP("JobWords", "Hearing")},
    AdjustmentMark{"deaf", "ear", QT_TRANSLATE_NOOP("JobWords", "Hearing")},
    AdjustmentMark{"lip", "ear", QT_TRANSLATE_NOOP("JobWords", "Hearing")},
    AdjustmentMark{"easy read", "eye", QT_TRANSLATE_NOOP("JobWords", "Easy read")},
    AdjustmentMark{"large print", "eye", QT_TRANSLATE_NOOP("JobWords", "Large print")},
    AdjustmentMark{"sight", "eye", QT_TRANSLATE_NOOP("JobWords", "Sight")},
    AdjustmentMark{"blind", "eye", QT_TRANSLATE_NOOP("JobWords", "Sight")},
    AdjustmentMark{"interpreter", "people", QT_TRANSLATE_NOOP("JobWords", "Interpreter")},
    AdjustmentMark{"language", "people", QT_TRANSLATE_NOOP("JobWords", "Interpreter")},
    AdjustmentMark{"carer", "people", QT_TRANSLATE_NOOP("JobWords", "Carer")},
    AdjustmentMark{"daughter", "people", QT_TRANSLATE_NOOP("JobWords", "Family")},
    AdjustmentMark{"son ", "people", QT_TRANSLATE_NOOP("JobWords", "Family")},
    AdjustmentMark{"dementia", "heart", QT_TRANSLATE_NOOP("JobWords", "Memory")},
    AdjustmentMark{"memory", "heart", QT_TRANSLATE_NOOP("JobWords", "Memory")},
    AdjustmentMark{"time", "clock", QT_TRANSLATE_NOOP("JobWords", "More time")},
    AdjustmentMark{"slow", "clock", QT_TRANSLATE_NOOP("JobWords", "More time")},
    AdjustmentMark{"needle", "heart", QT_TRANSLATE_NOOP("JobWords", "Fear of needles")},
};

const AdjustmentMark* markOf(const QString& text)
{
    const QString small = text.toLower() + QLatin1Char(' ');
    const auto found = std::find_if(adjustmentMarks.begin(), adjustmentMarks.end(),
        [&](const AdjustmentMark& mark) { return small.contains(QLatin1String(mark.found)); });
    return found == adjustmentMarks.end() ? nullptr : &*found;
}

void addOnce(std::vector<Tag>& tags, Tag tag)
{
    if (std::none_of(
            tags.begin(), tags.end(), [&](const Tag& other) { return other.text == tag.text; }))
        tags.push_back(std::move(tag));
}

Tag wayInTag(const QString& note)
{
    const bool keySafe = note.contains(QLatin1String("key"), Qt::CaseInsensitive);
    return {.text = keySafe ? says("Key safe") : says("Getting in"),
        .iconName = keySafe ? QStringLiteral("key") : QStringLiteral("door"),
        .tone = QStringLiteral("neutral")};
}

} // namespace job_parts

Job jobOf(const QString& key)
{
    const QString head = key.section(QLatin1Char(':'), 0, 0);
    const QString subject = key.section(QLatin1Char(':'), 1);
    if (head == QLatin1String("vaccinate"))
        return {key, JobKind::Vaccinate, subject};
    if (head == QLatin1String("observe"))
        return {key, JobKind::Observe, subject};
    return {key, JobKind::Form, subject};
}

const clinical::ProgrammePack* packOf(
    const std::vector<clinical::ProgrammePack>& packs, const QString& id)
{
    const auto found = std::find_if(packs.begin(), packs.end(),
        [&](const clinical::ProgrammePack& pack) { return pack.id == id; });
    return found == packs.end() ? nullptr : &*found;
}

QString vaccineName(const clinical::ProgrammePack& pack)
{
    const QString first = pack.title.section(QLatin1Char(' '), 0, 0);
    // An abbreviation keeps its capitals: "RSV", "COVID-19".
    return first.size() > 1 && first[1].isUpper() ? first : first.toLower();
}

QString vaccineTitle(const clinical::ProgrammePack& pack)
{
    const QString season = pack.title.section(QLatin1Char(' '), 1);
    return job_parts::says("%1 vaccine %2").arg(sentence(vaccineName(pack)), season).trimmed();
}

JobWords jobWords(const Job& job, const std::vector<clinical::ProgrammePack>& packs)
{
    using job_parts::says;
    switch (job.kind) {
    case JobKind::Vaccinate:
        if (const auto* pack = packOf(packs, job.subject))
            return {sentence(vaccineName(*pack)), vaccineTitle(*pack), QStringLiteral("syringe")};
        return {job.subject, says("Vaccine %1").arg(job.subject), QStringLiteral("syringe")};
    case JobKind::Observe:
        if (job.subject == QLatin1String("bp"))
            return {says("BP"), says("Blood pressure"), QStringLiteral("pulse")};
        return {says("Observations"), says("Observations"), QStringLiteral("pulse")};
    case JobKind::Form:
        break;
    }
    return {says("Review"), says("Review"), QStringLiteral("clipboard")};
}

QString adjustmentIcon(const QString& text)
{
    const auto* mark = job_parts::markOf(text);
    return mark ? QString::fromLatin1(mark->icon) : QStringLiteral("heart");
}

Tag adjustmentTag(const domain::AdjustmentRow& adjustment)
{
    Tag tag{.text = job_parts::says("What helps"),
        .iconName = adjustmentIcon(adjustment.text),
        .tone = QStringLiteral("adj")};
    if (const auto* mark = job_parts::markOf(adjustment.text))
        tag.text = job_parts::says(mark->word);
    else if (adjustment.text.size() <= job_parts::longestTag)
        tag.text = adjustment.text;
    return tag;
}

FactLine adjustmentLine(const domain::AdjustmentRow& adjustment)
{
    FactLine line{.iconName = adjustmentIcon(adjustment.text), .lead = adjustment.text};
    const qsizetype colon = adjustment.text.indexOf(QLatin1String(": "));
    if (colon > 0) {
        line.lead = adjustment.text.left(colon + 2);
        line.strong = adjustment.text.mid(colon + 2);
    }
    return line;
}

Tag alertTag(const domain::AlertRow& alert)
{
    using job_parts::says;
    if (alert.alertKind == domain::AlertKind::Allergy)
        return {.text = says("Allergies"),
            .iconName = QStringLiteral("warning"),
            .tone = QStringLiteral("stop")};
    const bool fits = alert.text.size() <= job_parts::longestTag;
    Tag tag{.text = fits ? alert.text : says("Alert"),
        .iconName = QStringLiteral("warning"),
        .tone = QStringLiteral("warn")};
    if (alert.alertKind == domain::AlertKind::Respect)
        tag.text = says("ReSPECT");
    else if (!fits && alert.alertKind == domain::AlertKind::Risk)
        tag.text = says("Risk");
    else if (!fits && alert.alertKind == domain::AlertKind::Access)
        tag.text = says("Getting in");
    return tag;
}

std::vector<Tag> patientTags(const domain::PatientRow& patient,
    const std::vector<domain::AlertRow>& alerts,
    const std::vector<domain::AdjustmentRow>& adjustments)
{
    using domain::AlertKind;
    std::vector<Tag> tags;
    for (const auto& alert : alerts)
        if (alert.alertKind == AlertKind::Allergy)
            job_parts::addOnce(tags, alertTag(alert));
    for (const auto& adjustment : adjustments)
        job_parts::addOnce(tags, adjustmentTag(adjustment));
    if (patient.interpreter)
        job_parts::addOnce(tags,
            {.text = job_parts::says("Interpreter"),
                .iconName = QStringLiteral("people"),
                .tone = QStringLiteral("adj")});
    for (const auto& alert : alerts)
        if (alert.alertKind != AlertKind::Allergy && alert.alertKind != AlertKind::Medicine)
            job_parts::addOnce(tags, alertTag(alert));
    if (!patient.accessNote.isEmpty() || !patient.keyCode.isEmpty())
        job_parts::addOnce(tags,
            job_parts::wayInTag(
                patient.keyCode.isEmpty() ? patient.accessNote : QStringLiteral("key")));
    return tags;
}

} // namespace doorstep::app::words
