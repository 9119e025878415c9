#include "core/base/id.h"

namespace doorstep {

IdMint::IdMint(const Clock& clock)
    : m_clock(clock)
{
}

IdMint::IdMint(const Clock& clock, quint64 seed)
    : m_clock(clock)
    , m_seeded(static_cast<quint32>(seed ^ (seed >> 32)))
    , m_reproducible(true)
{
}

std::array<quint8, 16> IdMint::nextBytes()
{
    const std::lock_guard lock(m_mutex);
    const qint64 now = m_clock.now().ms;
    // 12 counter bits (RFC 9562 method 1); when they run out the id borrows the next millisecond.
    if (now > m_lastMs) {
        m_lastMs = now;
        m_counter = 0;
    } else if (++m_counter > 0x0fff) {
        ++m_lastMs;
        m_counter = 0;
    }
    const quint64 random
        = m_reproducible ? m_seeded.generate64() : QRandomGenerator::system()->generate64();

    std::array<quint8, 16> bytes{};
    for (int i = 0; i < 6; ++i)
        bytes[static_cast<size_t>(i)] = static_cast<quint8>(m_lastMs >> (40 - 8 * i));
    bytes[6] = static_cast<quint8>(0x70 | (m_counter >> 8));
    bytes[7] = static_cast<quint8>(m_counter);
    for (int i = 0; i < 8; ++i)
        bytes[8 + static_cast<size_t>(i)] = static_cast<quint8>(random >> (8 * i));
    bytes[8] = static_cast<quint8>(0x80 | (bytes[8] & 0x3f));
    return bytes;
}

qint64 idMilliseconds(const std::array<quint8, 16>& bytes)
{
    qint64 ms = 0;
    for (size_t i = 0; i < 6; ++i)
        ms = (ms << 8) | bytes[i];
    return ms;
}

} // namespace doorstep
