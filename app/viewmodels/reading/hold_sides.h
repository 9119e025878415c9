#pragma once

#include "app/runtime/visit_act.h"
#include "core/domain/desk_rows.h"
#include "core/domain/practice_rows.h"
#include "core/store/connection.h"

#include <map>
#include <vector>

/// What each side of a hold says, read from the entries themselves. Storage thread; the values
/// travel.
namespace doorstep::app {

struct HoldSide {
    EntryId entry = {}; ///< null: what the records come to together, said by nobody
    AggregateId aggregate = {};
    ScopeId scope = {};
    QByteArray kind = {};
    QString text = {};
    QString name = {}; ///< of who recorded it; "" when this device was never told
    Instant at = {};
    bool current = true; ///< shown now
    std::vector<UndoneEntry> goesWith = {}; ///< a dose's movement out of the box
};

/// Both sides of every rule, in the order of the hold's entries. What this device has only the
/// sealed bytes of is left out.
[[nodiscard]] Result<std::vector<HoldSide>> readSides(
    store::Connection& connection, const domain::HoldRow& hold);

/// Whom or what a hold is about: "Mabel Thistlewood", "box 2, Harbour round"; "" when not here.
[[nodiscard]] Result<QString> readAbout(store::Connection& connection, AggregateId aggregate);

/// An open hold as the screens of a visit show it.
struct HeldFile {
    domain::HoldRow hold = {};
    std::vector<HoldSide> sides = {};
    QString programme = {}; ///< of the doses it is about; "" for other records
};
/// The open ones of one aggregate, safety alerts first.
[[nodiscard]] Result<std::vector<HeldFile>> readHeld(
    store::Connection& connection, AggregateId aggregate);

/// By field: every value that stands beside another with equal weight, what shows alone first.
using TwoValues = std::map<QString, std::vector<HoldSide>>;
[[nodiscard]] Result<TwoValues> readTwoValues(store::Connection& connection, AggregateId aggregate);

} // namespace doorstep::app
