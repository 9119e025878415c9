#pragma once

#include "app/runtime/visit_act.h"

#include <QCborMap>
#include <map>
#include <variant>

/// From the question to the needle, as a pure step: nothing is answered but by an event a person
/// made. A table test holds it.
namespace doorstep::app {

/// Asked beside the questions of the pack, and recorded like them.
inline constexpr auto IdentityQuestion = u"identity";
inline constexpr auto AllergyQuestion = u"other-allergies";

struct DoseChoice {
    QString programme; ///< pack id
    QString product; ///< id in the pack; empty: nothing in the box suits
    BoxId box = {};
    BatchId batch = {};
    QString lot = {};
    std::optional<QDate> scannedExpiry = {};
    QString site = {}; ///< empty: not chosen
    bool operator==(const DoseChoice&) const = default;
};

enum class VaccinatePhase {
    Ask, ///< one confirm for everything
    Each, ///< every question on its own
    Checked ///< all answered
};

struct VaccinateState {
    VaccinatePhase phase = VaccinatePhase::Ask;
    std::map<QString, domain::Answer> answers = {};
    std::optional<GivenConsent> consent = {};
    Instant checkedAt = {};
    std::vector<DoseChoice> doses = {};
    std::map<QString, QString> reasons = {}; ///< notice id to why one may go on
    bool operator==(const VaccinateState&) const = default;

    [[nodiscard]] const DoseChoice* dose(const QString& programme) const;
};

/// "No to all, and Mabel agrees": identity, every question and consent, by one tap.
struct AllClear {
    QStringList questions;
    Instant at;
};
struct Different { };
struct Answered {
    QString question;
    domain::Answer answer;
    QStringList questions; ///< all that must be answered
    Instant at;
};
struct AnswersReopened { };
struct ConsentRecorded {
    GivenConsent consent;
};
struct DoseAdded {
    DoseChoice dose;
    QStringList questions;
};
struct DoseRemoved {
    QString programme;
};
struct BatchChosen {
    DoseChoice dose; ///< its site is not taken
};
struct SiteChosen {
    QString programme;
    QString site;
};
struct ReasonGiven {
    QString noticeId;
    QString reason; ///< empty takes it back
};
using VaccinateEvent = std::variant<AllClear, Different, Answered, AnswersReopened, ConsentRecorded,
    DoseAdded, DoseRemoved, BatchChosen, SiteChosen, ReasonGiven>;

[[nodiscard]] VaccinateState step(VaccinateState state, const VaccinateEvent& event);

[[nodiscard]] QCborMap toCbor(const VaccinateState& state);
[[nodiscard]] VaccinateState vaccinateFromCbor(const QCborMap& map);

} // namespace doorstep::app
