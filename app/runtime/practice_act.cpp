#include "app/runtime/practice_act.h"

#include "core/clinical/authority.h"
#include "core/ledger/kinds/practice_kinds.h"

namespace doorstep::app {

namespace {

Error refused(const char* why)
{
    return {ErrorCode::InvalidInput, why};
}

template <typename IdType> AggregateId aggregateOf(const IdType& id)
{
    return id.template as<AggregateId>();
}

/// A dose such as "0.5" ml in whole microlitres; nothing when the pack states it in another unit.
std::optional<int> microlitresOf(const clinical::Product& product)
{
    if (product.doseUnit != QLatin1String("ml"))
        return {};
    bool ok = false;
    const double millilitres = product.dose.toDouble(&ok);
    return ok ? std::optional(qRound(millilitres * 1000)) : std::nullopt;
}

} // namespace

QString usualProfession(domain::Role role)
{
    switch (role) {
    case domain::Role::Hca:
    case domain::Role::Visitor:
        return clinical::professionWord(clinical::Profession::HealthcareAssistant);
    case domain::Role::Nurse:
        return clinical::professionWord(clinical::Profession::Nurse);
    case domain::Role::Gp:
        return clinical::professionWord(clinical::Profession::Doctor);
    case domain::Role::Coordinator:
    case domain::Role::Manager:
    case domain::Role::Unknown:
        break;
    }
    return clinical::professionWord(clinical::Profession::Administrator);
}

Result<PersonAct> personAct(IdMint& mint, const PracticeScope& scopes, const NewPerson& person)
{
    const QString name = person.name.simplified();
    if (name.isEmpty() || name.size() > 100)
        return refused("name");
    if (person.role == domain::Role::Unknown)
        return refused("role");
    const QString profession
        = person.profession.isEmpty() ? usualProfession(person.role) : person.profession;
    const auto known = clinical::professionFromWord(profession);
    if (!known)
        return refused("profession");
    if (clinical::mayWorkUnderPgd(*known) && person.registration.isEmpty())
        return refused("registration");

    PersonAct made{ledger::Act(mint), person.staff.isNull() ? mint.next<StaffId>() : person.staff};
    QString initials;
    for (const QString& part : name.split(QLatin1Char(' ')))
        initials += part.front().toUpper();
    ledger::PersonRecorded fields;
    fields.name = name;
    fields.initials = initials.left(3);
    fields.role = person.role;
    fields.profession = profession;
    if (!person.registration.isEmpty())
        fields.registration = person.registration;
    made.act.add(scopes.practice, aggregateOf(made.staff), fields);
    return made;
}

Result<BatchAct> batchAct(IdMint& mint, const PracticeScope& scopes,
    const clinical::ProgrammePack& pack, const NewBatch& batch)
{
    const clinical::Product* product = pack.productById(batch.product);
    if (!product)
        return refused("product");
    const QString number = batch.batchNumber.trimmed();
    if (number.isEmpty() || number.size() > 20) // GS1 AI 10 holds at most 20 characters
        return refused("batchNumber");
    if (!batch.expires.isValid() || batch.expires < batch.receivedOn)
        return refused("expires");
    if (batch.doses < 1 || batch.doses > 10000)
        return refused("doses");

    BatchAct made{ledger::Act(mint), mint.next<BatchId>()};
    ledger::BatchReceived fields;
    fields.programme = pack.id;
    fields.product = product->id;
    fields.productName = product->name;
    fields.productCode = product->dmd;
    fields.gtin = batch.gtin;
    fields.batchNumber = number;
    fields.expires = batch.expires;
    fields.doses = batch.doses;
    fields.doseMicrolitres = microlitresOf(*product).value_or(0);
    fields.route = product->route;
    fields.receivedOn = batch.receivedOn;
    fields.supplier = batch.supplier;
    made.act.add(scopes.practice, aggregateOf(made.batch), fields);
    return made;
}

Result<AuthorityAct> authorityAct(
    IdMint& mint, const PracticeScope& scopes, const NewAuthority& authority)
{
    if (authority.title.trimmed().isEmpty() || authority.version.trimmed().isEmpty())
        return refused("title");
    if (!authority.validFrom.isValid() || authority.validTo < authority.validFrom)
        return refused("validTo");
    if (authority.productCodes.isEmpty())
        return refused("products");
    switch (authority.kind) {
    case domain::AuthorityKind::Pgd:
    case domain::AuthorityKind::NationalProtocol:
        if (authority.authorisedBy.isEmpty())
            return refused("authorisedBy");
        break;
    case domain::AuthorityKind::Psd:
        if (authority.prescriber.isEmpty() || authority.patients.isEmpty())
            return refused("prescriber");
        break;
    case domain::AuthorityKind::Unknown:
        return refused("kind");
    }
    AuthorityAct made{ledger::Act(mint), mint.next<AuthorityId>()};
    ledger::AuthorityRecorded fields;
    fields.authorityKind = authority.kind;
    fields.title = authority.title.trimmed();
    fields.version = authority.version.trimmed();
    fields.programmes = QStringList{authority.programme};
    fields.productCodes = authority.productCodes;
    fields.validFrom = authority.validFrom;
    fields.validTo = authority.validTo;
    if (!authority.prescriber.isEmpty())
        fields.prescriber = authority.prescriber;
    if (!authority.authorisedBy.isEmpty())
        fields.authorisedBy = authority.authorisedBy;
    fields.authorised = true;
    if (!authority.documentHash.isEmpty())
        fields.documentHash = authority.documentHash;
    if (!authority.patients.isEmpty())
        fields.patients = authority.patients;
    made.act.add(scopes.practice, aggregateOf(made.authority), fields);
    return made;
}

Status addClear(ledger::Act& act, ScopeId practiceScope, const entry::ClearBody& body)
{
    DOORSTEP_TRY(bytes, entry::encodeClear(body, act.id()));
    DOORSTEP_TRY(payload, ledger::decodePayload(bytes));
    act.addClear(practiceScope, entry::classOf(body), payload);
    return {};
}

} // namespace doorstep::app
