#include "arguments.h"

#include <QCommandLineParser>

namespace doorstep::server {
namespace arguments_detail {

/// HOST:PORT, or [V6]:PORT.
bool readListen(const QString& text, ServerConfig& config)
{
    const auto colon = text.lastIndexOf(QLatin1Char(':'));
    bool isNumber = false;
    config.port = text.mid(colon + 1).toUShort(&isNumber);
    auto host = text.left(colon).toLatin1();
    if (host.startsWith('[') && host.endsWith(']'))
        host = host.mid(1, host.size() - 2);
    config.host = host;
    return colon > 0 && isNumber && !host.isEmpty();
}

} // namespace arguments_detail

QByteArray usageText()
{
    return "doorstep-server serve --db DIR --listen HOST:PORT [--backup DIR]"
           " [--authority HOST:PORT]...\n"
           "doorstep-server practice create --db DIR --name NAME\n"
           "doorstep-server practice recover --db DIR --practice ID\n"
           "doorstep-server status --db DIR\n"
           "doorstep-server audit --db DIR\n"
           "doorstep-server backup --db DIR [--backup DIR]\n"
           "doorstep-server tls rotate --db DIR [--again]\n"
           "\n"
           "serve prints `listening HOST:PORT pin HEX` when it is ready; port 0 takes a free one.\n"
           "practice recover prints the code, good for a day and one use, with which\n"
           "`doorstepctl practice recover` and two recovery cards make a new desk.\n"
           "audit prints what this server did, a JSON object a line: doorstepctl audit verify\n"
           "checks it without trusting the server.\n"
           "tls rotate lets the next TLS key serve and makes another next one; devices learn of "
           "it\n"
           "by `doorstepctl server pins`, without which the next rotation is refused.\n"
           "The other commands talk to the running server over DIR/admin.sock, or open DIR\n"
           "themselves when none runs.\n";
}

Arguments readArguments(const QStringList& words)
{
    QCommandLineParser parser;
    const QCommandLineOption db(QStringLiteral("db"), {}, QStringLiteral("DIR"));
    const QCommandLineOption listen(QStringLiteral("listen"), {}, QStringLiteral("HOST:PORT"));
    const QCommandLineOption name(QStringLiteral("name"), {}, QStringLiteral("NAME"));
    const QCommandLineOption practice(QStringLiteral("practice"), {}, QStringLiteral("ID"));
    const QCommandLineOption backup(QStringLiteral("backup"), {}, QStringLiteral("DIR"));
    const QCommandLineOption authority(
        QStringLiteral("authority"), {}, QStringLiteral("HOST:PORT"));
    const QCommandLineOption again(QStringLiteral("again"));
    parser.addOptions({db, listen, name, practice, backup, authority, again});
    Arguments arguments;
    if (!parser.parse(words) || parser.value(db).isEmpty())
        return arguments;
    arguments.config.directory = parser.value(db);
    arguments.config.backupDirectory = parser.value(backup);
    for (const auto& each : parser.values(authority))
        arguments.config.authorities.push_back(each.toLower().toLatin1());
    const auto verbs = parser.positionalArguments().join(QLatin1Char(' '));
    if (verbs == QStringLiteral("serve")
        && arguments_detail::readListen(parser.value(listen), arguments.config))
        arguments.verb = Arguments::Verb::Serve;
    if (verbs == QStringLiteral("status") || verbs == QStringLiteral("backup")
        || verbs == QStringLiteral("audit"))
        arguments.command = verbs.toLatin1();
    if (verbs == QStringLiteral("practice create") && !parser.value(name).isEmpty())
        arguments.command = "practice create " + parser.value(name).toUtf8();
    if (verbs == QStringLiteral("practice recover") && !parser.value(practice).isEmpty())
        arguments.command = "practice recover " + parser.value(practice).toLatin1();
    if (verbs == QStringLiteral("tls rotate"))
        arguments.command = parser.isSet(again) ? "tls rotate --again" : "tls rotate";
    if (!arguments.command.isEmpty())
        arguments.verb = Arguments::Verb::Admin;
    return arguments;
}

} // namespace doorstep::server
