#pragma once

#include "sync/server/practice_server.h"

#include <QByteArray>
#include <QStringList>

namespace doorstep::server {

/// What the command line asks for.
struct Arguments {
    enum class Verb { Serve, Admin, Usage };
    Verb verb = Verb::Usage;
    ServerConfig config;
    QByteArray command; ///< of an Admin verb, as the admin socket takes it
};

/// Usage when it is not understood.
[[nodiscard]] Arguments readArguments(const QStringList& words);
[[nodiscard]] QByteArray usageText();

} // namespace doorstep::server
