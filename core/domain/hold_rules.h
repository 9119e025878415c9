#pragma once

#include "core/base/id.h"
#include "core/domain/glossary.h"

#include <QList>
#include <QString>
#include <QStringView>
#include <array>

/// The rules a hold can come from. Text, because a newer version may raise rules this one does not
/// know and its holds must still show and close.
namespace doorstep::domain::hold_rules {

/// "field.phone": two values of one field, each written without knowing the other.
[[nodiscard]] QString field(QStringView fieldName);
/// "phone" of "field.phone"; empty for other rules.
[[nodiscard]] QString fieldNameOf(QStringView rule);

// Raised by the fold of one aggregate.
inline constexpr QStringView DoubleDose = u"double-dose";
inline constexpr QStringView Corrections = u"corrections"; ///< one fact corrected twice
inline constexpr QStringView Outcomes = u"outcomes"; ///< a visit that ended in two ways
inline constexpr QStringView Allergies = u"allergies"; ///< "none known" against an allergy
inline constexpr QStringView AlertRemoval = u"alert-removal"; ///< by a role that may not
inline constexpr QStringView TakenBack = u"taken-back"; ///< entered in error by one who may not
inline constexpr QStringView FollowUpResults = u"follow-up-results"; ///< closed twice
inline constexpr QStringView BoxBalance = u"box-balance"; ///< stock moved after closing

/// One hold decided in two ways: until somebody chooses between the decisions neither is in force.
inline constexpr QStringView Decisions = u"decisions";

// Raised by checks across aggregates (checks.h), as an entry.
inline constexpr QStringView DuplicatePatient = u"duplicate-patient";
inline constexpr QStringView AuthorityAtAct = u"authority-at-act";
inline constexpr QStringView BatchRecalled = u"batch-recalled";
inline constexpr QStringView BatchExpired = u"batch-expired";
inline constexpr QStringView DoseWithoutStock = u"dose-without-stock";

/// Every rule but those of fields.
inline constexpr std::array All{DoubleDose, Corrections, Outcomes, Allergies, AlertRemoval,
    TakenBack, FollowUpResults, BoxBalance, Decisions, DuplicatePatient, AuthorityAtAct,
    BatchRecalled, BatchExpired, DoseWithoutStock};

/// Shown at once, not with the day's list.
[[nodiscard]] bool isUrgent(QStringView rule);
/// Who decides.
[[nodiscard]] Role ownerOf(QStringView rule);
/// May this role decide what waits for that one? A registered clinician decides what is clinical,
/// and with the coordinator and the practice manager what is not; what waits for a GP, a GP alone.
[[nodiscard]] bool mayDecide(Role owner, Role role);

/// The same rule over the same entries is the same hold on every device. `entries` in any order.
[[nodiscard]] HoldId holdId(QStringView rule, QList<EntryId> entries);

} // namespace doorstep::domain::hold_rules
