/// The sealed outbox, outbox.seal: lines of append_file.h whose content is
/// `sequence u64le | sealed box to the recovery key (content)`. Sequences rise by one from 1 and go
/// on after a cut. Content: n x { len u32le | entry bytes }, or an emergency note.
#include "core/store/outbox.h"

#include "core/store/line_salvage.h"

#include <QtEndian>

namespace doorstep::store {

namespace outbox {

constexpr qsizetype SequenceBytes = 8;

quint64 sequenceOf(QByteArrayView line)
{
    return line.size() < SequenceBytes ? 0 : qFromLittleEndian<quint64>(line.data());
}

} // namespace outbox

Result<Outbox> Outbox::open(const QString& path, const crypto::BoxPublicKey& recovery)
{
    // Damage in the middle must not cost the lines behind it: this is the copy of the worst day.
    DOORSTEP_CHECK(mendLines(path, outboxLines()));
    quint64 last = 0;
    DOORSTEP_TRY(file, AppendFile::open(path, [&](QByteArrayView line) {
        last = std::max(last, outbox::sequenceOf(line));
    }));
    return Outbox(std::move(file), recovery, last);
}

Result<quint64> Outbox::append(QByteArrayView content)
{
    const quint64 sequence = m_lastSequence + 1;
    QByteArray line(outbox::SequenceBytes, Qt::Uninitialized);
    qToLittleEndian(sequence, line.data());
    DOORSTEP_TRY(sealed, crypto::sealTo(m_recovery, content));
    line += sealed;
    DOORSTEP_CHECK(m_file.append(line));
    m_lastSequence = sequence;
    return sequence;
}

Status Outbox::takeBack(qint64 size, quint64 lastSequence)
{
    DOORSTEP_CHECK(m_file.cutTo(size));
    m_lastSequence = lastSequence;
    return {};
}

Status Outbox::cut(const std::function<bool(quint64 sequence)>& isSafe)
{
    // The last line stays: it carries the numbering into the next run.
    return m_file.keepOnly([&](QByteArrayView line) {
        const quint64 sequence = outbox::sequenceOf(line);
        return sequence == m_lastSequence || !isSafe(sequence);
    });
}

Result<OutboxReading> readOutbox(const QString& path, const crypto::BoxKeyPair& recovery)
{
    OutboxReading reading;
    DOORSTEP_TRY(torn, AppendFile::read(path, [&](QByteArrayView line) {
        const auto content = line.size() < outbox::SequenceBytes
            ? Result<QByteArray>(Error{ErrorCode::Corrupt, "short line", true})
            : crypto::openSealed(recovery, line.sliced(outbox::SequenceBytes));
        if (content)
            reading.lines.push_back({outbox::sequenceOf(line), *content});
        else
            ++reading.unreadable;
    }));
    reading.tornTail = torn;
    return reading;
}

QByteArray packEntries(const std::vector<QByteArray>& entries)
{
    QByteArray packed;
    for (const QByteArray& entry : entries) {
        char length[4];
        qToLittleEndian(static_cast<quint32>(entry.size()), length);
        packed.append(length, sizeof length);
        packed += entry;
    }
    return packed;
}

Result<std::vector<QByteArray>> unpackEntries(QByteArrayView content)
{
    std::vector<QByteArray> entries;
    while (!content.isEmpty()) {
        if (content.size() < 4)
            return Error{ErrorCode::Corrupt, "packed entries are cut", true};
        const auto length = qFromLittleEndian<quint32>(content.data());
        content = content.sliced(4);
        if (qint64(length) > content.size())
            return Error{ErrorCode::Corrupt, "packed entries are cut", true};
        entries.push_back(content.first(qsizetype(length)).toByteArray());
        content = content.sliced(qsizetype(length));
    }
    return entries;
}

} // namespace doorstep::store
