#include "tests/bench/store/bench_scheme.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <algorithm>
#include <cstdlib>

namespace doorstep::bench {

namespace {

constexpr int FirstFill = 7;
constexpr int SecondFill = 8;

vfs::VfsKey makeKey(vfs::CipherId cipher, int fill)
{
    SecretBytes bytes(vfs::StoreKeySize);
    std::fill_n(bytes.data(), vfs::StoreKeySize, static_cast<unsigned char>(fill));
    return vfs::VfsKey::load(std::move(bytes), vfs::randomStoreSalt(), cipher).value();
}

std::optional<vfs::CipherId> cipherOf(Scheme::Kind kind)
{
    switch (kind) {
    case Scheme::Kind::Sealed:
        return vfs::CipherId::XChaCha20Poly1305;
    case Scheme::Kind::SealedAegis:
        return vfs::CipherId::Aegis256;
    case Scheme::Kind::Plain:
    case Scheme::Kind::SqlCipher:
    case Scheme::Kind::McChaCha20:
    case Scheme::Kind::McAegis:
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

const std::vector<Scheme>& allSchemes()
{
    using Kind = Scheme::Kind;
    static const std::vector<Scheme> Schemes{
        {Kind::Plain, "plain", "system", nullptr},
        {Kind::Sealed, "sealed", "system", nullptr},
        {Kind::SealedAegis, "sealed-aegis", "system", nullptr},
        {Kind::Plain, "plain", "sqlcipher", "sqlcipher"},
        {Kind::Sealed, "sealed", "sqlcipher", "sqlcipher-bare"},
        {Kind::SqlCipher, "sqlcipher", "sqlcipher", "sqlcipher"},
        {Kind::Plain, "plain", "sqlite3mc", "sqlite3mc"},
        {Kind::Sealed, "sealed", "sqlite3mc", "sqlite3mc"},
        {Kind::McChaCha20, "mc-chacha20", "sqlite3mc", "sqlite3mc"},
        {Kind::McAegis, "mc-aegis", "sqlite3mc", "sqlite3mc"},
    };
    return Schemes;
}

bool isSealed(const Scheme& scheme)
{
    return cipherOf(scheme.kind).has_value();
}

bool isGatedPeer(const Scheme& scheme)
{
    return scheme.kind == Scheme::Kind::SqlCipher || scheme.kind == Scheme::Kind::McChaCha20;
}

void stop(const QString& what)
{
    qFatal("bench_store: %s", qPrintable(what));
    std::abort();
}

BenchStore::BenchStore(Scheme::Kind kind, QString path)
    : m_kind(kind)
    , m_path(std::move(path))
    , m_name(QUuid::createUuid().toString())
    , m_db(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name))
{
    if (const auto cipher = cipherOf(kind))
        m_key = makeKey(*cipher, FirstFill);
}

BenchStore::~BenchStore()
{
    m_db.close();
    m_db = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

void BenchStore::open()
{
    if (m_key) {
        if (const auto status = vfs::openSealed(m_db, m_path, *m_key); !status)
            stop(QString::fromLatin1(status.error().detail));
        return;
    }
    m_db.setDatabaseName(m_path);
    if (!m_db.open())
        stop(m_db.lastError().text());
    giveKey("key", FirstFill);
    if (!vfs::applyStorePragmas(m_db))
        stop(QStringLiteral("pragmas"));
}

void BenchStore::giveKey(const char* pragma, int fill) const
{
    // Raw keys: what a key costs to derive is no part of these figures.
    const QString hex = QString::fromLatin1(QByteArray(vfs::StoreKeySize, char(fill)).toHex());
    const QString name = QString::fromLatin1(pragma);
    switch (m_kind) {
    case Scheme::Kind::Plain:
    case Scheme::Kind::Sealed:
    case Scheme::Kind::SealedAegis:
        return;
    case Scheme::Kind::SqlCipher:
        run(QStringLiteral("PRAGMA %1 = \"x'%2'\"").arg(name, hex));
        return;
    case Scheme::Kind::McChaCha20:
        run(QStringLiteral("PRAGMA cipher = 'chacha20'"));
        run(QStringLiteral("PRAGMA %1 = 'raw:%2'").arg(name, hex));
        return;
    case Scheme::Kind::McAegis:
        run(QStringLiteral("PRAGMA cipher = 'aegis'"));
        run(QStringLiteral("PRAGMA %1 = 'raw:%2'").arg(name, hex));
        return;
    }
}

void BenchStore::close()
{
    m_db.close();
}

void BenchStore::reopen(int cacheKib)
{
    close();
    open();
    run(QStringLiteral("PRAGMA cache_size = -%1").arg(cacheKib));
}

qint64 BenchStore::fileSize() const
{
    return QFileInfo(m_path).size();
}

void BenchStore::run(const QString& sql) const
{
    QSqlQuery query(m_db);
    if (!query.exec(sql))
        stop(sql + QLatin1Char(' ') + query.lastError().text());
}

void BenchStore::changeKey()
{
    const QString copy = m_path + QStringLiteral(".copy");
    if (m_kind == Scheme::Kind::Plain)
        return run(QStringLiteral("VACUUM INTO '%1'").arg(copy));
    if (const auto cipher = cipherOf(m_kind)) {
        close();
        if (!vfs::copyStore(m_path, *m_key, copy, makeKey(*cipher, SecondFill)))
            stop(QStringLiteral("copyStore"));
        return;
    }
    // SQLite3MultipleCiphers refuses a new key in WAL mode.
    run(QStringLiteral("PRAGMA journal_mode = DELETE"));
    giveKey("rekey", SecondFill);
}

} // namespace doorstep::bench
