#pragma once

#include "core/entry/clear_kinds.h"
#include "core/store/act.h"
#include "core/store/connection.h"
#include "core/store/outbox.h"
#include "core/store/receipt.h"
#include "core/store/spool.h"
#include "core/store/sync_page.h"
#include "core/store/unlock.h"

#include <memory>

namespace doorstep::store {

class AttachmentStore;

/// An unlocked store: the encrypted database, the sealed outbox, the spool and the keys to write
/// with. Everything here blocks and belongs to one thread, the storage thread; screens read through
/// openReader() on a thread of their own. Destroying it closes the database and wipes every key:
/// that is what locking is. Readers go first.
///
/// The repositories (patient_store.h, visit_store.h, ...) work on a Connection: this one's for the
/// storage thread, a reader's for screens.
class Store {
public:
    /// Opens with keys that Unlock handed out. Errors:
    /// - Unsupported: written by a newer version; untouched.
    /// - Busy: another process has it.
    /// - Corrupt: the database did not open; it was set aside whole (StoreFiles::setAside) and
    ///   nothing was made in its place: recover from practice and outbox.
    /// - Untrusted: the envelope is older than the database (rolled back), or SQLite is not ours.
    /// A save that a kill caught between spool and commit is completed here, a file without its
    /// row deleted.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const StoreFiles& files,
        StaffKeys keys, DeviceIdentity identity, const Clock& clock, IdMint& mint);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    [[nodiscard]] const DeviceIdentity& identity() const;
    [[nodiscard]] StaffId staff() const;
    /// The public half of this person's signing key on this device.
    [[nodiscard]] const crypto::SignPublicKey& staffKey() const;
    /// What Unlock hands out: for a PIN change or another person's slot. Never leaves this thread.
    [[nodiscard]] const StaffKeys& keys() const;
    [[nodiscard]] Connection& connection();
    /// A read-only connection for the calling thread.
    [[nodiscard]] Result<std::unique_ptr<Connection>> openReader() const;

    /// Signs and seals the lines, writes the outbox, then the spool, then one commit that holds the
    /// entries and the rows they fold to. When it returns ok the act survives power loss; otherwise
    /// nothing of it is kept (DiskFull, Io) and the draft is still there. NotFound when the device
    /// holds no practice key of the class yet; InvalidInput for an empty act.
    struct Saved {
        std::vector<Receipt> receipts;
        std::vector<AggregateId> aggregates;
        qint64 generation = 0; ///< of the store, with this act
    };
    [[nodiscard]] Result<Saved> save(const Act& act);
    /// Certificates, grants, wrapped keys, decisions: payloads the server may read, as one act.
    [[nodiscard]] Result<Saved> saveClear(
        ScopeId scope, const std::vector<entry::ClearBody>& bodies);

    // Sync. The client decides when and over what; these decide what is true.
    /// Own entries not yet acknowledged, from `fromCtr` (0: the first of them), within both bounds
    /// (at least one entry when any waits).
    [[nodiscard]] Result<Outgoing> outgoing(quint64 fromCtr, int maxEntries, qint64 maxBytes);
    /// Only what was sent is acknowledged: a run past the last own ctr is InvalidInput and changes
    /// nothing. Cuts the spool, and the outbox through what is safe.
    [[nodiscard]] Result<Applied> acknowledge(const Acknowledgement& acknowledgement);
    /// Entries and cursor in one transaction. Every entry is kept: what cannot be opened or
    /// verified yet waits for its key; what an entry says can never make this fail.
    [[nodiscard]] Result<Applied> applyPage(const Page& page);
    [[nodiscard]] Result<std::vector<CursorPosition>> cursors();
    /// The server knows this device's chain further, or otherwise: an older copy was put back, or
    /// copied to a second device. A new incarnation, under which every own entry not known to be
    /// safe is sent again with its old id and bytes; and PutBack says so (freshness.h).
    [[nodiscard]] Status startIncarnation();
    /// Rises with every own act.
    [[nodiscard]] Result<qint64> generation();
    /// `reached` is the newest generation this device is known to have had. A store below it is an
    /// older copy that was put back: a new incarnation as above, generations go on past the mark,
    /// and PutBack says how many acts are not in it. A kill in between: it is noticed again.
    [[nodiscard]] Status meetGeneration(qint64 reached);
    /// The practice's log was put back: the sequences of its former timeline are forgotten, and
    /// with them every cursor and the acknowledgements of own entries (all are sent and pulled
    /// again), in one transaction. Entries stay.
    [[nodiscard]] Result<Applied> beginTimeline(TimelineId timeline);
    /// What the device's sequences and cursors are of; null before the first answer.
    [[nodiscard]] Result<TimelineId> timeline();
    /// Page::through of the last page; 0 before the first.
    [[nodiscard]] Result<qint64> readThrough();

    /// Practice keys that enrolment or the making of a practice hands over. Later ones come by
    /// keyring entries and are taken up in applyPage.
    [[nodiscard]] Status putEpochKey(const entry::EpochKey& key);
    /// Whether a desk has found every keyring whole since devices, revocations or keys last changed
    /// here. Asked anew after each opening.
    [[nodiscard]] bool keyringsTended() const;
    void setKeyringsTended();
    /// Copies of every practice key this device was given, by class and epoch: for a desk that
    /// wraps them for another device.
    [[nodiscard]] Result<std::vector<entry::EpochKey>> epochKeys();
    /// A copy of the newest of one class; NotFound before the first one arrived.
    [[nodiscard]] Result<entry::EpochKey> newestEpochKey(entry::KeyClass keyClass);

    /// Photos and other files; on this thread.
    [[nodiscard]] AttachmentStore& attachments();

    /// A scope that ended: rows, drafts, attachments and the entries of others go from this device,
    /// own entries stay sealed until they are safe. Busy while own entries of the scope are not
    /// acknowledged or an attachment is not with the practice.
    [[nodiscard]] Result<Applied> forgetScope(ScopeId scope);
    /// forgetScope() for every scope that this device may no longer read at `serverNow`
    /// (ScopeStore::ended), at most `most` a call, `standing` never. Scopes whose own entries wait
    /// or that somebody has just typed about are left for later. When none is left the pages as
    /// they were are taken out of the WAL too, and a database that was set aside is sealed to the
    /// recovery key (set_aside.h); if a reader or a full disk prevents that, the next call does it.
    [[nodiscard]] Result<Forgotten> forgetEnded(
        Instant serverNow, const std::vector<ScopeId>& standing, int most);

    /// Empties the WAL into the database: call when going to the background. Ok also when a reader
    /// kept a part of it there.
    [[nodiscard]] Status checkpoint();

private:
    class Parts;
    class Saving;
    explicit Store(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace doorstep::store
