// Batch layout (docs/wire-protocol.md, "Sync"):
//
//     1 u8 version = 1
//     devices  varint n, n x 16      other devices than the context's, by first use
//     staff    varint n, n x 16
//     scopes   varint n, n x 16
//     entries  varint n, n x entry
//
//     entry, shortened:
//       u8 shape     bits 0-2 class, 3-4 key class, 5 written by the context's device
//       16 entry id
//       varint device index           absent when bit 5 is set
//       varint staff index | varint scope index | varint key epoch
//       zigzag wall time minus the id's milliseconds
//       64 signature | varint length, body
//     entry, whole: u8 0x80 | varint length, entry::encodeEntry
//
// Decoding ends by encoding again: one list of entries has one encoding.

#include "sync/protocol/wire_batch.h"

#include "sync/protocol/limits.h"
#include "sync/protocol/wire_bytes.h"

#include <QHash>

namespace doorstep::sync {
namespace batch_detail {

constexpr quint8 Version = 1;
constexpr quint8 WholeShape = 0x80;
constexpr quint8 OwnDeviceBit = 0x20;

/// Values in order of first use, and where each stands.
template <typename IdType> class Table {
public:
    quint64 indexOf(const IdType& id)
    {
        const auto found = m_index.constFind(id);
        if (found != m_index.constEnd())
            return *found;
        const auto index = static_cast<quint64>(m_ids.size());
        m_index.insert(id, index);
        m_ids.push_back(id);
        return index;
    }
    void write(WireWriter& out) const
    {
        out.varint(m_ids.size());
        for (const auto& id : m_ids)
            out.raw(id.toBytes());
    }

private:
    QHash<IdType, quint64> m_index;
    std::vector<IdType> m_ids;
};

template <typename IdType> std::vector<IdType> readTable(WireReader& in)
{
    std::vector<IdType> ids(in.varint(limits::MaxBatchTable));
    for (auto& id : ids) {
        id = in.fixed<IdType>();
        if (!in.ok())
            return {};
    }
    return ids;
}

template <typename IdType> IdType at(WireReader& in, const std::vector<IdType>& table)
{
    const quint64 index = in.varint(limits::MaxBatchTable);
    if (index >= table.size()) {
        in.fail();
        return {};
    }
    return table[index];
}

bool canShorten(const BatchContext& context, const entry::Entry& e)
{
    return e.header.version == 1 && e.header.practice == context.practice
        && crypto::hash({e.body}) == e.header.bodyHash;
}

struct Tables {
    Table<DeviceId> devices;
    Table<StaffId> staff;
    Table<ScopeId> scopes;
};

void writeEntry(WireWriter& out, Tables& tables, const BatchContext& context, const entry::Entry& e)
{
    if (!canShorten(context, e)) {
        out.byte(WholeShape);
        out.sized(entry::encodeEntry(e));
        return;
    }
    const auto& header = e.header;
    const bool ownDevice = header.device == context.device;
    const auto shape = static_cast<unsigned>(header.entryClass)
        | (static_cast<unsigned>(header.keyClass) << 3) | (ownDevice ? OwnDeviceBit : 0U);
    out.byte(static_cast<quint8>(shape));
    out.raw(header.id.toBytes());
    if (!ownDevice)
        out.varint(tables.devices.indexOf(header.device));
    out.varint(tables.staff.indexOf(header.staff));
    out.varint(tables.scopes.indexOf(header.scope));
    out.varint(header.keyEpoch);
    // Unsigned subtraction: a hostile wall time must wrap, not overflow.
    out.zigzag(static_cast<qint64>(static_cast<quint64>(header.wall.ms)
        - static_cast<quint64>(idMilliseconds(header.id.raw()))));
    out.raw(e.signature.view());
    out.sized(e.body);
}

struct ReadTables {
    std::vector<DeviceId> devices;
    std::vector<StaffId> staff;
    std::vector<ScopeId> scopes;
};

Result<entry::Entry> readEntry(
    WireReader& in, const ReadTables& tables, const BatchContext& context)
{
    const quint8 shape = in.byte();
    if (shape == WholeShape)
        return entry::decodeEntry(in.sized(limits::MaxEntryBody + entry::HeaderSize + 64 + 16));
    entry::Entry e;
    auto& header = e.header;
    header.practice = context.practice;
    header.entryClass = static_cast<entry::EntryClass>(shape & 0x07);
    header.keyClass = static_cast<entry::KeyClass>((shape >> 3) & 0x03);
    header.id = in.fixed<EntryId>();
    header.device = (shape & OwnDeviceBit) ? context.device : at(in, tables.devices);
    header.staff = at(in, tables.staff);
    header.scope = at(in, tables.scopes);
    header.keyEpoch = static_cast<quint32>(in.varint(0xffffffff));
    header.wall.ms = static_cast<qint64>(
        static_cast<quint64>(in.zigzag()) + static_cast<quint64>(idMilliseconds(header.id.raw())));
    e.signature = in.fixed<crypto::Signature>();
    const auto body = in.sized(limits::MaxEntryBody);
    if (!in.ok())
        return Error{ErrorCode::Corrupt, "batch ends inside an entry"};
    e.body = body.toByteArray();
    header.bodyHash = crypto::hash({body});
    // The header codec is the one judge of which classes and key classes belong together.
    if (auto sound = entry::decodeHeader(entry::encodeHeader(header)); !sound)
        return sound.error();
    return e;
}

} // namespace batch_detail

QByteArray encodeBatch(const BatchContext& context, const std::vector<entry::Entry>& entries)
{
    using namespace batch_detail;
    Tables tables;
    WireWriter body;
    for (const auto& e : entries)
        writeEntry(body, tables, context, e);
    WireWriter out;
    out.byte(Version);
    tables.devices.write(out);
    tables.staff.write(out);
    tables.scopes.write(out);
    out.varint(entries.size());
    out.raw(body.take());
    return out.take();
}

Result<std::vector<entry::Entry>> decodeBatch(const BatchContext& context, QByteArrayView bytes)
{
    using namespace batch_detail;
    WireReader in(bytes);
    if (in.byte() != Version)
        return Error{ErrorCode::Corrupt, "batch version"};
    ReadTables tables;
    tables.devices = readTable<DeviceId>(in);
    tables.staff = readTable<StaffId>(in);
    tables.scopes = readTable<ScopeId>(in);
    const quint64 count = in.varint(0xffffffff);
    if (!in.ok())
        return Error{ErrorCode::Corrupt, "batch tables"};
    if (count > limits::MaxBatchEntries)
        return Error{ErrorCode::LimitExceeded, "batch has too many entries"};
    std::vector<entry::Entry> entries;
    entries.reserve(count);
    for (quint64 i = 0; i < count; ++i) {
        DOORSTEP_TRY(e, readEntry(in, tables, context));
        entries.push_back(std::move(e));
    }
    if (!in.finished() || encodeBatch(context, entries) != bytes)
        return Error{ErrorCode::Corrupt, "batch is not canonical"};
    return entries;
}

std::size_t batchLength(
    const std::vector<entry::Entry>& entries, std::size_t first, std::size_t most)
{
    // An upper bound of what one entry adds: shape, id, indexes, epoch, wall, signature, length,
    // and one new line in each of the three tables.
    constexpr qsizetype Fixed = 1 + 16 + 3 * 3 + 5 + 10 + 64 + 4 + 3 * 16;
    qsizetype size = 0;
    std::size_t length = 0;
    while (first + length < entries.size() && length < most) {
        size += Fixed + entries[first + length].body.size();
        if (length > 0 && size > limits::MaxBatchBytes)
            break;
        ++length;
    }
    return length;
}

} // namespace doorstep::sync
