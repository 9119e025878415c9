#include "core/clinical/sct_id.h"

#include <array>

namespace doorstep::clinical {

namespace {

/// Verhoeff over the dihedral group D5 (J. Verhoeff, Error Detecting Decimal Codes, 1969). The
/// group product is arithmetic: rotations 0-4, reflections 5-9.
int dihedralProduct(int a, int b)
{
    if (a < 5)
        return b < 5 ? (a + b) % 5 : 5 + (a + b - 5) % 5;
    return b < 5 ? 5 + (a - 5 - b + 5) % 5 : (a - b + 5) % 5;
}

int permuted(int digit, qsizetype position)
{
    static constexpr std::array<int, 10> Step{1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
    for (qsizetype i = 0; i < position % 8; ++i)
        digit = Step[static_cast<std::size_t>(digit)];
    return digit;
}

bool verhoeffHolds(QStringView digits)
{
    int check = 0;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        const int digit = digits[digits.size() - 1 - i].unicode() - u'0';
        check = dihedralProduct(check, permuted(digit, i));
    }
    return check == 0;
}

} // namespace

std::optional<SctId> SctId::parse(QStringView text)
{
    if (text.size() < 6 || text.size() > 18 || text[0] == u'0')
        return std::nullopt;
    for (const QChar c : text) {
        if (c < u'0' || c > u'9')
            return std::nullopt;
    }
    if (!verhoeffHolds(text))
        return std::nullopt;
    const QStringView partition = text.mid(text.size() - 3, 2);
    if ((partition[0] != u'0' && partition[0] != u'1') || partition[1] > u'2')
        return std::nullopt; // reserved partitions
    SctId id;
    id.m_text = text.toString();
    id.m_kind = static_cast<SctKind>(partition[1].unicode() - u'0');
    id.m_longForm = partition[0] == u'1';
    return id;
}

bool isConceptId(QStringView text)
{
    const auto id = SctId::parse(text);
    return id && id->kind() == SctKind::Concept;
}

} // namespace doorstep::clinical
