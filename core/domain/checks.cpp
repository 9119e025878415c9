#include "core/domain/checks.h"

#include "core/clinical/pre_screen.h"
#include "core/domain/hold_rules.h"

#include <QHash>
#include <QSet>
#include <algorithm>

namespace doorstep::domain {
namespace {

Finding finding(QStringView rule, AggregateId aggregate, QList<EntryId> entries, QString detail)
{
    std::sort(entries.begin(), entries.end());
    return {rule.toString(), aggregate, std::move(entries), std::move(detail)};
}

clinical::AuthorityKind clinicalKind(AuthorityKind kind)
{
    switch (kind) {
    case AuthorityKind::Psd:
        return clinical::AuthorityKind::Psd;
    case AuthorityKind::NationalProtocol:
        return clinical::AuthorityKind::NationalProtocol;
    case AuthorityKind::Unknown:
    case AuthorityKind::Pgd:
        return clinical::AuthorityKind::Pgd; // the strictest about who may work under it
    }
    return clinical::AuthorityKind::Pgd;
}

void append(clinical::Stops& to, const clinical::Stops& more)
{
    to.insert(to.end(), more.begin(), more.end());
}

clinical::EligibilityFacts factsOf(const DoseBeforeAct& dose)
{
    clinical::EligibilityFacts facts;
    facts.born = dose.patient.born;
    facts.registers = dose.patient.registers;
    facts.riskGroups = dose.patient.riskGroups;
    facts.doses = previousDoses(dose.vaccinations, dose.pack->id, dose.pack->programme);
    facts.deceased = dose.patient.deceasedOn.isValid();
    return facts;
}

/// Words of the stops, for the desk's list: "authority-expired, authority-not-signed".
QString wordsOf(const clinical::Stops& stops)
{
    QStringList words;
    for (const clinical::Stop& stop : stops)
        words.append(clinical::stopRuleWord(stop.rule));
    return words.join(QStringLiteral(", "));
}

clinical::DoseIntent intentOf(const VaccinationRow& row, const PersonRow& giver)
{
    clinical::DoseIntent intent;
    intent.giver = row.givenBy;
    intent.profession = clinical::professionFromWord(giver.profession)
                            .value_or(clinical::Profession::Administrator);
    intent.patient = row.patient;
    intent.product = row.productCode;
    intent.productName = row.productName;
    intent.byInjection = row.route != QLatin1StringView("nasal");
    intent.on = row.occurredOn;
    return intent;
}

QString nameKey(const QString& name)
{
    return name.normalized(QString::NormalizationForm_KD).toCaseFolded().remove(u' ').remove(u'-');
}

bool mayBeOnePerson(const PatientRow& a, const PatientRow& b)
{
    if (!a.nhsNumber.isEmpty() && a.nhsNumber == b.nhsNumber)
        return true;
    if (!a.born.isValid() || a.born != b.born || nameKey(a.family) != nameKey(b.family))
        return false;
    const bool samePostcode = !a.postcode.isEmpty() && nameKey(a.postcode) == nameKey(b.postcode);
    const bool sameLetter = !a.given.isEmpty() && !b.given.isEmpty()
        && nameKey(a.given).front() == nameKey(b.given).front();
    return samePostcode || sameLetter;
}

bool isSameDose(const VaccinationRow& a, const VaccinationRow& b)
{
    const bool areGiven = a.current && b.current && a.status == VaccinationStatus::Given
        && b.status == VaccinationStatus::Given;
    if (!areGiven || a.programme != b.programme || a.doseNumber != b.doseNumber)
        return false;
    // Our own dose and the same day's record of it from another system are one dose.
    const bool isReadBack
        = (a.source == VaccinationSource::Elsewhere) != (b.source == VaccinationSource::Elsewhere)
        && a.occurredOn.isValid() && a.occurredOn == b.occurredOn;
    return !isReadBack;
}

/// Two numbers that differ and are both there are two people, however alike they are.
bool haveDifferentNumbers(const PatientRow& a, const PatientRow& b)
{
    return !a.nhsNumber.isEmpty() && !b.nhsNumber.isEmpty() && a.nhsNumber != b.nhsNumber;
}

} // namespace

bool isOurGivenDose(const VaccinationRow& row)
{
    return row.current && row.status == VaccinationStatus::Given
        && row.source != VaccinationSource::Elsewhere;
}

clinical::Authority toClinical(const AuthorityFile& file)
{
    clinical::Authority authority;
    authority.id = file.authority.authority;
    authority.kind = clinicalKind(file.authority.authorityKind);
    authority.title = file.authority.title;
    authority.version = file.authority.version;
    authority.validFrom = file.authority.validFrom;
    authority.validTo = file.authority.validTo;
    // Not authorised by the organisation yet and withdrawn by it come to the same: not in force.
    authority.withdrawn = file.authority.withdrawn
        || (file.authority.authorityKind == AuthorityKind::Pgd && !file.authority.authorised);
    authority.products = file.authority.productCodes;
    for (const AuthoritySignatureRow& signature : file.signatures)
        if (signature.current)
            authority.signatures.push_back(
                {signature.staff, signature.version, signature.signedOn});
    for (const AuthorityPatientRow& named : file.patients)
        authority.patients.push_back(named.patient);
    return authority;
}

clinical::BoxBatch toClinical(const BoxContentRow& content, const BatchRow* batch)
{
    clinical::BoxBatch box;
    box.id = content.batch;
    box.lot = content.batchNumber;
    box.product = content.productCode;
    box.productName = content.productName;
    box.gtin = batch == nullptr ? QString() : batch->gtin;
    box.expiry = content.expires;
    box.dosesLeft = content.remaining;
    box.quarantined = batch != nullptr && batch->status == BatchStatus::Recalled;
    return box;
}

std::vector<clinical::PreviousDose> previousDoses(
    const std::vector<VaccinationRow>& vaccinations, QStringView packId, QStringView programme)
{
    std::vector<clinical::PreviousDose> doses;
    for (const VaccinationRow& row : vaccinations) {
        // Packs of one programme share its name: "flu-2025-26" and "flu-2026-27" are "flu".
        const bool sameProgramme = row.programme == packId || row.programme == programme
            || row.programme.startsWith(programme.toString() + u'-');
        if (row.current && row.status == VaccinationStatus::Given && sameProgramme)
            doses.push_back({programme.toString(), row.productCode, row.occurredOn, row.place});
    }
    return doses;
}

DoseVerdict checkBeforeAct(const DoseBeforeAct& dose)
{
    DoseVerdict verdict;
    std::vector<clinical::Authority> authorities;
    for (const AuthorityFile& file : dose.authorities)
        authorities.push_back(toClinical(file));
    const auto choice = clinical::chooseAuthority(authorities, dose.intent);
    verdict.authority = choice.chosen;
    append(verdict.stops, choice.stops);
    const auto batch = clinical::checkBatch(dose.box, dose.batch);
    verdict.batch = batch.batch;
    append(verdict.stops, batch.stops);
    if (dose.pack != nullptr) {
        append(verdict.stops, clinical::checkInterval(*dose.pack, factsOf(dose), dose.intent.on));
        if (const auto* product = dose.pack->productByDmd(dose.intent.product))
            append(
                verdict.stops, clinical::checkProduct(*product, dose.patient.born, dose.intent.on));
    }
    std::stable_sort(verdict.stops.begin(), verdict.stops.end(),
        [](const clinical::Stop& a, const clinical::Stop& b) { return a.level < b.level; });
    return verdict;
}

std::vector<Finding> findUncoveredDoses(const std::vector<VaccinationRow>& given,
    const std::vector<AuthorityFile>& authorities, const std::vector<PersonRow>& people)
{
    QHash<AuthorityId, const AuthorityFile*> files;
    for (const AuthorityFile& file : authorities)
        files.insert(file.authority.authority, &file);
    QHash<StaffId, PersonRow> givers;
    for (const PersonRow& person : people)
        givers.insert(person.staff, person);
    std::vector<Finding> findings;
    for (const VaccinationRow& row : given) {
        if (!isOurGivenDose(row))
            continue;
        const AuthorityFile* file = files.value(row.authority);
        if (file == nullptr && !row.authority.isNull())
            continue; // not on this device: the desk will ask again when it is
        clinical::Stops stops{{.rule = clinical::StopRule::NoAuthority}};
        if (file != nullptr)
            stops = clinical::checkAuthority(
                toClinical(*file), intentOf(row, givers.value(row.givenBy)));
        if (!stops.empty())
            findings.push_back(finding(hold_rules::AuthorityAtAct, row.patient.as<AggregateId>(),
                {row.entry}, wordsOf(stops)));
    }
    return findings;
}

std::vector<Finding> findBadBatches(
    const std::vector<VaccinationRow>& given, const std::vector<BatchRow>& batches)
{
    QHash<BatchId, const BatchRow*> byId;
    for (const BatchRow& batch : batches)
        byId.insert(batch.batch, &batch);
    std::vector<Finding> findings;
    for (const VaccinationRow& row : given) {
        const BatchRow* batch = byId.value(row.batch);
        if (!isOurGivenDose(row))
            continue;
        const auto aggregate = row.patient.as<AggregateId>();
        if (batch != nullptr && batch->status == BatchStatus::Recalled)
            findings.push_back(
                finding(hold_rules::BatchRecalled, aggregate, {row.entry}, row.batchNumber));
        const QDate expires = batch != nullptr ? batch->expires : row.expires;
        if (expires.isValid() && row.occurredOn > expires)
            findings.push_back(
                finding(hold_rules::BatchExpired, aggregate, {row.entry}, row.batchNumber));
    }
    return findings;
}

std::vector<Finding> findDosesWithoutStock(
    const std::vector<VaccinationRow>& given, const std::vector<StockMovementRow>& movements)
{
    QSet<EntryId> accounted;
    for (const StockMovementRow& movement : movements)
        if (movement.current && movement.reason == StockReason::Given)
            accounted.insert(movement.vaccination);
    std::vector<Finding> findings;
    for (const VaccinationRow& row : given)
        // A corrected record keeps the movement of the record it corrects.
        if (isOurGivenDose(row) && !accounted.contains(row.entry)
            && !accounted.contains(row.supersedes))
            findings.push_back(finding(hold_rules::DoseWithoutStock, row.patient.as<AggregateId>(),
                {row.entry}, row.batchNumber));
    return findings;
}

std::vector<Finding> findDuplicatePatients(const std::vector<PatientIdentity>& patients)
{
    // Only pairs that share a number or a birthday can match: compare within those groups.
    QHash<QString, std::vector<const PatientIdentity*>> groups;
    for (const PatientIdentity& identity : patients) {
        const PatientRow& row = identity.patient;
        if (!row.linkedTo.isNull())
            continue; // decided already
        if (!row.nhsNumber.isEmpty())
            groups[row.nhsNumber].push_back(&identity);
        if (row.born.isValid())
            groups[row.born.toString(Qt::ISODate)].push_back(&identity);
    }
    std::map<std::pair<PatientId, PatientId>, Finding> found;
    for (const auto& group : std::as_const(groups))
        for (auto a = group.begin(); a != group.end(); ++a)
            for (auto b = std::next(a); b != group.end(); ++b) {
                const PatientIdentity& first = **a;
                const PatientIdentity& second = **b;
                if (!mayBeOnePerson(first.patient, second.patient)
                    || haveDifferentNumbers(first.patient, second.patient))
                    continue;
                const auto ids = std::minmax(first.patient.patient, second.patient.patient);
                found.try_emplace({ids.first, ids.second},
                    finding(hold_rules::DuplicatePatient, ids.second.as<AggregateId>(),
                        {first.firstEntry, second.firstEntry}, {}));
            }
    std::vector<Finding> findings;
    findings.reserve(found.size());
    for (auto& [ids, one] : found)
        findings.push_back(std::move(one));
    return findings;
}

std::vector<Finding> findDoublesAcross(
    const std::vector<VaccinationRow>& one, const std::vector<VaccinationRow>& other)
{
    std::vector<Finding> findings;
    for (const VaccinationRow& a : one)
        for (const VaccinationRow& b : other)
            if (isSameDose(a, b))
                findings.push_back(finding(hold_rules::DoubleDose,
                    std::max(a.patient, b.patient).as<AggregateId>(), {a.entry, b.entry}, {}));
    return findings;
}

std::vector<BoxDifference> boxDifferences(const std::vector<BoxContentRow>& contents)
{
    std::vector<BoxDifference> differences;
    for (const BoxContentRow& row : contents)
        if (row.remaining != 0)
            differences.push_back({row.batch, row.productName, row.batchNumber, row.loaded,
                row.givenDoses, row.wasted, row.returned, row.remaining});
    return differences;
}

} // namespace doorstep::domain
