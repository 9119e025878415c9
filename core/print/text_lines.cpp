#include "core/print/text_lines.h"

#include <QFontMetricsF>
#include <QPainter>

namespace doorstep::print {

TextLines::TextLines(const QString& text, const QFont& font, double width, QPaintDevice& device)
    : m_layout(QString(text).replace(u'\n', QChar::LineSeparator), font, &device)
    , m_lineHeight(QFontMetricsF(font, &device).lineSpacing())
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_layout.setTextOption(option);
    m_layout.beginLayout();
    for (QTextLine line = m_layout.createLine(); line.isValid(); line = m_layout.createLine())
        line.setLineWidth(width);
    m_layout.endLayout();
}

void TextLines::drawLine(int index, QPainter& painter, double x, double y) const
{
    // The lines all lie at 0: nobody has set their positions.
    m_layout.lineAt(index).draw(&painter, QPointF(x, y));
}

void TextLines::draw(QPainter& painter, double x, double y) const
{
    for (int i = 0; i < count(); ++i)
        drawLine(i, painter, x, y + i * m_lineHeight);
}

} // namespace doorstep::print
