#pragma once

#include <QJsonObject>
#include <QObject>
#include <QPointF>
#include <QSocketNotifier>

class QQuickItem;
class QQuickWindow;
class QPointingDevice;

namespace doorstep::test {

/// Drives a running app the way a person does and in no other way: touches and keys enter through
/// the window system at the centre of an item that is visible, enabled and not covered. It reads
/// one JSON object a line from standard input and answers one a line; it never calls into a page or
/// a view-model. Verbs: tap, type, key, scrollTo, wait, gone, text, exists, list, grab, size, quit.
class RemoteControl final : public QObject {
    Q_OBJECT
public:
    explicit RemoteControl(QQuickWindow& window, QObject* parent = nullptr);

private:
    void readLines();
    QJsonObject obey(const QJsonObject& command);
    QJsonObject tap(const QString& name);
    QJsonObject wait(const QString& name, bool present, int timeoutMs);
    QJsonObject grab(const QString& file);
    QJsonObject list() const;
    QString readText(const QString& name) const;

    /// The item with that objectName which a person could touch now; why not, in `reason`.
    QQuickItem* reachable(const QString& name, QString* reason) const;
    QQuickItem* find(const QString& name) const;
    bool scrollIntoView(QQuickItem* item);
    void touch(const QPointF& scenePoint);
    void drag(const QPointF& from, const QPointF& to);

    QQuickWindow& m_window;
    QPointingDevice* m_touchscreen;
    QSocketNotifier m_input;
    QByteArray m_buffer;
    int m_taps = 0;
};

} // namespace doorstep::test
