#pragma once

#include "core/vfs/sealed_vfs.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

namespace doorstep::test {

/// Recognisable text that must never be found in a file.
inline const QString Marker = QStringLiteral("Wilhelmina Testpatient-Brook");

inline SecretBytes testKey(unsigned char fill)
{
    SecretBytes key(vfs::StoreKeySize);
    for (int i = 0; i < vfs::StoreKeySize; ++i)
        key.data()[i] = static_cast<unsigned char>(fill + i);
    return key;
}

inline vfs::StoreSalt testSalt(quint8 fill)
{
    vfs::StoreSalt salt;
    salt.fill(fill);
    return salt;
}

inline vfs::VfsKey loadTestKey(
    unsigned char keyFill = 7, quint8 saltFill = 9, const char* vfsName = vfs::SealedVfsName)
{
    return vfs::VfsKey::load(
        testKey(keyFill), testSalt(saltFill), vfs::CipherId::XChaCha20Poly1305, vfsName)
        .value();
}

/// A QSqlDatabase connection that takes itself out of Qt's list.
class Connection {
public:
    explicit Connection(const QString& name)
        : m_name(name)
        , m_db(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name))
    {
    }
    ~Connection() { close(); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    void close()
    {
        if (m_name.isEmpty())
            return;
        m_db.close();
        m_db = QSqlDatabase();
        QSqlDatabase::removeDatabase(m_name);
        m_name.clear();
    }
    QSqlDatabase& db() { return m_db; }
    /// First value of the first row; the error's code when there is none.
    QVariant value(const QString& sql)
    {
        QSqlQuery query(m_db);
        if (query.exec(sql) && query.next())
            return query.value(0);
        return QVariant(QStringLiteral("error ") + query.lastError().nativeErrorCode());
    }
    bool run(const QString& sql)
    {
        QSqlQuery query(m_db);
        return query.exec(sql);
    }

private:
    QString m_name;
    QSqlDatabase m_db;
};

/// Whether `text` is in `bytes` as UTF-8, UTF-16 of either order, or hexadecimal of any of these.
inline bool holdsText(const QByteArray& bytes, const QString& text)
{
    QByteArray little;
    QByteArray big;
    for (const QChar c : text) {
        little.append(char(c.unicode() & 0xff)).append(char(c.unicode() >> 8));
        big.append(char(c.unicode() >> 8)).append(char(c.unicode() & 0xff));
    }
    for (const QByteArray& form : {text.toUtf8(), little, big}) {
        if (bytes.contains(form) || bytes.contains(form.toHex())
            || bytes.contains(form.toHex().toUpper()))
            return true;
    }
    return false;
}

/// Names of the files in `directory` that hold any of `texts`; all sub-folders.
inline QStringList filesHolding(const QString& directory, const QStringList& texts)
{
    QStringList found;
    const QDir dir(directory);
    for (const QFileInfo& file : dir.entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot)) {
        if (file.isDir()) {
            found += filesHolding(file.filePath(), texts);
            continue;
        }
        QFile content(file.filePath());
        if (!content.open(QIODevice::ReadOnly)) {
            found += file.fileName() + QStringLiteral(" (unreadable)");
            continue;
        }
        const QByteArray bytes = content.readAll();
        for (const QString& text : texts) {
            if (holdsText(bytes, text))
                found += file.fileName() + QStringLiteral(": ") + text;
        }
    }
    return found;
}

} // namespace doorstep::test
