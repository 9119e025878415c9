#pragma once

#include "arranged.h"

namespace doorstep::layout {

/// Children one under another, each as wide as the stack (`Stack.centred` keeps its own width).
class VStack : public doorstep::layout::Arranged {
    Q_OBJECT
    QML_ELEMENT

public:
    using Arranged::Arranged;

protected:
    void arrange() override;
};

/// Children side by side at their natural width; those with `Stack.fill` share the rest.
class HStack : public doorstep::layout::Arranged {
    Q_OBJECT
    QML_ELEMENT

public:
    using Arranged::Arranged;

protected:
    void arrange() override;

private:
    qreal giveWidths(const QList<QQuickItem*>& children) const;
};

/// Two children on one line when both fit, the first over the second when they do not.
class Pair : public doorstep::layout::Arranged {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(bool stacked READ stacked NOTIFY stackedChanged)

public:
    using Arranged::Arranged;

    [[nodiscard]] bool stacked() const { return m_stacked; }

Q_SIGNALS:
    void stackedChanged();

protected:
    void arrange() override;

private:
    void setStacked(bool stacked);
    void arrangeSideBySide(QQuickItem* first, QQuickItem* second);

    bool m_stacked = false;
};

/// Children in rows of `columns` cells of equal width. `stretch`: all cells of a row equally high.
class CellGrid : public doorstep::layout::Arranged {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(int columns MEMBER m_columns NOTIFY columnsChanged)
    Q_PROPERTY(qreal columnSpacing MEMBER m_columnSpacing NOTIFY columnsChanged)
    Q_PROPERTY(bool stretch MEMBER m_stretch NOTIFY columnsChanged)

public:
    explicit CellGrid(QQuickItem* parent = nullptr);

Q_SIGNALS:
    void columnsChanged();

protected:
    void arrange() override;

private:
    int m_columns = 2;
    qreal m_columnSpacing = 8;
    bool m_stretch = true;
};

} // namespace doorstep::layout
