#pragma once

#include "core/base/clock.h"
#include "core/base/id.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QCborMap>
#include <QString>

/// Deterministic CBOR (RFC 8949 section 4.2.1) for everything that both ends must read alike and
/// that signatures or hashes cover: one value has one encoding, and any other bytes are refused.
/// Only maps with text keys, arrays, byte strings, text, integers, booleans and null; no floats,
/// tags or indefinite lengths.
namespace doorstep::entry {

inline constexpr int MaxCborDepth = 16;

/// Keys in bytewise order of their encoding, shortest integers and lengths, at every level.
[[nodiscard]] QByteArray encodeCbor(const QCborMap& map);
/// Corrupt unless `bytes` are exactly what encodeCbor would write for the map they hold. Memory
/// and time are bounded by bytes.size(): check that against a limit of your own first.
[[nodiscard]] Result<QCborMap> decodeCbor(QByteArrayView bytes);

/// Reads typed fields out of a map and remembers the first thing that was wrong, so that a codec
/// reads as a list of its fields followed by one `status()`. Fields nobody asks for are left alone.
class CborReader {
public:
    explicit CborReader(const QCborMap& map);

    [[nodiscard]] bool has(QLatin1StringView key) const;
    [[nodiscard]] qint64 integer(QLatin1StringView key, qint64 least, qint64 most);
    [[nodiscard]] bool boolean(QLatin1StringView key);
    /// `most` counts UTF-8 bytes or bytes.
    [[nodiscard]] QString text(QLatin1StringView key, int most);
    [[nodiscard]] QByteArray bytes(QLatin1StringView key, int most);
    [[nodiscard]] QCborMap map(QLatin1StringView key);
    [[nodiscard]] QCborArray array(QLatin1StringView key, int most);
    [[nodiscard]] Instant instant(QLatin1StringView key);
    /// Ids, keys, digests, signatures: anything with a static fromBytes().
    template <typename FixedType> [[nodiscard]] FixedType fixed(QLatin1StringView key)
    {
        auto value = FixedType::fromBytes(bytes(key, 4096));
        if (!value)
            fail(key);
        return value ? *value : FixedType();
    }
    /// For a codec's own rules; the first failure is kept.
    void fail(QLatin1StringView key);

    /// Corrupt, naming the first field that is absent, of another type or out of range.
    [[nodiscard]] Status status() const;

private:
    QCborMap m_map;
    QByteArray m_wrong;
};

} // namespace doorstep::entry
