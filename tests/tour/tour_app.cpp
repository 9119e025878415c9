#include "programs/doorstep/composition.h"
#include "tests/tour/remote_control.h"

#include <QGuiApplication>
#include <QQuickWindow>

/// The shipped app with a hand on its screen: nothing but the remote control is added.
int main(int argc, char** argv)
{
    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("doorstep"));
    const auto options = doorstep::appOptions(QGuiApplication::arguments());
    doorstep::Composition composition(options);
    QQuickWindow* window = composition.show(options.size);
    if (!window)
        return 2;
    doorstep::test::RemoteControl remote(*window);
    return QGuiApplication::exec();
}
