#include "core/print/page_flow.h"

#include "core/print/formats.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QPageSize>
#include <algorithm>

namespace doorstep::print {
namespace {

constexpr int Resolution = 300; ///< device dots an inch
constexpr double PointsAnInch = 72;
constexpr double PageWidth = 595; ///< A4, points
constexpr double PageHeight = 842;
constexpr double Margin = 42; ///< 15 mm: what every office printer can print
constexpr double FooterHeight = 26;
constexpr double BodySize = 10;
constexpr double SmallSize = 8;
constexpr double HeadingSize = 12;
constexpr double TitleSize = 16;
constexpr double LabelWidth = 110;
constexpr double Gap = 4;
constexpr QColor Ink(33, 43, 50);
constexpr QColor Line(107, 125, 138);

/// Passes bytes on and remembers a refusal: QPdfWriter does not report one. Without a target it
/// only lets pages be counted.
class WatchedDevice final : public QIODevice {
public:
    explicit WatchedDevice(QIODevice* target)
        : m_target(target)
    {
        open(QIODevice::WriteOnly | QIODevice::Unbuffered);
    }
    [[nodiscard]] bool hasFailed() const { return m_failed; }

protected:
    qint64 readData(char*, qint64) override { return -1; }
    qint64 writeData(const char* bytes, qint64 size) override
    {
        m_failed = m_failed || (m_target != nullptr && m_target->write(bytes, size) != size);
        return size;
    }

private:
    QIODevice* m_target;
    bool m_failed = false;
};

} // namespace

PageFlow::PageFlow(
    QIODevice& file, const PageSetup& setup, const QString& title, QString banner, int pageCount)
    : m_writer(&file)
    , m_setup(setup)
    , m_banner(std::move(banner))
    , m_pageCount(pageCount)
{
    m_writer.setPageSize(QPageSize(QPageSize::A4));
    m_writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    m_writer.setResolution(Resolution);
    m_writer.setTitle(title);
    m_writer.setCreator(QStringLiteral("Doorstep"));
    m_started = m_painter.begin(&m_writer);
    m_painter.setPen(Ink);
    m_y = Margin;
}

double PageFlow::toDevice(double points) const
{
    return points * Resolution / PointsAnInch;
}

double PageFlow::left() const
{
    return Margin;
}

double PageFlow::width() const
{
    return PageWidth - 2 * Margin;
}

double PageFlow::bottom() const
{
    return PageHeight - Margin - FooterHeight;
}

QFont PageFlow::font(double points, bool bold) const
{
    QFont font(m_setup.fontFamily);
    font.setPointSizeF(points);
    font.setBold(bold);
    return font;
}

double PageFlow::lineHeight(const QFont& font)
{
    return QFontMetricsF(font, &m_writer).lineSpacing() * PointsAnInch / Resolution;
}

TextLines PageFlow::lines(const QString& text, const QFont& font, double width)
{
    return TextLines(text, font, toDevice(width), m_writer);
}

double PageFlow::textHeight(const QString& text, const QFont& font, double width)
{
    return lines(text, font, width).height() * PointsAnInch / Resolution;
}

void PageFlow::drawText(double x, double width, const QString& text, const QFont& font)
{
    lines(text, font, width).draw(m_painter, toDevice(x), toDevice(m_y));
}

void PageFlow::need(double height)
{
    if (m_y + height > bottom() && m_y > Margin)
        newPage();
}

void PageFlow::newPage()
{
    footer();
    m_started = m_writer.newPage() && m_started;
    ++m_page;
    m_y = Margin;
    if (m_banner.isEmpty())
        return;
    const QFont small = font(SmallSize, true);
    drawText(left(), width(), m_banner, small);
    m_y += lineHeight(small) + Gap;
    rule();
}

void PageFlow::footer()
{
    const double kept = m_y;
    m_y = PageHeight - Margin - FooterHeight + Gap;
    rule();
    const QFont small = font(SmallSize, false);
    drawText(left(), width() - 80,
        say("Printed %1 by %2. Confidential: keep it with the record or shred it.")
            .arg(joined({dateText(m_setup.printedOn), timeText(m_setup.printedAt)},
                     QStringLiteral(" ")),
                m_setup.printedBy),
        small);
    m_painter.setFont(small);
    m_painter.drawText(
        QRectF(toDevice(left()), toDevice(m_y), toDevice(width()), toDevice(FooterHeight)),
        Qt::AlignRight, say("Page %1 of %2").arg(m_page).arg(std::max(m_pageCount, m_page)));
    m_y = kept;
}

void PageFlow::rule()
{
    m_painter.setPen(QPen(Line, toDevice(0.5)));
    m_painter.drawLine(QPointF(toDevice(left()), toDevice(m_y)),
        QPointF(toDevice(left() + width()), toDevice(m_y)));
    m_painter.setPen(Ink);
    m_y += Gap;
}

void PageFlow::flow(double x, double width, const QString& text, const QFont& font)
{
    const TextLines broken = lines(text, font, width);
    for (int i = 0; i < broken.count(); ++i) {
        need(lineHeight(font));
        broken.drawLine(i, m_painter, toDevice(x), toDevice(m_y));
        m_y += lineHeight(font);
    }
}

void PageFlow::title(const QString& text)
{
    const QFont small = font(SmallSize, false);
    flow(left(), width(), joined({m_setup.practiceName, m_setup.odsCode}, QStringLiteral(", ")),
        small);
    m_y += Gap;
    flow(left(), width(), text, font(TitleSize, true));
    m_y += Gap;
    rule();
}

void PageFlow::heading(const QString& text)
{
    const QFont bold = font(HeadingSize, true);
    m_y += 2 * Gap;
    need(lineHeight(bold) + Gap + 3 * lineHeight(font(BodySize, false)));
    flow(left(), width(), text, bold);
    m_y += Gap / 2;
}

void PageFlow::paragraph(const QString& text, bool bold)
{
    flow(left(), width(), text, font(BodySize, bold));
    m_y += Gap / 2;
}

void PageFlow::field(const QString& label, const QString& value, bool bold)
{
    if (value.isEmpty())
        return;
    need(lineHeight(font(BodySize, bold)));
    drawText(left(), LabelWidth - Gap, label, font(BodySize, false));
    flow(left() + LabelWidth, width() - LabelWidth, value, font(BodySize, bold));
}

void PageFlow::boxed(const QString& label, const QString& text)
{
    const QFont bold = font(BodySize, true);
    const QString line = QStringLiteral("%1: %2").arg(label, text);
    const double height = textHeight(line, bold, width() - 4 * Gap) + 2 * Gap;
    if (height > bottom() - Margin) { // longer than a page: it flows, without its frame
        paragraph(line, true);
        return;
    }
    m_y += Gap;
    need(height);
    m_painter.setPen(QPen(Ink, toDevice(1.2)));
    m_painter.drawRect(
        QRectF(toDevice(left()), toDevice(m_y), toDevice(width()), toDevice(height)));
    m_painter.setPen(Ink);
    m_y += Gap;
    drawText(left() + 2 * Gap, width() - 4 * Gap, line, bold);
    m_y += height;
}

double PageFlow::rowHeight(const std::vector<double>& shares, const Row& row)
{
    double height = 0;
    for (std::size_t i = 0; i < row.size(); ++i)
        height = std::max(height,
            textHeight(row[i].text, font(BodySize, row[i].bold), width() * shares[i] - Gap));
    return std::max(height, lineHeight(font(BodySize, false))) + Gap;
}

void PageFlow::drawRow(const std::vector<double>& shares, const Row& row)
{
    double x = left();
    for (std::size_t i = 0; i < row.size(); ++i) {
        drawText(x, width() * shares[i] - Gap, row[i].text, font(BodySize, row[i].bold));
        x += width() * shares[i];
    }
}

void PageFlow::table(
    const std::vector<double>& shares, const QStringList& head, const std::vector<Row>& rows)
{
    Row headRow;
    for (const QString& text : head)
        headRow.push_back({text, true});
    const auto drawHead = [&] {
        drawRow(shares, headRow);
        m_y += rowHeight(shares, headRow);
        rule();
    };
    need(rowHeight(shares, headRow) + (rows.empty() ? 0 : rowHeight(shares, rows.front())));
    drawHead();
    for (const Row& row : rows) {
        const double height = rowHeight(shares, row);
        if (m_y + height > bottom()) {
            newPage();
            drawHead();
        }
        drawRow(shares, row);
        m_y += height;
    }
}

Result<int> PageFlow::finish()
{
    footer();
    const bool ended = m_painter.end();
    if (!m_started || !ended)
        return Error{ErrorCode::Io, "pdf not written"};
    return m_page;
}

Status writePages(QIODevice& file, const PageSetup& setup, const QString& title,
    const QString& banner, const std::function<void(PageFlow&)>& fill)
{
    if (!QFontDatabase::families().contains(setup.fontFamily))
        return Error{ErrorCode::NotFound, "font"};
    WatchedDevice nowhere(nullptr);
    PageFlow counting(nowhere, setup, title, banner, 0);
    fill(counting);
    DOORSTEP_TRY(pages, counting.finish());
    WatchedDevice watched(&file);
    PageFlow writing(watched, setup, title, banner, pages);
    fill(writing);
    DOORSTEP_TRY(written, writing.finish());
    if (written != pages || watched.hasFailed())
        return Error{ErrorCode::Io, "pdf not written"};
    return {};
}

} // namespace doorstep::print
