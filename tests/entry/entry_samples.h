#pragma once

#include "core/entry/entry.h"

#include <random>

namespace doorstep::test {

/// An id whose bytes all are `byte`.
template <typename IdType> IdType idOf(quint8 byte)
{
    std::array<quint8, 16> bytes{};
    bytes.fill(byte);
    return IdType(bytes);
}

inline entry::Header sampleHeader(entry::EntryClass entryClass = entry::EntryClass::Record)
{
    entry::Header header;
    header.practice = idOf<PracticeId>(0x11);
    header.id = idOf<EntryId>(0x22);
    header.device = idOf<DeviceId>(0x33);
    header.staff = idOf<StaffId>(0x44);
    header.entryClass = entryClass;
    header.scope = idOf<ScopeId>(0x55);
    header.wall = {1'795'510'800'000};
    return header;
}

inline entry::EpochKey sampleKey(quint32 epoch = 1)
{
    return {entry::KeyClass::Care, epoch, SecretBytes::copyOf(QByteArray(32, 'k'))};
}

inline crypto::SignKeyPair sampleStaffKey()
{
    return crypto::signKeyPairFromSeed(SecretBytes::copyOf(QByteArray(32, 's')));
}

/// One to four small changes: a flipped bit, a lost, doubled or random byte, a cut, an extension.
inline QByteArray mutated(QByteArray bytes, std::mt19937& random)
{
    const auto below = [&](qsizetype n) { return qsizetype(random() % quint32(n)); };
    for (quint32 rounds = 1 + random() % 4; rounds > 0 && !bytes.isEmpty(); --rounds) {
        const qsizetype at = below(bytes.size());
        switch (random() % 6) {
        case 0:
            bytes[at] = char(bytes[at] ^ (1 << (random() % 8)));
            break;
        case 1:
            bytes[at] = char(random());
            break;
        case 2:
            bytes.remove(at, 1 + below(8));
            break;
        case 3:
            bytes.insert(at, char(random()));
            break;
        case 4:
            bytes.truncate(at);
            break;
        case 5:
            bytes.append(bytes.sliced(at));
            break;
        }
    }
    return bytes;
}

} // namespace doorstep::test
