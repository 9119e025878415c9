#pragma once

#include "core/base/id.h"

namespace doorstep::crypto {

/// An id that names the device it was made on: its last 40 bits are the first of
/// BLAKE2b-256("DS-MADE-ON-1" | device | its first 11 bytes). A tablet may read the patients it
/// made itself, and no device can make an id that is there already (docs/adr/0011-server-order.md).
[[nodiscard]] std::array<quint8, 16> madeOn(
    const std::array<quint8, 16>& device, std::array<quint8, 16> id);
template <typename IdType> [[nodiscard]] IdType madeOn(DeviceId device, IdType id)
{
    return IdType(madeOn(device.raw(), id.raw()));
}
template <typename IdType> [[nodiscard]] bool isMadeOn(DeviceId device, IdType id)
{
    return madeOn(device, id) == id;
}

} // namespace doorstep::crypto
