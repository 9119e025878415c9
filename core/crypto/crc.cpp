#include "core/crypto/crypto.h"

namespace doorstep::crypto {

namespace {

// CRC-32C (Castagnoli), RFC 3720 section 12.1: polynomial 0x1EDC6F41, here with its bits reversed.
constexpr std::array<quint32, 256> crcTable()
{
    std::array<quint32, 256> table{};
    for (quint32 i = 0; i < table.size(); ++i) {
        quint32 value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value >> 1) ^ ((value & 1U) != 0 ? 0x82f63b78U : 0U);
        table[i] = value;
    }
    return table;
}

constexpr std::array<quint32, 256> CrcTable = crcTable();

} // namespace

quint32 crc32c(QByteArrayView bytes)
{
    quint32 crc = 0xffffffffU;
    for (const char byte : bytes)
        crc = (crc >> 8) ^ CrcTable[(crc ^ static_cast<quint8>(byte)) & 0xffU];
    return crc ^ 0xffffffffU;
}

} // namespace doorstep::crypto
