#include "core/clinical/decimal.h"

namespace doorstep::clinical {

namespace {

constexpr int MostDigits = 15;
constexpr int MostPlaces = 6;

qint64 powerOfTen(int exponent)
{
    qint64 result = 1;
    for (int i = 0; i < exponent; ++i)
        result *= 10;
    return result;
}

} // namespace

std::optional<Decimal> Decimal::parse(QStringView text)
{
    const bool negative = text.startsWith(u'-');
    if (negative)
        text = text.sliced(1);
    qint64 unscaled = 0;
    int digits = 0;
    int places = -1; // until the point
    for (const QChar c : text) {
        if (c == u'.') {
            if (places >= 0 || digits == 0)
                return std::nullopt;
            places = 0;
            continue;
        }
        if (c < u'0' || c > u'9' || ++digits > MostDigits)
            return std::nullopt;
        unscaled = unscaled * 10 + (c.unicode() - u'0');
        if (places >= 0 && ++places > MostPlaces)
            return std::nullopt;
    }
    if (digits == 0 || places == 0)
        return std::nullopt;
    return Decimal{negative ? -unscaled : unscaled, places < 0 ? 0 : places};
}

QString Decimal::toText() const
{
    QString digits = QString::number(qAbs(unscaled)).rightJustified(places + 1, u'0');
    if (places > 0)
        digits.insert(digits.size() - places, u'.');
    return unscaled < 0 ? u'-' + digits : digits;
}

std::optional<qint64> Decimal::scaled(int toPlaces) const
{
    if (toPlaces >= places)
        return unscaled * powerOfTen(toPlaces - places);
    const qint64 divisor = powerOfTen(places - toPlaces);
    if (unscaled % divisor != 0)
        return std::nullopt;
    return unscaled / divisor;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b)
{
    // 15 digits and 6 places each: the wider product can pass 64 bits, so whole parts go first.
    const qint64 wholeA = a.unscaled / powerOfTen(a.places);
    const qint64 wholeB = b.unscaled / powerOfTen(b.places);
    if (wholeA != wholeB)
        return wholeA <=> wholeB;
    const qint64 restA = a.unscaled % powerOfTen(a.places) * powerOfTen(MostPlaces - a.places);
    const qint64 restB = b.unscaled % powerOfTen(b.places) * powerOfTen(MostPlaces - b.places);
    return restA <=> restB;
}

} // namespace doorstep::clinical
