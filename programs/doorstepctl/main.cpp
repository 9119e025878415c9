#include "programs/doorstepctl/command.h"

#include <QCoreApplication>

namespace {

using doorstep::ctl::Command;

std::vector<Command> allCommands()
{
    std::vector<Command> all;
    for (auto&& commands : {doorstep::ctl::fileCommands(), doorstep::ctl::practiceCommands(),
             doorstep::ctl::peopleCommands(), doorstep::ctl::deviceCommands(),
             doorstep::ctl::serverCommands(), doorstep::ctl::roundCommands(),
             doorstep::ctl::storeCommands(), doorstep::ctl::recoverCommands(),
             doorstep::ctl::practiceRecoverCommands(), doorstep::ctl::auditCommands()})
        all.insert(all.end(), commands.begin(), commands.end());
    return all;
}

int usage(const std::vector<Command>& commands)
{
    for (const Command& command : commands)
        doorstep::ctl::print(QStringLiteral("doorstepctl %1 %2")
                                 .arg(QLatin1String(command.name), QLatin1String(command.usage)));
    return 2;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("doorstepctl"));
    const QStringList arguments = QCoreApplication::arguments();
    const auto commands = allCommands();
    for (const Command& command : commands) {
        const QStringList words = QString::fromLatin1(command.name).split(QLatin1Char(' '));
        if (arguments.mid(1, words.size()) != words)
            continue;
        QCommandLineParser parser;
        command.declare(parser);
        if (!parser.parse(arguments.mid(words.size()))) {
            doorstep::ctl::print(parser.errorText());
            return 2;
        }
        QMetaObject::invokeMethod(
            &application,
            [&] { command.run(parser, [](int code) { QCoreApplication::exit(code); }); },
            Qt::QueuedConnection);
        return QCoreApplication::exec();
    }
    return usage(commands);
}
