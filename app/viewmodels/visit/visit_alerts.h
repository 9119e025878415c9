#pragma once

#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/files.h"

/// What a visit says before anything else: records that disagree, and work that somebody did who
/// did not know that the visit had moved. Pure.
namespace doorstep::app {

/// On the visit's page; two doses first.
[[nodiscard]] std::vector<Notice> visitAlerts(
    const RoundFile& round, const domain::VisitRow& visit, QDate today);

/// Before a dose of one of these programmes is saved. Two doses on record of one of them stop.
[[nodiscard]] std::vector<Notice> alertsBeforeDose(const RoundFile& round,
    const domain::VisitRow& visit, const QStringList& programmes, QDate today);

/// On Today, at once: two doses of any patient of the round, and what was done in place of
/// `staff`. The noticeId begins with "visit:" and the visit's id: its
/// action opens it.
[[nodiscard]] std::vector<Notice> roundAlerts(const RoundFile& round, StaffId staff, QDate today);

/// Tags of a list row, without the fields that differ.
[[nodiscard]] std::vector<Tag> heldTags(const RoundFile& round, const domain::VisitRow& visit);

/// Every value of a field that stands beside another, each with who recorded it; empty when there
/// is one alone.
[[nodiscard]] std::vector<FactLine> twoValueLines(
    const PatientFile& patient, const QString& field, const QString& iconName, QDate today);
/// "4 Mill Lane, or 9 Quay Street": where there is room for one line; `alone` without a second.
[[nodiscard]] QString eitherValue(
    const PatientFile& patient, const QString& field, const QString& alone);

} // namespace doorstep::app
