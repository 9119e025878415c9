#pragma once

#include <QByteArray>
#include <QDate>
#include <QString>
#include <optional>
#include <vector>

namespace doorstep::clinical {

enum class Gs1Verdict { Accept, Reject };

enum class Gs1Fault {
    None,
    NoSymbologyId, ///< no "]xx" in front: typed by hand or a scanner that does not send it
    UnsupportedSymbology,
    Empty,
    UnknownAi,
    WrongLength,
    EmptyValue,
    WrongCharacter,
    CheckDigit,
    BadDate,
    BadValue, ///< any other rule of that element
    RequiresOther, ///< an element without the one it depends on, such as a batch without a GTIN
    ExcludedPair, ///< two elements that may not stand together
    RepeatedDifferent, ///< the same element twice with different values
    LinkNotRead ///< a web address: never opened, not read as a pack
};

struct Gs1Element {
    QByteArray ai;
    QString value;
    bool operator==(const Gs1Element&) const = default;
};

/// What a scanner read, element by element. A rejected scan has no elements.
struct Gs1Scan {
    Gs1Verdict verdict = Gs1Verdict::Reject;
    Gs1Fault fault = Gs1Fault::None;
    QByteArray faultAi; ///< the element at fault, if one is
    std::vector<Gs1Element> elements; ///< in the order of the symbol; empty also for a plain symbol
    QString gtin; ///< (01), 14 digits
    std::optional<QDate> expiry; ///< (17); usable to the end of that day
    QString lot; ///< (10)
    QString serial; ///< (21); many packs carry none
    /// The batch holds "21" and no serial came: a missing separator may have glued the serial on.
    /// Show the batch and ask.
    bool serialMayBeGlued = false;

    [[nodiscard]] bool isGs1() const { return !elements.empty(); }
};

/// Reads one scan: symbology identifier, then element strings, GS (0x1D) between variable ones.
/// Years are placed within 50 years of `today`; day 00 is the last day of its month.
/// Source: GS1 General Specifications as judged by the GS1 Barcode Syntax Engine.
[[nodiscard]] Gs1Scan readGs1(QByteArrayView scan, QDate today);

/// The modulus-10 check of GTIN, SSCC and the other GS1 keys; false unless all digits.
[[nodiscard]] bool gs1CheckDigitHolds(QByteArrayView digits);

} // namespace doorstep::clinical
