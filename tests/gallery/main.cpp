#include "gallery_shots.h"
#include "qml/import_modules.h"

#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QQmlListReference>

Q_IMPORT_QML_PLUGIN(Doorstep_GalleryPlugin)

using namespace doorstep::test;

namespace {

struct NamedSize {
    QString name;
    QSize size;
};

int takeState(
    GalleryShots& gallery, QObject* page, QObject* state, const QString& directory, bool quick)
{
    const QList<NamedSize> sizes{
        {QStringLiteral("phone"), {412, 915}}, {QStringLiteral("tablet"), {1280, 800}}};
    const QString wanted = state->property("sizes").toString();
    int failures = 0;
    for (const NamedSize& size : sizes) {
        if (!wanted.isEmpty() && wanted != size.name)
            continue;
        for (const bool dark : {false, true}) {
            for (const qreal scale : {1.0, 2.0}) {
                if (quick && (dark || scale > 1))
                    continue;
                const Shot shot{page->property("page").toString(),
                    state->property("name").toString(), size.name, size.size, dark, scale};
                failures += gallery.take(shot, state, directory) ? 0 : 1;
            }
        }
    }
    return failures;
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Pictures of every page in every state: page-state-size-theme-scale.png"));
    parser.addHelpOption();
    const QCommandLineOption only(QStringLiteral("only"),
        QStringLiteral("Only pages whose name starts with <name>."), QStringLiteral("name"));
    const QCommandLineOption quick(
        QStringLiteral("quick"), QStringLiteral("Only light, 100 % text."));
    parser.addOptions({only, quick});
    parser.addPositionalArgument(
        QStringLiteral("directory"), QStringLiteral("Where the pictures go."));
    parser.process(app);
    if (parser.positionalArguments().size() != 1)
        parser.showHelp(2);
    const QString directory = parser.positionalArguments().constFirst();
    if (!QDir().mkpath(directory))
        return 2;

    GalleryShots gallery;
    int failures = gallery.pages().isEmpty() ? 1 : 0;
    const QList<QObject*> pages = gallery.pages();
    for (QObject* page : pages) {
        if (parser.isSet(only) && !page->property("page").toString().startsWith(parser.value(only)))
            continue;
        const QQmlListReference states(page, "states");
        for (qsizetype i = 0; i < states.count(); ++i)
            failures += takeState(gallery, page, states.at(i), directory, parser.isSet(quick));
    }
    return failures == 0 ? 0 : 1;
}
