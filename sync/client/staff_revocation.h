#pragma once

#include "core/store/store.h"

/// A person who has left. What they wrote stays; what is sent with their key afterwards is held by
/// the server until a person decides, and no device lets them in once it has heard.
namespace doorstep::client {

/// Why staffStands() refuses.
inline constexpr auto StaffOutOfUse = "staff out of use";

/// Desk: takes the person out of use, for ever, and moves the practice's keys to a new epoch, in
/// one act; then notes in their row that they have left. InvalidInput for the person who is in.
[[nodiscard]] Status revokeStaff(store::Store& store, StaffId staff, IdMint& mint, Instant now);

/// Refused, with StaffOutOfUse, when the practice has taken the person out of use, as far as this
/// store has heard. Asked at the door, and of whoever would let another person in.
[[nodiscard]] Status staffStands(store::Store& store, StaffId staff);

} // namespace doorstep::client
