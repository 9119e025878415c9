#pragma once

#include <QFont>
#include <QTextLayout>

class QPaintDevice;
class QPainter;

namespace doorstep::print {

/// Text broken into lines for one width: between words, inside a word only when the word alone is
/// wider. Widths and positions in device dots.
class TextLines {
public:
    TextLines(const QString& text, const QFont& font, double width, QPaintDevice& device);

    [[nodiscard]] int count() const { return m_layout.lineCount(); }
    [[nodiscard]] double lineHeight() const { return m_lineHeight; }
    [[nodiscard]] double height() const { return m_lineHeight * count(); }
    void drawLine(int index, QPainter& painter, double x, double y) const;
    void draw(QPainter& painter, double x, double y) const;

private:
    QTextLayout m_layout;
    double m_lineHeight = 0;
};

} // namespace doorstep::print
