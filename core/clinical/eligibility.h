#pragma once

#include "core/clinical/programme_pack.h"
#include "core/clinical/stop.h"

namespace doorstep::clinical {

struct PreviousDose {
    QString programme; ///< "flu"
    QString product; ///< dm+d id, if known
    QDate givenOn;
    QString place; ///< "Quay Pharmacy": for the sentence
};

/// What the rule looks at, and nothing else.
struct EligibilityFacts {
    QDate born;
    QStringList registers; ///< words: housebound, ld, care-home ...
    QStringList riskGroups; ///< words: clinical-risk, asthma, ckd-3-5, pregnant, carer ...
    std::optional<Decimal> bodyMassIndex;
    std::vector<PreviousDose> doses;
    bool deceased = false;
};

enum class EligibilityState {
    Due,
    NotYet, ///< in a cohort that opens later: see dueFrom
    AlreadyGiven,
    TooSoon, ///< a further dose of the course is due on dueFrom
    NotInCohort,
    Closed, ///< the programme or the person's last cohort has ended
    Unknown, ///< no date of birth and no other cohort fits
    Deceased
};

/// Why: the cohort and the fact that met it.
struct EligibilityReason {
    QString cohort;
    QString label;
    std::optional<int> age; ///< when age decided
    QDate ageOn;
    QString group; ///< the register or risk group that decided
    QDate opens;
};

struct Eligibility {
    EligibilityState state = EligibilityState::NotInCohort;
    std::vector<EligibilityReason> reasons; ///< every cohort that fits, in the pack's order
    QDate dueFrom;
    std::optional<PreviousDose> given; ///< the dose that counts already
    int nextDoseNumber = 1;
};

/// Who is due on a day and why: a pure function of its arguments.
[[nodiscard]] Eligibility eligibilityFor(
    const ProgrammePack& pack, const EligibilityFacts& facts, QDate on);

/// Double dose, interval, course and cohort as stops before a dose.
[[nodiscard]] Stops checkInterval(
    const ProgrammePack& pack, const EligibilityFacts& facts, QDate on);

/// Whether this product suits this age, and whether it is second line for it. The published tables
/// advise (a prescriber may decide otherwise, and payment may be recovered): confirm, never block.
[[nodiscard]] Stops checkProduct(const Product& product, QDate born, QDate on);

} // namespace doorstep::clinical
