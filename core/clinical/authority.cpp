#include "core/clinical/authority.h"

#include <algorithm>
#include <array>

namespace doorstep::clinical {

namespace {

struct ProfessionRule {
    Profession profession;
    QStringView word;
    bool registered; ///< may work under a PGD
    bool gives; ///< may give a vaccine at all
};

constexpr std::array Professions{
    ProfessionRule{Profession::Doctor, u"doctor", true, true},
    ProfessionRule{Profession::Nurse, u"nurse", true, true},
    ProfessionRule{Profession::Midwife, u"midwife", true, true},
    ProfessionRule{Profession::Paramedic, u"paramedic", true, true},
    ProfessionRule{Profession::Pharmacist, u"pharmacist", true, true},
    ProfessionRule{Profession::NursingAssociate, u"nursing-associate", false, true},
    ProfessionRule{Profession::PhysicianAssociate, u"physician-associate", false, true},
    ProfessionRule{Profession::HealthcareAssistant, u"healthcare-assistant", false, true},
    ProfessionRule{Profession::Administrator, u"administrator", false, false},
};

const ProfessionRule& ruleOf(Profession profession)
{
    return *std::find_if(Professions.begin(), Professions.end(),
        [profession](const ProfessionRule& rule) { return rule.profession == profession; });
}

bool isSignedBy(const Authority& authority, StaffId staff, QDate on)
{
    return std::any_of(authority.signatures.begin(), authority.signatures.end(),
        [&](const AuthoritySignature& signature) {
            return signature.staff == staff && signature.version == authority.version
                && signature.signedOn.isValid() && signature.signedOn <= on;
        });
}

/// A PSD is the prescriber's signature for the patient; the giver signs the other two.
bool needsGiverSignature(AuthorityKind kind)
{
    return kind != AuthorityKind::Psd;
}

int preference(AuthorityKind kind)
{
    switch (kind) {
    case AuthorityKind::Psd:
        return 0;
    case AuthorityKind::Pgd:
        return 1;
    case AuthorityKind::NationalProtocol:
        return 2;
    }
    return 3;
}

bool isPreferred(const Authority& a, const Authority& b)
{
    if (a.kind != b.kind)
        return preference(a.kind) < preference(b.kind);
    if (a.validTo != b.validTo)
        return a.validTo > b.validTo;
    return a.id < b.id;
}

Stops datesAndStanding(const Authority& authority, QDate on)
{
    Stops stops;
    const auto add = [&](StopRule rule, QDate date) {
        stops.push_back({rule, StopLevel::Block, LiftedBy::Coordinator, authority.title,
            authority.version, date});
    };
    if (authority.withdrawn)
        add(StopRule::AuthorityWithdrawn, {});
    // A document without dates is not valid on any day.
    if (!authority.validFrom.isValid() || on < authority.validFrom)
        add(StopRule::AuthorityNotYetValid, authority.validFrom);
    if (!authority.validTo.isValid() || on > authority.validTo)
        add(StopRule::AuthorityExpired, authority.validTo);
    return stops;
}

} // namespace

QString authorityKindWord(AuthorityKind kind)
{
    switch (kind) {
    case AuthorityKind::Pgd:
        return QStringLiteral("pgd");
    case AuthorityKind::Psd:
        return QStringLiteral("psd");
    case AuthorityKind::NationalProtocol:
        return QStringLiteral("national-protocol");
    }
    return {};
}

std::optional<AuthorityKind> authorityKindFromWord(QStringView word)
{
    for (const auto kind :
        {AuthorityKind::Pgd, AuthorityKind::Psd, AuthorityKind::NationalProtocol}) {
        if (authorityKindWord(kind) == word)
            return kind;
    }
    return std::nullopt;
}

QString professionWord(Profession profession)
{
    return ruleOf(profession).word.toString();
}

std::optional<Profession> professionFromWord(QStringView word)
{
    for (const auto& rule : Professions) {
        if (rule.word == word)
            return rule.profession;
    }
    return std::nullopt;
}

bool mayWorkUnderPgd(Profession profession)
{
    return ruleOf(profession).registered;
}

bool mayGiveVaccine(Profession profession)
{
    return ruleOf(profession).gives;
}

Stops checkAuthority(const Authority& authority, const DoseIntent& intent)
{
    Stops stops = datesAndStanding(authority, intent.on);
    const auto block = [&](StopRule rule, LiftedBy liftedBy, const QString& detail) {
        stops.push_back({rule, StopLevel::Block, liftedBy, authority.title, detail, {}});
    };
    if (!mayGiveVaccine(intent.profession))
        block(StopRule::NoAuthority, LiftedBy::Nobody, {});
    if (authority.kind == AuthorityKind::Pgd && !mayWorkUnderPgd(intent.profession))
        block(StopRule::PgdNotForProfession, LiftedBy::Prescriber, {});
    if (!authority.products.contains(intent.product))
        block(StopRule::AuthorityOtherProduct, LiftedBy::Prescriber, intent.productName);
    // Whom the document does not cover is not asked to sign it: a signature would lift nothing.
    const bool mayUse = authority.kind != AuthorityKind::Pgd || mayWorkUnderPgd(intent.profession);
    if (mayUse && needsGiverSignature(authority.kind)
        && !isSignedBy(authority, intent.giver, intent.on))
        block(StopRule::AuthorityNotSigned, LiftedBy::Giver, authority.version);
    if (authority.kind == AuthorityKind::Psd
        && std::find(authority.patients.begin(), authority.patients.end(), intent.patient)
            == authority.patients.end())
        block(StopRule::PatientNotNamed, LiftedBy::Prescriber, {});
    if (authority.kind == AuthorityKind::NationalProtocol && !intent.byInjection
        && !mayWorkUnderPgd(intent.profession))
        block(StopRule::ProtocolInjectionsOnly, LiftedBy::Prescriber, {});
    return stops;
}

AuthorityChoice chooseAuthority(const std::vector<Authority>& authorities, const DoseIntent& intent)
{
    std::vector<const Authority*> order;
    order.reserve(authorities.size());
    for (const auto& authority : authorities)
        order.push_back(&authority);
    std::sort(order.begin(), order.end(),
        [](const Authority* a, const Authority* b) { return isPreferred(*a, *b); });

    AuthorityChoice choice;
    for (const auto* authority : order) {
        auto stops = checkAuthority(*authority, intent);
        if (stops.empty())
            return {authority->id, {}};
        // Another vaccine's document says nothing useful about this dose.
        const bool covers = authority->products.contains(intent.product);
        if (covers && (choice.stops.empty() || stops.size() < choice.stops.size()))
            choice.stops = std::move(stops);
    }
    if (choice.stops.empty())
        choice.stops.push_back({StopRule::NoAuthority, StopLevel::Block, LiftedBy::Prescriber,
            intent.productName, {}, {}});
    return choice;
}

} // namespace doorstep::clinical
