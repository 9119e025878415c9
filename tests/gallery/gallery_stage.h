#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSize>
#include <memory>

namespace doorstep::test {

/// How one state is shown.
struct Setting {
    QString sizeName; ///< "phone", "tablet", "narrow"
    QSize size;
    bool dark = false;
    qreal textScale = 1.0;
};

/// One window, the style singleton, and every page state of Doorstep.Gallery to mount in it.
class GalleryStage final {
public:
    GalleryStage();

    struct State {
        QString page;
        QString name;
        QString sizes; ///< "" for all, else the one size it is for
        QObject* made = nullptr;
    };
    [[nodiscard]] const QList<State>& states() const { return m_states; }
    /// Problems met while reading the state files; empty when all is well.
    [[nodiscard]] const QStringList& problems() const { return m_problems; }

    /// Mounts a state; null when it cannot be made. The item leaves the window when it is deleted.
    [[nodiscard]] std::unique_ptr<QQuickItem> mount(const State& state, const Setting& setting);
    /// Lets layouts settle and returns what is on screen.
    [[nodiscard]] QImage picture();

private:
    void loadStates();
    QObject* create(const QString& file);

    QQmlEngine m_engine;
    QQuickWindow m_window;
    QList<State> m_states;
    QStringList m_problems;
    std::unique_ptr<QObject> m_access;
    QObject* m_style = nullptr;
};

} // namespace doorstep::test
