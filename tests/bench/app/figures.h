#pragma once

#include <QJsonArray>
#include <QString>
#include <vector>

namespace doorstep::bench {

/// One thing measured, and what the product asks of it. Wall time where a person waits: a figure
/// is worth what the machine was otherwise doing.
struct Figure {
    enum class Statistic { Median, P95, P99, Mean };

    QString workload;
    QString scheme; ///< what it ran on: "sealed", "offscreen" ...
    QString unit;
    std::vector<double> samples;
    Statistic statistic = Statistic::Median; ///< the one that is held against the goal
    double goal = 0; ///< most allowed, in `unit`; 0: none set, a figure to read others by
};

/// The smallest sample that at least `share` of all are not above. 0 for none.
[[nodiscard]] double percentile(std::vector<double> samples, double share);
[[nodiscard]] double valueOf(const Figure& figure);

[[nodiscard]] QJsonArray toJson(const std::vector<Figure>& figures);
void printFigures(const std::vector<Figure>& figures);

} // namespace doorstep::bench
