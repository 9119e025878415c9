#pragma once

#include "core/base/id.h"
#include "core/domain/glossary.h"

#include <QLatin1StringView>
#include <QList>
#include <QString>

/// The rules a hold can come from. Text, because a newer version may raise rules this one does not
/// know and its holds must still show and close.
namespace doorstep::domain::hold_rules {

/// "field.phone": two values of one field, each written without knowing the other.
[[nodiscard]] QString field(QStringView fieldName);
/// "phone" of "field.phone"; empty for other rules.
[[nodiscard]] QString fieldNameOf(QStringView rule);

// Raised by the fold of one aggregate.
inline constexpr QLatin1StringView DoubleDose{"double-dose"};
inline constexpr QLatin1StringView Corrections{"corrections"}; ///< one fact corrected twice
inline constexpr QLatin1StringView Outcomes{"outcomes"}; ///< a visit that ended in two ways
inline constexpr QLatin1StringView Allergies{"allergies"}; ///< "none known" against an allergy
inline constexpr QLatin1StringView AlertRemoval{"alert-removal"}; ///< by a role that may not
inline constexpr QLatin1StringView FollowUpResults{"follow-up-results"}; ///< closed twice
inline constexpr QLatin1StringView BoxBalance{"box-balance"}; ///< stock moved after closing

// Raised by checks across aggregates (checks.h), as an entry.
inline constexpr QLatin1StringView DuplicatePatient{"duplicate-patient"};
inline constexpr QLatin1StringView AuthorityAtAct{"authority-at-act"};
inline constexpr QLatin1StringView BatchRecalled{"batch-recalled"};
inline constexpr QLatin1StringView BatchExpired{"batch-expired"};
inline constexpr QLatin1StringView DoseWithoutStock{"dose-without-stock"};

/// Shown at once, not with the day's list.
[[nodiscard]] bool isUrgent(QStringView rule);
/// Who decides.
[[nodiscard]] Role ownerOf(QStringView rule);

/// The same rule over the same entries is the same hold on every device. `entries` in any order.
[[nodiscard]] HoldId holdId(QStringView rule, QList<EntryId> entries);

} // namespace doorstep::domain::hold_rules
