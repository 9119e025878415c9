#pragma once

#include "core/print/sheet.h"
#include "core/print/text_lines.h"

#include <QFont>
#include <QPainter>
#include <QPdfWriter>
#include <functional>

namespace doorstep::print {

/// Flows headings, lines and tables down A4 pages. Text wraps and breaks across pages by the line;
/// a heading is never the last thing on a page; a table repeats its head. Positions are points.
class PageFlow {
public:
    struct Cell {
        QString text;
        bool bold = false;
    };
    using Row = std::vector<Cell>;

    /// `pageCount` 0: a run that only counts. `banner` stands on every page after the first.
    PageFlow(QIODevice& file, const PageSetup& setup, const QString& title, QString banner,
        int pageCount);

    void title(const QString& text);
    void heading(const QString& text);
    void paragraph(const QString& text, bool bold = false);
    /// "Label  value"; nothing when the value is empty.
    void field(const QString& label, const QString& value, bool bold = false);
    /// Column widths as shares of the page width.
    void table(
        const std::vector<double>& shares, const QStringList& head, const std::vector<Row>& rows);
    /// A framed line that must not be missed.
    void boxed(const QString& label, const QString& text);

    /// Ends the file and returns the number of pages, or Io.
    [[nodiscard]] Result<int> finish();

private:
    [[nodiscard]] double toDevice(double points) const;
    [[nodiscard]] double left() const;
    [[nodiscard]] double width() const;
    [[nodiscard]] double bottom() const;
    [[nodiscard]] QFont font(double points, bool bold) const;
    [[nodiscard]] double lineHeight(const QFont& font);
    [[nodiscard]] TextLines lines(const QString& text, const QFont& font, double width);
    [[nodiscard]] double textHeight(const QString& text, const QFont& font, double width);
    void drawText(double x, double width, const QString& text, const QFont& font);
    void need(double height);
    void newPage();
    void footer();
    void rule();
    void drawRow(const std::vector<double>& shares, const Row& row);
    [[nodiscard]] double rowHeight(const std::vector<double>& shares, const Row& row);
    /// Flows text line by line from the current height.
    void flow(double x, double width, const QString& text, const QFont& font);

    QPdfWriter m_writer;
    QPainter m_painter;
    PageSetup m_setup;
    QString m_banner;
    int m_pageCount = 0;
    int m_page = 1;
    double m_y = 0;
    bool m_started = false;
};

/// Runs `fill` twice, so that every page can say "Page 2 of 3".
[[nodiscard]] Status writePages(QIODevice& file, const PageSetup& setup, const QString& title,
    const QString& banner, const std::function<void(PageFlow&)>& fill);

} // namespace doorstep::print
