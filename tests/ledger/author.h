#pragma once

#include "core/ledger/act.h"
#include "core/ledger/projector.h"
#include "tests/support/fake_clock.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace doorstep::test {

/// An id made of a word, so that a failing test names the same bytes every time.
template <typename IdType> [[nodiscard]] IdType idOf(const QByteArray& word)
{
    const QByteArray bytes = QCryptographicHash::hash(word, QCryptographicHash::Sha256);
    return *IdType::fromBytes(QByteArrayView(bytes).first(16));
}

/// One device with one person writing entries, as the store would hand them to the fold.
class Author {
public:
    Author(const QByteArray& name, const Clock& clock)
        : m_device(idOf<DeviceId>("device " + name))
        , m_staff(idOf<StaffId>("staff " + name))
        , m_clock(clock)
        , m_mint(clock, qFromLittleEndian<quint64>(m_device.raw().data()))
    {
    }
    [[nodiscard]] DeviceId device() const { return m_device; }
    [[nodiscard]] StaffId staff() const { return m_staff; }
    [[nodiscard]] IdMint& mint() { return m_mint; }

    template <typename KindType>
    ledger::LedgerEntry write(
        AggregateId aggregate, const KindType& fields, const ledger::Basis& basis = {})
    {
        return fromPayload(ledger::makePayload(aggregate, m_mint.next<ActId>(), fields, basis));
    }
    ledger::LedgerEntry fromPayload(ledger::Payload payload)
    {
        return {m_mint.next<EntryId>(), m_device, m_staff, {}, m_clock.now(), std::nullopt, ++m_ctr,
            std::move(payload)};
    }

private:
    DeviceId m_device;
    StaffId m_staff;
    const Clock& m_clock;
    IdMint m_mint;
    quint64 m_ctr = 0;
};

/// Sequences 1, 2, 3 ... in the order given, as a server would.
[[nodiscard]] inline std::vector<ledger::LedgerEntry> ordered(
    std::vector<ledger::LedgerEntry> entries)
{
    quint64 seq = 0;
    for (ledger::LedgerEntry& entry : entries)
        entry.seq = ++seq;
    return entries;
}

/// The only row of a table.
template <typename Row> [[nodiscard]] Row onlyRow(const ledger::Projection& projection)
{
    const auto rows = ledger::rowsOf<Row>(projection);
    return rows.size() == 1 ? rows.front() : Row();
}

} // namespace doorstep::test
