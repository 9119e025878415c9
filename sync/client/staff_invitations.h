#pragma once

#include "sync/client/staff_certification.h"

namespace doorstep::client {

/// An open invitation as a desk keeps it in its store.
struct OpenInvitation {
    StaffInvitation invitation;
    QByteArray sealedCode; ///< sealed box to this device's own key
    int wrongCodes = 0;
    QByteArray judged; ///< MAC of the last request that was wrong: it waits on, and counts once
};

inline constexpr int MaxInvitations = 256;

[[nodiscard]] Result<std::vector<OpenInvitation>> readInvitations(store::Connection& connection);
[[nodiscard]] Status writeInvitations(
    store::Connection& connection, const std::vector<OpenInvitation>& invitations);

} // namespace doorstep::client
