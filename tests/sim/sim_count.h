#pragma once

#include <QByteArray>
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
        Kills,
        ClockJumps,
        Restores, ///< a device's database put back
        RestoredWhole, ///< its whole folder put back
        Clones,
        ServerRestores,
        Reassigned,
        Revocations,
        HeldEntries,
        Decisions, ///< on held entries
        Forgotten, ///< scopes
        BackFills, ///< scopes that came to a device after a grant
        Holds, ///< raised by a fold
        Columns
    };
    static constexpr std::array<const char*, Columns> Names{"lives", "days", "entries", "syncs",
        "lost requests", "lost answers", "duplicates", "delays", "kills", "clock jumps", "restores",
        "whole restores", "clones", "server restores", "reassigned", "revocations", "held",
        "decisions", "forgotten", "back-fills", "holds"};

    std::array<qint64, Columns> of{};
    bool isTold = false; ///< says what happens as it happens
    qint64 faults = 0;
    quint64 firstSeed = 0; ///< of the first fault
    char firstFault[600] = {};

    void add(const SimCount& other)
    {
        for (std::size_t i = 0; i < of.size(); ++i)
            of[i] += other.of[i];
        if (other.faults > 0 && (faults == 0 || other.firstSeed < firstSeed)) {
            firstSeed = other.firstSeed;
            qstrncpy(firstFault, other.firstFault, sizeof firstFault);
        }
        faults += other.faults;
    }
    void fault(quint64 seed, const QByteArray& what)
    {
        if (faults++ > 0 && firstSeed <= seed)
            return;
        firstSeed = seed;
        qstrncpy(firstFault, what.constData(), sizeof firstFault);
    }
};

} // namespace doorstep::sim
