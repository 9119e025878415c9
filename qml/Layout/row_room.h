#pragma once

#include <QQmlComponent>
#include <QQuickItem>
#include <QtQml/qqmlregistration.h>

namespace doorstep::layout {

/// Room for one row of a long column. The row is there while `near`, and while the keyboard is in
/// it; otherwise its height is kept and the row is not. For what a Loader cannot do on Qt 6.4: make
/// a component that is bound to the file around it.
class RowRoom : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_CLASSINFO("DefaultProperty", "row")
    Q_PROPERTY(QQmlComponent* row READ row WRITE setRow NOTIFY rowChanged)
    Q_PROPERTY(bool near READ isNear WRITE setNear NOTIFY nearChanged)
    /// Counts until the row was there once, and again after it changes.
    Q_PROPERTY(qreal usualHeight READ usualHeight WRITE setUsualHeight NOTIFY usualHeightChanged)

public:
    using QQuickItem::QQuickItem;

    [[nodiscard]] QQmlComponent* row() const { return m_row; }
    void setRow(QQmlComponent* row);
    [[nodiscard]] bool isNear() const { return m_near; }
    void setNear(bool near);
    [[nodiscard]] qreal usualHeight() const { return m_usualHeight; }
    void setUsualHeight(qreal height);

Q_SIGNALS:
    void rowChanged();
    void nearChanged();
    void usualHeightChanged();

protected:
    void componentComplete() override;
    void geometryChange(const QRectF& now, const QRectF& before) override;

private:
    void settle();
    void make();
    void drop();
    void takeHeight();

    QQmlComponent* m_row = nullptr;
    QQuickItem* m_item = nullptr;
    qreal m_usualHeight = 0;
    bool m_near = false;
};

} // namespace doorstep::layout
