#include "core/clinical/stop.h"

#include <algorithm>
#include <array>

namespace doorstep::clinical {

namespace {

struct RuleWord {
    StopRule rule;
    QStringView word;
};

constexpr std::array RuleWords{
    RuleWord{StopRule::NoAuthority, u"no-authority"},
    RuleWord{StopRule::PgdNotForProfession, u"pgd-not-for-profession"},
    RuleWord{StopRule::AuthorityNotYetValid, u"authority-not-yet-valid"},
    RuleWord{StopRule::AuthorityExpired, u"authority-expired"},
    RuleWord{StopRule::AuthorityWithdrawn, u"authority-withdrawn"},
    RuleWord{StopRule::AuthorityNotSigned, u"authority-not-signed"},
    RuleWord{StopRule::AuthorityOtherProduct, u"authority-other-product"},
    RuleWord{StopRule::PatientNotNamed, u"patient-not-named"},
    RuleWord{StopRule::ProtocolInjectionsOnly, u"protocol-injections-only"},
    RuleWord{StopRule::BatchNotInBox, u"batch-not-in-box"},
    RuleWord{StopRule::BatchExpired, u"batch-expired"},
    RuleWord{StopRule::BatchOtherProduct, u"batch-other-product"},
    RuleWord{StopRule::BatchQuarantined, u"batch-quarantined"},
    RuleWord{StopRule::BatchNoneLeft, u"batch-none-left"},
    RuleWord{StopRule::BatchExpiryUnknown, u"batch-expiry-unknown"},
    RuleWord{StopRule::BatchExpiryDiffers, u"batch-expiry-differs"},
    RuleWord{StopRule::AlreadyGiven, u"already-given"},
    RuleWord{StopRule::TooSoon, u"too-soon"},
    RuleWord{StopRule::CourseComplete, u"course-complete"},
    RuleWord{StopRule::NotEligible, u"not-eligible"},
    RuleWord{StopRule::NotYetEligible, u"not-yet-eligible"},
    RuleWord{StopRule::ProgrammeNotOpen, u"programme-not-open"},
    RuleWord{StopRule::ProductNotForAge, u"product-not-for-age"},
    RuleWord{StopRule::ProductSecondLine, u"product-second-line"},
    RuleWord{StopRule::PatientDeceased, u"patient-deceased"},
    RuleWord{StopRule::PreScreenUnanswered, u"pre-screen-unanswered"},
    RuleWord{StopRule::PreScreenAnswer, u"pre-screen-answer"},
};

} // namespace

bool mayGoOn(const Stops& stops)
{
    return std::none_of(stops.begin(), stops.end(), [](const Stop& stop) {
        return stop.level == StopLevel::Block || stop.level == StopLevel::Postpone;
    });
}

QString stopRuleWord(StopRule rule)
{
    for (const auto& entry : RuleWords) {
        if (entry.rule == rule)
            return entry.word.toString();
    }
    return {};
}

std::optional<StopRule> stopRuleFromWord(QStringView word)
{
    for (const auto& entry : RuleWords) {
        if (entry.word == word)
            return entry.rule;
    }
    return std::nullopt;
}

} // namespace doorstep::clinical
