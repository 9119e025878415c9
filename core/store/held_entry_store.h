#pragma once

#include "core/entry/clear_kinds.h"
#include "core/store/entry_table.h"

namespace doorstep::store {

class Store;

/// One entry of another device that the practice server held, as it is kept here.
struct HeldEntry {
    EntryId id;
    entry::EntryClass entryClass = entry::EntryClass::Record;
    DeviceId device;
    StaffId staff;
    ScopeId scope;
    AggregateId aggregate;
    ActId act; ///< null while unopened
    QByteArray kind; ///< empty while unopened
    Instant wall;
    QByteArray reason; ///< as in Receipt::reason
    EntryState state = EntryState::Held;
    Opening opened = Opening::Waiting;
    Verification verified = Verification::Waiting;
    QByteArray payload; ///< opened CBOR; empty while unopened
};

/// The decision about a held entry that stands.
struct HeldDecision {
    bool isLetIn = false;
    QString reason; ///< a fixed word
    StaffId staff;
    Instant wall;
};

/// A second entry under the id of one that was here first, and held for that.
struct HeldTwin {
    EntryId id;
    qint64 seq = 0;
    QByteArray bytes; ///< entry::encodeEntry
    std::optional<HeldDecision> decision = {};
};

/// What the practice server holds, for a desk: which entries wait for a decision, and what was
/// decided. Tablets are never sent any.
class HeldEntryStore {
public:
    explicit HeldEntryStore(Connection& connection)
        : m_connection(connection)
    {
    }
    /// In the order they came.
    [[nodiscard]] Result<std::vector<HeldEntry>> undecided(int most);
    /// Let in or left out, the latest arrival first.
    [[nodiscard]] Result<std::vector<HeldEntry>> decided(int most);
    /// Nothing for one that came in because its writer was certified: nobody decided that.
    [[nodiscard]] Result<std::optional<HeldDecision>> decisionOn(EntryId entry);
    [[nodiscard]] Result<std::vector<HeldTwin>> twins();

private:
    struct Word {
        HeldDecision decision;
        bool isAboutTwin = false;
        std::optional<qint64> seq;
    };
    [[nodiscard]] Result<std::vector<Word>> wordsOn(EntryId entry);

    Connection& m_connection;
};

/// The payload of a twin; empty when no key here opens it. On the storage thread.
[[nodiscard]] Result<QByteArray> openTwin(Store& store, const entry::Entry& twin);

} // namespace doorstep::store
