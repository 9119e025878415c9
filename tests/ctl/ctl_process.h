#pragma once

#include <QProcess>
#include <QString>

namespace doorstep::test {

/// One run of the real doorstepctl.
struct CtlRun {
    int code = -1;
    QString said; ///< standard output, trimmed
    QString complained; ///< standard error, trimmed
};

[[nodiscard]] inline CtlRun runCtl(const QStringList& arguments)
{
    QProcess process;
    process.start(QStringLiteral(DOORSTEP_BIN_DIR "/doorstepctl"), arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()).trimmed(),
        QString::fromUtf8(process.readAllStandardError()).trimmed()};
}

} // namespace doorstep::test
