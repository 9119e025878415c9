#include "core/store/database.h"

#include "core/base/mutant.h"
#include "core/store/append_file.h"
#include "core/store/schema.h"
#include "core/store/setting_store.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace doorstep::store {

namespace database {

Result<vfs::VfsKey> loadKey(const EnvelopeHead& head, const SecretBytes& masterKey)
{
    DOORSTEP_CHECK(vfs::registerSealedVfs());
    DOORSTEP_TRY(cipher, vfs::cipherFromByte(head.cipher));
    return vfs::VfsKey::load(
        deriveFromMaster(masterKey, MasterKeyUse::Database), head.databaseSalt, cipher);
}

Status settle(Connection& writer, const EnvelopeHead& head)
{
    DOORSTEP_TRY(change, prepareSchema(writer));
    Q_UNUSED(change)
    SettingStore settings(writer);
    DOORSTEP_TRY(epoch, settings.integer(setting::EnvelopeEpoch, 0));
    if (quint64(epoch) > head.epoch)
        return Error{ErrorCode::Untrusted, "envelope is older than the database", true};
    if (quint64(epoch) < head.epoch)
        return settings.putInteger(setting::EnvelopeEpoch, qint64(head.epoch));
    return {};
}

Result<Database> openFile(
    const StoreFiles& files, const EnvelopeHead& head, const SecretBytes& masterKey)
{
    DOORSTEP_TRY(key, loadKey(head, masterKey));
    DOORSTEP_TRY(writer, Connection::open(files.database(), key, Connection::Mode::Write));
    DOORSTEP_CHECK(settle(*writer, head));
    return Database{std::move(key), std::move(writer)};
}

/// The settings an empty database must have, all of it in the one file that is renamed.
Status makeWhole(const StoreFiles& draft, const EnvelopeHead& head, const SecretBytes& masterKey)
{
    DOORSTEP_TRY(made, Database::create(draft, head, masterKey));
    DOORSTEP_CHECK(SettingStore(*made.writer).putInteger(setting::Generation, -1));
    DOORSTEP_TRY(emptied, made.writer->prepare(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")));
    DOORSTEP_TRY(answered, emptied.next());
    if (!answered || emptied.integer(0) != 0)
        return Error::transient(ErrorCode::Io, "the new database keeps a log");
    return {};
}

/// What a kill left of one that was being set aside: SQLite would read an old log, which opens
/// under the same key, into the new database.
bool hasLeftovers(const StoreFiles& files)
{
    const QString database = files.database();
    return QFileInfo::exists(database + QStringLiteral("-wal"))
        || QFileInfo::exists(database + QStringLiteral("-journal"))
        || QFileInfo::exists(files.attachments());
}

Status putInPlace(const StoreFiles& draft, const StoreFiles& files)
{
    if (hasLeftovers(files))
        DOORSTEP_CHECK(setDatabaseAside(files));
    DOORSTEP_TRY(incarnation, incarnationBeside(draft));
    DOORSTEP_CHECK(writeIncarnationBeside(files, incarnation));
    if (!QFile::rename(draft.database(), files.database()))
        return Error::transient(ErrorCode::Io, "cannot put the database in its place");
    return syncFolder(files.folder);
}

} // namespace database

Result<Database> Database::create(
    const StoreFiles& files, const EnvelopeHead& head, const SecretBytes& masterKey)
{
    if (QFile::exists(files.database()))
        return Error{ErrorCode::Exists, "there is a database", true};
    DOORSTEP_TRY(made, database::openFile(files, head, masterKey));
    const auto incarnation = *IncarnationId::fromBytes(crypto::randomBytes(IncarnationId::Size));
    DOORSTEP_CHECK(SettingStore(*made.writer).put(setting::Incarnation, incarnation.toBytes()));
    DOORSTEP_CHECK(writeIncarnationBeside(files, incarnation));
    return std::move(made);
}

Result<Database> Database::open(
    const StoreFiles& files, const EnvelopeHead& head, const SecretBytes& masterKey)
{
    // SQLite would quietly make an empty store of a missing or emptied file.
    const QFileInfo file(files.database());
    if (!file.exists())
        return Error{ErrorCode::Corrupt, "database is missing", true};
    auto opened = file.size() == 0 && !mutated(Mutant::EmptyStoreRecreated)
        ? Result<Database>(Error{ErrorCode::Corrupt, "database is empty", true})
        : database::openFile(files, head, masterKey);
    if (opened)
        return opened;
    // The envelope's MAC has vouched for the key, so a page that does not open is damage.
    const auto code = opened.error().code;
    if (code != ErrorCode::Corrupt && code != ErrorCode::WrongSecret)
        return opened;
    DOORSTEP_CHECK(setDatabaseAside(files));
    return Error{ErrorCode::Corrupt, "database was set aside: " + opened.error().detail, true};
}

Status setDatabaseAside(const StoreFiles& files)
{
    const QString folder
        = files.setAside() + u'/' + QString::number(QDateTime::currentMSecsSinceEpoch());
    if (!QDir().mkpath(folder))
        return Error::transient(ErrorCode::Io, "cannot make the set-aside folder");
    // First: were they left with the next database, it would sweep what only this one can open.
    if (QFileInfo::exists(files.attachments())
        && !QFile::rename(files.attachments(), folder + QStringLiteral("/attachments")))
        return Error::transient(ErrorCode::Io, "cannot set the attachments aside");
    const QFileInfo main(files.database());
    const auto found = QDir(files.folder).entryList({main.fileName() + u'*'}, QDir::Files);
    for (const QString& name : found)
        if (!QFile::rename(files.folder + u'/' + name, folder + u'/' + name))
            return Error::transient(ErrorCode::Io, "cannot set the database aside");
    DOORSTEP_CHECK(syncFolder(folder));
    return syncFolder(files.folder);
}

bool isDatabaseSetAside(const StoreFiles& files)
{
    return !QFile::exists(files.database())
        && !QDir(files.setAside()).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot);
}

Status makeDatabaseAnew(const StoreFiles& files, const SecretBytes& masterKey)
{
    if (QFile::exists(files.database()))
        return Error{ErrorCode::Exists, "there is a database", true};
    if (!isDatabaseSetAside(files))
        return Error{ErrorCode::Refused, "no database was set aside", true};
    DOORSTEP_TRY(envelope, readEnvelope(files));
    DOORSTEP_CHECK(envelope.authenticate(masterKey));
    // What a killed attempt left was never anybody's.
    const StoreFiles draft{files.database() + QStringLiteral(".new")};
    QDir(draft.folder).removeRecursively();
    if (!QDir().mkpath(draft.folder))
        return Error::transient(ErrorCode::Io, "cannot make a folder for the database");
    Status made = database::makeWhole(draft, envelope.head(), masterKey);
    if (made)
        made = database::putInPlace(draft, files);
    QDir(draft.folder).removeRecursively();
    return made;
}

Result<IncarnationId> incarnationBeside(const StoreFiles& files)
{
    DOORSTEP_TRY(bytes, readFileWhole(files.incarnation(), IncarnationId::Size));
    return IncarnationId::fromBytes(bytes);
}

Status writeIncarnationBeside(const StoreFiles& files, IncarnationId incarnation)
{
    return writeFileWhole(files.incarnation(), incarnation.toBytes());
}

Result<vfs::StoreCheck> checkDatabase(
    const StoreFiles& files, const EnvelopeHead& head, const SecretBytes& masterKey)
{
    DOORSTEP_TRY(key, database::loadKey(head, masterKey));
    return vfs::verifyStore(files.database(), key);
}

} // namespace doorstep::store
