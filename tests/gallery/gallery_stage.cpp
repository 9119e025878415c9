#include "gallery_stage.h"

#include <QCoreApplication>
#include <QDir>
#include <QQmlComponent>
#include <QQmlListReference>

namespace doorstep::test {

GalleryStage::GalleryStage()
{
    m_engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    m_access.reset(create(QStringLiteral("StyleAccess.qml")));
    if (m_access)
        m_style = m_access->property("style").value<QObject*>();
    if (!m_style)
        qFatal("%s", qPrintable(m_problems.join(u'\n')));
    m_style->setProperty("reduceMotion", true);
    loadStates();
}

QObject* GalleryStage::create(const QString& file)
{
    QQmlComponent component(
        &m_engine, QUrl(QStringLiteral("qrc:/qt/qml/Doorstep/Gallery/") + file));
    QObject* made = component.create();
    if (!made)
        m_problems.append(component.errorString());
    return made;
}

void GalleryStage::loadStates()
{
    const QDir folder(QStringLiteral(":/qt/qml/Doorstep/Gallery"));
    const QStringList files
        = folder.entryList({QStringLiteral("*States.qml")}, QDir::Files, QDir::Name);
    for (const QString& file : files) {
        QObject* page = create(file);
        if (!page)
            continue;
        page->setParent(&m_window);
        const QQmlListReference states(page, "states");
        for (qsizetype i = 0; i < states.count(); ++i) {
            QObject* state = states.at(i);
            m_states.append({page->property("page").toString(), state->property("name").toString(),
                state->property("sizes").toString(), state});
        }
    }
}

std::unique_ptr<QQuickItem> GalleryStage::mount(const State& state, const Setting& setting)
{
    m_style->setProperty("dark", setting.dark);
    m_style->setProperty("textScale", setting.textScale);
    m_style->setProperty("insetTop", setting.sizeName == QLatin1String("tablet") ? 0 : 28);
    m_window.resize(setting.size);
    m_window.show();
    auto* component = state.made->property("component").value<QQmlComponent*>();
    if (!component)
        return nullptr;
    auto* item = qobject_cast<QQuickItem*>(component->create(component->creationContext()));
    if (!item) {
        qWarning("%s-%s: %s", qPrintable(state.page), qPrintable(state.name),
            qPrintable(component->errorString()));
        return nullptr;
    }
    item->setParentItem(m_window.contentItem());
    item->setSize(setting.size);
    return std::unique_ptr<QQuickItem>(item);
}

QImage GalleryStage::picture()
{
    for (int pass = 0; pass < 2; ++pass) { // each grab polishes: nested containers settle
        QCoreApplication::processEvents();
        m_window.grabWindow();
    }
    // The software renderer keeps what a Shape drew before it moved: another size draws all anew.
    const QSize size = m_window.size();
    for (const QSize& next : {size + QSize(0, 1), size}) {
        m_window.resize(next);
        QCoreApplication::processEvents();
        m_window.grabWindow();
    }
    return m_window.grabWindow();
}

} // namespace doorstep::test
