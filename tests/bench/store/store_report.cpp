#include "tests/bench/store/store_report.h"

#include "core/crypto/crypto.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <algorithm>
#include <cstdio>
#include <cstring>

namespace doorstep::bench {

namespace {

constexpr double UnlockGoalMs = 500;
constexpr quint32 LeastUnlockKib = 19 * 1024;

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

QString titleOf(const Scheme& scheme)
{
    const QString name = QString::fromLatin1(scheme.name);
    const QString engine = QString::fromLatin1(scheme.engine);
    return engine == QStringLiteral("system") ? name : name + u'@' + engine;
}

bool isSameEngine(const Scheme& one, const Scheme& other)
{
    return std::strcmp(one.engine, other.engine) == 0;
}

QJsonObject rowOf(const Workload& workload, const Scheme& scheme, const std::vector<double>& values)
{
    return {{QStringLiteral("workload"), QLatin1String(workload.name)},
        {QStringLiteral("scheme"), titleOf(scheme)},
        {QStringLiteral("unit"), QLatin1String(workload.unit)},
        {QStringLiteral("samples"), qint64(values.size())},
        {QStringLiteral("median"), median(values)},
        {QStringLiteral("min"), *std::min_element(values.begin(), values.end())},
        {QStringLiteral("max"), *std::max_element(values.begin(), values.end())}};
}

void compare(QJsonObject& row, const std::vector<double>& values, const Scheme& baseline,
    const std::vector<double>& baselineValues, double goal)
{
    std::vector<double> ratios;
    for (std::size_t i = 0; i < values.size(); ++i)
        ratios.push_back(values[i] / std::max(baselineValues[i], 1e-6));
    row[QStringLiteral("ratio")] = median(ratios);
    row[QStringLiteral("ratioMin")] = *std::min_element(ratios.begin(), ratios.end());
    row[QStringLiteral("ratioMax")] = *std::max_element(ratios.begin(), ratios.end());
    row[QStringLiteral("baseline")] = titleOf(baseline);
    if (goal > 0) {
        row[QStringLiteral("goal")] = goal;
        row[QStringLiteral("ok")] = median(ratios) <= goal;
    }
}

void appendWorkload(QJsonArray& rows, const std::vector<Scheme>& schemes, const Workload& workload,
    const std::vector<std::vector<double>>& figures)
{
    for (std::size_t s = 0; s < schemes.size(); ++s) {
        for (std::size_t b = 0; b < schemes.size(); ++b) {
            const bool isPlain = schemes[b].kind == Scheme::Kind::Plain;
            const bool isPeer = !isPlain && !isSealed(schemes[b]) && isSealed(schemes[s]);
            if (!isSameEngine(schemes[s], schemes[b]) || (!isPlain && !isPeer))
                continue;
            const double asked = isGatedPeer(schemes[b]) ? workload.peerGoal : 0;
            // Commits have to be well ahead of SQLCipher; of the other, no slower.
            const bool isOther = schemes[b].kind != Scheme::Kind::SqlCipher;
            const double peerGoal = isOther && asked > 0 ? 1.0 : asked;
            const double plainGoal = isSealed(schemes[s]) ? workload.goal : 0;
            QJsonObject row = rowOf(workload, schemes[s], figures[s]);
            compare(row, figures[s], schemes[b], figures[b], isPlain ? plainGoal : peerGoal);
            rows.append(row);
        }
    }
}

} // namespace

QJsonArray schemeRows(const std::vector<Scheme>& schemes, const std::vector<Workload>& workloads,
    const Measurements& figures)
{
    QJsonArray rows;
    for (std::size_t w = 0; w < workloads.size(); ++w)
        appendWorkload(rows, schemes, workloads[w], figures[w]);
    return rows;
}

QJsonArray unlockRows(int rounds)
{
    const auto cost = crypto::tunedPwhashCost();
    const QByteArray salt(16, 's');
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        SecretBytes pin(6);
        std::fill_n(pin.data(), 6, static_cast<unsigned char>('4'));
        QElapsedTimer timer;
        timer.start();
        if (!crypto::pwhash(pin, salt, cost))
            stop(QStringLiteral("Argon2id failed"));
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    const Workload unlock{"unlock", "wall ms", 0, 0, {}};
    QJsonObject row = rowOf(unlock, {Scheme::Kind::Sealed, "sealed", "system", nullptr}, times);
    row[QStringLiteral("ratio")] = median(times) / UnlockGoalMs;
    row[QStringLiteral("baseline")]
        = QStringLiteral("t=%1 %2 MiB, goal in ms").arg(cost.ops).arg(cost.memKiB >> 10);
    row[QStringLiteral("goal")] = UnlockGoalMs;
    row[QStringLiteral("ok")]
        = median(times) <= UnlockGoalMs && cost.ops >= 2 && cost.memKiB >= LeastUnlockKib;
    return {row};
}

QJsonObject skippedRow(const Scheme& scheme)
{
    return {{QStringLiteral("workload"), QStringLiteral("all")},
        {QStringLiteral("scheme"), titleOf(scheme)},
        {QStringLiteral("skipped"), QStringLiteral("peer not there")}};
}

void printRows(const QJsonArray& rows, int rounds)
{
    std::printf("through Qt SQL, %d rounds; ratios are paired by round\n", rounds);
    std::printf("%-20s %-22s %11s %11s %11s %6s %6s %6s  %-22s %6s %s\n", "workload", "scheme",
        "median", "min", "max", "ratio", "least", "most", "of", "goal", "ok");
    for (const auto& value : rows) {
        const QJsonObject row = value.toObject();
        const auto text
            = [&](const char* name) { return row[QLatin1String(name)].toString().toUtf8(); };
        const auto number = [&](const char* name) { return row[QLatin1String(name)].toDouble(); };
        if (row.contains(QStringLiteral("skipped"))) {
            std::printf("%-20s %-22s skipped: %s\n", text("workload").constData(),
                text("scheme").constData(), text("skipped").constData());
            continue;
        }
        std::printf("%-20s %-22s %11.2f %11.2f %11.2f %6.3f %6.2f %6.2f  %-22s",
            text("workload").constData(), text("scheme").constData(), number("median"),
            number("min"), number("max"), number("ratio"), number("ratioMin"), number("ratioMax"),
            text("baseline").constData());
        if (row.contains(QStringLiteral("goal")))
            std::printf(
                " %6.2f %s", number("goal"), row[QStringLiteral("ok")].toBool() ? "ok" : "missed");
        std::printf("\n");
    }
}

} // namespace doorstep::bench
