#include "rows_model.h"

#include <QSet>

namespace doorstep::test {

void RowsModel::setRows(const QVariantList& rows)
{
    beginResetModel();
    m_rows = rows;
    m_roles.clear();
    QSet<QString> seen;
    for (const QVariant& row : rows) {
        const QStringList keys = row.toMap().keys();
        for (const QString& key : keys) {
            if (seen.contains(key))
                continue;
            seen.insert(key);
            m_roles.insert(Qt::UserRole + static_cast<int>(m_roles.size()), key.toUtf8());
        }
    }
    endResetModel();
    Q_EMIT rowsChanged();
}

int RowsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant RowsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return m_rows.at(index.row()).toMap().value(QString::fromUtf8(m_roles.value(role)));
}

} // namespace doorstep::test
