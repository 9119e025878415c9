#pragma once

#include "core/domain/field.h"

#include <QAbstractListModel>
#include <QMetaProperty>
#include <algorithm>
#include <iterator>
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

    /// Keeps delegates, and with them focus and scroll: rows equal at both ends stay, of those
    /// between as many as there were change their contents, the rest come or go.
    void setRows(std::vector<Row> rows)
    {
        const std::size_t shorter = std::min(rows.size(), m_rows.size());
        const auto same
            = std::mismatch(rows.begin(), rows.begin() + std::ptrdiff_t(shorter), m_rows.begin());
        const auto head = std::size_t(same.first - rows.begin());
        std::size_t tail = 0;
        while (tail < shorter - head
            && rows[rows.size() - 1 - tail] == m_rows[m_rows.size() - 1 - tail])
            ++tail;
        const std::size_t before = m_rows.size() - tail;
        const std::size_t after = rows.size() - tail;
        for (std::size_t i = head; i < std::min(before, after); ++i) {
            if (rows[i] == m_rows[i])
                continue;
            m_rows[i] = std::move(rows[i]);
            const QModelIndex changed = index(static_cast<int>(i));
            Q_EMIT dataChanged(changed, changed);
        }
        if (after < before)
            remove(after, before);
        else if (after > before)
            insert(before, after, rows);
    }

protected:
    [[nodiscard]] int rowsHeld() const override { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] const void* gadget(int row) const override
    {
        return &m_rows[static_cast<std::size_t>(row)];
    }

private:
    void remove(std::size_t from, std::size_t to)
    {
        beginRemoveRows({}, static_cast<int>(from), static_cast<int>(to) - 1);
        m_rows.erase(m_rows.begin() + std::ptrdiff_t(from), m_rows.begin() + std::ptrdiff_t(to));
        endRemoveRows();
        Q_EMIT countChanged();
    }
    void insert(std::size_t from, std::size_t to, std::vector<Row>& rows)
    {
        beginInsertRows({}, static_cast<int>(from), static_cast<int>(to) - 1);
        m_rows.insert(m_rows.begin() + std::ptrdiff_t(from),
            std::make_move_iterator(rows.begin() + std::ptrdiff_t(from)),
            std::make_move_iterator(rows.begin() + std::ptrdiff_t(to)));
        endInsertRows();
        Q_EMIT countChanged();
    }

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
