#pragma once

#include "core/exchange/import_verdict.h"

#include <QByteArray>
#include <vector>

namespace doorstep::exchange {

/// Reads a delimited table (RFC 4180, plus what real files hold) row by row from bytes that stay
/// with the caller. Any line ending, mixed; line breaks inside quotes; blank rows skipped. A fault
/// spoils its row alone, except a quote that never closes. Memory is bounded by the limits, time by
/// the size.
class CsvReader {
public:
    struct Row {
        qint64 line = 0; ///< where the row begins
        std::vector<QByteArray> cells; ///< without quotes
        RowReason fault = RowReason::None;
        std::size_t faultCell = 0;
        bool isCut = false; ///< the file ends here without a line ending
        bool tooManyCells = false;
    };
    static constexpr std::size_t MostCells = 512;
    static constexpr qsizetype LongestCell = qsizetype{64} * 1024;

    CsvReader(QByteArrayView bytes, char delimiter)
        : m_bytes(bytes)
        , m_delimiter(delimiter)
    {
    }

    /// False at the end. The row is reused to save allocations.
    bool next(Row& row);
    /// Not 0 once the end came inside quotes: the line where they opened.
    [[nodiscard]] qint64 openQuoteLine() const { return m_openQuoteLine; }

private:
    void readRow(Row& row);
    void readQuoted(Row& row, QByteArray& cell);
    void readBare(Row& row, QByteArray& cell);
    void append(Row& row, QByteArray& cell, char c) const;
    void spoil(Row& row, RowReason reason) const;
    [[nodiscard]] bool atEnd() const { return m_at >= m_bytes.size(); }
    [[nodiscard]] bool atBreak() const { return m_bytes[m_at] == '\n' || m_bytes[m_at] == '\r'; }
    void takeBreak();

    QByteArrayView m_bytes;
    char m_delimiter;
    qsizetype m_at = 0;
    qint64 m_line = 1;
    qint64 m_openQuoteLine = 0;
};

/// The delimiter of the first row: comma, semicolon, tab or bar, whichever is most frequent outside
/// quotes.
[[nodiscard]] char delimiterOf(QByteArrayView bytes);

} // namespace doorstep::exchange
