#include "stacks.h"

#include <algorithm>

namespace doorstep::layout {

void VStack::arrange()
{
    qreal y = 0;
    qreal natural = 0;
    const QList<QQuickItem*> children = shown();
    for (QQuickItem* child : children) {
        const bool centred = hint(child).centred();
        natural = std::max(natural, naturalWidth(child));
        const bool own = centred || hint(child).keep();
        child->setWidth(own ? std::min(naturalWidth(child), width()) : width());
        if (child != children.first())
            y += spacing();
        y += hint(child).before();
        place(child, centred ? (width() - child->width()) / 2 : 0, y);
        y += child->height();
    }
    setImplicitSize(natural, y);
}

qreal HStack::giveWidths(const QList<QQuickItem*>& children) const
{
    qreal natural = 0;
    qreal taken = spacing() * static_cast<qreal>(std::max<qsizetype>(0, children.size() - 1));
    int fillers = 0;
    for (QQuickItem* child : children) {
        natural += naturalWidth(child);
        if (hint(child).fill()) {
            ++fillers;
            continue;
        }
        if (child->implicitWidth() > 0)
            child->setWidth(std::min(child->implicitWidth(), hint(child).most() * width()));
        taken += child->width();
    }
    for (QQuickItem* child : children) {
        if (hint(child).fill())
            child->setWidth(std::max(1.0, (width() - taken) / fillers));
    }
    return natural + spacing() * static_cast<qreal>(std::max<qsizetype>(0, children.size() - 1));
}

void HStack::arrange()
{
    const QList<QQuickItem*> children = shown();
    const qreal natural = giveWidths(children);
    qreal high = 0;
    for (QQuickItem* child : children)
        high = std::max(high, hint(child).stretch() ? child->implicitHeight() : heightOf(child));
    setImplicitSize(natural, high);
    const qreal row = std::max(high, height());
    qreal x = 0;
    for (QQuickItem* child : children) {
        if (hint(child).stretch())
            child->setHeight(row);
        place(child, x, hint(child).top() ? 0 : (row - child->height()) / 2);
        x += child->width() + spacing();
    }
}

void Pair::setStacked(bool stacked)
{
    if (m_stacked == stacked)
        return;
    m_stacked = stacked;
    Q_EMIT stackedChanged();
}

void Pair::arrangeSideBySide(QQuickItem* first, QQuickItem* second)
{
    second->setWidth(naturalWidth(second));
    const bool keep = hint(first).keep();
    first->setWidth(keep ? naturalWidth(first) : width() - second->width() - spacing());
    const qreal high = std::max(heightOf(first), heightOf(second));
    setImplicitHeight(high);
    const bool top = hint(second).top();
    place(first, 0, top ? 0 : (high - first->height()) / 2);
    place(second, width() - second->width(), top ? 0 : (high - second->height()) / 2);
}

void Pair::arrange()
{
    const QList<QQuickItem*> children = shown();
    if (children.isEmpty()) {
        setImplicitSize(0, 0);
        return;
    }
    QQuickItem* first = children.first();
    QQuickItem* second = children.size() > 1 ? children.at(1) : nullptr;
    const qreal natural = naturalWidth(first) + (second ? spacing() + naturalWidth(second) : 0);
    setImplicitWidth(natural);
    setStacked(second && natural > width());
    if (second && !m_stacked) {
        arrangeSideBySide(first, second);
        return;
    }
    first->setWidth(hint(first).keep() ? std::min(naturalWidth(first), width()) : width());
    place(first, 0, 0);
    qreal y = first->height();
    if (second) {
        second->setWidth(std::min(naturalWidth(second), width()));
        place(second, 0, y);
        y += second->height();
    }
    setImplicitHeight(y);
}

CellGrid::CellGrid(QQuickItem* parent)
    : Arranged(parent)
{
    connect(this, &CellGrid::columnsChanged, this, &QQuickItem::polish);
}

void CellGrid::arrange()
{
    const QList<QQuickItem*> children = shown();
    const int columns = std::max(1, m_columns);
    const qreal cell = (width() - m_columnSpacing * (columns - 1)) / columns;
    for (QQuickItem* child : children)
        child->setWidth(std::max(1.0, cell));
    qreal y = 0;
    for (qsizetype from = 0; from < children.size(); from += columns) {
        const qsizetype to = std::min<qsizetype>(children.size(), from + columns);
        qreal high = 0;
        for (qsizetype i = from; i < to; ++i)
            high = std::max(
                high, m_stretch ? children.at(i)->implicitHeight() : children.at(i)->height());
        y += from > 0 ? spacing() : 0;
        for (qsizetype i = from; i < to; ++i) {
            if (m_stretch)
                children.at(i)->setHeight(high);
            place(children.at(i), static_cast<qreal>(i - from) * (cell + m_columnSpacing), y);
        }
        y += high;
    }
    setImplicitSize(cell, y);
}

} // namespace doorstep::layout
