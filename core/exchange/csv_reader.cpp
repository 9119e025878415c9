#include "core/exchange/csv_reader.h"

#include <algorithm>
#include <array>

namespace doorstep::exchange {

void CsvReader::takeBreak()
{
    const bool pair
        = m_bytes[m_at] == '\r' && m_at + 1 < m_bytes.size() && m_bytes[m_at + 1] == '\n';
    m_at += pair ? 2 : 1;
    ++m_line;
}

void CsvReader::spoil(Row& row, RowReason reason) const
{
    if (row.fault != RowReason::None)
        return;
    row.fault = reason;
    row.faultCell = row.cells.size();
}

void CsvReader::append(Row& row, QByteArray& cell, char c) const
{
    if (c == '\0')
        spoil(row, RowReason::NulCharacter);
    else if (cell.size() >= LongestCell)
        spoil(row, RowReason::FieldTooLong);
    else
        cell.append(c);
}

void CsvReader::readQuoted(Row& row, QByteArray& cell)
{
    const qint64 openedAt = m_line;
    ++m_at;
    while (!atEnd()) {
        const char c = m_bytes[m_at];
        if (c == '"') {
            ++m_at;
            if (atEnd() || m_bytes[m_at] != '"') {
                // Only a delimiter or a line ending may follow.
                if (!atEnd() && m_bytes[m_at] != m_delimiter && !atBreak()) {
                    spoil(row, RowReason::StrayQuote);
                    readBare(row, cell);
                }
                return;
            }
        } else if (atBreak()) {
            append(row, cell, '\n');
            takeBreak();
            continue;
        }
        append(row, cell, c);
        ++m_at;
    }
    m_openQuoteLine = openedAt;
}

void CsvReader::readBare(Row& row, QByteArray& cell)
{
    for (; !atEnd() && m_bytes[m_at] != m_delimiter && !atBreak(); ++m_at) {
        if (m_bytes[m_at] == '"')
            spoil(row, RowReason::StrayQuote);
        append(row, cell, m_bytes[m_at]);
    }
}

void CsvReader::readRow(Row& row)
{
    row = {};
    row.line = m_line;
    while (true) {
        QByteArray cell;
        if (!atEnd() && m_bytes[m_at] == '"')
            readQuoted(row, cell);
        else
            readBare(row, cell);
        if (row.cells.size() < MostCells)
            row.cells.push_back(std::move(cell));
        else
            row.tooManyCells = true;
        if (atEnd()) {
            row.isCut = true;
            return;
        }
        if (m_bytes[m_at] != m_delimiter) {
            takeBreak();
            return;
        }
        ++m_at;
    }
}

bool CsvReader::next(Row& row)
{
    while (!atEnd()) {
        if (atBreak()) { // a blank line costs nothing, however many there are
            takeBreak();
            continue;
        }
        readRow(row);
        const bool blank = row.fault == RowReason::None
            && std::all_of(row.cells.begin(), row.cells.end(),
                [](const QByteArray& cell) { return cell.trimmed().isEmpty(); });
        if (!blank)
            return true;
    }
    return false;
}

char delimiterOf(QByteArrayView bytes)
{
    static constexpr std::array Candidates{',', ';', '\t', '|'};
    std::array<int, Candidates.size()> counts{};
    bool quoted = false;
    bool begun = false;
    for (const char c : bytes.first(std::min<qsizetype>(bytes.size(), CsvReader::LongestCell))) {
        if (c == '"')
            quoted = !quoted;
        if (!quoted && (c == '\n' || c == '\r')) {
            if (begun)
                break;
            continue;
        }
        begun = true;
        for (std::size_t i = 0; i < Candidates.size(); ++i)
            counts[i] += !quoted && c == Candidates[i] ? 1 : 0;
    }
    const auto best = std::max_element(counts.begin(), counts.end()); // the first of equals: comma
    return Candidates[static_cast<std::size_t>(best - counts.begin())];
}

} // namespace doorstep::exchange
