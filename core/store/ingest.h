#pragma once

#include "core/entry/clear_kinds.h"
#include "core/store/device_identity.h"
#include "core/store/entry_table.h"
#include "core/store/epoch_key_store.h"
#include "core/store/projection_store.h"
#include "core/store/sync_page.h"
#include "core/store/trust_store.h"

#include <QSet>
#include <map>

namespace doorstep::store {

/// Takes entries into the tables inside one transaction: examines (certificate, signature, key,
/// payload), keeps, acts on what clear entries say, comes back to what had been waiting, and folds
/// what changed. Nothing an entry says makes it fail: errors are the database's own.
class Ingest {
public:
    struct Parts {
        Connection& connection;
        EpochKeyStore& keys;
        ProjectionStore& projections;
        const DeviceIdentity& identity;
        bool& keyringsTended; ///< false once devices, revocations or keys have changed
    };
    explicit Ingest(Parts parts);

    /// One entry of a page, or the same entry again.
    [[nodiscard]] Status take(const PageEntry& arrived);
    /// One this device made: opened and signed a moment ago, so believed.
    [[nodiscard]] Status takeOwn(const NewEntry& made, const entry::ClearBody& body);
    /// The server has an own entry, held or as part of the records.
    [[nodiscard]] Status acknowledged(const EntryTable::OwnRow& row, bool isHeld);
    /// One from the spool that the database lost: examined like any other.
    [[nodiscard]] Status adopt(NewEntry lost);
    /// Rows of a scope that was put away are opened again.
    [[nodiscard]] Status reopen(ScopeId scope);
    /// Clear entries that a program with these words (entry::clearWords) could not act on.
    [[nodiscard]] Status readBeyond(const QByteArrayList& words);
    [[nodiscard]] Status putKey(const entry::EpochKey& key);
    void touch(AggregateId aggregate);
    /// A clear entry about it has another place: what such entries mean follows from their order.
    void reorder(AggregateId about);

    /// Settles what waited and folds. Call last, before the commit.
    [[nodiscard]] Result<Applied> finish();

private:
    using Signatory = std::pair<StaffId, DeviceId>;
    struct Finding {
        Examined examined;
        entry::ClearBody body;
    };
    [[nodiscard]] Result<Finding> examine(const entry::Entry& entry);
    [[nodiscard]] Result<Verification> verify(const entry::Entry& entry);
    [[nodiscard]] Status openSealed(const entry::Entry& entry, Finding& finding);
    void openClear(const entry::Entry& entry, Finding& finding);

    void note(qint64 row, const Examined& examined);
    [[nodiscard]] Status keepNew(NewEntry entry);
    [[nodiscard]] Status takeAgain(const KnownRow& known, const NewEntry& entry);
    [[nodiscard]] Status look(const EntryTable::WaitingRow& waiting);
    [[nodiscard]] Status act(
        const entry::Header& header, const entry::ClearBody& body, Verification verified);
    [[nodiscard]] Status actCertified(const entry::ClearBody& body);
    [[nodiscard]] Status takeCertificate(const entry::StaffCertificate& certificate);
    [[nodiscard]] Status actOfDesk(const entry::Header& header, const entry::ClearBody& body);
    [[nodiscard]] Status takeKey(const entry::KeysWrapped& wrapped);
    [[nodiscard]] Status foldGrants(ScopeId scope);
    enum class Decision { None, Released, Rejected };
    [[nodiscard]] Result<Decision> decisionOn(EntryId entry);
    [[nodiscard]] Status decide(EntryId about);
    /// The state in which a line of the server leaves an entry.
    [[nodiscard]] Result<EntryState> stateAfter(EntryId entry, EntryState arrived);
    [[nodiscard]] Result<bool> mayDirect(DeviceId device);

    Parts m_parts;
    EntryTable m_table;
    TrustStore m_trust;
    Applied m_applied;
    QSet<AggregateId> m_touched;
    QSet<AggregateId> m_reordered;
    QSet<qint64> m_waiting; ///< rows looked at here that still wait
    QSet<qint64> m_wrong;
    std::map<Signatory, std::vector<crypto::SignPublicKey>> m_signatories;
    std::vector<Signatory> m_newSignatories;
    std::vector<std::pair<entry::KeyClass, quint32>> m_newKeys;
};

} // namespace doorstep::store
