#include "gallery_stage.h"
#include "qml/import_modules.h"

#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>

Q_IMPORT_QML_PLUGIN(Doorstep_GalleryPlugin)

namespace {

using doorstep::test::GalleryStage;
using doorstep::test::Setting;

QList<Setting> settings(bool quick)
{
    QList<Setting> all;
    for (const auto& [name, size] : {std::pair{QStringLiteral("phone"), QSize(412, 915)},
             std::pair{QStringLiteral("tablet"), QSize(1280, 800)}}) {
        for (const bool dark : {false, true}) {
            for (const qreal scale : {1.0, 2.0}) {
                if (!quick || (!dark && scale < 1.5))
                    all.append({name, size, dark, scale});
            }
        }
    }
    return all;
}

QString fileName(const GalleryStage::State& state, const Setting& setting)
{
    const QString theme = setting.dark ? QStringLiteral("dark") : QStringLiteral("light");
    return QStringLiteral("%1-%2-%3-%4-%5.png")
        .arg(state.page, state.name, setting.sizeName, theme)
        .arg(qRound(setting.textScale * 100));
}

bool take(GalleryStage& stage, const GalleryStage::State& state, const Setting& setting,
    const QDir& directory)
{
    const auto item = stage.mount(state, setting);
    if (!item)
        return false;
    const QString file = directory.filePath(fileName(state, setting));
    if (stage.picture().save(file))
        return true;
    qWarning("cannot write %s", qPrintable(file));
    return false;
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
    const QDir directory(parser.positionalArguments().constFirst());
    if (!directory.mkpath(QStringLiteral(".")))
        return 2;

    GalleryStage stage;
    for (const QString& problem : stage.problems())
        qWarning("%s", qPrintable(problem));
    int failures = static_cast<int>(stage.problems().size());
    const QList<Setting> wanted = settings(parser.isSet(quick));
    for (const GalleryStage::State& state : stage.states()) {
        if (parser.isSet(only) && !state.page.startsWith(parser.value(only)))
            continue;
        for (const Setting& setting : wanted) {
            if (state.sizes.isEmpty() || state.sizes == setting.sizeName)
                failures += take(stage, state, setting, directory) ? 0 : 1;
        }
    }
    return failures == 0 ? 0 : 1;
}
