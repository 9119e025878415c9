#include "gallery_shots.h"

#include <QCoreApplication>
#include <QDir>
#include <QQmlComponent>
#include <QQuickItem>
#include <memory>

namespace doorstep::test {

QString Shot::fileName() const
{
    return QStringLiteral("%1-%2-%3-%4-%5.png")
        .arg(page, state, sizeName, dark ? QStringLiteral("dark") : QStringLiteral("light"))
        .arg(qRound(textScale * 100));
}

GalleryShots::GalleryShots()
{
    m_engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    loadPages();
    QQmlComponent component(
        &m_engine, QUrl(QStringLiteral("qrc:/qt/qml/Doorstep/Gallery/StyleAccess.qml")));
    m_access.reset(component.create());
    if (!m_access)
        qFatal("%s", qPrintable(component.errorString()));
    m_style = m_access->property("style").value<QObject*>();
    m_style->setProperty("reduceMotion", true);
}

void GalleryShots::loadPages()
{
    const QDir folder(QStringLiteral(":/qt/qml/Doorstep/Gallery"));
    const QStringList files
        = folder.entryList({QStringLiteral("*States.qml")}, QDir::Files, QDir::Name);
    for (const QString& file : files) {
        QQmlComponent component(&m_engine, QUrl(QStringLiteral("qrc") + folder.filePath(file)));
        QObject* page = component.create();
        if (!page) {
            qWarning("%s", qPrintable(component.errorString()));
            continue;
        }
        page->setParent(&m_window);
        m_pages.append(page);
    }
}

bool GalleryShots::take(const Shot& shot, QObject* state, const QString& directory)
{
    m_style->setProperty("dark", shot.dark);
    m_style->setProperty("textScale", shot.textScale);
    m_style->setProperty("insetTop", shot.sizeName == QLatin1String("phone") ? 28 : 0);
    m_window.resize(shot.size);
    m_window.show();

    auto* component = state->property("component").value<QQmlComponent*>();
    std::unique_ptr<QObject> made(
        component ? component->create(component->creationContext()) : nullptr);
    auto* item = qobject_cast<QQuickItem*>(made.get());
    if (!item) {
        qWarning("%s: %s", qPrintable(shot.fileName()),
            component ? qPrintable(component->errorString()) : "no component");
        return false;
    }
    item->setParentItem(m_window.contentItem());
    item->setSize(shot.size);
    QImage picture;
    for (int pass = 0; pass < 4; ++pass) { // each grab polishes: layouts settle over a few
        QCoreApplication::processEvents();
        picture = m_window.grabWindow();
    }
    if (picture.save(QDir(directory).filePath(shot.fileName())))
        return true;
    qWarning("cannot write %s", qPrintable(shot.fileName()));
    return false;
}

} // namespace doorstep::test
