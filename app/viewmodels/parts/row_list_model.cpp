#include "app/viewmodels/parts/row_list_model.h"

namespace doorstep::app {

QVariant RowListModelBase::data(const QModelIndex& index, int role) const
{
    const int property = role - Qt::UserRole - 1;
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || property < 0
        || property >= m_row.propertyCount())
        return {};
    return m_row.property(property).readOnGadget(gadget(index.row()));
}

QHash<int, QByteArray> RowListModelBase::roleNames() const
{
    QHash<int, QByteArray> names;
    for (int i = 0; i < m_row.propertyCount(); ++i)
        names.insert(Qt::UserRole + 1 + i, m_row.property(i).name());
    return names;
}

} // namespace doorstep::app
