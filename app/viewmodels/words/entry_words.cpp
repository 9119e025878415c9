#include "app/viewmodels/words/entry_words.h"

#include "app/viewmodels/words/hold_words.h"
#include "app/viewmodels/words/observation_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/record_words.h"
#include "app/viewmodels/words/words.h"
#include "core/clinical/observation.h"
#include "core/ledger/kinds/box_kinds.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/kinds/practice_kinds.h"
#include "core/ledger/kinds/round_kinds.h"
#include "core/ledger/kinds/shared_kinds.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <algorithm>
#include <array>

namespace doorstep::app::words {

namespace entry_sayings {

QString says(const char* text)
{
    return QCoreApplication::translate("EntryWords", text);
}

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QString plain(const QString& word)
{
    return QString(word).replace(QLatin1Char('-'), QLatin1Char(' '));
}

QString doses(int count)
{
    return counted(count, says("1 dose"), says("%1 doses"));
}

QString said(const ledger::VaccinationRecorded& dose, const NameOf&)
{
    const QString what = dose.productName.isEmpty() ? dose.programme : dose.productName;
    QString when = date(dose.occurredOn);
    if (dose.occurredAt.ms > 0)
        when = says("%1 at %2").arg(when, time(dose.occurredAt));
    if (dose.status == domain::VaccinationStatus::NotGiven)
        return joined({says("Not given: %1").arg(notGivenWord(dose.notGivenReason).toLower()), what,
            when, dose.detail});
    return joined({what, dose.batchNumber, when, plain(dose.site),
        dose.doseNumber > 0 ? says("dose %1").arg(dose.doseNumber) : QString(), dose.place,
        dose.detail});
}

QString valueSays(const ledger::MeasuredValue& value)
{
    const auto all = clinical::observationDefinitions();
    const auto known = std::find_if(
        all.begin(), all.end(), [&](const auto& each) { return each.snomed == value.code; });
    const QString label = known == all.end() ? value.code : kindLabel(known->kind);
    if (!value.scaled)
        return says("%1 not taken: %2").arg(label, notTakenText(value.notTakenReason));
    const QString number = clinical::Decimal{*value.scaled, value.decimals}.toText();
    return QStringLiteral("%1 %2 %3")
        .arg(label, number, known == all.end() ? value.unit : known->unit)
        .trimmed();
}

QString said(const ledger::ObservationRecorded& set, const NameOf&)
{
    QStringList parts;
    for (const auto& value : set.values)
        parts.append(valueSays(value));
    if (set.onOxygen)
        parts.append(*set.onOxygen ? says("on oxygen") : says("on air"));
    if (!set.acvpu.isEmpty())
        parts.append(says("ACVPU %1").arg(set.acvpu));
    if (set.news2Total)
        parts.append(says("NEWS2 %1").arg(*set.news2Total));
    parts.append(set.detail);
    return joined(parts);
}

QString said(const ledger::NoteRecorded& note, const NameOf&)
{
    return note.text;
}

/// Question and answer of a FHIR QuestionnaireResponse, in its order.
void addAnswers(const QJsonArray& items, QStringList& parts)
{
    for (const QJsonValue each : items) {
        const QJsonObject item = each.toObject();
        const QString asked = item.value(QLatin1String("text"))
                                  .toString(item.value(QLatin1String("linkId")).toString());
        for (const QJsonValue given : item.value(QLatin1String("answer")).toArray()) {
            const QJsonObject answer = given.toObject();
            for (const QString& key : answer.keys()) {
                const QJsonValue value = answer.value(key);
                const QString text = value.isObject()
                    ? value.toObject().value(QLatin1String("display")).toString()
                    : value.toVariant().toString();
                parts.append(QStringLiteral("%1: %2").arg(asked, text));
            }
        }
        addAnswers(item.value(QLatin1String("item")).toArray(), parts);
    }
}

QString said(const ledger::ResponseSigned& response, const NameOf&)
{
    QStringList parts;
    addAnswers(
        QJsonDocument::fromJson(response.response).object().value(QLatin1String("item")).toArray(),
        parts);
    return joined(parts);
}

QString said(const ledger::AttachmentRecorded& photo, const NameOf&)
{
    return says("Photo, %1 KB").arg((photo.size + 1023) / 1024);
}

QString said(const ledger::OutcomeRecorded& ended, const NameOf&)
{
    return joined({outcomeWord(ended.outcome), reasonText(ended.reason), ended.detail,
        ended.cardLeft ? says("card left") : QString(),
        ended.retryOn.isValid() ? says("again on %1").arg(date(ended.retryOn)) : QString(),
        ended.endedAt.ms > 0 ? says("at %1").arg(time(ended.endedAt)) : QString()});
}

QString alertKindSays(domain::AlertKind kind)
{
    switch (kind) {
    case domain::AlertKind::Allergy:
        return says("Allergy");
    case domain::AlertKind::Risk:
        return says("Risk");
    case domain::AlertKind::Access:
        return says("Way in");
    case domain::AlertKind::Medicine:
        return says("Medicine");
    case domain::AlertKind::Respect:
        return says("ReSPECT");
    case domain::AlertKind::Unknown:
    case domain::AlertKind::Other:
        break;
    }
    return says("Alert");
}

QString said(const ledger::AlertAdded& alert, const NameOf&)
{
    return QStringLiteral("%1: %2").arg(alertKindSays(alert.alertKind),
        joined({alert.text, alert.reaction, alert.severe ? says("severe") : QString()}));
}

QString said(const ledger::AlertRemoved& removed, const NameOf&)
{
    const QString by = roleWord(removed.role);
    return joined(
        {says("Taken away by: %1").arg(by == by.toUpper() ? by : by.toLower()), removed.reason});
}

QString said(const ledger::AllergiesChecked& check, const NameOf& nameOf)
{
    const QString word = domain::word(check.allergyStatus);
    return joined({fieldSays(ledger::AllergiesChecked::staticMetaObject,
                       QStringLiteral("allergyStatus"), word, nameOf),
        check.checkedAt.ms > 0
            ? says("asked %1 at %2").arg(date(localDay(check.checkedAt)), time(check.checkedAt))
            : QString()});
}

QString said(const ledger::FollowUpOpened& opened, const NameOf&)
{
    return joined({followUpTitle(opened.followUpKind), opened.text,
        opened.due.isValid() ? says("by %1").arg(date(opened.due)) : QString()});
}

QString said(const ledger::FollowUpClosed& closed, const NameOf&)
{
    return closed.result;
}

QString said(const ledger::BoxLoaded& loaded, const NameOf&)
{
    QStringList parts;
    for (const auto& content : loaded.contents)
        parts.append(QStringLiteral("%1 %2 %3")
                         .arg(doses(content.doses), content.productName, content.batchNumber));
    return says("Loaded: %1").arg(joined(parts));
}

QString said(const ledger::StockMoved& moved, const NameOf& nameOf)
{
    const QString batch = nameOf ? nameOf(moved.batch.toBytes()) : QString();
    return joined(
        {QStringLiteral("%1 %2").arg(doses(moved.doses), plain(domain::word(moved.reason))), batch,
            moved.detail});
}

QString said(const ledger::BoxClosed& closed, const NameOf&)
{
    const QString left = closed.difference == 0 ? says("Closed: nothing missing")
        : closed.difference > 0 ? says("Closed: %1 missing").arg(doses(closed.difference))
                                : says("Closed: %1 too many").arg(doses(-closed.difference));
    return joined({left, closed.reason});
}

QString said(const ledger::BatchReceived& batch, const NameOf&)
{
    return joined({batch.productName, batch.batchNumber, doses(batch.doses),
        says("expires %1").arg(date(batch.expires)),
        says("received %1").arg(date(batch.receivedOn)), batch.supplier});
}

QString said(const ledger::BatchRecalled& recalled, const NameOf&)
{
    return says("Recalled: %1").arg(recalled.reason);
}

QString said(const ledger::PatientRecorded& patient, const NameOf&)
{
    const auto address = patient.address.value_or(ledger::Address());
    const QString number = patient.nhsNumber.value_or(QString());
    return joined({fullName(patient.family.value_or(QString()), patient.given.value_or(QString())),
        patient.born ? says("born %1").arg(date(*patient.born)) : QString(),
        number.isEmpty() ? QString() : says("NHS number %1").arg(nhsNumber(number)), address.line,
        address.postcode});
}

QString said(const ledger::EnteredInError& marker, const NameOf&)
{
    return says("Taken back: %1").arg(marker.reason);
}

QString said(const ledger::HoldRaised& raised, const NameOf&)
{
    return joined({holdHeading(raised.rule), raised.detail});
}

QString said(const ledger::HoldClosed& closed, const NameOf&)
{
    return closed.decision;
}

template <typename KindType> QString saysAs(const ledger::Payload& payload, const NameOf& nameOf)
{
    const auto fields = ledger::fieldsOf<KindType>(payload);
    return fields ? said(*fields, nameOf) : QString();
}

struct Speaker {
    const char* kind;
    QString (*says)(const ledger::Payload&, const NameOf&);
};
template <typename... KindType> constexpr std::array<Speaker, sizeof...(KindType)> speakersOf()
{
    return {Speaker{KindType::Kind.name, &saysAs<KindType>}...};
}
constexpr auto speakers = speakersOf<ledger::VaccinationRecorded, ledger::ObservationRecorded,
    ledger::NoteRecorded, ledger::ResponseSigned, ledger::AttachmentRecorded,
    ledger::OutcomeRecorded, ledger::AlertAdded, ledger::AlertRemoved, ledger::AllergiesChecked,
    ledger::FollowUpOpened, ledger::FollowUpClosed, ledger::BoxLoaded, ledger::StockMoved,
    ledger::BoxClosed, ledger::BatchReceived, ledger::BatchRecalled, ledger::PatientRecorded,
    ledger::EnteredInError, ledger::HoldRaised, ledger::HoldClosed>();

/// What no person compares, and what would say the same of every side.
bool isBetweenMachines(const QString& field)
{
    return field == QLatin1String("supersedes") || field == QLatin1String("importId")
        || field == QLatin1String("visit");
}

/// "site: left upper arm" for every field in which this one differs from another.
QString differences(
    const ledger::Payload& payload, const std::vector<ledger::Payload>& all, const NameOf& nameOf)
{
    const auto* kind = ledger::findKind(payload.kind);
    if (kind == nullptr)
        return {};
    QStringList parts;
    for (const auto& [key, value] : payload.fields) {
        const QString field = key.toString();
        const bool differs = std::any_of(all.begin(), all.end(), [&](const auto& other) {
            return other.fields.value(field) != payload.fields.value(field);
        });
        if (differs && !isBetweenMachines(field))
            parts.append(QStringLiteral("%1: %2").arg(
                fieldWord(field), fieldSays(*kind->fields, field, value, nameOf)));
    }
    return joined(parts);
}

} // namespace entry_sayings

QString entrySays(const ledger::Payload& payload, const NameOf& nameOf)
{
    using namespace entry_sayings;
    const auto speaker = std::find_if(speakers.begin(), speakers.end(),
        [&](const Speaker& each) { return payload.kind == QLatin1String(each.kind); });
    const QString text = speaker == speakers.end() ? QString() : speaker->says(payload, nameOf);
    return text.isEmpty() ? recordKind(payload.kind).text : text;
}

QStringList entriesSay(const std::vector<ledger::Payload>& payloads, const NameOf& nameOf)
{
    QStringList texts;
    for (const auto& payload : payloads)
        texts.append(entrySays(payload, nameOf));
    QSet<QString> seen;
    const bool alike = std::any_of(texts.begin(), texts.end(), [&seen](const QString& text) {
        const bool before = seen.contains(text);
        seen.insert(text);
        return before;
    });
    for (std::size_t i = 0; alike && i < payloads.size(); ++i)
        if (const QString more = entry_sayings::differences(payloads[i], payloads, nameOf);
            !more.isEmpty())
            texts[static_cast<qsizetype>(i)] += QStringLiteral(" (%1)").arg(more);
    return texts;
}

} // namespace doorstep::app::words
