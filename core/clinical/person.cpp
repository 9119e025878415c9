#include "core/clinical/person.h"

#include <QRegularExpression>

namespace doorstep::clinical {

std::optional<Gender> parseGender(QStringView text)
{
    const QString word = text.trimmed().toString().toLower();
    if (word == u"male" || word == u"m" || word == u"1")
        return Gender::Male;
    if (word == u"female" || word == u"f" || word == u"2")
        return Gender::Female;
    if (word == u"other" || word == u"o" || word == u"i" || word == u"indeterminate"
        || word == u"9")
        return Gender::Other;
    if (word == u"unknown" || word == u"u" || word == u"0")
        return Gender::Unknown;
    return std::nullopt;
}

QString genderWord(Gender gender)
{
    switch (gender) {
    case Gender::Unknown:
        return QStringLiteral("unknown");
    case Gender::Male:
        return QStringLiteral("male");
    case Gender::Female:
        return QStringLiteral("female");
    case Gender::Other:
        return QStringLiteral("other");
    }
    return {};
}

QString genderLetter(Gender gender)
{
    switch (gender) {
    case Gender::Male:
        return QStringLiteral("M");
    case Gender::Female:
        return QStringLiteral("F");
    case Gender::Unknown:
    case Gender::Other:
        return QStringLiteral("U");
    }
    return {};
}

Postcode parsePostcode(QStringView text)
{
    static const QRegularExpression shape(
        QStringLiteral("^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$"));
    QString compact = text.trimmed().toString().toUpper();
    const QString kept = compact;
    compact.remove(u' ');
    compact.remove(QChar(0x00A0));
    const auto match = shape.match(compact);
    if (!match.hasMatch())
        return {kept, false, false};
    const QString outward = match.captured(1);
    return {outward + u' ' + match.captured(2), true, outward == u"ZZ99"};
}

std::optional<int> ageOn(QDate born, QDate on)
{
    if (!born.isValid() || !on.isValid() || on < born)
        return std::nullopt;
    const bool hadBirthday
        = on.month() > born.month() || (on.month() == born.month() && on.day() >= born.day());
    return on.year() - born.year() - (hadBirthday ? 0 : 1);
}

} // namespace doorstep::clinical
