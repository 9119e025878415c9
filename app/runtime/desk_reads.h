#pragma once

#include "app/runtime/import_act.h"
#include "app/runtime/plan_act.h"
#include "app/runtime/visit_exports.h"
#include "core/store/connection.h"

/// What desk screens and doorstepctl read before they act. Storage thread or a reader's.
namespace doorstep::app {

/// NotFound before enrolment.
[[nodiscard]] Result<PracticeScope> readScopes(store::Connection& connection);
[[nodiscard]] Result<PeopleById> readPeople(store::Connection& connection);

/// Looks at the store row by row; the connection must outlive it.
[[nodiscard]] ImportLookups storeLookups(store::Connection& connection);
/// For PreviewOptions: what the practice has under a number.
[[nodiscard]] std::function<std::optional<exchange::KnownPatient>(const clinical::NhsNumber&)>
knownPatients(store::Connection& connection);

struct DueRequest {
    const clinical::ProgrammePack* pack = nullptr;
    QDate on;
    QString registerWord = QStringLiteral("housebound"); ///< empty: everybody
};
/// Everybody on the register with their verdict, due or not, by family name.
[[nodiscard]] Result<std::vector<DuePatient>> readDue(
    store::Connection& connection, const DueRequest& request);

/// All that was recorded at one visit. NotFound when this device does not have its patient.
[[nodiscard]] Result<VisitFile> readVisitFile(
    store::Connection& connection, const domain::VisitRow& visit);
/// Every visit of these rounds that has ended, with all that was recorded there.
[[nodiscard]] Result<std::vector<VisitFile>> readVisitFiles(
    store::Connection& connection, const std::vector<RoundId>& rounds);

} // namespace doorstep::app
