#pragma once

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace doorstep::test {

/// A list model over plain rows, so that pages in tests meet roles and a real QAbstractItemModel,
/// as they do in the app. The keys of all rows together are the roles.
class RowsModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QVariantList rows READ rows WRITE setRows NOTIFY rowsChanged)

public:
    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] QVariantList rows() const { return m_rows; }
    void setRows(const QVariantList& rows);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override { return m_roles; }

Q_SIGNALS:
    void rowsChanged();

private:
    QVariantList m_rows;
    QHash<int, QByteArray> m_roles;
};

} // namespace doorstep::test
