#include "core/domain/patient_rules.h"

#include <QLatin1StringView>
#include <algorithm>
#include <array>

namespace doorstep::domain {

bool mayRemoveAlerts(Role role)
{
    switch (role) {
    case Role::Nurse:
    case Role::Gp:
        return true;
    case Role::Unknown:
    case Role::Hca:
    case Role::Coordinator:
    case Role::Visitor:
    case Role::Manager:
        return false;
    }
    return false;
}

bool showsEqualWeight(QStringView field)
{
    static constexpr std::array<QLatin1StringView, 6> fields{QLatin1StringView("phone"),
        QLatin1StringView("contact"), QLatin1StringView("address"), QLatin1StringView("accessNote"),
        QLatin1StringView("keyCode"), QLatin1StringView("allergyStatus")};
    return std::any_of(
        fields.begin(), fields.end(), [field](QLatin1StringView name) { return field == name; });
}

bool laterSimplyStands(QStringView field)
{
    static constexpr std::array<QLatin1StringView, 2> fields{
        QLatin1StringView("stops"), QLatin1StringView("position")};
    return std::any_of(
        fields.begin(), fields.end(), [field](QLatin1StringView name) { return field == name; });
}

} // namespace doorstep::domain
