#pragma once

#include "core/base/id.h"
#include "core/clinical/stop.h"

#include <QStringList>

namespace doorstep::clinical {

/// The legal mechanism under which a dose is given.
enum class AuthorityKind { Pgd, Psd, NationalProtocol };
[[nodiscard]] QString authorityKindWord(AuthorityKind kind); ///< pgd, psd, national-protocol
[[nodiscard]] std::optional<AuthorityKind> authorityKindFromWord(QStringView word);

enum class Profession {
    Doctor,
    Nurse,
    Midwife,
    Paramedic,
    Pharmacist,
    NursingAssociate,
    PhysicianAssociate,
    HealthcareAssistant,
    Administrator
};
[[nodiscard]] QString professionWord(Profession profession);
[[nodiscard]] std::optional<Profession> professionFromWord(QStringView word);
/// Named registered professionals only: not healthcare assistants, nursing associates or physician
/// associates. Source: CQC GP mythbuster 19; UKHSA PGD texts.
[[nodiscard]] bool mayWorkUnderPgd(Profession profession);
/// May give a vaccine at all when some authority covers it.
[[nodiscard]] bool mayGiveVaccine(Profession profession);

struct AuthoritySignature {
    StaffId staff;
    QString version; ///< the version that was read; another version is another signature
    QDate signedOn;
};

struct Authority {
    AuthorityId id;
    AuthorityKind kind = AuthorityKind::Pgd;
    QString title; ///< "PGD flu"
    QString version;
    QDate validFrom;
    QDate validTo; ///< last day
    bool withdrawn = false;
    QStringList products; ///< dm+d ids it covers
    std::vector<AuthoritySignature> signatures;
    std::vector<PatientId> patients; ///< a PSD's named patients
};

struct DoseIntent {
    StaffId giver;
    Profession profession = Profession::Nurse;
    PatientId patient;
    QString product; ///< dm+d id
    QString productName; ///< for the sentence
    bool byInjection = true;
    QDate on;
};

/// Every reason why this authority does not cover this dose; empty when it does.
[[nodiscard]] Stops checkAuthority(const Authority& authority, const DoseIntent& intent);

struct AuthorityChoice {
    std::optional<AuthorityId> chosen;
    /// When none is chosen: the reasons of the nearest candidate (fewest stops), or NoAuthority.
    Stops stops;
};

/// The authority a dose would be recorded under: a PSD that names the patient first (the most
/// specific), then a PGD, then the national protocol. Deterministic: ties go to the later validTo,
/// then the smaller id.
[[nodiscard]] AuthorityChoice chooseAuthority(
    const std::vector<Authority>& authorities, const DoseIntent& intent);

} // namespace doorstep::clinical
