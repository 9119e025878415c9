#pragma once

#include "core/domain/field.h"

#include <QAbstractListModel>
#include <QMetaProperty>
#include <vector>

namespace doorstep::app {

/// A list model whose rows are Q_GADGETs and whose roles are their properties: a delegate's
/// `required property` finds each by name. GUI thread.
class RowListModelBase : public QAbstractListModel {
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : rowsHeld();
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

protected:
    RowListModelBase(const QMetaObject& row, QObject* parent)
        : QAbstractListModel(parent)
        , m_row(row)
    {
    }
    [[nodiscard]] virtual int rowsHeld() const = 0;
    [[nodiscard]] virtual const void* gadget(int row) const = 0;

private:
    const QMetaObject& m_row;
};

template <typename Row> class RowListModel final : public RowListModelBase {
public:
    explicit RowListModel(QObject* parent = nullptr)
        : RowListModelBase(Row::staticMetaObject, parent)
    {
    }

    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }

    /// Keeps delegates (and with them focus and scroll) when only contents changed.
    void setRows(std::vector<Row> rows)
    {
        if (rows.size() == m_rows.size()) {
            for (std::size_t i = 0; i < rows.size(); ++i) {
                if (rows[i] == m_rows[i])
                    continue;
                m_rows[i] = std::move(rows[i]);
                const QModelIndex changed = index(static_cast<int>(i));
                Q_EMIT dataChanged(changed, changed);
            }
            return;
        }
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        Q_EMIT countChanged();
    }

protected:
    [[nodiscard]] int rowsHeld() const override { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] const void* gadget(int row) const override
    {
        return &m_rows[static_cast<std::size_t>(row)];
    }

private:
    std::vector<Row> m_rows;
};

/// For `var` lists of a page: each gadget keeps its type, and QML reads its properties by name.
template <typename Row> [[nodiscard]] QVariantList toVariants(const std::vector<Row>& rows)
{
    QVariantList list;
    for (const Row& row : rows)
        list.push_back(QVariant::fromValue(row));
    return list;
}

} // namespace doorstep::app
