#pragma once

#include "app/runtime/visit_act.h"
#include "core/clinical/programme_pack.h"
#include "core/entry/clear_kinds.h"

#include <QStringList>

/// What the desk writes about the practice itself: people, batches, authorities, certificates and
/// grants. Pure, like visit_act.h: typed input in, an act or InvalidInput out.
namespace doorstep::app {

/// The scopes every device knows, as handed out at enrolment.
struct PracticeScope {
    ScopeId practice;
    ScopeId desk;
};

struct NewPerson {
    StaffId staff; ///< null: a new person
    QString name;
    domain::Role role = domain::Role::Unknown;
    QString profession; ///< word of clinical::Profession; empty: as the role suggests
    QString registration; ///< wanted for nurses and doctors
};
struct PersonAct {
    ledger::Act act;
    StaffId staff;
};
[[nodiscard]] Result<PersonAct> personAct(
    IdMint& mint, const PracticeScope& scopes, const NewPerson& person);
/// "healthcare-assistant" for an HCA, and so on.
[[nodiscard]] QString usualProfession(domain::Role role);

struct NewBatch {
    QString programme; ///< pack id
    QString product; ///< id in the pack
    QString batchNumber;
    QDate expires;
    int doses = 0;
    QString gtin;
    QString supplier;
    QDate receivedOn;
};
struct BatchAct {
    ledger::Act act;
    BatchId batch;
};
/// Product name, code, dose and route come from the pack. InvalidInput for an unknown product, a
/// batch number that a pack could not carry, an expiry in the past or no doses.
[[nodiscard]] Result<BatchAct> batchAct(IdMint& mint, const PracticeScope& scopes,
    const clinical::ProgrammePack& pack, const NewBatch& batch);

struct NewAuthority {
    domain::AuthorityKind kind = domain::AuthorityKind::Unknown;
    QString title;
    QString version;
    QString programme; ///< pack id
    QStringList productCodes; ///< dm+d
    QDate validFrom;
    QDate validTo;
    QString prescriber; ///< wanted for a PSD
    QString authorisedBy; ///< wanted for a PGD
    QList<PatientId> patients; ///< wanted for a PSD
    QByteArray documentHash;
};
struct AuthorityAct {
    ledger::Act act;
    AuthorityId authority;
};
[[nodiscard]] Result<AuthorityAct> authorityAct(
    IdMint& mint, const PracticeScope& scopes, const NewAuthority& authority);

/// Adds clear entries (certificates, grants, wrapped keys) to an act, in the practice scope.
[[nodiscard]] Status addClear(
    ledger::Act& act, ScopeId practiceScope, const entry::ClearBody& body);

} // namespace doorstep::app
