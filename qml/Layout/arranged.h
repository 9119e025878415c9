#pragma once

#include <QQuickItem>
#include <QtQml/qqmlregistration.h>

namespace doorstep::layout {

/// What a child says to the container that arranges it; written `Stack.fill: true` in QML.
class StackHint : public QObject {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(bool fill MEMBER m_fill NOTIFY changed) ///< HStack: takes the room left over
    Q_PROPERTY(qreal most MEMBER m_most NOTIFY changed) ///< HStack: at most this share of the width
    Q_PROPERTY(bool top MEMBER m_top NOTIFY changed) ///< HStack, Pair: at the top, not centred
    Q_PROPERTY(bool stretch MEMBER m_stretch NOTIFY changed) ///< HStack: as high as the row
    Q_PROPERTY(qreal before MEMBER m_before NOTIFY changed) ///< VStack: extra room above, dp
    Q_PROPERTY(qreal overlap MEMBER m_overlap NOTIFY
            changed) ///< beside others: dp of a hit area above and below that take no room
    Q_PROPERTY(bool keep MEMBER m_keep NOTIFY changed) ///< VStack, Pair: keeps its own width
    Q_PROPERTY(bool centred MEMBER m_centred NOTIFY changed) ///< VStack: own width, in the middle

public:
    using QObject::QObject;

    [[nodiscard]] bool fill() const { return m_fill; }
    [[nodiscard]] qreal most() const { return m_most; }
    [[nodiscard]] bool top() const { return m_top; }
    [[nodiscard]] bool stretch() const { return m_stretch; }
    [[nodiscard]] qreal before() const { return m_before; }
    [[nodiscard]] qreal overlap() const { return m_overlap; }
    [[nodiscard]] bool keep() const { return m_keep; }
    [[nodiscard]] bool centred() const { return m_centred; }

Q_SIGNALS:
    void changed();

private:
    bool m_fill = false;
    qreal m_most = 1.0;
    bool m_top = false;
    bool m_stretch = false;
    qreal m_before = 0;
    qreal m_overlap = 0;
    bool m_keep = false;
    bool m_centred = false;
};

/// Only carries the attached hints.
class Stack : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Stack carries the attached properties of arranged children")
    QML_ATTACHED(doorstep::layout::StackHint)

public:
    static StackHint* qmlAttachedProperties(QObject* child) { return new StackHint(child); }
};

/// A container that gives its visible children a width first and reads their height after, so that
/// wrapped text at any text scale always has the room it needs. Nested ones settle in one frame.
/// Rows mirror when the application's layout direction is right to left.
class Arranged : public QQuickItem {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(qreal spacing MEMBER m_spacing NOTIFY spacingChanged)

public:
    explicit Arranged(QQuickItem* parent = nullptr);

Q_SIGNALS:
    void spacingChanged();

protected:
    virtual void arrange() = 0;

    [[nodiscard]] QList<QQuickItem*> shown() const;
    [[nodiscard]] qreal spacing() const { return m_spacing; }
    void place(QQuickItem* child, qreal x, qreal y) const;

    static const StackHint& hint(const QQuickItem* child);
    static qreal heightOf(const QQuickItem* child);
    static qreal naturalWidth(const QQuickItem* child);

    void updatePolish() override { arrange(); }
    void componentComplete() override;
    void geometryChange(const QRectF& now, const QRectF& before) override;
    void itemChange(ItemChange change, const ItemChangeData& value) override;

private:
    qreal m_spacing = 0;
};

} // namespace doorstep::layout
