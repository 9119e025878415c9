#pragma once

#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/hold_sides.h"

namespace doorstep::app::words {

/// "Two values: phone", "Two endings".
[[nodiscard]] QString holdHeading(const QString& rule);
[[nodiscard]] QString holdSentence(const QString& rule);

/// "Dev Harroway, 10:42 today"; somebody this device was never told about is said to be unknown.
[[nodiscard]] QString personAndTime(const QString& name, Instant at, QDate today);
/// "Bronwen Achebe, practice nurse"; with more than two of them, or none, the role alone.
[[nodiscard]] QString whoDecides(const std::vector<domain::PersonRow>& people, domain::Role owner);

/// Belongs where the patient is, and not only on the desk's list: a safety alert, and what makes
/// the record at the door say two things. The ways in and the phone are shown where they are read,
/// and a key code stays covered: no notice says them.
[[nodiscard]] bool showsAtTheDoor(const domain::HoldRow& hold);

struct DoorFacts {
    QString callName; ///< "Mabel"
    const std::vector<domain::PersonRow>& people;
    QDate today;
};
/// What each side says, what to do before it is decided, and who decides. Two doses stop; the rest
/// warns.
[[nodiscard]] Notice heldNotice(const HeldFile& held, const DoorFacts& facts);
/// The same in one word or two, for a list row.
[[nodiscard]] Tag heldTag(const domain::HoldRow& hold);

} // namespace doorstep::app::words
