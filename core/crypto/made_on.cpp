#include "core/crypto/made_on.h"

#include "core/crypto/crypto.h"

#include <algorithm>

namespace doorstep::crypto {

std::array<quint8, 16> madeOn(const std::array<quint8, 16>& device, std::array<quint8, 16> id)
{
    constexpr std::size_t Free = 11;
    const Digest tie
        = hash({"DS-MADE-ON-1", QByteArrayView(device.data(), qsizetype(device.size())),
            QByteArrayView(id.data(), qsizetype(Free))});
    std::copy_n(tie.bytes.begin(), id.size() - Free, id.begin() + Free);
    return id;
}

} // namespace doorstep::crypto
