#include "tests/bench/app/figures.h"

#include <QJsonObject>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace doorstep::bench {

namespace {

const char* wordOf(Figure::Statistic statistic)
{
    switch (statistic) {
    case Figure::Statistic::Median:
        return "median";
    case Figure::Statistic::P95:
        return "p95";
    case Figure::Statistic::P99:
        return "p99";
    case Figure::Statistic::Mean:
        return "mean";
    }
    return "";
}

} // namespace

double percentile(std::vector<double> samples, double share)
{
    if (samples.empty())
        return 0;
    std::sort(samples.begin(), samples.end());
    const auto rank = std::size_t(std::ceil(share * double(samples.size())));
    return samples[std::clamp<std::size_t>(rank, 1, samples.size()) - 1];
}

double valueOf(const Figure& figure)
{
    switch (figure.statistic) {
    case Figure::Statistic::Median:
        return percentile(figure.samples, 0.5);
    case Figure::Statistic::P95:
        return percentile(figure.samples, 0.95);
    case Figure::Statistic::P99:
        return percentile(figure.samples, 0.99);
    case Figure::Statistic::Mean:
        return figure.samples.empty()
            ? 0
            : std::accumulate(figure.samples.begin(), figure.samples.end(), 0.0)
                / double(figure.samples.size());
    }
    return 0;
}

QJsonArray toJson(const std::vector<Figure>& figures)
{
    QJsonArray rows;
    for (const Figure& figure : figures) {
        const double value = valueOf(figure);
        QJsonObject row{{QStringLiteral("workload"), figure.workload},
            {QStringLiteral("scheme"), figure.scheme}, {QStringLiteral("unit"), figure.unit},
            {QStringLiteral("samples"), qint64(figure.samples.size())},
            {QStringLiteral("median"), percentile(figure.samples, 0.5)},
            {QStringLiteral("min"), percentile(figure.samples, 0)},
            {QStringLiteral("max"), percentile(figure.samples, 1)},
            {QStringLiteral("statistic"), QLatin1String(wordOf(figure.statistic))},
            {QStringLiteral("value"), value}};
        if (figure.goal > 0) {
            row[QStringLiteral("ratio")] = value / figure.goal;
            row[QStringLiteral("baseline")] = QStringLiteral("goal");
            row[QStringLiteral("goal")] = figure.goal;
            row[QStringLiteral("ok")] = value <= figure.goal;
        }
        rows.append(row);
    }
    return rows;
}

void printFigures(const std::vector<Figure>& figures)
{
    std::printf("%-36s %-10s %6s %9s %9s %9s %-7s %9s %6s %6s %5s %s\n", "workload", "scheme", "n",
        "median", "min", "max", "judged", "value", "goal", "ratio", "unit", "ok");
    for (const Figure& figure : figures) {
        const double value = valueOf(figure);
        std::printf("%-36s %-10s %6zu %9.2f %9.2f %9.2f %-7s %9.2f", qPrintable(figure.workload),
            qPrintable(figure.scheme), figure.samples.size(), percentile(figure.samples, 0.5),
            percentile(figure.samples, 0), percentile(figure.samples, 1), wordOf(figure.statistic),
            value);
        if (figure.goal > 0)
            std::printf(" %6.0f %6.2f %5s %s\n", figure.goal, value / figure.goal,
                qPrintable(figure.unit), value <= figure.goal ? "ok" : "missed");
        else
            std::printf(" %6s %6s %5s\n", "", "", qPrintable(figure.unit));
    }
}

} // namespace doorstep::bench
