#pragma once

#include "core/store/attachment_store.h"
#include "core/store/database.h"
#include "core/store/ingest.h"
#include "core/store/store.h"

namespace doorstep::store {

/// What an open store is made of. Storage thread.
class Store::Parts {
public:
    Parts(const StoreFiles& storeFiles, StaffKeys staffKeys, DeviceIdentity deviceIdentity,
        const Clock& theClock, IdMint& theMint, Database opened, Outbox openedOutbox,
        Spool openedSpool)
        : files(storeFiles)
        , keys(std::move(staffKeys))
        , identity(std::move(deviceIdentity))
        , clock(theClock)
        , mint(theMint)
        , database(std::move(opened))
        , outbox(std::move(openedOutbox))
        , spool(std::move(openedSpool))
        , sign(crypto::signKeyPairFromSeed(keys.signSeed))
        , epochKeys(*database.writer, deriveFromMaster(keys.masterKey, MasterKeyUse::EpochKeys))
        , projections(*database.writer)
        , attachments(*database.writer, files.attachments(),
              deriveFromMaster(keys.masterKey, MasterKeyUse::Attachments))
    {
    }

    [[nodiscard]] Connection& writer() { return *database.writer; }
    [[nodiscard]] Ingest ingest()
    {
        return Ingest({writer(), epochKeys, projections, identity, keyringsTended});
    }

    /// Learns this device's place in its own chain; a new incarnation when the file beside the
    /// database says another one, then whatever the spool holds and the database does not.
    [[nodiscard]] Status findPlace();
    [[nodiscard]] Status adoptSpool();
    /// What an older program kept and could not act on. A store that says nothing of its words was
    /// made with these.
    [[nodiscard]] Status actOnNewWords();
    [[nodiscard]] Status refoldStale();
    [[nodiscard]] Status startIncarnation();
    /// The spool again from the database, after acknowledgements were taken back.
    [[nodiscard]] Status refillSpool();
    [[nodiscard]] Status trimOutbox(qint64 safeSeq);
    [[nodiscard]] Status putCursor(const Page& page);
    /// Whether something of the scope is on this device alone.
    [[nodiscard]] Result<bool> waitsIn(ScopeId scope);
    /// False: a reader keeps a part of the WAL.
    [[nodiscard]] Result<bool> emptyLog();
    /// Empties the WAL when rows were given up since it was last empty.
    [[nodiscard]] Status eraseForgotten();

    StoreFiles files;
    StaffKeys keys;
    DeviceIdentity identity;
    const Clock& clock;
    IdMint& mint;
    Database database;
    Outbox outbox;
    Spool spool;
    crypto::SignKeyPair sign;
    EpochKeyStore epochKeys;
    ProjectionStore projections;
    AttachmentStore attachments;
    IncarnationId incarnation;
    quint64 lastCtr = 0;
    bool keyringsTended = false;
    qint64 keptOutboxBytes = 0; ///< what the last trim could not drop
    crypto::Digest chain; ///< after lastCtr; zeros before the first
};

} // namespace doorstep::store
