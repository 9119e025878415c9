#pragma once

#include <QString>

namespace doorstep::domain {

/// The key, among VisitRow::jobs, of a vaccination of the programme with this pack id.
[[nodiscard]] inline QString vaccinationJob(const QString& programme)
{
    return QStringLiteral("vaccinate:") + programme;
}

} // namespace doorstep::domain
