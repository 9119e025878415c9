#include "core/store/person_store.h"

#include "core/store/row_query.h"

namespace doorstep::store {

namespace person_sql {

const QString Find = QStringLiteral("WHERE staff = ?");
const QString All = QStringLiteral("ORDER BY name, staff");
const QString Practice = QStringLiteral("LIMIT 1");

} // namespace person_sql

Result<std::optional<domain::PersonRow>> PersonStore::find(StaffId staff)
{
    return RowQuery<domain::PersonRow>(m_connection, person_sql::Find).bind(staff).first();
}

Result<std::vector<domain::PersonRow>> PersonStore::all()
{
    return RowQuery<domain::PersonRow>(m_connection, person_sql::All).all();
}

Result<std::optional<domain::PracticeRow>> PersonStore::practice()
{
    return RowQuery<domain::PracticeRow>(m_connection, person_sql::Practice).first();
}

} // namespace doorstep::store
