#pragma once

#include "core/entry/entry.h"
#include "core/store/key_envelope.h"
#include "core/store/line_salvage.h"

#include <map>

/// What can still be had of a store with the practice's recovery key, whatever was lost: the
/// keystore, the envelope, the database or parts of the files. The folder is only read; what has to
/// be opened in place (the database) is opened in a copy, sealed like the original.
namespace doorstep::store {

/// An entry and where it was found; its body is still sealed under a practice key.
struct RecoveredEntry {
    entry::Entry entry;
    bool inOutbox = false;
    bool inSpool = false;
    bool inDatabase = false;
};

/// One thing that could not be read, for a person: which file, and what of it.
struct LostPart {
    enum class What {
        NoEnvelope, ///< missing or damaged in both copies
        OtherPractice, ///< the envelope's recovery slot does not open with this key
        NoDatabase, ///< missing
        Database, ///< `detail`: what the database answered
        NoOutbox,
        OutboxStretch, ///< `stretch` of the file holds no whole line
        OutboxLine, ///< line `sequence` is whole and does not open with this key
        OutboxContent, ///< line `sequence` opened, and what is in it is no entry of this version
        NoSpool,
        SpoolStretch,
        SpoolContent
    };
    What what = What::Database;
    DamagedStretch stretch;
    quint64 sequence = 0;
    QByteArray detail;
};

struct Recovery {
    std::map<EntryId, RecoveredEntry> entries; ///< each once, oldest id first
    std::vector<entry::EpochKey> keys; ///< practice keys the database gave
    std::vector<LostPart> lost;
    int outboxLines = 0;

    /// The payload of an entry, by whichever key fits. NotFound when none of that epoch was found;
    /// else as entry::openPayload.
    [[nodiscard]] Result<QByteArray> open(const entry::Entry& entry) const;
};

/// `scratch` is an empty folder on a disk with room for a copy of the database. NotFound: no file
/// of a store is there. Busy: the store is open. Anything else that fails is a LostPart.
[[nodiscard]] Result<Recovery> recover(
    const StoreFiles& files, const crypto::BoxKeyPair& recovery, const QString& scratch);

} // namespace doorstep::store
