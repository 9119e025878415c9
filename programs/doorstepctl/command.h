#pragma once

#include "core/base/result.h"

#include <QCommandLineParser>
#include <QString>
#include <functional>
#include <vector>

/// doorstepctl: a desk device without a screen, and the checks that need no store.
namespace doorstep::ctl {

/// Exit codes: 0 done, 1 could not, 2 asked wrongly.
using Done = std::function<void(int)>;

struct Command {
    const char* name; ///< words as typed: "practice create"
    const char* usage;
    /// Declares options on the parser before it parses.
    std::function<void(QCommandLineParser&)> declare;
    /// Calls `done` once, now or later.
    std::function<void(const QCommandLineParser&, Done)> run;
};

[[nodiscard]] std::vector<Command> fileCommands();
[[nodiscard]] std::vector<Command> practiceCommands();
[[nodiscard]] std::vector<Command> peopleCommands();
[[nodiscard]] std::vector<Command> deviceCommands();
[[nodiscard]] std::vector<Command> serverCommands();
[[nodiscard]] std::vector<Command> roundCommands();
[[nodiscard]] std::vector<Command> storeCommands();
[[nodiscard]] std::vector<Command> recoverCommands();
[[nodiscard]] std::vector<Command> practiceRecoverCommands();
[[nodiscard]] std::vector<Command> auditCommands();

void print(const QString& line);
/// Says what failed in one sentence on standard error; the reason word follows for scripts.
void complain(const QString& what, const Error& error);
/// The whole of standard input or a file, for lists.
[[nodiscard]] Result<QByteArray> readFile(const QString& path, qint64 maxBytes);
/// Written beside, then renamed: a kill leaves the old file or the new one.
[[nodiscard]] Status writeFile(const QString& path, QByteArrayView bytes);
[[nodiscard]] Result<QDate> dateOf(const QString& text); ///< YYYY-MM-DD

} // namespace doorstep::ctl
