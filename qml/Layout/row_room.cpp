#include "row_room.h"

#include <QQmlInfo>

namespace doorstep::layout {

void RowRoom::setRow(QQmlComponent* row)
{
    if (m_row == row)
        return;
    drop();
    m_row = row;
    Q_EMIT rowChanged();
    settle();
}

void RowRoom::setNear(bool near)
{
    if (m_near == near)
        return;
    m_near = near;
    Q_EMIT nearChanged();
    settle();
}

void RowRoom::setUsualHeight(qreal height)
{
    if (m_usualHeight == height)
        return;
    m_usualHeight = height;
    Q_EMIT usualHeightChanged();
    if (!m_item) // another text size: what it measured before says nothing
        setImplicitHeight(height);
}

void RowRoom::componentComplete()
{
    QQuickItem::componentComplete();
    settle();
}

void RowRoom::geometryChange(const QRectF& now, const QRectF& before)
{
    QQuickItem::geometryChange(now, before);
    if (m_item && now.width() != before.width())
        m_item->setWidth(now.width());
}

void RowRoom::settle()
{
    if (!isComponentComplete() || !m_row)
        return;
    if (m_near && !m_item)
        make();
    else if (!m_near && m_item && !m_item->hasActiveFocus())
        drop();
}

void RowRoom::make()
{
    QObject* made = m_row->beginCreate(m_row->creationContext());
    m_item = qobject_cast<QQuickItem*>(made);
    if (!m_item) {
        delete made;
        qmlWarning(this) << "the row is not an item: " << m_row->errorString();
        return;
    }
    m_item->setParent(this);
    m_item->setParentItem(this);
    m_item->setWidth(width());
    m_row->completeCreate();
    connect(m_item, &QQuickItem::implicitHeightChanged, this, &RowRoom::takeHeight);
    connect(m_item, &QQuickItem::activeFocusChanged, this, &RowRoom::settle);
    takeHeight();
}

void RowRoom::drop()
{
    if (!m_item)
        return;
    disconnect(m_item, nullptr, this, nullptr);
    m_item->setVisible(false);
    m_item->deleteLater(); // it may be the one whose change brought us here
    m_item = nullptr;
}

void RowRoom::takeHeight()
{
    setImplicitHeight(m_item->implicitHeight());
}

} // namespace doorstep::layout
