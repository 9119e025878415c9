#include "programs/doorstep/composition.h"

#include <QGuiApplication>
#include <QQuickWindow>

int main(int argc, char** argv)
{
    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("doorstep"));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Doorstep"));
    const auto options = doorstep::appOptions(QGuiApplication::arguments());
    doorstep::Composition composition(options);
    if (!composition.show(options.size))
        return 2;
    return QGuiApplication::exec();
}
