#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QQuickWindow>
#include <QSize>
#include <memory>

namespace doorstep::test {

/// How one picture is taken.
struct Shot {
    QString page;
    QString state;
    QString sizeName; // "phone", "tablet"
    QSize size;
    bool dark = false;
    qreal textScale = 1.0;

    [[nodiscard]] QString fileName() const; // page-state-size-theme-scale.png
};

/// Mounts page states in one window and grabs them. A state that fails to load is an error, not a
/// gap.
class GalleryShots final {
public:
    GalleryShots();

    /// The page lists: objects of Doorstep.Gallery with `page` and `states`.
    [[nodiscard]] QList<QObject*> pages() const { return m_pages; }
    /// False and a line on stderr when the state cannot be made or the file not written.
    [[nodiscard]] bool take(const Shot& shot, QObject* state, const QString& directory);

private:
    void loadPages();

    QQmlEngine m_engine;
    QQuickWindow m_window;
    QList<QObject*> m_pages;
    std::unique_ptr<QObject> m_access;
    QObject* m_style = nullptr;
};

} // namespace doorstep::test
