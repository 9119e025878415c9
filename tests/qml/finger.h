#pragma once

#include <QQuickItem>
#include <QQuickWindow>
#include <QString>

namespace doorstep::test {

/// A finger on a window: finds what is visible by its objectName and taps it, counting taps.
class Finger final {
public:
    explicit Finger(QQuickWindow& window);

    /// The visible item of that name; the first whose name starts so; or starts and ends so
    /// ("site:" .. ":left").
    [[nodiscard]] QQuickItem* find(const QString& name) const;
    [[nodiscard]] QQuickItem* first(const QString& start) const;
    [[nodiscard]] QQuickItem* find(const QString& start, const QString& end) const;

    /// Waits until it is there, in view and still, then taps it. False, with a reason, when not.
    [[nodiscard]] bool tap(const QString& name) { return tap(name, QString()); }
    [[nodiscard]] bool tap(const QString& start, const QString& end);
    /// Scrolls nothing; keys go to whatever has the focus.
    void type(const QString& text);

    [[nodiscard]] int taps() const { return m_taps; }
    void resetTaps() { m_taps = 0; }

private:
    [[nodiscard]] bool inView(QQuickItem* item, QPoint& centre) const;

    QQuickWindow& m_window;
    QPointingDevice* m_touch = nullptr;
    int m_taps = 0;
};

} // namespace doorstep::test
