#include "core/exchange/check.h"
#include "core/exchange/import_report.h"
#include "core/exchange/patient_list.h"
#include "core/synthetic/synthetic_practice.h"
#include "programs/doorstepctl/command.h"

#include <QFile>
#include <cstdio>

/// Commands that need no store: checks of single values, a dry run of a list, a made-up practice.
namespace doorstep::ctl {

namespace {

/// One JSON object a line in, one verdict a line out, until the input ends.
void check(const QCommandLineParser& options, const Done& done)
{
    const QByteArray kind = options.positionalArguments().value(0).toLatin1();
    if (!exchange::checkKinds().contains(kind)) {
        print(QStringLiteral("check KIND: %1")
                  .arg(QString::fromLatin1(exchange::checkKinds().join(" | "))));
        done(2);
        return;
    }
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        done(1);
        return;
    }
    const SystemClock clock;
    while (!input.atEnd()) {
        const QByteArray line = input.readLine(qint64{4} * 1024 * 1024).trimmed();
        if (line.isEmpty())
            continue;
        print(QString::fromUtf8(exchange::checkLine(kind, line, clock.now())));
    }
    done(0);
}

void dryRun(const QCommandLineParser& options, const Done& done)
{
    // `--json LIST` alone means the list, reported on standard output: a list is never written
    // over.
    QString list = options.positionalArguments().value(0);
    QString target = options.value(QStringLiteral("json"));
    if (list.isEmpty() && !target.isEmpty()) {
        list = target;
        target = QStringLiteral("-");
    }
    const auto preview = exchange::previewPatientListFile(list, {}, {QDate::currentDate()});
    const QByteArray report = exchange::dryRunReport(preview);
    if (target.isEmpty()) {
        print(QStringLiteral("%1: %2 accepted, %3 held, %4 rejected")
                  .arg(exchange::fileVerdictWord(preview.verdict))
                  .arg(preview.accepted())
                  .arg(preview.held())
                  .arg(preview.rejected()));
    } else if (target == QLatin1String("-")) {
        print(QString::fromUtf8(report).trimmed());
    } else if (const Status written = writeFile(target, report); !written) {
        complain(target, written.error());
        done(1);
        return;
    }
    done(preview.verdict == exchange::FileVerdict::Reject ? 1 : 0);
}

void synthetic(const QCommandLineParser& options, const Done& done)
{
    synthetic::SyntheticOptions wanted;
    wanted.today = QDate::currentDate();
    wanted.patients = options.value(QStringLiteral("patients")).toInt();
    wanted.seed = options.value(QStringLiteral("seed")).toUInt();
    const auto practice = synthetic::makeSyntheticPractice(wanted);
    const QString target = options.positionalArguments().value(0);
    const Status written = target.isEmpty() ? Status(Error{ErrorCode::InvalidInput, "name a file"})
                                            : writeFile(target, synthetic::syntheticCsv(practice));
    if (!written)
        complain(QStringLiteral("synthetic"), written.error());
    done(written ? 0 : 1);
}

} // namespace

std::vector<Command> fileCommands()
{
    return {
        {"check", "KIND < lines", [](QCommandLineParser&) {}, check},
        {"import --dry-run", "FILE [--json FILE|-]",
            [](QCommandLineParser& options) {
                options.addOption({QStringLiteral("json"), QStringLiteral("Write the report here."),
                    QStringLiteral("file")});
            },
            dryRun},
        {"synthetic", "FILE [--patients N] [--seed N]",
            [](QCommandLineParser& options) {
                options.addOption({QStringLiteral("patients"), QStringLiteral("How many people."),
                    QStringLiteral("n"), QStringLiteral("15000")});
                options.addOption(
                    {QStringLiteral("seed"), QStringLiteral("Same seed, same people."),
                        QStringLiteral("n"), QStringLiteral("2026")});
            },
            synthetic},
    };
}

} // namespace doorstep::ctl
