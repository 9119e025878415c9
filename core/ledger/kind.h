#pragma once

#include "core/entry/entry.h"

#include <QMetaObject>
#include <QStringList>
#include <array>
#include <vector>

namespace doorstep::ledger {

/// What an entry is about. Every aggregate has one scope, fixed at creation.
enum class AggregateKind : quint8 {
    Unknown,
    Patient, ///< scope: its own id
    Round, ///< scope: its own id
    Visit, ///< scope: its round's
    Box, ///< scope: its round's
    Batch, ///< scope: practice, like the next three
    Authority,
    Person,
    Practice,
    Import, ///< scope: desk, like the next three
    Mapping,
    Export,
    Audit,
    Any ///< holds and corrections: in the scope of the aggregate they are about
};

/// What the ledger knows of one kind beside its fields. `name` is on the wire for ever; a change of
/// meaning is a new `schema` and a converter, never a new meaning for an old number.
struct KindSpec {
    const char* name;
    AggregateKind aggregate = AggregateKind::Unknown;
    entry::EntryClass entryClass = entry::EntryClass::Record;
    /// True: each stated (std::optional) field merges on its own and names its basis.
    bool mergesByField = false;
    /// Fields of the same aggregate whose heads this kind also names as basis, so that the fold can
    /// tell what its writer knew.
    std::array<const char*, 2> observes{};
    /// The observed field that an entry of this kind becomes the head of; nullptr for none.
    const char* becomesHeadOf = nullptr;
    quint32 schema = 1;
};

/// A kind with its meta-object: what the codec needs when only the name is known.
struct KindDescriptor {
    KindSpec spec;
    const QMetaObject* fields = nullptr;
};

/// Every kind this version knows, in a fixed order.
[[nodiscard]] const std::vector<KindDescriptor>& knownKinds();
/// nullptr for a kind of a newer version.
[[nodiscard]] const KindDescriptor* findKind(QStringView name);

} // namespace doorstep::ledger
