#include "core/entry/clear_kinds.h"

#include <algorithm>

namespace doorstep::entry {

bool arePins(const std::vector<crypto::Digest>& pins)
{
    const auto count = qsizetype(pins.size());
    if (count < PinsOrdered::leastPins || count > PinsOrdered::mostPins)
        return false;
    for (auto pin = pins.begin(); pin != pins.end(); ++pin) {
        if (std::find(pins.begin(), pin, *pin) != pin)
            return false;
    }
    return true;
}

bool isSerialNear(quint64 serial, quint64 inForce, Instant now)
{
    constexpr quint64 Reach = 2ULL * 365 * 86'400'000;
    const quint64 from = std::max(inForce, quint64(std::max<qint64>(now.ms, 0)));
    return serial <= from || serial - from <= Reach;
}

QByteArray pinBytes(const std::vector<crypto::Digest>& pins)
{
    QByteArray bytes;
    for (const crypto::Digest& pin : pins)
        bytes += pin.view();
    return bytes;
}

Result<std::vector<crypto::Digest>> pinsFrom(QByteArrayView bytes)
{
    constexpr auto size = qsizetype(sizeof(crypto::Digest));
    std::vector<crypto::Digest> pins;
    for (; bytes.size() >= size; bytes = bytes.sliced(size)) {
        DOORSTEP_TRY(pin, crypto::Digest::fromBytes(bytes.first(size)));
        pins.push_back(pin);
    }
    if (!bytes.isEmpty() || !arePins(pins))
        return Error{ErrorCode::Corrupt, "pins"};
    return pins;
}

} // namespace doorstep::entry
