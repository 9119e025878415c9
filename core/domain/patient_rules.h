#pragma once

#include "core/domain/glossary.h"

#include <QStringView>

namespace doorstep::domain {

/// May take an allergy, risk or ReSPECT alert away: a registered clinician.
[[nodiscard]] bool mayRemoveAlerts(Role role);

/// Fields where a wrong value sends somebody to the wrong door or harms: two values show with equal
/// weight until a person decides (phone, contact, address, access note, key code).
[[nodiscard]] bool showsEqualWeight(QStringView field);

/// Fields where the later in server order simply stands (the order of a round, notes for the day).
[[nodiscard]] bool laterSimplyStands(QStringView field);

} // namespace doorstep::domain
