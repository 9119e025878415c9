#include "core/entry/entry.h"

#include "core/entry/body_frame.h"

namespace doorstep::entry {

namespace {

constexpr qsizetype BoundSize = HeaderSize - 32; ///< header bytes before the body hash
constexpr qsizetype SignatureSize = 64;

QByteArray boundBytes(const Header& header)
{
    return encodeHeader(header).first(BoundSize);
}

QByteArray associatedBytes(QByteArrayView bound)
{
    return QByteArrayLiteral("DS-BODY-1") + bound.toByteArray();
}

QByteArray signedBytes(const Header& header)
{
    return QByteArrayLiteral("DS-ENTRY-1") + encodeHeader(header);
}

Status checkMaking(const Header& header, QByteArrayView payload, const EpochKey* key)
{
    if (payload.isEmpty())
        return Error{ErrorCode::InvalidInput, "an entry needs a payload"};
    if (payload.size() > MaxPayloadSize)
        return Error{ErrorCode::LimitExceeded, "payload is past the limit"};
    if (header.version != 1)
        return Error{ErrorCode::Unsupported, "entries are written in version 1"};
    if (isSealed(header.entryClass) != (key != nullptr))
        return Error{ErrorCode::InvalidInput, "sealed classes need a key, the others take none"};
    if (key && (key->keyClass == KeyClass::None || key->epoch == 0))
        return Error{ErrorCode::InvalidInput, "not a sealing key"};
    return {};
}

} // namespace

crypto::Digest nameOf(const EpochKey& key)
{
    return crypto::hash({"DS-KEY-NAME-1", key.key.view()});
}

Result<Entry> makeEntry(
    Header header, QByteArrayView payload, const EpochKey* key, const SecretBytes& staffSignKey)
{
    DOORSTEP_CHECK(checkMaking(header, payload, key));
    header.keyClass = key ? key->keyClass : KeyClass::None;
    header.keyEpoch = key ? key->epoch : 0;
    Entry entry;
    if (key) {
        const QByteArray bound = boundBytes(header);
        entry.body = crypto::seal(key->key, crypto::nonceFrom({"DS-NONCE-1", bound}).view(),
            associatedBytes(bound), frameBody(payload));
    } else {
        entry.body = payload.toByteArray();
    }
    header.bodyHash = crypto::hash({entry.body});
    entry.header = header;
    entry.signature = crypto::sign(staffSignKey, signedBytes(header));
    return entry;
}

Status verifyEntry(const Entry& entry, const crypto::SignPublicKey& staffKey)
{
    if (!entry.body.isEmpty() && crypto::hash({entry.body}) != entry.header.bodyHash)
        return Error{ErrorCode::Corrupt, "entry body is not the one signed"};
    if (!crypto::verify(staffKey, signedBytes(entry.header), entry.signature))
        return Error{ErrorCode::Untrusted, "entry signature is not by this staff key"};
    return {};
}

Result<QByteArray> openPayload(const Entry& entry, const EpochKey* key)
{
    if (entry.body.isEmpty())
        return Error{ErrorCode::NotFound, "entry body was redacted"};
    if (!isSealed(entry.header.entryClass))
        return entry.body;
    if (!key || key->keyClass != entry.header.keyClass || key->epoch != entry.header.keyEpoch)
        return Error{ErrorCode::InvalidInput, "entry is sealed with another practice key"};
    const QByteArray bound = boundBytes(entry.header);
    DOORSTEP_TRY(framed,
        crypto::open(key->key, crypto::nonceFrom({"DS-NONCE-1", bound}).view(),
            associatedBytes(bound), entry.body));
    return unframeBody(framed);
}

QByteArray encodeEntry(const Entry& entry)
{
    return encodeHeader(entry.header) + entry.signature.toBytes() + entry.body;
}

Result<Entry> decodeEntry(QByteArrayView bytes)
{
    if (bytes.size() < HeaderSize + SignatureSize)
        return Error{ErrorCode::Corrupt, "entry is cut short"};
    DOORSTEP_TRY(header, decodeHeader(bytes.first(HeaderSize)));
    DOORSTEP_TRY(signature, crypto::Signature::fromBytes(bytes.sliced(HeaderSize, SignatureSize)));
    return Entry{header, signature, bytes.sliced(HeaderSize + SignatureSize).toByteArray()};
}

} // namespace doorstep::entry
