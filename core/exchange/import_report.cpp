#include "core/exchange/import_report.h"

#include "core/clinical/json_value.h"

namespace doorstep::exchange {

QByteArray dryRunReport(const ImportPreview& preview)
{
    using clinical::JsonValue;
    auto rows = JsonValue::array();
    for (const auto& row : preview.rows) {
        const auto reason = row.findings.empty() ? RowReason::None : row.findings.front().reason;
        auto entry = JsonValue::object();
        entry.set(QStringLiteral("line"), JsonValue::integer(row.line));
        entry.set(QStringLiteral("verdict"), JsonValue::string(rowVerdictWord(row.verdict)));
        entry.set(QStringLiteral("reason"), JsonValue::string(rowReasonWord(reason)));
        rows.append(std::move(entry));
    }
    const auto reason
        = preview.findings.empty() ? FileReason::None : preview.findings.front().reason;
    auto report = JsonValue::object();
    report.set(QStringLiteral("file"), JsonValue::string(fileVerdictWord(preview.verdict)));
    report.set(QStringLiteral("reason"), JsonValue::string(fileReasonWord(reason)));
    report.set(QStringLiteral("accepted"), JsonValue::integer(preview.accepted()));
    report.set(QStringLiteral("held"), JsonValue::integer(preview.held()));
    report.set(QStringLiteral("rejected"), JsonValue::integer(preview.rejected()));
    report.set(QStringLiteral("rows"), std::move(rows));
    return report.toJson();
}

} // namespace doorstep::exchange
