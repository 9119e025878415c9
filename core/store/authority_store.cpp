#include "core/store/authority_store.h"

#include "core/store/row_query.h"

namespace doorstep::store {

namespace authority_sql {

const QString Find = QStringLiteral("WHERE authority = ?");
const QString All = QStringLiteral("ORDER BY title, version, authority");
const QString Signatures = QStringLiteral("WHERE authority = ? ORDER BY signedOn");
const QString SignaturesOf = QStringLiteral("WHERE staff = ? AND current = 1 ORDER BY signedOn");
const QString Patients = QStringLiteral("WHERE authority = ?");
const QString Naming = QStringLiteral("WHERE patient = ?");

} // namespace authority_sql

Result<std::optional<domain::AuthorityRow>> AuthorityStore::find(AuthorityId authority)
{
    return RowQuery<domain::AuthorityRow>(m_connection, authority_sql::Find)
        .bind(authority)
        .first();
}

Result<std::vector<domain::AuthorityRow>> AuthorityStore::all()
{
    return RowQuery<domain::AuthorityRow>(m_connection, authority_sql::All).all();
}

Result<std::vector<domain::AuthoritySignatureRow>> AuthorityStore::signatures(AuthorityId authority)
{
    return RowQuery<domain::AuthoritySignatureRow>(m_connection, authority_sql::Signatures)
        .bind(authority)
        .all();
}

Result<std::vector<domain::AuthoritySignatureRow>> AuthorityStore::signaturesOf(StaffId staff)
{
    return RowQuery<domain::AuthoritySignatureRow>(m_connection, authority_sql::SignaturesOf)
        .bind(staff)
        .all();
}

Result<std::vector<domain::AuthorityPatientRow>> AuthorityStore::patients(AuthorityId authority)
{
    return RowQuery<domain::AuthorityPatientRow>(m_connection, authority_sql::Patients)
        .bind(authority)
        .all();
}

Result<std::vector<domain::AuthorityPatientRow>> AuthorityStore::naming(PatientId patient)
{
    return RowQuery<domain::AuthorityPatientRow>(m_connection, authority_sql::Naming)
        .bind(patient)
        .all();
}

} // namespace doorstep::store
