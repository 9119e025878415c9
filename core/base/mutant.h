#pragma once

namespace doorstep {

/// Seeded faults: each makes the product wrong in one line, to prove that a named test sees it
/// (tests/fault/mutants.sh). Built in only with -DDOORSTEP_MUTANT=<number>; in every other build
/// mutated() is false at compile time and nothing of it is left. Never reuse a number.
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
    SqliteMemoryKept = 22
};

#ifdef DOORSTEP_MUTANT
inline constexpr Mutant ActiveMutant = Mutant(DOORSTEP_MUTANT);
#else
inline constexpr Mutant ActiveMutant = Mutant::None;
#endif

[[nodiscard]] constexpr bool mutated(Mutant mutant)
{
    return mutant == ActiveMutant;
}

} // namespace doorstep
