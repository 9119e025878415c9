#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

/// Unsigned LEB128 varints, zigzag for signed ones, and raw runs: the packed parts inside a
/// message (batches, marks, cursors). Readers never read past the end and remember a failure, so a
/// decoder reads as a list of its fields followed by one `ok()`.
namespace doorstep::sync {

class WireWriter {
public:
    void byte(quint8 value) { m_bytes.append(static_cast<char>(value)); }
    void raw(QByteArrayView bytes) { m_bytes.append(bytes); }
    void varint(quint64 value);
    void zigzag(qint64 value);
    void fixed64(quint64 value); ///< little-endian
    void sized(QByteArrayView bytes); ///< varint length, then the bytes
    void reserve(qsizetype size) { m_bytes.reserve(size); }
    [[nodiscard]] QByteArray take() { return std::move(m_bytes); }

private:
    QByteArray m_bytes;
};

class WireReader {
public:
    explicit WireReader(QByteArrayView bytes)
        : m_rest(bytes)
    {
    }
    [[nodiscard]] quint8 byte();
    /// Fails above `most`, and for an encoding longer than needed.
    [[nodiscard]] quint64 varint(quint64 most);
    [[nodiscard]] qint64 zigzag();
    [[nodiscard]] quint64 fixed64();
    /// A view into the input; empty after a failure.
    [[nodiscard]] QByteArrayView raw(qsizetype size);
    [[nodiscard]] QByteArrayView sized(qsizetype most);
    /// 16-byte ids, digests, signatures: anything with a static fromBytes().
    template <typename FixedType> [[nodiscard]] FixedType fixed()
    {
        auto value = FixedType::fromBytes(raw(qsizetype(sizeof(FixedType))));
        return value ? *value : FixedType();
    }
    [[nodiscard]] QByteArrayView rest() const { return m_rest; }
    [[nodiscard]] bool ok() const { return !m_failed; }
    /// ok() and nothing left over.
    [[nodiscard]] bool finished() const { return !m_failed && m_rest.isEmpty(); }
    void fail() { m_failed = true; }

private:
    QByteArrayView m_rest;
    bool m_failed = false;
};

} // namespace doorstep::sync
