#pragma once

#include "core/store/connection.h"

#include <optional>
#include <vector>

namespace doorstep::store {

/// Small values of this device: the store's own positions, and preferences of screens under names
/// that start with "ui.".
class SettingStore {
public:
    explicit SettingStore(Connection& connection)
        : m_connection(connection)
    {
    }
    [[nodiscard]] Result<std::optional<QByteArray>> find(const QByteArray& name);
    /// The values of `name` itself and of every name that goes on after it with a dot.
    [[nodiscard]] Result<std::vector<QByteArray>> under(const QByteArray& name);
    [[nodiscard]] Status put(const QByteArray& name, const QByteArray& value);
    [[nodiscard]] Result<qint64> integer(const QByteArray& name, qint64 otherwise);
    [[nodiscard]] Status putInteger(const QByteArray& name, qint64 value);

private:
    Connection& m_connection;
};

} // namespace doorstep::store
