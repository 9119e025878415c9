#include "core/store/setting_store.h"

namespace doorstep::store {

namespace setting_sql {

const QString Find = QStringLiteral("SELECT value FROM setting WHERE name = ?");
/// '/' comes right after '.'.
const QString Under = QStringLiteral("SELECT value FROM setting WHERE name = ? "
                                     "OR (name >= ? AND name < ?) ORDER BY name");
const QString Put = QStringLiteral("INSERT INTO setting(name, value) VALUES(?, ?) "
                                   "ON CONFLICT(name) DO UPDATE SET value = excluded.value");

} // namespace setting_sql

Result<std::optional<QByteArray>> SettingStore::find(const QByteArray& name)
{
    DOORSTEP_TRY(statement, m_connection.prepare(setting_sql::Find));
    statement.bind(QString::fromUtf8(name));
    DOORSTEP_TRY(found, statement.next());
    if (!found)
        return std::optional<QByteArray>();
    return std::optional(statement.bytes(0));
}

Result<std::vector<QByteArray>> SettingStore::under(const QByteArray& name)
{
    DOORSTEP_TRY(statement, m_connection.prepare(setting_sql::Under));
    const QString text = QString::fromUtf8(name);
    statement.bind(text).bind(text + QLatin1Char('.')).bind(text + QLatin1Char('/'));
    std::vector<QByteArray> values;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return values;
        values.push_back(statement.bytes(0));
    }
}

Status SettingStore::put(const QByteArray& name, const QByteArray& value)
{
    DOORSTEP_TRY(statement, m_connection.prepare(setting_sql::Put));
    return statement.bind(QString::fromUtf8(name)).bind(value).run();
}

Result<qint64> SettingStore::integer(const QByteArray& name, qint64 otherwise)
{
    DOORSTEP_TRY(value, find(name));
    if (!value)
        return otherwise;
    bool ok = false;
    const qint64 number = value->toLongLong(&ok);
    return ok ? number : otherwise;
}

Status SettingStore::putInteger(const QByteArray& name, qint64 value)
{
    return put(name, QByteArray::number(value));
}

} // namespace doorstep::store
