#include "core/store/attachment_store.h"

#include "core/store/append_file.h"
#include "core/store/database.h"
#include "core/store/setting_store.h"

#include <QDir>
#include <QSet>

namespace doorstep::store {

namespace attachment_sql {

using namespace Qt::StringLiterals;

const QString Put = u"INSERT INTO attachment(id, scope, aggregate, mediaType, size, blob, added, "
                    "sent, nonce, sealedKey) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s;
const QString Find = u"SELECT id, scope, aggregate, mediaType, size, blob, added, sent "
                     "FROM attachment WHERE id = ?"_s;
const QString About = u"SELECT id, scope, aggregate, mediaType, size, blob, added, sent "
                      "FROM attachment WHERE aggregate = ? ORDER BY added, id"_s;
const QString KeyOf = u"SELECT nonce, sealedKey FROM attachment WHERE id = ?"_s;
const QString SetSent = u"UPDATE attachment SET sent = 1 WHERE id = ?"_s;
const QString Remove = u"DELETE FROM attachment WHERE id = ?"_s;
const QString Unsent = u"SELECT 1 FROM attachment WHERE scope = ? AND sent = 0 LIMIT 1"_s;
const QString InScope = u"SELECT id FROM attachment WHERE scope = ?"_s;
const QString RemoveScope = u"DELETE FROM attachment WHERE scope = ?"_s;
const QString All = u"SELECT id FROM attachment"_s;

Attachment rowOf(const Statement& row)
{
    Attachment found{row.id<AttachmentId>(0), row.id<ScopeId>(1), row.id<AggregateId>(2),
        row.text(3).toUtf8(), row.integer(4), {}, row.instant(6), row.integer(7) == 1};
    if (const auto blob = crypto::Digest::fromBytes(row.bytes(5)))
        found.blob = *blob;
    return found;
}

/// A key moved to another row does not open there.
QByteArray keyContext(AttachmentId id)
{
    return "DS1-attachment-key" + id.toBytes();
}

Result<std::vector<AttachmentId>> idsOf(Statement& statement)
{
    std::vector<AttachmentId> ids;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return ids;
        ids.push_back(statement.id<AttachmentId>(0));
    }
}

} // namespace attachment_sql

QString AttachmentStore::pathOf(AttachmentId id) const
{
    return m_folder + u'/' + QString::fromLatin1(id.toHex());
}

Status AttachmentStore::makeFolder()
{
    if (QFileInfo::exists(m_folder))
        return {};
    if (!QDir().mkpath(m_folder))
        return Error::transient(ErrorCode::Io, "cannot make the attachments folder");
    return syncFolder(QFileInfo(m_folder).absolutePath());
}

Result<Attachment> AttachmentStore::add(const New& about, QByteArrayView content)
{
    if (about.scope.isNull() || about.aggregate.isNull() || about.mediaType.isEmpty())
        return Error{ErrorCode::InvalidInput, "attachment about nothing", true};
    // Random, as minted ids tell the time of a visit to whoever lists the folder.
    DOORSTEP_TRY(id, AttachmentId::fromBytes(crypto::randomBytes(AttachmentId::Size)));
    const SecretBytes key = crypto::randomSecret();
    DOORSTEP_CHECK(makeFolder());
    DOORSTEP_TRY(blob, writeAttachmentFile(pathOf(id), id, key, content));
    const Attachment made{id, about.scope, about.aggregate, about.mediaType, content.size(), blob,
        about.added, false};
    const Status kept = put(made, key);
    if (kept)
        return made;
    deleteFiles({id});
    return kept.error();
}

Status AttachmentStore::put(const Attachment& attachment, const SecretBytes& key)
{
    DOORSTEP_TRY(statement, m_connection.prepare(attachment_sql::Put));
    const QByteArray nonce = crypto::randomBytes(crypto::NonceSize);
    return statement.bind(attachment.id)
        .bind(attachment.scope)
        .bind(attachment.aggregate)
        .bind(QString::fromUtf8(attachment.mediaType))
        .bind(attachment.size)
        .bind(attachment.blob.toBytes())
        .bind(attachment.added)
        .bind(attachment.isSent ? 1 : 0)
        .bind(nonce)
        .bind(crypto::seal(
            m_wrappingKey, nonce, attachment_sql::keyContext(attachment.id), key.view()))
        .run();
}

Result<std::optional<Attachment>> AttachmentStore::find(AttachmentId id)
{
    DOORSTEP_TRY(statement, m_connection.prepare(attachment_sql::Find));
    DOORSTEP_TRY(found, statement.bind(id).next());
    return found ? std::optional(attachment_sql::rowOf(statement)) : std::nullopt;
}

Result<std::vector<Attachment>> AttachmentStore::about(AggregateId aggregate)
{
    DOORSTEP_TRY(statement, m_connection.prepare(attachment_sql::About));
    statement.bind(aggregate);
    std::vector<Attachment> attachments;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return attachments;
        attachments.push_back(attachment_sql::rowOf(statement));
    }
}

Result<SecretBytes> AttachmentStore::keyOf(AttachmentId id)
{
    DOORSTEP_TRY(statement, m_connection.prepare(attachment_sql::KeyOf));
    DOORSTEP_TRY(found, statement.bind(id).next());
    if (!found)
        return Error{ErrorCode::NotFound, "no such attachment", true};
    const QByteArray nonce = statement.bytes(0);
    const QByteArray sealed = statement.bytes(1);
    if (nonce.size() != crypto::NonceSize || sealed.size() != crypto::KeySize + crypto::TagSize)
        return Error{ErrorCode::Corrupt, "attachment key of the wrong size", true};
    return crypto::openSecret(m_wrappingKey, nonce, attachment_sql::keyContext(id), sealed);
}

Result<QByteArray> AttachmentStore::read(AttachmentId id)
{
    DOORSTEP_TRY(attachment, find(id));
    if (!attachment)
        return Error{ErrorCode::NotFound, "no such attachment", true};
    DOORSTEP_TRY(key, keyOf(id));
    return readAttachmentFile(pathOf(id), id, key, attachment->size);
}

Status AttachmentStore::setSent(AttachmentId id)
{
    DOORSTEP_TRY(statement, m_connection.prepare(attachment_sql::SetSent));
    return statement.bind(id).run();
}

Status AttachmentStore::remove(AttachmentId id)
{
    DOORSTEP_TRY(transaction, Transaction::begin(m_connection));
    DOORSTEP_TRY(statement, m_connection.prepare(attachment_sql::Remove));
    DOORSTEP_CHECK(statement.bind(id).run());
    DOORSTEP_CHECK(SettingStore(m_connection).putInteger(setting::Erasing, 1));
    DOORSTEP_CHECK(transaction.commit());
    deleteFiles({id});
    return {};
}

Result<bool> AttachmentStore::hasUnsent(ScopeId scope)
{
    DOORSTEP_TRY(statement, m_connection.prepare(attachment_sql::Unsent));
    return statement.bind(scope).next();
}

Result<std::vector<AttachmentId>> AttachmentStore::dropKeys(ScopeId scope)
{
    DOORSTEP_TRY(statement, m_connection.prepare(attachment_sql::InScope));
    DOORSTEP_TRY(ids, attachment_sql::idsOf(statement.bind(scope)));
    DOORSTEP_TRY(removal, m_connection.prepare(attachment_sql::RemoveScope));
    DOORSTEP_CHECK(removal.bind(scope).run());
    return ids;
}

void AttachmentStore::deleteFiles(const std::vector<AttachmentId>& ids)
{
    for (const AttachmentId& id : ids)
        QFile::remove(pathOf(id));
    // Not durable: the key is gone, and a file that comes back is swept.
}

Result<int> AttachmentStore::sweep()
{
    const QStringList files = QDir(m_folder).entryList(QDir::Files | QDir::Hidden);
    if (files.isEmpty())
        return 0;
    DOORSTEP_TRY(statement, m_connection.prepare(attachment_sql::All));
    DOORSTEP_TRY(ids, attachment_sql::idsOf(statement));
    QSet<QString> named;
    for (const AttachmentId& id : ids)
        named.insert(QString::fromLatin1(id.toHex()));
    int swept = 0;
    for (const QString& name : files)
        if (!named.contains(name))
            swept += QFile::remove(m_folder + u'/' + name);
    return swept;
}

} // namespace doorstep::store
