#include "tests/qml/finger.h"

#include <QtTest>
#include <functional>

namespace doorstep::test {

namespace {

QQuickItem* seek(QQuickItem* item, const std::function<bool(const QString&)>& isIt)
{
    if (!item->isVisible())
        return nullptr;
    if (isIt(item->objectName()))
        return item;
    const QList<QQuickItem*> children = item->childItems();
    for (QQuickItem* child : children) {
        if (QQuickItem* found = seek(child, isIt))
            return found;
    }
    return nullptr;
}

} // namespace

Finger::Finger(QQuickWindow& window)
    : m_window(window)
    , m_touch(QTest::createTouchDevice())
{
}

QQuickItem* Finger::find(const QString& name) const
{
    return find(name, QString());
}

QQuickItem* Finger::find(const QString& start, const QString& end) const
{
    return seek(m_window.contentItem(), [&](const QString& name) {
        return end.isEmpty() ? name == start : name.startsWith(start) && name.endsWith(end);
    });
}

QQuickItem* Finger::first(const QString& start) const
{
    return seek(
        m_window.contentItem(), [&](const QString& name) { return name.startsWith(start); });
}

bool Finger::inView(QQuickItem* item, QPoint& centre) const
{
    const QPointF spot = item->mapToScene(QPointF(item->width() / 2, item->height() / 2));
    centre = spot.toPoint();
    return QRect(QPoint(0, 0), m_window.size()).contains(centre) && item->isEnabled();
}

bool Finger::tap(const QString& start, const QString& end)
{
    QPoint centre;
    QPoint before;
    const bool there = QTest::qWaitFor(
        [&] {
            (void)m_window.grabWindow(); // polish: containers settle before a finger comes down
            QQuickItem* item = find(start, end);
            const bool seen = item && inView(item, centre);
            const bool still = seen && centre == before;
            before = centre;
            return still;
        },
        20'000);
    if (!there) {
        qWarning("%s%s is not on screen", qPrintable(start), qPrintable(end));
        if (const QString folder = qEnvironmentVariable("DOORSTEP_TEST_PICTURES");
            !folder.isEmpty())
            m_window.grabWindow().save(folder + QStringLiteral("/not-on-screen.png"));
        return false;
    }
    QTest::touchEvent(&m_window, m_touch).press(0, centre, &m_window);
    QTest::touchEvent(&m_window, m_touch).release(0, centre, &m_window);
    ++m_taps;
    return true;
}

void Finger::type(const QString& text)
{
    for (const QChar letter : text)
        QTest::keyClick(&m_window, letter.toLatin1());
}

} // namespace doorstep::test
