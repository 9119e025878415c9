/// Attachments on their way: what is still to be sent, what is still to be fetched. On the wire
/// goes the sealed file as it lies here, under the hash of its bytes; the key goes in the entry.
#include "core/store/append_file.h"
#include "core/store/attachment_store.h"

#include <QFile>

namespace doorstep::store {

namespace attachment_travel {

using namespace Qt::StringLiterals;

// An entry first, its file after: one whose entry the practice does not have stays. The payload is
// compared as bytes, because an entry that is held there has no row.
const QString ToSend
    = u"SELECT id, scope, aggregate, mediaType, size, blob, added FROM attachment AS a "
      "WHERE sent = 0 AND EXISTS (SELECT 1 FROM entry WHERE entry.aggregate = a.aggregate "
      "AND kind = 'attachmentRecorded' AND (acked = 1 OR seq IS NOT NULL) "
      "AND instr(payload, a.blob) > 0) ORDER BY size > ?, added, id"_s;
const QString Waiting
    = u"SELECT count(*) FROM attachment AS a WHERE sent = 0 AND EXISTS (SELECT 1 FROM entry "
      "WHERE entry.aggregate = a.aggregate AND kind = 'attachmentRecorded' "
      "AND instr(payload, a.blob) > 0)"_s;
const QString Here = u"SELECT count(*) FROM attachment"_s;
const QString Missing
    = u"SELECT f.entry, e.scope, f.patient, f.mediaType, f.size, f.blob, f.recordedAt "
      "FROM filedAttachment AS f JOIN entry AS e ON e.id = f.entry WHERE f.current = 1 "
      "AND f.blob NOT IN (SELECT blob FROM attachment) ORDER BY f.size > ?, f.recordedAt DESC"_s;
const QString KeyOf = u"SELECT key FROM filedAttachment WHERE entry = ?"_s;
const QString NoneSent = u"UPDATE attachment SET sent = 0"_s;

Result<int> count(Connection& connection, const QString& text)
{
    DOORSTEP_TRY(statement, connection.prepare(text));
    DOORSTEP_TRY(found, statement.next());
    return found ? int(statement.integer(0)) : 0;
}

} // namespace attachment_travel

Result<int> attachmentsWaiting(Connection& connection)
{
    return attachment_travel::count(connection, attachment_travel::Waiting);
}

Result<int> attachmentsHere(Connection& connection)
{
    return attachment_travel::count(connection, attachment_travel::Here);
}

Result<ledger::AttachmentRecorded> AttachmentStore::describe(AttachmentId id, VisitId visit)
{
    DOORSTEP_TRY(found, find(id));
    if (!found)
        return Error{ErrorCode::NotFound, "no such attachment", true};
    DOORSTEP_TRY(key, keyOf(id));
    ledger::AttachmentRecorded recorded;
    recorded.blob = found->blob.toBytes();
    recorded.key = key.view().toByteArray();
    recorded.size = found->size;
    recorded.mediaType = QString::fromUtf8(found->mediaType);
    recorded.visit = visit;
    return recorded;
}

Result<std::vector<Attachment>> AttachmentStore::toSend()
{
    DOORSTEP_TRY(row, m_connection.prepare(attachment_travel::ToSend));
    row.bind(SmallAttachment);
    std::vector<Attachment> waiting;
    while (true) {
        DOORSTEP_TRY(more, row.next());
        if (!more)
            return waiting;
        DOORSTEP_TRY(blob, crypto::Digest::fromBytes(row.bytes(5)));
        waiting.push_back({row.id<AttachmentId>(0), row.id<ScopeId>(1), row.id<AggregateId>(2),
            row.text(3).toUtf8(), row.integer(4), blob, row.instant(6), false});
    }
}

Status AttachmentStore::checkSealed(const Attachment& attachment)
{
    DOORSTEP_TRY(sealed, sealedPart(attachment.id, 0, sealedAttachmentSize(MaxAttachment)));
    if (crypto::hash({sealed}) != attachment.blob)
        return Error{ErrorCode::Corrupt, "attachment is not as it was written", true};
    return {};
}

Result<QByteArray> AttachmentStore::sealedPart(AttachmentId id, qint64 offset, qint64 most)
{
    QFile file(pathOf(id));
    if (!file.open(QIODevice::ReadOnly))
        return file.exists() ? Error::transient(ErrorCode::Io, "attachment cannot be read")
                             : Error{ErrorCode::NotFound, "attachment is not on this device", true};
    if (!file.seek(offset))
        return Error{ErrorCode::InvalidInput, "beyond the attachment", true};
    QByteArray part = file.read(most);
    if (file.error() != QFileDevice::NoError)
        return Error::transient(ErrorCode::Io, "attachment cannot be read");
    return part;
}

Result<std::vector<MissingAttachment>> AttachmentStore::missing()
{
    DOORSTEP_TRY(row, m_connection.prepare(attachment_travel::Missing));
    row.bind(SmallAttachment);
    std::vector<MissingAttachment> missing;
    while (true) {
        DOORSTEP_TRY(more, row.next());
        if (!more)
            return missing;
        const auto blob = crypto::Digest::fromBytes(row.bytes(5));
        const qint64 size = row.integer(4);
        const QByteArray mediaType = row.text(3).toUtf8();
        // What a person signed may still be nonsense: it names nothing that could be fetched.
        if (!blob || mediaType.isEmpty() || size <= 0 || size > MaxAttachment)
            continue;
        missing.push_back({row.id<EntryId>(0), row.id<ScopeId>(1), row.id<AggregateId>(2),
            mediaType, size, *blob, row.instant(6)});
    }
}

Result<Attachment> AttachmentStore::keepFetched(
    const MissingAttachment& missing, QByteArrayView sealed)
{
    const Error refused{ErrorCode::Corrupt, "not the attachment that the entry names", true};
    if (crypto::hash({sealed}) != missing.blob)
        return refused;
    DOORSTEP_TRY(id, attachmentIdIn(sealed));
    DOORSTEP_TRY(other, find(id));
    DOORSTEP_TRY(statement, m_connection.prepare(attachment_travel::KeyOf));
    DOORSTEP_TRY(found, statement.bind(missing.entry).next());
    const QByteArray keyBytes = found ? statement.bytes(0) : QByteArray();
    if (other || id.isNull() || keyBytes.size() != crypto::KeySize)
        return refused;
    const SecretBytes key = SecretBytes::copyOf(keyBytes);
    DOORSTEP_CHECK(makeFolder());
    DOORSTEP_CHECK(writeFileWhole(pathOf(id), sealed));
    const Attachment made{id, missing.scope, missing.aggregate, missing.mediaType, missing.size,
        missing.blob, missing.recorded, true};
    const auto content = readAttachmentFile(pathOf(id), id, key, missing.size);
    const Status kept = content ? put(made, key) : Status(content.error());
    if (kept)
        return made;
    deleteFiles({id});
    return kept.error();
}

Status AttachmentStore::setAllUnsent()
{
    return m_connection.run(attachment_travel::NoneSent);
}

} // namespace doorstep::store
