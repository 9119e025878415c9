#pragma once

#include <QByteArrayList>
#include <QtGlobal>
#include <array>

namespace doorstep::sim {

/// What a run did. Sent from worker to parent as bytes.
struct SimCount {
    enum Column {
        Lives,
        Days,
        Entries,
        Syncs,
        LostRequests,
        LostAnswers,
        Duplicates,
        Delays,
        Together, ///< requests sent while another of the same device was on the way
        Early, ///< batches that came before the one they follow, and waited
        Kills,
        KillsInWork, ///< between two commits of a sync
        ClockJumps,
        Restores, ///< a device's database put back
        RestoredWhole, ///< its whole folder put back
        Clones,
        ServerRestores, ///< from a backup
        ServerSnapshots, ///< from a copy of its files, which does not say that it is one
        Reassigned,
        Revocations,
        HeldEntries,
        Decisions, ///< on held entries
        Forgotten, ///< scopes
        BackFills, ///< scopes that came to a device after a grant
        Holds, ///< raised by a fold
        Digests, ///< of scopes, compared
        Upgrades, ///< whose rows were folded anew
        Epochs, ///< of the practice's keys, after the first
        Columns
    };
    static constexpr std::array<const char*, Columns> Names{"lives", "days", "entries", "syncs",
        "lost requests", "lost answers", "duplicates", "delays", "together", "early", "kills",
        "kills in work", "clock jumps", "restores", "whole restores", "clones", "server restores",
        "snapshots", "reassigned", "revocations", "held", "decisions", "forgotten", "back-fills",
        "holds", "digests", "upgrades", "epochs"};

    std::array<qint64, Columns> of{};
    bool isTold = false; ///< says what happens as it happens
    qint64 faults = 0;
    quint64 firstSeed = 0; ///< of the first fault
    char firstFault[600] = {};

    void add(const SimCount& other);
    void fault(quint64 seed, const QByteArray& what);
    /// Columns that are zero: a run that is long enough has none.
    [[nodiscard]] QByteArrayList neverHappened() const;
};

} // namespace doorstep::sim
