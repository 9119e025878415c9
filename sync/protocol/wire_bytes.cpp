#include "sync/protocol/wire_bytes.h"

#include <QtEndian>

namespace doorstep::sync {

void WireWriter::varint(quint64 value)
{
    while (value >= 0x80) {
        byte(static_cast<quint8>(value | 0x80));
        value >>= 7;
    }
    byte(static_cast<quint8>(value));
}

void WireWriter::zigzag(qint64 value)
{
    varint((static_cast<quint64>(value) << 1) ^ static_cast<quint64>(value >> 63));
}

void WireWriter::fixed64(quint64 value)
{
    const quint64 little = qToLittleEndian(value);
    raw({reinterpret_cast<const char*>(&little), sizeof little});
}

void WireWriter::sized(QByteArrayView bytes)
{
    varint(static_cast<quint64>(bytes.size()));
    raw(bytes);
}

quint8 WireReader::byte()
{
    const auto one = raw(1);
    return one.isEmpty() ? quint8(0) : static_cast<quint8>(one.front());
}

quint64 WireReader::varint(quint64 most)
{
    quint64 value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const quint8 next = byte();
        value |= static_cast<quint64>(next & 0x7f) << shift;
        if (next & 0x80)
            continue;
        const bool padded = next == 0 && shift > 0;
        const bool overflowed = shift == 63 && next > 1;
        if (padded || overflowed || value > most)
            break;
        return m_failed ? 0 : value;
    }
    m_failed = true;
    return 0;
}

qint64 WireReader::zigzag()
{
    const quint64 value = varint(~quint64(0));
    return static_cast<qint64>(value >> 1) ^ -static_cast<qint64>(value & 1);
}

quint64 WireReader::fixed64()
{
    const auto bytes = raw(8);
    return bytes.size() == 8 ? qFromLittleEndian<quint64>(bytes.data()) : 0;
}

QByteArrayView WireReader::raw(qsizetype size)
{
    if (m_failed || size > m_rest.size()) {
        m_failed = true;
        return {};
    }
    const auto taken = m_rest.first(size);
    m_rest = m_rest.sliced(size);
    return taken;
}

QByteArrayView WireReader::sized(qsizetype most)
{
    return raw(static_cast<qsizetype>(varint(static_cast<quint64>(most))));
}

} // namespace doorstep::sync
