#pragma once

#include "core/entry/entry.h"
#include "core/store/connection.h"
#include "core/store/spool.h"

#include <optional>
#include <vector>

namespace doorstep::store {

/// Values of the columns `opened` and `verified`.
enum class Opening : quint8 { Waiting = 0, Opened = 1, Impossible = 2, PutAway = 3 };
enum class Verification : quint8 { Waiting = 0, Verified = 1, Wrong = 2 };
/// Values of the column `state`.
enum class EntryState : quint8 { Ordinary = 0, Held = 1, Rejected = 2 };

/// What examining an entry found out, with the keys and certificates at hand.
struct Examined {
    Opening opened = Opening::Waiting;
    Verification verified = Verification::Waiting;
    QString kind;
    quint32 schema = 0;
    AggregateId aggregate;
    ActId act;
    QByteArray payload;
};

/// Where an own entry stands in this device's numbering.
struct OwnPlace {
    IncarnationId incarnation;
    quint64 ctr = 0;
    crypto::Digest chain; ///< after this entry
    quint64 outboxLine = 0;
};

struct NewEntry {
    entry::Entry entry;
    QByteArray bytes;
    Examined examined;
    std::optional<OwnPlace> own;
    std::optional<qint64> seq;
    EntryState state = EntryState::Ordinary;
    QByteArray reason;
};

/// What must be known of an entry already there before another copy of it is taken in.
struct KnownRow {
    qint64 row = 0;
    QByteArray bytes;
    AggregateId aggregate;
    bool own = false;
    bool redacted = false;
    std::optional<qint64> seq;
    EntryState state = EntryState::Ordinary;
    bool wasHeld = false;
    Opening opened = Opening::Waiting;
};

/// Writing side of the table `entry`: for Store alone. Reading sides are EntryStore (screens) and
/// ProjectionStore (folds).
class EntryTable {
public:
    explicit EntryTable(Connection& connection)
        : m_connection(connection)
    {
    }
    [[nodiscard]] Result<qint64> insert(const NewEntry& entry);
    [[nodiscard]] Result<std::optional<KnownRow>> known(EntryId id);
    [[nodiscard]] Status place(qint64 row, qint64 seq, EntryState state, const QByteArray& reason);
    /// An empty reason leaves the one that is there: once held stays visible.
    [[nodiscard]] Status setState(qint64 row, EntryState state, const QByteArray& reason);
    [[nodiscard]] Status setExamined(qint64 row, const Examined& examined);
    /// Another entry under a known id, or bytes of a newer version: kept beside, for the desk.
    [[nodiscard]] Status keepBeside(const NewEntry& entry);

    /// Rows waiting for a certificate of this person on this device, or for this practice key.
    struct WaitingRow {
        qint64 row = 0;
        QByteArray bytes;
        EntryState state = EntryState::Ordinary;
        bool own = false;
    };
    [[nodiscard]] Result<std::vector<WaitingRow>> unverified(StaffId staff, DeviceId device);
    [[nodiscard]] Result<std::vector<WaitingRow>> closed(entry::KeyClass keyClass, quint32 epoch);
    [[nodiscard]] Result<std::vector<WaitingRow>> putAway(ScopeId scope);
    /// All clear entries, in the order they count.
    [[nodiscard]] Result<std::vector<WaitingRow>> clear();

    /// What verified clear entries of one class say about something, in the order they count: the
    /// server's, then what it has not placed yet.
    struct ClearRow {
        EntryId id;
        DeviceId device;
        QByteArray payload;
    };
    [[nodiscard]] Result<std::vector<ClearRow>> clearAbout(
        AggregateId about, entry::EntryClass entryClass);
    /// Whether another entry came under this id.
    [[nodiscard]] Result<bool> hasTwin(EntryId id);

    // Own entries.
    [[nodiscard]] Result<std::optional<OwnPlace>> lastOwn(IncarnationId incarnation);
    /// From `ctr` on, at most `limit`; chain is the one after each entry.
    struct OwnRow {
        qint64 row = 0;
        OwnPlace place;
        QByteArray bytes;
        AggregateId aggregate;
        bool isSealed = true;
        EntryState state = EntryState::Ordinary;
    };
    [[nodiscard]] Result<std::vector<OwnRow>> ownFrom(
        IncarnationId incarnation, quint64 ctr, int limit);
    /// Not known to be safe, in the order they were written.
    [[nodiscard]] Result<std::vector<OwnRow>> ownNotSafe(qint64 safeSeq);
    /// An own entry that came back from others, to a database that had lost it: acknowledged, of no
    /// incarnation of this database.
    [[nodiscard]] Status makeOwn(qint64 row);
    [[nodiscard]] Status renumber(qint64 row, const OwnPlace& place);
    [[nodiscard]] Status acknowledge(IncarnationId incarnation, quint64 ctr, qint64 seq);
    [[nodiscard]] Status hold(
        IncarnationId incarnation, quint64 ctr, qint64 seq, const QByteArray& reason);
    /// The first counter not acknowledged; 0 when all are.
    [[nodiscard]] Result<quint64> firstWaiting(IncarnationId incarnation);
    /// Whether own entries wait that an earlier incarnation numbered.
    [[nodiscard]] Result<bool> waitsElsewhere(IncarnationId incarnation);
    [[nodiscard]] Result<int> waitingCount();
    /// Outbox lines all of whose entries are safe.
    [[nodiscard]] Result<std::vector<quint64>> safeOutboxLines(qint64 safeSeq);

    /// And what is acknowledged.
    [[nodiscard]] Status forgetSequences();
    [[nodiscard]] Result<std::vector<AggregateId>> aggregatesPlaced();

    [[nodiscard]] Result<bool> ownWaitsIn(ScopeId scope);
    [[nodiscard]] Result<std::vector<AggregateId>> aggregatesIn(ScopeId scope);
    /// Deletes the entries of others and closes own ones: their sealed bytes stay.
    [[nodiscard]] Status putScopeAway(ScopeId scope);

private:
    [[nodiscard]] Result<std::vector<AggregateId>> aggregatesOf(Statement statement);

    Connection& m_connection;
};

} // namespace doorstep::store
