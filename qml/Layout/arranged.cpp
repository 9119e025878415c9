#include "arranged.h"

#include <QGuiApplication>

namespace doorstep::layout {

Arranged::Arranged(QQuickItem* parent)
    : QQuickItem(parent)
{
    connect(this, &Arranged::spacingChanged, this, &QQuickItem::polish);
}

QList<QQuickItem*> Arranged::shown() const
{
    QList<QQuickItem*> children;
    const QList<QQuickItem*> all = childItems();
    for (QQuickItem* child : all) {
        if (child->isVisible() && !child->inherits("QQuickRepeater"))
            children.append(child);
    }
    return children;
}

void Arranged::place(QQuickItem* child, qreal x, qreal y) const
{
    const bool mirrored = QGuiApplication::layoutDirection() == Qt::RightToLeft;
    child->setPosition({mirrored ? width() - x - child->width() : x, y});
}

const StackHint& Arranged::hint(const QQuickItem* child)
{
    static const StackHint none;
    const auto* own = static_cast<StackHint*>(qmlAttachedPropertiesObject<Stack>(child, false));
    return own ? *own : none;
}

qreal Arranged::heightOf(const QQuickItem* child)
{
    return child->height() - 2 * hint(child).overlap();
}

qreal Arranged::naturalWidth(const QQuickItem* child)
{
    return child->implicitWidth() > 0 ? child->implicitWidth() : child->width();
}

void Arranged::componentComplete()
{
    QQuickItem::componentComplete();
    polish();
}

void Arranged::geometryChange(const QRectF& now, const QRectF& before)
{
    QQuickItem::geometryChange(now, before);
    if (now.size() != before.size()) // a row given another height stretches its children again
        polish();
}

void Arranged::itemChange(ItemChange change, const ItemChangeData& value)
{
    if (change == ItemChildAddedChange) {
        connect(value.item, &QQuickItem::implicitWidthChanged, this, &QQuickItem::polish);
        connect(value.item, &QQuickItem::implicitHeightChanged, this, &QQuickItem::polish);
        connect(value.item, &QQuickItem::heightChanged, this, &QQuickItem::polish);
        connect(value.item, &QQuickItem::visibleChanged, this, &QQuickItem::polish);
        if (auto* own
            = static_cast<StackHint*>(qmlAttachedPropertiesObject<Stack>(value.item, false)))
            connect(own, &StackHint::changed, this, &QQuickItem::polish);
        polish();
    } else if (change == ItemChildRemovedChange) {
        disconnect(value.item, nullptr, this, nullptr);
        polish();
    }
    QQuickItem::itemChange(change, value);
}

} // namespace doorstep::layout
