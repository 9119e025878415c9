/// The spool: lines of append_file.h, one a save. All numbers little endian.
///   n x { incarnation 16 | ctr u64 | previous chain 32 | len u32 | entry bytes }
#include "core/store/spool.h"

#include "core/store/line_salvage.h"

#include <QtEndian>
#include <algorithm>

namespace doorstep::store {

namespace spooled {

constexpr qsizetype HeadBytes = 16 + 8 + 32 + 4;

void put(QByteArray& out, const OutgoingEntry& entry)
{
    char number[8];
    out += entry.incarnation.toBytes();
    qToLittleEndian(entry.ctr, number);
    out.append(number, 8);
    out += entry.previousChain.toBytes();
    qToLittleEndian(static_cast<quint32>(entry.bytes.size()), number);
    out.append(number, 4);
    out += entry.bytes;
}

/// A line whose crc holds was written by us: a length that does not fit ends it all the same.
void take(QByteArrayView line, std::vector<OutgoingEntry>& into)
{
    while (line.size() >= HeadBytes) {
        OutgoingEntry entry;
        entry.incarnation = *IncarnationId::fromBytes(line.first(16));
        entry.ctr = qFromLittleEndian<quint64>(line.data() + 16);
        entry.previousChain = *crypto::Digest::fromBytes(line.sliced(24, 32));
        const auto length = qFromLittleEndian<quint32>(line.data() + 56);
        line = line.sliced(HeadBytes);
        if (qint64(length) > line.size())
            return;
        entry.bytes = line.first(qsizetype(length)).toByteArray();
        line = line.sliced(qsizetype(length));
        into.push_back(std::move(entry));
    }
}

QByteArray line(const std::vector<OutgoingEntry>& entries)
{
    QByteArray out;
    for (const OutgoingEntry& entry : entries)
        put(out, entry);
    return out;
}

} // namespace spooled

Result<Spool> Spool::open(const QString& path)
{
    // As in the outbox: damage in the middle must not cost the saves behind it.
    DOORSTEP_CHECK(mendLines(path, spoolLines()));
    std::vector<OutgoingEntry> pending;
    DOORSTEP_TRY(
        file, AppendFile::open(path, [&](QByteArrayView line) { spooled::take(line, pending); }));
    Spool spool(std::move(file));
    spool.m_pending = std::move(pending);
    return spool;
}

Status Spool::append(const std::vector<OutgoingEntry>& entries)
{
    DOORSTEP_CHECK(m_file.append(spooled::line(entries)));
    m_pending.insert(m_pending.end(), entries.begin(), entries.end());
    return {};
}

Status Spool::takeBack(qint64 size, std::size_t count)
{
    DOORSTEP_CHECK(m_file.cutTo(size));
    m_pending.resize(count);
    return {};
}

Status Spool::acknowledge(IncarnationId incarnation, quint64 ctr)
{
    std::vector<OutgoingEntry> kept;
    std::ranges::copy_if(m_pending, std::back_inserter(kept), [&](const OutgoingEntry& entry) {
        return entry.incarnation != incarnation || entry.ctr > ctr;
    });
    if (kept.size() == m_pending.size())
        return {};
    return replaceWith(std::move(kept));
}

Status Spool::replaceWith(std::vector<OutgoingEntry> entries)
{
    std::vector<QByteArray> lines;
    lines.reserve(entries.size());
    for (const OutgoingEntry& entry : entries)
        lines.push_back(spooled::line({entry}));
    DOORSTEP_CHECK(m_file.replaceWith(lines));
    m_pending = std::move(entries);
    return {};
}

} // namespace doorstep::store
