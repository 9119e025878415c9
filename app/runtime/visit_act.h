#pragma once

#include "core/base/clock.h"
#include "core/clinical/decimal.h"
#include "core/clinical/news2.h"
#include "core/clinical/observation.h"
#include "core/domain/glossary.h"
#include "core/ledger/act.h"
#include "core/store/act.h"

#include <QDate>
#include <optional>
#include <vector>

/// What a visit writes. Pure: typed input in, an act or InvalidInput out; `detail` of the error
/// names the first gap. Nothing here has a clinical default: what was not answered is empty, and a
/// dose with a gap is not built.
namespace doorstep::app {

/// Who acts, when, and on which local day.
struct ActBy {
    StaffId staff = {};
    Instant at = {};
    QDate day = {};
};

/// One pre-screen question as asked. Empty answer: it was not answered.
struct AskedQuestion {
    QString question = {}; ///< id in the programme pack
    std::optional<domain::Answer> answer = {};
    QString detail = {};
    bool operator==(const AskedQuestion&) const = default;
};

struct GivenConsent {
    domain::ConsentBy by = domain::ConsentBy::Unknown;
    QString name = {}; ///< of whoever decided, unless the patient did
    QString relation = {};
    bool operator==(const GivenConsent&) const = default;
};

struct GivenDose {
    QString programme = {}; ///< pack id
    QString product = {}; ///< id in the pack
    QString productName = {};
    QString productCode = {}; ///< dm+d
    BoxId box = {};
    BatchId batch = {};
    QString batchNumber = {};
    QDate expires = {};
    std::optional<int> doseMicrolitres = {};
    int doseNumber = 0; ///< 0: not stated
    std::optional<QString> site = {}; ///< site and route: ids of the pack
    std::optional<QString> route = {};
    AuthorityId authority = {};
    domain::AuthorityKind authorityKind = domain::AuthorityKind::Unknown;
    StaffId assessedBy = {}; ///< wanted under a national protocol
    std::vector<AskedQuestion> asked = {}; ///< every question of the pack, in its order
    std::optional<GivenConsent> consent = {};
    std::optional<QString> identityCheckedBy = {}; ///< "patient", or who confirmed it
    QString place = {};
    QString detail = {}; ///< the reason given for going on after a warning
};

/// What a dose still lacks before it may be recorded as given.
enum class DoseGap {
    Identity,
    Screening,
    Consent,
    ConsentName, ///< somebody decided for the patient and is not named
    Product,
    Batch,
    Expiry,
    Dose,
    Route,
    Site,
    Authority,
    Assessor
};
/// In the order in which a person would close them.
[[nodiscard]] std::vector<DoseGap> gapsOf(const GivenDose& dose);
[[nodiscard]] QByteArray doseGapWord(DoseGap gap);

struct NotGivenDose {
    QString programme = {};
    domain::NotGivenReason reason = domain::NotGivenReason::Unknown;
    std::vector<AskedQuestion> asked = {}; ///< what was answered before it ended
    QString detail = {};
};

/// One value, or why it was not taken: exactly one of the two.
struct MeasuredOne {
    clinical::ObservationKind kind = clinical::ObservationKind::Systolic;
    std::optional<clinical::Decimal> value = {};
    QString notTakenReason = {};
    QString enteredText = {};
    QString method = {};
};

struct ObservationSet {
    std::vector<MeasuredOne> values = {};
    std::optional<bool> onOxygen = {};
    std::optional<clinical::Acvpu> consciousness = {};
    clinical::Spo2Scale scale = clinical::Spo2Scale::One;
    clinical::News2Use news2 = clinical::News2Use::Suitable;
    QString detail = {};
};

/// The reading a set gives NEWS2.
[[nodiscard]] clinical::News2Reading news2ReadingOf(const ObservationSet& set);

struct VisitOutcome {
    domain::Outcome outcome = domain::Outcome::Unknown;
    QString reason = {}; ///< wanted where domain::nextStep asks for one
    QString detail = {};
    bool cardLeft = false;
    QDate retryOn = {}; ///< invalid: no further visit
};

struct NewFollowUp {
    domain::FollowUpKind kind = domain::FollowUpKind::Other;
    QString text = {};
    QDate due = {};
    domain::Role ownerRole = domain::Role::Coordinator;
    StaffId owner = {};
    bool urgent = false;
};

struct NewAlert {
    domain::AlertKind kind = domain::AlertKind::Allergy;
    QString text = {};
    QString reaction = {};
    bool severe = false;
};

/// "Any other allergies?" was asked and answered.
struct AllergyCheck {
    domain::AllergyStatus status = domain::AllergyStatus::Unknown;
    QList<EntryId> seen = {}; ///< alerts on the screen when asked
};

/// Everything one Save of a visit writes: all of it or nothing.
struct VisitSave {
    ActBy by = {};
    PatientId patient = {};
    VisitId visit = {};
    RoundId round = {};
    bool doseGivenBefore = false; ///< an earlier Save of this visit gave one
    std::vector<GivenDose> doses = {};
    std::vector<NotGivenDose> notGiven = {};
    std::optional<ObservationSet> observations = {};
    std::optional<AllergyCheck> allergies = {};
    std::vector<NewAlert> alerts = {};
    QString note = {};
    std::vector<NewFollowUp> followUps = {};
    std::optional<VisitOutcome> outcome = {};
};
/// InvalidInput when anything in it may not be recorded, or when there is nothing to save.
[[nodiscard]] Result<ledger::Act> visitAct(IdMint& mint, const VisitSave& save);

[[nodiscard]] Result<ledger::Act> startVisitAct(
    IdMint& mint, const ActBy& by, VisitId visit, RoundId round);

/// A person met on a round who was not on it: an existing patient, or a new one.
struct WalkIn {
    ActBy by = {};
    DeviceId device = {}; ///< this one: it may read the patients it made
    RoundId round = {};
    int position = 0; ///< after the last stop
    QStringList jobs = {};
    PatientId patient = {}; ///< null: a new patient with the fields below
    QString family = {};
    QString given = {};
    QDate born = {};
    QString nhsNumber = {}; ///< ten digits or empty
    QString addressLine = {};
    QString postcode = {};
};
struct WalkInAct {
    ledger::Act act;
    PatientId patient = {};
    VisitId visit = {};
};
[[nodiscard]] Result<WalkInAct> walkInAct(IdMint& mint, const WalkIn& walkIn);

/// Takes back what one Save wrote: hides those entries with a reason, in every aggregate it
/// touched.
struct UndoneEntry {
    EntryId entry = {};
    AggregateId aggregate = {};
    ScopeId scope = {};
};
/// `role`: of who takes back; without one only what that person wrote is hidden.
[[nodiscard]] Result<ledger::Act> undoAct(IdMint& mint, const std::vector<UndoneEntry>& entries,
    const QString& reason, domain::Role role = domain::Role::Unknown);

/// A named person's decision about a hold, and what it makes of the records: all of it in one act.
/// InvalidInput without a decision in words or when what stands would be entered in error; Refused,
/// "role", when it waits for somebody else (domain::hold_rules::mayDecide).
struct HoldDecision {
    QString rule = {};
    QList<EntryId> entries = {};
    AggregateId aggregate = {};
    ScopeId scope = {}; ///< of that aggregate
    EntryId chosen = {}; ///< whose value stands; null: all stay as they are
    QString decision = {};
    std::vector<UndoneEntry> wrong = {}; ///< entered in error, for the reason of the decision
    domain::Role owner = domain::Role::Unknown; ///< whom it waits for
    domain::Role by = domain::Role::Unknown; ///< of the person who decides
};
[[nodiscard]] Result<ledger::Act> closeHoldAct(IdMint& mint, const HoldDecision& decision);

[[nodiscard]] Result<ledger::Act> closeFollowUpAct(
    IdMint& mint, PatientId patient, FollowUpId followUp, const QString& result);

} // namespace doorstep::app
