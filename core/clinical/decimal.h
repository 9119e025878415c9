#pragma once

#include <QString>
#include <compare>
#include <optional>

namespace doorstep::clinical {

/// A number as it was written: whole digits and decimal places, never a binary float, so that
/// 37.5 is 37.5 at every boundary and 0.10 keeps its zero. At most 15 digits, 6 places.
struct Decimal {
    qint64 unscaled = 0;
    int places = 0;

    /// ASCII digits, an optional leading minus, one optional point with digits on both sides.
    [[nodiscard]] static std::optional<Decimal> parse(QStringView text);
    [[nodiscard]] static constexpr Decimal whole(qint64 value) { return {value, 0}; }
    [[nodiscard]] static constexpr Decimal tenths(qint64 value) { return {value, 1}; }

    [[nodiscard]] QString toText() const;
    /// The same value counted in units of 10^-`toPlaces`; none when digits would be lost.
    [[nodiscard]] std::optional<qint64> scaled(int toPlaces) const;

    /// By value: 37.5 equals 37.50.
    friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
    friend bool operator==(const Decimal& a, const Decimal& b)
    {
        return (a <=> b) == std::strong_ordering::equal;
    }
};

} // namespace doorstep::clinical
