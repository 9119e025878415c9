#pragma once

#include <QString>
#include <optional>

namespace doorstep::clinical {

enum class SctKind { Concept, Description, Relationship };

/// A SNOMED CT identifier (dm+d ids are SNOMED ids too): 6 to 18 ASCII digits, no leading zero,
/// last digit Verhoeff, the two digits before it the partition. Kept as text: an id of 16 digits
/// does not survive a double or a spreadsheet. Source: SNOMED CT Release File Specification 6.2.
class SctId {
public:
    SctId() = default;
    /// None for anything but an exact identifier; blanks are the caller's to trim.
    [[nodiscard]] static std::optional<SctId> parse(QStringView text);

    [[nodiscard]] bool isNull() const { return m_text.isEmpty(); }
    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] SctKind kind() const { return m_kind; }
    /// Long form carries a seven-digit namespace (the UK extension does).
    [[nodiscard]] bool isLongForm() const { return m_longForm; }

    bool operator==(const SctId&) const = default;

private:
    QString m_text;
    SctKind m_kind = SctKind::Concept;
    bool m_longForm = false;
};

/// True only for a concept: a description id (partition 01 or 11) is refused where a concept is
/// meant.
[[nodiscard]] bool isConceptId(QStringView text);

} // namespace doorstep::clinical
