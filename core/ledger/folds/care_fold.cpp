#include "core/ledger/folds/care_fold.h"

#include "core/domain/care_rows.h"
#include "core/domain/hold_rules.h"
#include "core/domain/patient_rows.h"
#include "core/ledger/folds/corrections.h"
#include "core/ledger/folds/row_writer.h"

#include <map>

namespace doorstep::ledger {
namespace {

namespace rules = domain::hold_rules;

/// The members every fact's row shares.
template <typename Row, typename KindType>
Row factRow(const Fact<KindType>& fact, PatientId patient, const Corrections& corrections)
{
    Row row;
    row.entry = fact.meta.id;
    row.patient = patient;
    row.visit = fact.fields.visit;
    row.current = corrections.isCurrent(fact.meta.id);
    row.supersededBy = corrections.supersededBy(fact.meta.id);
    row.errorReason = corrections.errorReason(fact.meta.id);
    row.recordedBy = fact.meta.staff;
    row.recordedAt = fact.meta.wall;
    return row;
}

domain::VaccinationRow vaccinationRow(
    const Fact<VaccinationRecorded>& fact, PatientId patient, const Corrections& corrections)
{
    auto row = factRow<domain::VaccinationRow>(fact, patient, corrections);
    const VaccinationRecorded& fields = fact.fields;
    row.status = fields.status;
    row.programme = fields.programme;
    row.product = fields.product;
    row.productName = fields.productName;
    row.productCode = fields.productCode;
    row.batch = fields.batch;
    row.batchNumber = fields.batchNumber;
    row.expires = fields.expires;
    row.doseMicrolitres = fields.doseMicrolitres;
    row.doseNumber = fields.doseNumber;
    row.site = fields.site;
    row.route = fields.route;
    row.authority = fields.authority;
    row.authorityKind = fields.authorityKind;
    row.occurredAt = fields.occurredAt;
    row.occurredOn = fields.occurredOn;
    row.source = fields.source;
    row.place = fields.place;
    row.notGivenReason = fields.notGivenReason;
    row.detail = fields.detail;
    row.consentBy = fields.consentBy;
    row.consentName = fields.consentName;
    row.consentRelation = fields.consentRelation;
    row.identityCheckedBy = fields.identityCheckedBy;
    row.givenBy = fields.givenBy;
    row.assessedBy = fields.assessedBy;
    row.supersedes = fields.supersedes;
    row.device = fact.meta.device;
    return row;
}

using Doses = std::vector<const Fact<VaccinationRecorded>*>;

/// Our own dose and the same day's record of it from another system are one dose.
void dropReadBack(Doses& doses)
{
    QSet<QDate> ours;
    for (const auto* dose : doses)
        if (dose->fields.source != domain::VaccinationSource::Elsewhere)
            ours.insert(dose->fields.occurredOn);
    std::erase_if(doses, [&ours](const Fact<VaccinationRecorded>* dose) {
        return dose->fields.source == domain::VaccinationSource::Elsewhere
            && dose->fields.occurredOn.isValid() && ours.contains(dose->fields.occurredOn);
    });
}

void holdDoubleDoses(const std::vector<Fact<VaccinationRecorded>>& facts,
    const Corrections& corrections, HoldBook& holds)
{
    std::map<std::pair<QString, int>, Doses> givenByDose;
    for (const Fact<VaccinationRecorded>& fact : facts)
        if (corrections.isCurrent(fact.meta.id)
            && fact.fields.status == domain::VaccinationStatus::Given)
            givenByDose[{fact.fields.programme, fact.fields.doseNumber}].push_back(&fact);
    for (auto& [dose, given] : givenByDose) {
        dropReadBack(given);
        QList<EntryId> ids;
        for (const auto* fact : given)
            ids.append(fact->meta.id);
        forEachNeighbours(ids, [&holds](EntryId a, EntryId b) {
            holds.open(rules::DoubleDose, {a, b});
        });
    }
}

void writeValues(
    const Fact<ObservationRecorded>& fact, PatientId patient, bool current, RowWriter& rows)
{
    int position = 0;
    for (const MeasuredValue& value : fact.fields.values) {
        domain::ObservationRow row;
        row.entry = fact.meta.id;
        row.patient = patient;
        row.position = position++;
        row.code = value.code;
        row.scaled = value.scaled;
        row.decimals = value.decimals;
        row.unit = value.unit;
        row.notTakenReason = value.notTakenReason;
        row.enteredText = value.enteredText;
        row.method = value.method;
        row.takenAt = fact.fields.takenAt;
        row.current = current;
        rows.add(row);
    }
}

} // namespace

Applied CareFold::apply(const LedgerEntry& entry, const EntryMeta& meta)
{
    return applyFacts(
        entry, meta, m_vaccinations, m_observations, m_notes, m_responses, m_attachments);
}

void CareFold::writeRows(AggregateId aggregate, const SharedState& shared, RowWriter& rows) const
{
    const auto patient = aggregate.as<PatientId>();
    writeVaccinations(patient, shared, rows);
    writeObservations(patient, shared, rows);
    writeNotes(patient, shared, rows);
    writeResponses(patient, shared, rows);
    writeAttachments(patient, shared, rows);
}

void CareFold::writeVaccinations(
    PatientId patient, const SharedState& shared, RowWriter& rows) const
{
    // History of another system came with an import and goes with it.
    const Corrections corrections(
        m_vaccinations, shared, rows.holds(), [](const Fact<VaccinationRecorded>& fact) {
            return fact.fields.source != domain::VaccinationSource::Elsewhere;
        });
    for (const Fact<VaccinationRecorded>& fact : m_vaccinations) {
        rows.add(vaccinationRow(fact, patient, corrections));
        int position = 0;
        for (const ScreeningAnswer& answer : fact.fields.answers)
            rows.add(domain::ScreeningAnswerRow{
                fact.meta.id, patient, position++, answer.question, answer.answer, answer.detail});
    }
    holdDoubleDoses(m_vaccinations, corrections, rows.holds());
}

void CareFold::writeObservations(
    PatientId patient, const SharedState& shared, RowWriter& rows) const
{
    const Corrections corrections(m_observations, shared, rows.holds());
    for (const Fact<ObservationRecorded>& fact : m_observations) {
        auto row = factRow<domain::ObservationSetRow>(fact, patient, corrections);
        row.takenAt = fact.fields.takenAt;
        row.onOxygen = fact.fields.onOxygen;
        row.acvpu = fact.fields.acvpu;
        row.spo2Scale = fact.fields.spo2Scale;
        row.news2Total = fact.fields.news2Total;
        row.news2Band = fact.fields.news2Band;
        row.detail = fact.fields.detail;
        row.supersedes = fact.fields.supersedes;
        row.device = fact.meta.device;
        rows.add(row);
        writeValues(fact, patient, row.current, rows);
    }
}

void CareFold::writeNotes(PatientId patient, const SharedState& shared, RowWriter& rows) const
{
    const Corrections corrections(m_notes, shared, rows.holds());
    for (const Fact<NoteRecorded>& fact : m_notes) {
        auto row = factRow<domain::NoteRow>(fact, patient, corrections);
        row.text = fact.fields.text;
        rows.add(row);
    }
}

void CareFold::writeResponses(PatientId patient, const SharedState& shared, RowWriter& rows) const
{
    const Corrections corrections(m_responses, shared, rows.holds());
    for (const Fact<ResponseSigned>& fact : m_responses) {
        auto row = factRow<domain::ResponseRow>(fact, patient, corrections);
        row.questionnaire = fact.fields.questionnaire;
        row.version = fact.fields.version;
        row.response = fact.fields.response;
        rows.add(row);
    }
}

void CareFold::writeAttachments(PatientId patient, const SharedState& shared, RowWriter& rows) const
{
    const Corrections corrections(m_attachments, shared, rows.holds());
    for (const Fact<AttachmentRecorded>& fact : m_attachments) {
        auto row = factRow<domain::FiledAttachmentRow>(fact, patient, corrections);
        row.blob = fact.fields.blob;
        row.key = fact.fields.key;
        row.size = fact.fields.size;
        row.mediaType = fact.fields.mediaType;
        rows.add(row);
    }
}

} // namespace doorstep::ledger
