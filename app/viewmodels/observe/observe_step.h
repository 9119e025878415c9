#pragma once

#include "app/runtime/visit_act.h"

#include <QCborMap>
#include <map>
#include <set>
#include <variant>

/// Values keyed in one after the other. Pure; a table test holds it.
namespace doorstep::app {

using clinical::ObservationKind;

struct ObserveEntry {
    QString text = {}; ///< as typed; a word value holds its letter ("A"), "air" or "oxygen"
    QString notTaken = {}; ///< reason; excludes text
    bool operator==(const ObserveEntry&) const = default;
    [[nodiscard]] bool isEmpty() const { return text.isEmpty() && notTaken.isEmpty(); }
};

struct ObserveState {
    std::vector<ObservationKind> wanted = {}; ///< in the order of the pad
    ObservationKind active = ObservationKind::Systolic;
    std::map<ObservationKind, ObserveEntry> entries = {};
    std::set<ObservationKind> questioned = {}; ///< unlikely, and the person was told
    std::set<ObservationKind> confirmed = {}; ///< told, and kept all the same
    int posture = 0;
    bool operator==(const ObserveState&) const = default;

    [[nodiscard]] const ObserveEntry& at(ObservationKind kind) const;
};

/// Blood pressure alone, or everything NEWS2 asks for.
[[nodiscard]] ObserveState observeStart(bool onlyPressure);
/// Air or oxygen and consciousness are chosen, not typed.
[[nodiscard]] bool isWordKind(ObservationKind kind);

struct KindChosen {
    ObservationKind kind;
};
struct DigitTyped {
    int digit;
};
struct PointTyped { };
struct Erased { };
struct WordChosen {
    QString word;
};
struct NotTaken {
    QString reason;
};
struct Advanced { }; ///< Next: moves on, or stays when the value is refused or needs a second look
struct PostureChanged {
    int count; ///< how many there are
};
using ObserveEvent = std::variant<KindChosen, DigitTyped, PointTyped, Erased, WordChosen, NotTaken,
    Advanced, PostureChanged>;
[[nodiscard]] ObserveState step(ObserveState state, const ObserveEvent& event);

/// The next wanted value after the active one that is still empty.
[[nodiscard]] std::optional<ObservationKind> nextWanted(const ObserveState& state);

enum class ObserveGap {
    None,
    Nothing, ///< nothing entered
    Refused, ///< a value that cannot be
    HalfPressure,
    PressureSwapped, ///< diastolic not below systolic
    Unlikely ///< to be looked at once more
};
struct ObserveFinding {
    ObserveGap gap = ObserveGap::None;
    ObservationKind kind = ObservationKind::Systolic;
};
[[nodiscard]] ObserveFinding findingOf(const ObserveState& state);
/// What would be recorded, from what is entered and stands.
[[nodiscard]] ObservationSet observationSetOf(const ObserveState& state, const QString& method);

[[nodiscard]] QCborMap toCbor(const ObserveState& state);
/// Entries only; what is wanted is the job's.
void readEntries(ObserveState& state, const QCborMap& map);

} // namespace doorstep::app
