// The signed header, version 1: 127 bytes, integers little-endian.
//
//   offset size field
//        0    1 version        1
//        1   16 practice
//       17   16 id             UUIDv7
//       33   16 device
//       49   16 staff
//       65    1 class          1 record, 2 plan, 3 grant, 4 keyring, 5 control, 6 audit
//       66   16 scope
//       82    1 key class      0 none (unsealed), 1 care, 2 desk
//       83    4 key epoch      0 when unsealed, else from 1
//       87    8 wall           milliseconds since 1970 UTC, signed
//       95   32 body hash      BLAKE2b-256 of the body bytes
//
// The first 95 bytes, before the body hash, are what nonce and associated data are made of.

#include "core/entry/entry.h"

#include <QtEndian>

namespace doorstep::entry {

namespace {

template <typename Bytes> void appendRaw(QByteArray& out, const Bytes& bytes)
{
    out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
}

template <typename Integer> void appendLittle(QByteArray& out, Integer value)
{
    const Integer little = qToLittleEndian(value);
    out.append(reinterpret_cast<const char*>(&little), sizeof little);
}

/// Walks bytes whose size was checked beforehand.
class HeaderCursor {
public:
    explicit HeaderCursor(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }
    template <typename FixedType> FixedType fixed(qsizetype size)
    {
        return *FixedType::fromBytes(take(size));
    }
    template <typename Integer> Integer little()
    {
        return qFromLittleEndian<Integer>(take(sizeof(Integer)).data());
    }

private:
    QByteArrayView take(qsizetype size)
    {
        const QByteArrayView taken = m_bytes.first(size);
        m_bytes = m_bytes.sliced(size);
        return taken;
    }
    QByteArrayView m_bytes;
};

} // namespace

QByteArray encodeHeader(const Header& header)
{
    QByteArray out;
    out.reserve(HeaderSize);
    appendLittle(out, header.version);
    appendRaw(out, header.practice.raw());
    appendRaw(out, header.id.raw());
    appendRaw(out, header.device.raw());
    appendRaw(out, header.staff.raw());
    appendLittle(out, static_cast<quint8>(header.entryClass));
    appendRaw(out, header.scope.raw());
    appendLittle(out, static_cast<quint8>(header.keyClass));
    appendLittle(out, header.keyEpoch);
    appendLittle(out, header.wall.ms);
    appendRaw(out, header.bodyHash.bytes);
    return out;
}

Result<Header> decodeHeader(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return Error{ErrorCode::Corrupt, "entry header is empty"};
    if (bytes.front() != 1)
        return Error{ErrorCode::Unsupported, "entry header of another version"};
    if (bytes.size() != HeaderSize)
        return Error{ErrorCode::Corrupt, "entry header is not 127 bytes"};
    HeaderCursor cursor(bytes);
    Header header;
    header.version = cursor.little<quint8>();
    header.practice = cursor.fixed<PracticeId>(16);
    header.id = cursor.fixed<EntryId>(16);
    header.device = cursor.fixed<DeviceId>(16);
    header.staff = cursor.fixed<StaffId>(16);
    const auto entryClass = cursor.little<quint8>();
    header.scope = cursor.fixed<ScopeId>(16);
    const auto keyClass = cursor.little<quint8>();
    header.keyEpoch = cursor.little<quint32>();
    header.wall.ms = cursor.little<qint64>();
    header.bodyHash = cursor.fixed<crypto::Digest>(32);

    if (entryClass < quint8(EntryClass::Record) || entryClass > quint8(EntryClass::Audit))
        return Error{ErrorCode::Unsupported, "entry of an unknown class"};
    if (keyClass > quint8(KeyClass::Desk))
        return Error{ErrorCode::Unsupported, "entry of an unknown key class"};
    header.entryClass = static_cast<EntryClass>(entryClass);
    header.keyClass = static_cast<KeyClass>(keyClass);
    const bool hasKey = header.keyClass != KeyClass::None;
    if (hasKey != isSealed(header.entryClass) || hasKey != (header.keyEpoch != 0))
        return Error{ErrorCode::Corrupt, "entry class and key class do not belong together"};
    return header;
}

crypto::Digest chain(const crypto::Digest& previous, const Header& header)
{
    return crypto::hash({"DS-CHAIN-1", previous.view(), encodeHeader(header)});
}

} // namespace doorstep::entry
