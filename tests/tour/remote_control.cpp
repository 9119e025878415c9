#include "tests/tour/remote_control.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPointingDevice>
#include <QQuickItem>
#include <QQuickWindow>
#include <QtTest>
#include <cstdio>
#include <unistd.h>

namespace doorstep::test {

namespace {

constexpr int settleMs
    = 30; // longer than one frame, so that a change is on screen before the answer

void collect(QQuickItem* item, const QString& name, QList<QQuickItem*>& found)
{
    if (!item->isVisible())
        return;
    if (item->objectName() == name)
        found.append(item);
    for (QQuickItem* child : item->childItems())
        collect(child, name, found);
}

bool takesPointer(const QQuickItem* item)
{
    bool onlyWatches = false;
    for (const QObject* child : item->children()) {
        if (!child->inherits("QQuickPointerHandler"))
            continue;
        // A PointHandler makes its item accept buttons, yet never keeps a touch from what is below.
        if (!child->inherits("QQuickPointHandler"))
            return true;
        onlyWatches = true;
    }
    if (onlyWatches)
        return false;
    return item->acceptedMouseButtons() != Qt::NoButton || item->acceptTouchEvents();
}

/// The item that would get a touch at the point: the last painted one that takes pointers.
QQuickItem* topmost(QQuickItem* item, const QPointF& scene)
{
    if (!item->isVisible() || !item->isEnabled())
        return nullptr;
    const QPointF local = item->mapFromScene(scene);
    if (item->clip() && !item->contains(local))
        return nullptr;
    QList<QQuickItem*> children = item->childItems();
    std::stable_sort(children.begin(), children.end(),
        [](const QQuickItem* a, const QQuickItem* b) { return a->z() < b->z(); });
    for (auto child = children.rbegin(); child != children.rend(); ++child) {
        if ((*child)->z() < 0)
            continue;
        if (QQuickItem* hit = topmost(*child, scene))
            return hit;
    }
    return takesPointer(item) && item->contains(local) ? item : nullptr;
}

bool related(QQuickItem* hit, QQuickItem* wanted)
{
    return hit == wanted || wanted->isAncestorOf(hit) || hit->isAncestorOf(wanted);
}

QPointF centre(const QQuickItem* item)
{
    return item->mapToScene({item->width() / 2, item->height() / 2});
}

QQuickItem* flickableAround(QQuickItem* item)
{
    for (QQuickItem* at = item->parentItem(); at; at = at->parentItem()) {
        if (at->inherits("QQuickFlickable") && at->property("interactive").toBool())
            return at;
    }
    return nullptr;
}

QJsonObject failure(const QString& why)
{
    return {{QStringLiteral("ok"), false}, {QStringLiteral("why"), why}};
}

QJsonObject success()
{
    return {{QStringLiteral("ok"), true}};
}

} // namespace

RemoteControl::RemoteControl(QQuickWindow& window, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_touchscreen(QTest::createTouchDevice())
    , m_input(STDIN_FILENO, QSocketNotifier::Read)
{
    connect(&m_input, &QSocketNotifier::activated, this, &RemoteControl::readLines);
}

void RemoteControl::readLines()
{
    char chunk[4096];
    const auto count = ::read(STDIN_FILENO, chunk, sizeof chunk);
    if (count <= 0) {
        m_input.setEnabled(false);
        QCoreApplication::quit();
        return;
    }
    m_buffer.append(chunk, static_cast<qsizetype>(count));
    for (qsizetype end = m_buffer.indexOf('\n'); end >= 0; end = m_buffer.indexOf('\n')) {
        const auto command = QJsonDocument::fromJson(m_buffer.left(end)).object();
        m_buffer.remove(0, end + 1);
        QJsonObject answer = obey(command);
        answer.insert(QStringLiteral("taps"), m_taps);
        const QByteArray line = QJsonDocument(answer).toJson(QJsonDocument::Compact) + '\n';
        std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stdout);
        std::fflush(stdout);
    }
}

QJsonObject RemoteControl::obey(const QJsonObject& command)
{
    const QString verb = command.value(QStringLiteral("do")).toString();
    const QString name = command.value(QStringLiteral("name")).toString();
    const int timeoutMs = command.value(QStringLiteral("timeout")).toInt(15000);
    if (verb == QStringLiteral("tap"))
        return tap(name);
    if (verb == QStringLiteral("wait"))
        return wait(name, true, timeoutMs);
    if (verb == QStringLiteral("gone"))
        return wait(name, false, timeoutMs);
    if (verb == QStringLiteral("grab"))
        return grab(command.value(QStringLiteral("file")).toString());
    if (verb == QStringLiteral("list"))
        return list();
    if (verb == QStringLiteral("type")) {
        for (const QChar character : command.value(QStringLiteral("text")).toString()) {
            const auto key = character.unicode() < 128 ? QTest::asciiToKey(character.toLatin1())
                                                       : Qt::Key_unknown;
            QTest::sendKeyEvent(QTest::Click, &m_window, key, character, Qt::NoModifier);
        }
        QTest::qWait(settleMs);
        return success();
    }
    if (verb == QStringLiteral("key")) {
        const QKeySequence sequence(command.value(QStringLiteral("key")).toString());
        QTest::keySequence(&m_window, sequence);
        QTest::qWait(settleMs);
        return success();
    }
    if (verb == QStringLiteral("scrollTo")) {
        QQuickItem* item = find(name);
        return item && scrollIntoView(item) ? success()
                                            : failure(QStringLiteral("cannot reach ") + name);
    }
    if (verb == QStringLiteral("text")) {
        QJsonObject answer = find(name) ? success() : failure(QStringLiteral("no ") + name);
        answer.insert(QStringLiteral("text"), readText(name));
        return answer;
    }
    if (verb == QStringLiteral("exists"))
        return {{QStringLiteral("ok"), true}, {QStringLiteral("exists"), find(name) != nullptr}};
    if (verb == QStringLiteral("size")) {
        m_window.resize(command.value(QStringLiteral("width")).toInt(),
            command.value(QStringLiteral("height")).toInt());
        QTest::qWait(200);
        return success();
    }
    if (verb == QStringLiteral("quit")) {
        QMetaObject::invokeMethod(
            qApp, [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
        return success();
    }
    return failure(QStringLiteral("unknown verb ") + verb);
}

QQuickItem* RemoteControl::find(const QString& name) const
{
    QList<QQuickItem*> found;
    collect(m_window.contentItem(), name, found);
    return found.isEmpty() ? nullptr : found.last();
}

QQuickItem* RemoteControl::reachable(const QString& name, QString* reason) const
{
    QQuickItem* item = find(name);
    if (!item) {
        *reason = QStringLiteral("nothing visible is called ") + name;
        return nullptr;
    }
    if (!item->isEnabled()) {
        *reason = name + QStringLiteral(" is disabled");
        return nullptr;
    }
    const QPointF point = centre(item);
    QQuickItem* hit = topmost(m_window.contentItem(), point);
    if (!QRectF(QPointF(0, 0), m_window.size()).contains(point) || !hit || !related(hit, item)) {
        *reason = name + QStringLiteral(" is off screen or covered by ")
            + (hit ? hit->objectName() + QLatin1Char(' ')
                        + QLatin1String(hit->metaObject()->className())
                   : QStringLiteral("nothing"));
        return nullptr;
    }
    return item;
}

QJsonObject RemoteControl::tap(const QString& name)
{
    QString reason;
    QElapsedTimer waited;
    waited.start();
    QQuickItem* item = reachable(name, &reason);
    while (!item && waited.elapsed() < 5000) {
        if (QQuickItem* hidden = find(name); hidden && hidden->isEnabled())
            scrollIntoView(hidden);
        QTest::qWait(50);
        item = reachable(name, &reason);
    }
    if (!item)
        return failure(reason);
    ++m_taps;
    touch(centre(item));
    return success();
}

bool RemoteControl::scrollIntoView(QQuickItem* item)
{
    for (int attempt = 0; attempt < 40; ++attempt) {
        QQuickItem* view = flickableAround(item);
        if (!view)
            return true;
        const QRectF frame = view->mapRectToScene({0, 0, view->width(), view->height()});
        const QPointF point = centre(item);
        if (frame.adjusted(0, 8, 0, -8).contains(point))
            return true;
        const double way = point.y() - frame.center().y();
        const double step = std::clamp(way, -frame.height() * 0.4, frame.height() * 0.4);
        const QPointF from = frame.center() + QPointF(0, step / 2);
        const double before = view->property("contentY").toDouble();
        drag(from, from - QPointF(0, step));
        if (qFuzzyCompare(before + 1, view->property("contentY").toDouble() + 1))
            return false;
    }
    return false;
}

void RemoteControl::touch(const QPointF& scenePoint)
{
    const QPoint point = scenePoint.toPoint();
    QTest::touchEvent(&m_window, m_touchscreen).press(0, point, &m_window);
    QTest::qWait(10);
    QTest::touchEvent(&m_window, m_touchscreen).release(0, point, &m_window);
    QTest::qWait(settleMs);
}

void RemoteControl::drag(const QPointF& from, const QPointF& to)
{
    constexpr int steps = 12;
    QTest::touchEvent(&m_window, m_touchscreen).press(0, from.toPoint(), &m_window);
    for (int i = 1; i <= steps; ++i) {
        QTest::qWait(12);
        const QPointF at = from + (to - from) * (double(i) / steps);
        QTest::touchEvent(&m_window, m_touchscreen).move(0, at.toPoint(), &m_window);
    }
    QTest::qWait(150); // a finger that rests before it lifts does not fling
    QTest::touchEvent(&m_window, m_touchscreen).release(0, to.toPoint(), &m_window);
    QTest::qWait(120);
}

QJsonObject RemoteControl::wait(const QString& name, bool present, int timeoutMs)
{
    const bool met = QTest::qWaitFor([&] { return (find(name) != nullptr) == present; }, timeoutMs);
    QTest::qWait(settleMs);
    return met
        ? success()
        : failure(name + (present ? QStringLiteral(" did not appear") : QStringLiteral(" stayed")));
}

QJsonObject RemoteControl::grab(const QString& file)
{
    // The software renderer of Qt 6.4 leaves strokes of removed shapes behind in a partial update:
    // a picture is always of a whole repaint.
    const QSize size = m_window.size();
    m_window.resize(size + QSize(1, 0));
    QTest::qWait(settleMs);
    m_window.resize(size);
    QTest::qWait(250); // the longest transition is 200 ms
    return m_window.grabWindow().save(file) ? success()
                                            : failure(QStringLiteral("cannot write ") + file);
}

QString RemoteControl::readText(const QString& name) const
{
    const QQuickItem* item = find(name);
    if (!item)
        return {};
    for (const char* property : {"text", "title"})
        if (const QVariant text = item->property(property); text.isValid())
            return text.toString();
    // A line of three parts, the middle one bold.
    return item->property("lead").toString() + item->property("strong").toString()
        + item->property("tail").toString();
}

QJsonObject RemoteControl::list() const
{
    QJsonArray names;
    const std::function<void(const QQuickItem*)> visit = [&](const QQuickItem* item) {
        if (!item->isVisible())
            return;
        if (!item->objectName().isEmpty())
            names.append(item->objectName());
        for (const QQuickItem* child : item->childItems())
            visit(child);
    };
    visit(m_window.contentItem());
    QJsonObject answer = success();
    answer.insert(QStringLiteral("names"), names);
    return answer;
}

} // namespace doorstep::test
