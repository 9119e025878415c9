#pragma once

#include "core/entry/entry.h"
#include "core/store/connection.h"
#include "core/store/receipt.h"

#include <optional>
#include <vector>

namespace doorstep::store {

/// One entry as the audit trail shows it: who, when, on which device, what.
struct EntryRow {
    EntryId id;
    entry::EntryClass entryClass = entry::EntryClass::Record;
    DeviceId device;
    StaffId staff;
    ScopeId scope;
    AggregateId aggregate;
    ActId act;
    QByteArray kind; ///< empty while unopened
    quint32 schema = 0;
    Instant wall;
    std::optional<qint64> seq;
    qint64 row = 0; ///< rises as entries come to this device
    bool own = false;
    bool verified = false; ///< signature checked against a certified key
    bool redacted = false;
    QByteArray payload; ///< opened CBOR; empty while unopened or redacted
};

/// Stored bytes with their place in the practice's order, for digests.
struct OrderedBytes {
    qint64 seq = 0;
    QByteArray bytes; ///< entry::encodeEntry
};

/// Entries kept and not folded: waiting for a key or certificate, or with a wrong signature.
struct UnreadableCounts {
    int waiting = 0; ///< neither held nor rejected: those have a list of their own
    int wrong = 0;
};

class EntryStore {
public:
    explicit EntryStore(Connection& connection)
        : m_connection(connection)
    {
    }
    [[nodiscard]] Result<std::optional<EntryRow>> find(EntryId id);
    /// In fold order: ordered ones first, then own ones not yet ordered.
    [[nodiscard]] Result<std::vector<EntryRow>> ofAggregate(AggregateId aggregate);
    [[nodiscard]] Result<std::vector<EntryRow>> ofAct(ActId act);
    /// Null when there is none.
    [[nodiscard]] Result<EntryId> firstOf(AggregateId aggregate);
    /// Its device wrote something in another act, later in the practice's order.
    [[nodiscard]] Result<bool> hasLaterAct(const EntryRow& entry);
    /// The newest first, for the audit page.
    [[nodiscard]] Result<std::vector<EntryRow>> latest(int limit);

    /// After `after`, up to and including `through`: for digests, in slices.
    [[nodiscard]] Result<std::vector<OrderedBytes>> ordered(
        qint64 after, qint64 through, int limit);
    [[nodiscard]] Result<UnreadableCounts> unreadable();
    /// Records of a kind or schema that this version does not have: an update shows them.
    [[nodiscard]] Result<int> notUnderstood();

    [[nodiscard]] Result<std::optional<Receipt>> receipt(EntryId id);
    [[nodiscard]] Result<std::vector<Receipt>> receiptsOfAct(ActId act);
    [[nodiscard]] Result<ReceiptCounts> receiptCounts();
    /// Own entries of one aggregate, one count a stage.
    [[nodiscard]] Result<ReceiptCounts> receiptCountsOf(AggregateId aggregate);
    /// Own entries at one stage, oldest first: the "not yet at the practice" list.
    [[nodiscard]] Result<std::vector<Receipt>> receiptsAt(Stage stage, int limit);

private:
    Connection& m_connection;
};

} // namespace doorstep::store
