#pragma once

#include "core/base/id.h"

namespace doorstep::sync {

/// One run of a device's own numbering: random, kept outside any backup; new after a restore.
using IncarnationId = Id<struct IncarnationTag>;
/// One life of a practice's log on the server: new when the server finds it was rolled back.
using TimelineId = Id<struct TimelineTag>;
/// One invitation to enrol. Random, used once, ten minutes.
using TicketId = Id<struct TicketTag>;

/// A practice's three fixed scopes, made with it.
struct PracticeScopes {
    ScopeId practice; ///< every device reads it
    ScopeId desk; ///< desk devices only
    ScopeId directory; ///< granted to a tablet for days, for walk-ins
    bool operator==(const PracticeScopes&) const = default;
};

/// The writing program's version, comparable: major * 10000 + minor * 100 + patch.
struct AppVersion {
    quint32 number = 0;
    auto operator<=>(const AppVersion&) const = default;
};

} // namespace doorstep::sync
