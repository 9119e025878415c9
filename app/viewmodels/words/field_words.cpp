#include "app/viewmodels/words/field_words.h"

#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/register_words.h"
#include "app/viewmodels/words/words.h"
#include "core/domain/glossary.h"

#include <QCborArray>
#include <QCborMap>
#include <QCoreApplication>
#include <QMetaProperty>
#include <algorithm>
#include <array>

namespace doorstep::app::words {

namespace field_parts {

struct FieldMark {
    const char* field;
    const char* text;
};
constexpr std::array fieldMarks{
    FieldMark{"family", "family name"},
    FieldMark{"given", "first names"},
    FieldMark{"title", "title"},
    FieldMark{"born", "date of birth"},
    FieldMark{"gender", "sex"},
    FieldMark{"nhsNumber", "NHS number"},
    FieldMark{"phone", "phone"},
    FieldMark{"contact", "who to ring"},
    FieldMark{"address", "address"},
    FieldMark{"household", "household"},
    FieldMark{"registers", "registers"},
    FieldMark{"riskGroups", "risk groups"},
    FieldMark{"accessNote", "way in"},
    FieldMark{"keyCode", "key code"},
    FieldMark{"language", "language"},
    FieldMark{"interpreter", "interpreter"},
    FieldMark{"usualGp", "usual GP"},
    FieldMark{"restricted", "sensitive address"},
    FieldMark{"deceasedOn", "day of death"},
    FieldMark{"allergyStatus", "allergies asked"},
    FieldMark{"roundKind", "kind of round"},
    FieldMark{"name", "name"},
    FieldMark{"day", "day"},
    FieldMark{"place", "place"},
    FieldMark{"startsAt", "start"},
    FieldMark{"team", "who goes"},
    FieldMark{"programmes", "vaccines"},
    FieldMark{"stops", "order of the stops"},
    FieldMark{"note", "note"},
    FieldMark{"round", "round"},
    FieldMark{"patient", "patient"},
    FieldMark{"position", "place in the round"},
    FieldMark{"windowFrom", "earliest time"},
    FieldMark{"windowTo", "latest time"},
    FieldMark{"jobs", "jobs"},
    FieldMark{"assignedTo", "who visits"},
    FieldMark{"odsCode", "ODS code"},
    FieldMark{"initials", "initials"},
    FieldMark{"role", "role"},
    FieldMark{"profession", "profession"},
    FieldMark{"registration", "registration"},
    FieldMark{"hasLeft", "has left"},
    FieldMark{"authorityKind", "kind of authority"},
    FieldMark{"version", "version"},
    FieldMark{"productCodes", "product codes"},
    FieldMark{"validFrom", "valid from"},
    FieldMark{"validTo", "valid to"},
    FieldMark{"prescriber", "prescriber"},
    FieldMark{"authorisedBy", "authorised by"},
    FieldMark{"authorised", "authorised"},
    FieldMark{"documentHash", "document"},
    FieldMark{"patients", "patients"},
    FieldMark{"withdrawn", "withdrawn"},
};

QString says(const char* text)
{
    return QCoreApplication::translate("FieldWords", text);
}

/// Enough of an id to tell two apart that have no name here.
QString markOf(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toHex().last(std::min<qsizetype>(bytes.size() * 2, 6)));
}

QString bytesSay(const QByteArray& type, const QByteArray& bytes, const NameOf& nameOf)
{
    if (type.contains("QByteArray"))
        return says("File %1").arg(markOf(bytes));
    const QString name = nameOf ? nameOf(bytes) : QString();
    return name.isEmpty() ? says("Not known on this device (%1)").arg(markOf(bytes)) : name;
}

QString numberSays(const QByteArray& type, qint64 value)
{
    if (type.contains("QDate"))
        return date(QDate(1970, 1, 1).addDays(value));
    if (type.contains("QTime"))
        return time(QTime(0, 0).addSecs(static_cast<int>(value * 60)));
    return QString::number(value);
}

QString wordSays(const QByteArray& type, const QString& field, const QString& text)
{
    if (type.contains("domain::Role"))
        return roleWord(domain::fromWord<domain::Role>(text));
    if (type.contains("domain::AllergyStatus")) {
        switch (domain::fromWord<domain::AllergyStatus>(text)) {
        case domain::AllergyStatus::NoneKnown:
            return says("No known allergies");
        case domain::AllergyStatus::Listed:
            return says("Allergies as listed");
        case domain::AllergyStatus::NotAsked:
            return says("Not asked");
        case domain::AllergyStatus::Unknown:
            break;
        }
    }
    if (type.contains("domain::"))
        return sentence(QString(text).replace(QLatin1Char('-'), QLatin1Char(' ')));
    if (field == QLatin1String("nhsNumber"))
        return nhsNumber(text);
    if (field == QLatin1String("profession"))
        return professionWord(text);
    if (field == QLatin1String("registers"))
        return registerText(text);
    if (field == QLatin1String("jobs"))
        return jobWords(jobOf(text), {}).title;
    return text;
}

/// An address or a person to ring. Where it is on the practice's map tells two addresses apart that
/// read alike.
QString mapSays(const QCborMap& map)
{
    QStringList parts;
    for (const char* member : {"name", "relation", "phone", "line", "town", "postcode", "area"})
        if (const auto text = map.value(QLatin1StringView(member)).toString(); !text.isEmpty())
            parts.append(text);
    const auto x = map.value(QLatin1StringView("mapX"));
    const auto y = map.value(QLatin1StringView("mapY"));
    if (x.isInteger() || y.isInteger())
        parts.append(says("map %1, %2").arg(x.toInteger()).arg(y.toInteger()));
    return parts.join(QStringLiteral(", "));
}

} // namespace field_parts

QString fieldWord(const QString& field)
{
    const auto found = std::find_if(field_parts::fieldMarks.begin(), field_parts::fieldMarks.end(),
        [&](const auto& mark) { return field == QLatin1String(mark.field); });
    return found == field_parts::fieldMarks.end() ? field : field_parts::says(found->text);
}

QString fieldSays(
    const QMetaObject& kind, const QString& field, const QCborValue& value, const NameOf& nameOf)
{
    using namespace field_parts;
    const int index = kind.indexOfProperty(field.toLatin1().constData());
    const QByteArray type = index < 0 ? QByteArray() : QByteArray(kind.property(index).typeName());
    QString text;
    if (value.isBool())
        text = value.toBool() ? says("Yes") : says("No");
    else if (value.isInteger())
        text = numberSays(type, value.toInteger());
    else if (value.isByteArray())
        text = bytesSay(type, value.toByteArray(), nameOf);
    else if (value.isString())
        text = value.toString().isEmpty() ? QString() : wordSays(type, field, value.toString());
    else if (value.isMap())
        text = mapSays(value.toMap());
    QStringList parts;
    if (value.isArray())
        for (const QCborValue element : value.toArray())
            parts.append(fieldSays(kind, field, element, nameOf));
    if (value.isArray())
        text = parts.join(QStringLiteral(", "));
    return text.isEmpty() ? says("Nothing: it was cleared") : text;
}

} // namespace doorstep::app::words
