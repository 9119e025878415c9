#pragma once

#include "core/domain/word.h"

#include <QObject>

/// The words of the product as types. In SQL and on the wire each is its word
/// (`word(Outcome::NotIn)` is "not-in"), never its number. 0 is always Unknown: not stated, or a
/// word of a newer version; the ledger keeps the original word, so nothing is lost by not knowing
/// it.
namespace doorstep::domain {
Q_NAMESPACE

/// What a person may do follows from role and authority; the words are those of staff certificates.
enum class Role { Unknown, Hca, Nurse, Gp, Coordinator, Visitor, Manager };
Q_ENUM_NS(Role)

enum class Gender { Unknown, Male, Female, Other };
Q_ENUM_NS(Gender)

/// How a visit ended.
enum class Outcome {
    Unknown,
    Given, ///< at least one vaccine given
    Seen, ///< the visit's other jobs done; no vaccine was planned
    NotIn, ///< no answer at the door
    NoAccess, ///< at home, but not reachable (key, dog, carer away)
    Refused,
    Unwell,
    Contraindicated,
    AlreadyHad,
    Moved,
    InHospital,
    Deceased,
    Unsafe, ///< left because staying was not safe
    NoVaccine ///< nothing usable in the box
};
Q_ENUM_NS(Outcome)

/// Rising precedence: where devices disagree the higher shows (docs/adr/0006-fold-and-holds.md).
enum class VisitStatus { Unknown, Assigned, Started, Cancelled, Attempted, Done };
Q_ENUM_NS(VisitStatus)

enum class RoundKind { Unknown, HomeVisits, Clinic };
Q_ENUM_NS(RoundKind)
enum class RoundStatus { Unknown, Planned, Closed };
Q_ENUM_NS(RoundStatus)

enum class VaccinationStatus { Unknown, Given, NotGiven };
Q_ENUM_NS(VaccinationStatus)
/// Who gave it: claims and exports must say so plainly.
enum class VaccinationSource { Unknown, Ours, Elsewhere };
Q_ENUM_NS(VaccinationSource)
enum class NotGivenReason {
    Unknown,
    Refused,
    Unwell,
    Contraindicated,
    AlreadyHad,
    NotIn,
    NoAccess,
    NoVaccine,
    NoAuthority,
    Other
};
Q_ENUM_NS(NotGivenReason)
enum class ConsentBy { Unknown, Patient, BestInterests, Attorney, Parent, Imca, Deputy };
Q_ENUM_NS(ConsentBy)
/// An answer to a pre-screen question.
enum class Answer { Unknown, Yes, No, Unsure };
Q_ENUM_NS(Answer)

/// The legal ground for giving a vaccine (patient group direction, patient specific direction,
/// national protocol under reg 247A of the Human Medicines Regulations 2012).
enum class AuthorityKind { Unknown, Pgd, Psd, NationalProtocol };
Q_ENUM_NS(AuthorityKind)

enum class AlertKind { Unknown, Allergy, Risk, Access, Medicine, Respect, Other };
Q_ENUM_NS(AlertKind)
enum class AllergyStatus { Unknown, NoneKnown, Listed, NotAsked };
Q_ENUM_NS(AllergyStatus)

enum class StockReason { Unknown, Given, Wasted, Returned };
Q_ENUM_NS(StockReason)
enum class BatchStatus { Unknown, Usable, Recalled };
Q_ENUM_NS(BatchStatus)

enum class FollowUpKind {
    Unknown,
    Retry,
    Contact,
    UpdateRecord,
    Clinician,
    Safeguarding,
    Stock,
    Other
};
Q_ENUM_NS(FollowUpKind)
enum class FollowUpStatus { Unknown, Open, Closed };
Q_ENUM_NS(FollowUpStatus)

/// How far an entry has travelled. Kept by the store beside the entry, never folded.
enum class ReceiptStage { Unknown, Here, AtPractice, Safe, Exported, Held };
Q_ENUM_NS(ReceiptStage)

enum class HoldStatus { Unknown, Open, Closed };
Q_ENUM_NS(HoldStatus)

enum class ExportFormat { Unknown, Csv, Fhir, Pdf };
Q_ENUM_NS(ExportFormat)

} // namespace doorstep::domain
