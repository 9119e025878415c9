#include "programs/doorstep/composition.h"

#include "platform/linux/linux_paths.h"
#include "qml/import_app_modules.h"

#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QQuickWindow>

namespace doorstep {

namespace {

QString storeFolder(const AppOptions& options)
{
    if (!options.storeFolder.isEmpty())
        return QDir(options.storeFolder).absolutePath();
    const auto folder = platform::LinuxPaths().storeFolder();
    return folder ? *folder : QString();
}

QSize sizeOf(const QString& text)
{
    const QStringList parts = text.split(QLatin1Char('x'));
    return parts.size() == 2 ? QSize(parts.at(0).toInt(), parts.at(1).toInt()) : QSize();
}

} // namespace

AppOptions appOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({QStringLiteral("store"), QStringLiteral("Folder of the store."),
        QStringLiteral("folder")});
    parser.addOption({QStringLiteral("size"), QStringLiteral("Window size, such as 412x915."),
        QStringLiteral("size")});
    parser.process(arguments);
    return {parser.value(QStringLiteral("store")), sizeOf(parser.value(QStringLiteral("size")))};
}

Composition::Composition(const AppOptions& options)
    : m_vault(QStringLiteral("doorstep"))
    , m_session({m_clock, m_bootClock, m_vault, {storeFolder(options)}})
    , m_activity(m_session, *qApp)
    , m_sync(m_session)
    , m_enrolment(m_session, m_sync)
    , m_app(m_session, m_sync, m_enrolment)
{
    m_sync.follow(m_network);
    QObject::connect(qApp, &QGuiApplication::applicationStateChanged, &m_session,
        [this](Qt::ApplicationState state) {
            if (state == Qt::ApplicationSuspended || state == Qt::ApplicationHidden)
                m_session.rest();
            else if (state == Qt::ApplicationActive)
                m_session.wake();
        });
    m_session.start();
}

QQuickWindow* Composition::show(const QSize& size)
{
    m_engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    m_engine.setInitialProperties({{QStringLiteral("app"), QVariant::fromValue(&m_app)}});
    m_engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Doorstep/Shell/Main.qml")));
    if (m_engine.rootObjects().isEmpty())
        return nullptr;
    auto* window = qobject_cast<QQuickWindow*>(m_engine.rootObjects().constFirst());
    if (window && size.isValid())
        window->resize(size);
    return window;
}

} // namespace doorstep
