#include "app/viewmodels/shell/app_view_model.h"
#include "programs/doorstep/composition.h"

#include <QGuiApplication>
#include <QQuickWindow>
#include <cstdio>
#include <ctime>

namespace {

double monotonicMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

} // namespace

/// The shipped app, which says when its first frame and its first page stood (milliseconds of
/// CLOCK_MONOTONIC, which whoever started it reads too) and ends.
int main(int argc, char** argv)
{
    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("doorstep"));
    const auto options = doorstep::appOptions(QGuiApplication::arguments());
    doorstep::Composition composition(options);
    QQuickWindow* window = composition.show(options.size);
    if (!window)
        return 2;
    const auto* app = window->property("app").value<doorstep::app::AppViewModel*>();
    double firstFrame = 0;
    QObject::connect(window, &QQuickWindow::frameSwapped, &application, [&] {
        const double now = monotonicMilliseconds();
        if (firstFrame == 0)
            firstFrame = now;
        if (app->screen() == doorstep::app::AppViewModel::Screen::Starting)
            return;
        std::printf("%.3f %.3f\n", firstFrame, now);
        QGuiApplication::quit();
    });
    return QGuiApplication::exec();
}
