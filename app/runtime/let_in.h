#pragma once

#include "core/base/secret_bytes.h"
#include "core/domain/practice_rows.h"
#include "core/store/device_identity.h"

#include <QSet>

namespace doorstep::app {

/// What a device is, as it stands at the door: without secrets.
struct DeviceFacts {
    PracticeId practice;
    QString practiceName;
    DeviceId device;
    QString role; ///< "tablet", "desk" or "ctl"
    std::vector<store::UnlockName> names;
};

/// Somebody gets a PIN and a signing key on this device because a person who has a PIN here lets
/// them in, with or without signal: a colleague who works with it for the first time, or who forgot
/// a PIN. Whoever types their own PIN for it is the voucher: that PIN is tried first and counted as
/// theirs. Refused: somebody is revoked, or a PIN is to be replaced and the voucher's key is not
/// one that the practice certified for a senior. Nothing is replaced before all that is settled; a
/// kill leaves the old slot or the new one, whole. Entries under the old key stay good.
struct LetIn {
    StaffId person;
    SecretBytes pin; ///< the new one
    SecretBytes code; ///< eight digits from the desk; empty: none yet
    StaffId voucher;
    SecretBytes voucherPin;
};

/// Whoever replaces the PIN of somebody else takes a way in from them: a nurse, a GP or a
/// coordinator may. A first PIN takes nothing from anybody, so everyone may vouch for one.
[[nodiscard]] bool isSenior(domain::Role role);

/// The names for the door, after a sync brought people: those who work here and are not revoked, in
/// the order the door knows them, new ones last. Whoever has a PIN here stays.
struct DoorPeople {
    std::vector<domain::PersonRow> people;
    QSet<StaffId> revoked;
    QSet<StaffId> withPin;
};
[[nodiscard]] std::vector<store::UnlockName> namesAtDoor(
    const std::vector<store::UnlockName>& known, const DoorPeople& now);

} // namespace doorstep::app
