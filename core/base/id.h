#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHashFunctions>
#include <QMetaType>
#include <QRandomGenerator>
#include <array>
#include <compare>
#include <cstring>
#include <mutex>

namespace doorstep {

/// Sixteen bytes that name one thing, made once (UUIDv7, RFC 9562: 48-bit milliseconds first) and
/// never reused. The tag keeps a patient's id from being passed where a visit's is meant. All
/// zeros means "none". Order is byte order, which for ids minted on one device is time order.
template <typename Tag> class Id {
public:
    static constexpr int Size = 16;

    Id() = default;
    explicit Id(const std::array<quint8, Size>& bytes)
        : m_bytes(bytes)
    {
    }

    /// Exactly 16 raw bytes, or InvalidInput.
    [[nodiscard]] static Result<Id> fromBytes(QByteArrayView bytes)
    {
        if (bytes.size() != Size)
            return Error{ErrorCode::InvalidInput, "id is not 16 bytes"};
        Id id;
        std::memcpy(id.m_bytes.data(), bytes.data(), Size);
        return id;
    }
    /// Exactly 32 lower-case hex digits, or InvalidInput.
    [[nodiscard]] static Result<Id> fromHex(QByteArrayView hex)
    {
        const QByteArray text = hex.toByteArray();
        const QByteArray raw = QByteArray::fromHex(text);
        if (raw.toHex() != text)
            return Error{ErrorCode::InvalidInput, "id is not 32 hex digits"};
        return fromBytes(raw);
    }

    [[nodiscard]] bool isNull() const { return *this == Id(); }
    [[nodiscard]] const std::array<quint8, Size>& raw() const { return m_bytes; }
    [[nodiscard]] QByteArray toBytes() const
    {
        return QByteArray(reinterpret_cast<const char*>(m_bytes.data()), Size);
    }
    [[nodiscard]] QByteArray toHex() const { return toBytes().toHex(); }
    /// The same bytes under another tag: for code that is generic over aggregates and scopes.
    template <typename OtherId> [[nodiscard]] OtherId as() const { return OtherId(m_bytes); }

    auto operator<=>(const Id&) const = default;
    bool operator==(const Id&) const = default;
    friend size_t qHash(const Id& id, size_t seed = 0) noexcept
    {
        return qHashBits(id.m_bytes.data(), Size, seed);
    }

private:
    std::array<quint8, Size> m_bytes{};
};

using PracticeId = Id<struct PracticeTag>;
using DeviceId = Id<struct DeviceTag>;
using StaffId = Id<struct StaffTag>; ///< a person who works for the practice
using EntryId = Id<struct EntryTag>;
using ActId = Id<struct ActTag>; ///< everything one Save wrote
using ScopeId = Id<struct ScopeTag>;
using AggregateId = Id<struct AggregateTag>; ///< any of the ids below, where code is generic
using PatientId = Id<struct PatientTag>;
using HouseholdId = Id<struct HouseholdTag>;
using RoundId = Id<struct RoundTag>;
using VisitId = Id<struct VisitTag>;
using BoxId = Id<struct BoxTag>;
using BatchId = Id<struct BatchTag>;
using AuthorityId = Id<struct AuthorityTag>;
using FollowUpId = Id<struct FollowUpTag>;
using HoldId = Id<struct HoldTag>;

/// Mints ids. Safe from any thread; ids of one mint are strictly increasing even within a
/// millisecond or when the clock steps back.
class IdMint {
public:
    explicit IdMint(const Clock& clock);
    /// Reproducible ids for simulations and fixtures: never in the product.
    IdMint(const Clock& clock, quint64 seed);

    template <typename IdType> [[nodiscard]] IdType next() { return IdType(nextBytes()); }

private:
    std::array<quint8, 16> nextBytes();

    const Clock& m_clock;
    std::mutex m_mutex;
    QRandomGenerator m_seeded;
    bool m_reproducible = false;
    qint64 m_lastMs = 0;
    quint16 m_counter = 0;
};

/// The milliseconds a UUIDv7 carries.
[[nodiscard]] qint64 idMilliseconds(const std::array<quint8, 16>& bytes);

} // namespace doorstep

Q_DECLARE_METATYPE(doorstep::PracticeId)
Q_DECLARE_METATYPE(doorstep::DeviceId)
Q_DECLARE_METATYPE(doorstep::StaffId)
Q_DECLARE_METATYPE(doorstep::EntryId)
Q_DECLARE_METATYPE(doorstep::ActId)
Q_DECLARE_METATYPE(doorstep::ScopeId)
Q_DECLARE_METATYPE(doorstep::AggregateId)
Q_DECLARE_METATYPE(doorstep::PatientId)
Q_DECLARE_METATYPE(doorstep::HouseholdId)
Q_DECLARE_METATYPE(doorstep::RoundId)
Q_DECLARE_METATYPE(doorstep::VisitId)
Q_DECLARE_METATYPE(doorstep::BoxId)
Q_DECLARE_METATYPE(doorstep::BatchId)
Q_DECLARE_METATYPE(doorstep::AuthorityId)
Q_DECLARE_METATYPE(doorstep::FollowUpId)
Q_DECLARE_METATYPE(doorstep::HoldId)
