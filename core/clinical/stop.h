#pragma once

#include <QDate>
#include <QString>
#include <optional>
#include <vector>

namespace doorstep::clinical {

/// Which check spoke. One list for every check before a dose, so that a screen, a hold and an audit
/// line name the same rule.
enum class StopRule {
    // Authority
    NoAuthority, ///< nothing on this device lets this person give this product to this patient
    PgdNotForProfession, ///< a PGD serves registered professionals only
    AuthorityNotYetValid, ///< date: first day
    AuthorityExpired, ///< date: last day
    AuthorityWithdrawn,
    AuthorityNotSigned, ///< this person has not signed this version
    AuthorityOtherProduct,
    PatientNotNamed, ///< a PSD does not name this patient
    ProtocolInjectionsOnly, ///< the national protocol does not let an unregistered giver give this
                            ///< route
    // Batch
    BatchNotInBox,
    BatchExpired, ///< date: last usable day
    BatchOtherProduct,
    BatchQuarantined, ///< excursion or recall: in the box but not to be used
    BatchNoneLeft,
    BatchExpiryUnknown,
    BatchExpiryDiffers, ///< the scan and the box disagree; date: the box's
    // Interval and double dose
    AlreadyGiven, ///< date and place of the earlier dose
    TooSoon, ///< date: first day it may be given
    CourseComplete,
    NotEligible,
    NotYetEligible, ///< date: first day of the cohort
    ProgrammeNotOpen, ///< outside the pack's own dates
    ProductNotForAge,
    ProductSecondLine, ///< usable only if no first-line product can be had
    PatientDeceased,
    // Pre-screen
    PreScreenUnanswered,
    PreScreenAnswer ///< subject: question id; detail: reason word of the pack
};

enum class StopLevel {
    Block, ///< the dose may not be given until the named role lifts it
    Postpone, ///< not today; makes a follow-up
    Confirm, ///< may go on when the person confirms with a reason
    Note ///< shown, nothing asked
};

enum class LiftedBy {
    Nobody,
    Giver, ///< the person themselves: reads and signs, scans another, answers the question
    RegisteredProfessional,
    Prescriber,
    Coordinator
};

/// One finding. The view makes the sentence from these parts; no check writes prose.
struct Stop {
    StopRule rule = StopRule::NoAuthority;
    StopLevel level = StopLevel::Block;
    LiftedBy liftedBy = LiftedBy::Nobody;
    QString subject
        = {}; ///< what it is about: batch number, product name, authority title, question id
    QString detail = {}; ///< second part: version, place of the earlier dose, the other product
    QDate date = {};
    bool operator==(const Stop&) const = default;
};

using Stops = std::vector<Stop>;

/// True when nothing in the list forbids or postpones the dose.
[[nodiscard]] bool mayGoOn(const Stops& stops);

/// Stable words for audit and holds ("batch-expired") and back; none for a word of a newer version.
[[nodiscard]] QString stopRuleWord(StopRule rule);
[[nodiscard]] std::optional<StopRule> stopRuleFromWord(QStringView word);

} // namespace doorstep::clinical
