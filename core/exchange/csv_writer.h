#pragma once

#include <QByteArray>
#include <QStringList>

namespace doorstep::exchange {

/// Writes RFC 4180 rows, UTF-8, CRLF. A cell that a spreadsheet would run as a formula (= + - @,
/// tab or carriage return in front, full-width forms too) gets a leading apostrophe; plain numbers
/// do not.
class CsvWriter {
public:
    void row(const QStringList& cells);
    [[nodiscard]] const QByteArray& bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

/// The cell as it is written, before quoting.
[[nodiscard]] QString neutralised(const QString& cell);

} // namespace doorstep::exchange
