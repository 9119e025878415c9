#include "tests/bench/sync/sync_rows.h"

#include "tests/bench/app/figures.h"

#include <QJsonObject>
#include <algorithm>
#include <cstdio>

namespace doorstep::bench {

namespace {

constexpr double Half = 0.5;

double judged(const SyncRow& row)
{
    return percentile(row.samples.front(), row.share);
}

bool isMet(const SyncRow& row)
{
    return row.better == SyncRow::Better::Less ? judged(row) <= row.target
                                               : judged(row) >= row.target;
}

/// Ours to the peer's, in the rounds that both have.
std::vector<double> ratiosOf(const SyncRow& row, std::size_t peer)
{
    std::vector<double> ratios;
    const auto& ours = row.samples.front();
    const auto& theirs = row.samples[peer];
    for (std::size_t i = 0; i < std::min(ours.size(), theirs.size()); ++i)
        ratios.push_back(ours[i] / std::max(theirs[i], 1e-9));
    return ratios;
}

QJsonObject systemJson(const std::vector<double>& samples, double share)
{
    return {{QStringLiteral("samples"), qint64(samples.size())},
        {QStringLiteral("value"), percentile(samples, share)},
        {QStringLiteral("min"), percentile(samples, 0)},
        {QStringLiteral("max"), percentile(samples, 1)}};
}

QByteArray figure(double value)
{
    constexpr double Whole = 100;
    return QByteArray::number(value, 'f', value >= Whole ? 0 : 2);
}

QByteArray span(const std::vector<double>& samples, double share)
{
    if (samples.empty())
        return "-";
    return figure(percentile(samples, share)) + " (" + figure(percentile(samples, 0)) + '-'
        + figure(percentile(samples, 1)) + ')';
}

} // namespace

QJsonArray toJson(const std::vector<SyncRow>& rows)
{
    QJsonArray array;
    for (const SyncRow& row : rows) {
        QJsonObject made{{QStringLiteral("quantity"), row.quantity},
            {QStringLiteral("link"), row.link}, {QStringLiteral("unit"), row.unit}};
        if (!row.skipped.isEmpty())
            made[QStringLiteral("skipped")] = row.skipped;
        for (std::size_t i = 0; i < SystemNames.size(); ++i) {
            if (row.samples[i].empty())
                continue;
            QJsonObject system = systemJson(row.samples[i], row.share);
            if (const auto ratios = ratiosOf(row, i); i > 0 && !ratios.empty())
                system[QStringLiteral("ratio")] = percentile(ratios, Half);
            made[QLatin1String(SystemNames[i])] = system;
        }
        if (row.target > 0) {
            made[QStringLiteral("target")] = row.target;
            if (!row.samples.front().empty())
                made[QStringLiteral("ok")] = isMet(row);
        }
        array.append(made);
    }
    return array;
}

void printRows(const std::vector<SyncRow>& rows)
{
    std::printf("%-44s %-9s %-9s %3s %-24s %-26s %6s %-26s %6s %8s\n", "quantity", "link", "unit",
        "n", "doorstep", "pouchdb", "ratio", "rxdb", "ratio", "target");
    for (const SyncRow& row : rows) {
        std::printf("%-44s %-9s %-9s", qPrintable(row.quantity), qPrintable(row.link),
            qPrintable(row.unit));
        if (!row.skipped.isEmpty()) {
            std::printf(" %s\n", qPrintable(row.skipped));
            continue;
        }
        std::printf(" %3zu %-24s", row.samples.front().size(),
            span(row.samples.front(), row.share).constData());
        for (std::size_t i = 1; i < SystemNames.size(); ++i) {
            const auto ratios = ratiosOf(row, i);
            std::printf(" %-26s %6s", span(row.samples[i], row.share).constData(),
                ratios.empty() ? ""
                               : QByteArray::number(percentile(ratios, Half), 'f', 2).constData());
        }
        if (row.target > 0)
            std::printf(" %s%.6g %s", row.better == SyncRow::Better::Less ? "<=" : ">=", row.target,
                isMet(row) ? "ok" : "missed");
        std::printf("\n");
    }
}

} // namespace doorstep::bench
