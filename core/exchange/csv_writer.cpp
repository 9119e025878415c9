#include "core/exchange/csv_writer.h"

#include "core/clinical/decimal.h"

namespace doorstep::exchange {

QString neutralised(const QString& cell)
{
    static constexpr QStringView Starters = u"=+-@\t\r\n＝＋－＠";
    const QStringView text = QStringView(cell).trimmed();
    const bool starts = !cell.isEmpty()
        && (Starters.contains(cell[0]) || (!text.isEmpty() && Starters.contains(text[0])));
    if (!starts || clinical::Decimal::parse(cell))
        return cell;
    return u'\'' + cell;
}

void CsvWriter::row(const QStringList& cells)
{
    bool first = true;
    for (const auto& cell : cells) {
        if (!first)
            m_bytes += ',';
        first = false;
        QByteArray text = neutralised(cell).toUtf8();
        const bool quoted = text.contains(',') || text.contains('"') || text.contains('\n')
            || text.contains('\r') || text.contains(';') || text.startsWith(' ')
            || text.endsWith(' ');
        if (quoted)
            text = '"' + text.replace('"', "\"\"") + '"';
        m_bytes += text;
    }
    m_bytes += "\r\n";
}

} // namespace doorstep::exchange
