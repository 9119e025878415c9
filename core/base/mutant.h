#pragma once

#ifdef DOORSTEP_SYNC_MUTANTS
#include <QtGlobal>
#endif

namespace doorstep {

/// Seeded faults: each makes the product wrong in one line, to prove that a named test sees it
/// (tests/fault/mutants.sh). Built in only with -DDOORSTEP_MUTANT=<number>, or those of sync all
/// together with -DDOORSTEP_SYNC_MUTANTS; in every other build mutated() is false at compile time
/// and nothing of it is left. Never reuse a number.
enum class Mutant {
    None = 0,
    FileNotSynced = 1,
    FolderNotSynced = 2,
    RenamedUnsynced = 3,
    WrittenInPlace = 4,
    TornTailKept = 5,
    LineCrcUnchecked = 6,
    OutboxSkipped = 7,
    LinesNotTakenBack = 8,
    SpoolNotAdopted = 9,
    CountedAfterArgon2 = 10,
    LockoutMacUnchecked = 11,
    EmptyStoreRecreated = 12,
    SynchronousNormal = 13,
    PageTagUnchecked = 14,
    PageNumberUnbound = 15,
    NonceReused = 16,
    ChecksumUnmasked = 17,
    TornFrameFatal = 18,
    TornFirstPageFatal = 19,
    SealTagUnchecked = 20,
    SecretKept = 21,
    SqliteMemoryKept = 22,
    CursorBeforePage = 23,
    UnsentAcknowledged = 24,
    CounterReused = 25,
    IncarnationKept = 26,
    ForgottenUnsent = 27,
    FoldedByArrival = 28,
    GapAcknowledged = 29,
    RevokedFed = 30,
    CutLineSkipped = 31,
    RollbackUnseen = 32,
    LostStaysAcknowledged = 33,
    FedPastGrant = 34,
    ResentPlacedAgain = 35,
    RevokedRouted = 36,
    ReleasedAtOldPlace = 37,
    StalePageTaken = 38,
    HoldForgotten = 39
};

#ifdef DOORSTEP_SYNC_MUTANTS
/// One build for all: the environment's DOORSTEP_MUTANT names the one that is at work. A program
/// that begins with what must work sets it aside meanwhile.
[[nodiscard]] inline Mutant& mutantOfThisRun()
{
    static auto active = Mutant(qEnvironmentVariableIntValue("DOORSTEP_MUTANT"));
    return active;
}

/// Those of the store stand in constant expressions too.
[[nodiscard]] constexpr bool mutated(Mutant mutant)
{
    return mutant > Mutant::SqliteMemoryKept && mutant == mutantOfThisRun();
}
#else
#ifdef DOORSTEP_MUTANT
inline constexpr Mutant ActiveMutant = Mutant(DOORSTEP_MUTANT);
#else
inline constexpr Mutant ActiveMutant = Mutant::None;
#endif

[[nodiscard]] constexpr bool mutated(Mutant mutant)
{
    return mutant == ActiveMutant;
}
#endif

} // namespace doorstep
