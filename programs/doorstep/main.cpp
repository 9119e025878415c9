#include "core/vfs/wiped_memory.h"
#include "programs/doorstep/composition.h"

#include <QGuiApplication>
#include <QQuickWindow>

int main(int argc, char** argv)
{
    // First: a plugin of the desktop may meet SQLite before the store does, and then it is too
    // late.
    const doorstep::Status wiping = doorstep::vfs::wipeSqliteMemory();
    QGuiApplication application(argc, argv);
    if (!wiping)
        qWarning("%s", wiping.error().detail.constData());
    QGuiApplication::setApplicationName(QStringLiteral("doorstep"));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Doorstep"));
    const auto options = doorstep::appOptions(QGuiApplication::arguments());
    doorstep::Composition composition(options);
    if (!composition.show(options.size))
        return 2;
    return QGuiApplication::exec();
}
