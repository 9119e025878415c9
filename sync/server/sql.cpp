#include "sync/server/sql.h"

#include "core/vfs/sealed_vfs.h"

#include <QSqlError>

namespace doorstep::server {

Result<QSqlQuery*> Sql::prepared(const char* text)
{
    auto& slot = m_statements[text];
    if (!slot) {
        auto query = std::make_unique<QSqlQuery>(m_database);
        query->setForwardOnly(true);
        if (!query->prepare(QString::fromLatin1(text)))
            return vfs::storeError(query->lastError());
        slot = std::move(query);
    }
    return slot.get();
}

Status Sql::execute(QSqlQuery& query)
{
    if (!query.exec())
        return vfs::storeError(query.lastError());
    return {};
}

} // namespace doorstep::server
