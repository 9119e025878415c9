#pragma once

#include "tests/fault_sync/sync_practice.h"

#include <map>
#include <span>

namespace doorstep::test {

/// One of the programs of tests/fault_sync/versions, and what is different about it.
struct PeerVersion {
    const char* name;
    bool hasAdjustments = true; ///< the kind adjustmentAdded
    bool hasObservations = true; ///< the kind observationRecorded
    int noteSchema = 1;
    bool hasClear = true; ///< the clear kinds lone.expected and wipe.ordered
    int database = 5;

    [[nodiscard]] bool understands(const QByteArray& kind, int schema) const;
};
/// The oldest first.
[[nodiscard]] std::span<const PeerVersion> peerVersions();

/// What one run of such a program said.
struct PeerSaid {
    struct Entry {
        qint64 seq = 0; ///< 0: none
        QByteArray kind;
        int schema = 0;
        QByteArray hash; ///< SHA-256 of the bytes as stored
    };
    bool isOpened = false;
    std::optional<int> error; ///< the ErrorCode it ended with
    QByteArray detail;
    std::vector<EntryId> wrote;
    int wroteLone = 0;
    int wroteWipes = 0;
    int waiting = -1; ///< own entries left after its sync
    std::map<EntryId, Entry> entries; ///< about the patient
    QByteArrayList rows; ///< folded from them
    int lone = 0; ///< signs of life that are due
    int newer = 0; ///< entries that it says an update would show
};

/// A device whose program changes: its folder and its secrets stay.
class VersionPeer {
public:
    /// The device is closed, and stays so.
    VersionPeer(const SyncPractice& practice, const ClientDevice& device);
    /// `words`: write, sync, show, done in this order.
    [[nodiscard]] PeerSaid run(const PeerVersion& version, const QStringList& words) const;

private:
    QString m_folder;
    QByteArray m_belongings;
};

} // namespace doorstep::test
