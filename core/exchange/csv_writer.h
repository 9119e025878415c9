#pragma once

#include <QByteArray>
#include <QStringList>

namespace doorstep::exchange {

/// Writes RFC 4180 rows, UTF-8, CRLF. Cells of people's text that a spreadsheet would run (= + - @,
/// tab, carriage return in front, full-width forms too) get a leading apostrophe; plain numbers do
/// not.
class CsvWriter {
public:
    enum class Formulas {
        Neutralise, ///< for people: the file may be opened in a spreadsheet
        Literal ///< for machines: a fixed layout that another system reads back
    };
    explicit CsvWriter(Formulas formulas = Formulas::Neutralise)
        : m_formulas(formulas)
    {
    }
    void row(const QStringList& cells);
    [[nodiscard]] const QByteArray& bytes() const { return m_bytes; }

private:
    Formulas m_formulas;
    QByteArray m_bytes;
};

/// The cell as Neutralise writes it, before quoting.
[[nodiscard]] QString neutralised(const QString& cell);

} // namespace doorstep::exchange
