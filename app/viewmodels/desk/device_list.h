#pragma once

#include "core/base/result.h"
#include "core/domain/field.h"
#include "core/domain/ids.h"
#include "core/domain/practice_rows.h"
#include "core/store/connection.h"

#include <QStringList>
#include <map>
#include <set>

namespace doorstep::app {

/// A certified device as the desk lists it.
struct DeviceItem {
    Q_GADGET
    DOORSTEP_FIELD(QString, deviceId)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, under) ///< until when its certificate stands
    DOORSTEP_FIELD(QString, iconName)
    DOORSTEP_FIELD(bool, revoked)
    DOORSTEP_FIELD(bool, takesPeople) ///< a staff code can be made for it
    DOORSTEP_FIELD(bool, removable) ///< not this device, and still in use
    DOORSTEP_FIELD(bool, wipeable) ///< out of use, and nobody has ordered its end
    DOORSTEP_FIELD(bool, selected)
    bool operator==(const DeviceItem&) const = default;
};

/// Every device of the practice, revoked ones too. Storage thread. `own`: this device.
[[nodiscard]] Result<std::vector<DeviceItem>> readDevices(
    store::Connection& connection, DeviceId own);

/// Whom the practice has taken out of use, and which devices in use let the others in, by name.
struct PeopleOnDevices {
    std::set<StaffId> out;
    std::map<StaffId, QStringList> devices;
};
[[nodiscard]] Result<PeopleOnDevices> readPeopleOnDevices(store::Connection& connection,
    const std::vector<DeviceItem>& devices, const std::vector<domain::PersonRow>& people);

/// The modules of a QR symbol (error correction M), row by row; empty when the text does not fit.
[[nodiscard]] QStringList qrModules(const QByteArray& text);

} // namespace doorstep::app
