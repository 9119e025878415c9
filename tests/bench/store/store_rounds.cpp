#include "tests/bench/store/store_rounds.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <memory>

namespace doorstep::bench {

namespace {

constexpr int LongestWorkloadMs = 600'000;

std::unique_ptr<QProcess> startScheme(
    std::size_t number, const Scheme& scheme, const RoundsPlan& plan, const QString& directory)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    if (const QString folder = engineFolder(scheme, plan.peers); !folder.isEmpty()) {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LD_LIBRARY_PATH"), folder);
        process->setProcessEnvironment(environment);
    }
    QStringList arguments{
        QStringLiteral("--scheme"), QString::number(number), QStringLiteral("--dir"), directory};
    if (plan.isSmall)
        arguments.append(QStringLiteral("--small"));
    process->start(QCoreApplication::applicationFilePath(), arguments);
    if (!process->waitForStarted())
        stop(process->errorString());
    return process;
}

double measureOne(QProcess& process, std::size_t workload)
{
    process.write(QByteArray::number(qulonglong(workload)) + '\n');
    while (!process.canReadLine()) {
        if (!process.waitForReadyRead(LongestWorkloadMs))
            stop(QStringLiteral("the process of a scheme ended, or did not answer"));
    }
    bool isNumber = false;
    const double figure = process.readLine().trimmed().toDouble(&isNumber);
    if (!isNumber)
        stop(QStringLiteral("a scheme answered with something else than a number"));
    return figure;
}

} // namespace

QString engineFolder(const Scheme& scheme, const QString& peers)
{
    return scheme.library ? peers + u'/' + QLatin1String(scheme.library) : QString();
}

int serveScheme(
    const Scheme& scheme, const std::vector<Workload>& workloads, const QString& directory)
{
    // By name, because a peer's library puts a VFS of its own before the system's.
    if (!vfs::registerSealedVfs(vfs::SealedVfsName, "unix"))
        stop(QStringLiteral("no VFS called unix"));
    BenchStore store(scheme.kind, directory + QStringLiteral("/store.db"));
    store.open();
    std::size_t workload = 0;
    while (std::cin >> workload && workload < workloads.size()) {
        std::printf("%.6f\n", workloads[workload].run(store));
        std::fflush(stdout);
    }
    return 0;
}

Measurements measureRounds(const std::vector<Scheme>& schemes,
    const std::vector<Workload>& workloads, const RoundsPlan& plan)
{
    Measurements figures(workloads.size(), std::vector<std::vector<double>>(schemes.size()));
    for (int round = 0; round < plan.rounds; ++round) {
        std::fprintf(stderr, "round %d of %d\n", round + 1, plan.rounds);
        const QString folder = plan.directory + QStringLiteral("/round");
        std::vector<std::unique_ptr<QProcess>> processes;
        for (std::size_t i = 0; i < schemes.size(); ++i) {
            const QString own = folder + QLatin1Char('/') + QString::number(i);
            if (!QDir().mkpath(own))
                stop(QStringLiteral("cannot make a folder"));
            std::size_t number = 0;
            while (std::strcmp(allSchemes()[number].name, schemes[i].name) != 0
                || std::strcmp(allSchemes()[number].engine, schemes[i].engine) != 0)
                ++number;
            processes.push_back(startScheme(number, schemes[i], plan, own));
        }
        for (std::size_t w = 0; w < workloads.size(); ++w) {
            for (std::size_t i = 0; i < schemes.size(); ++i) {
                const std::size_t scheme = (i + std::size_t(round)) % schemes.size();
                figures[w][scheme].push_back(measureOne(*processes[scheme], w));
            }
        }
        for (const auto& process : processes) {
            process->closeWriteChannel();
            if (!process->waitForFinished(LongestWorkloadMs) || process->exitCode() != 0)
                stop(QStringLiteral("the process of a scheme failed"));
        }
        QDir(folder).removeRecursively();
    }
    return figures;
}

} // namespace doorstep::bench
