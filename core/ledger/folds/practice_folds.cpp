#include "core/ledger/folds/practice_folds.h"

#include "core/domain/practice_rows.h"
#include "core/ledger/folds/corrections.h"
#include "core/ledger/folds/row_writer.h"

namespace doorstep::ledger {

Applied PracticeFold::apply(const LedgerEntry& entry, const EntryMeta& meta)
{
    return applyMerging<PracticeNamed>(entry, meta, m_fields);
}

void PracticeFold::writeRows(
    AggregateId aggregate, const SharedState& shared, RowWriter& rows) const
{
    const auto fields = standing<PracticeNamed>(
        m_fields.settle(PracticeNamed::staticMetaObject, aggregate, shared, rows));
    rows.add(domain::PracticeRow{aggregate.as<PracticeId>(), fields.name.value_or(QString()),
        fields.odsCode.value_or(QString()), fields.phone.value_or(QString())});
}

Applied PersonFold::apply(const LedgerEntry& entry, const EntryMeta& meta)
{
    return applyMerging<PersonRecorded>(entry, meta, m_fields);
}

void PersonFold::writeRows(AggregateId aggregate, const SharedState& shared, RowWriter& rows) const
{
    const auto fields = standing<PersonRecorded>(
        m_fields.settle(PersonRecorded::staticMetaObject, aggregate, shared, rows));
    domain::PersonRow row;
    row.staff = aggregate.as<StaffId>();
    row.name = fields.name.value_or(QString());
    row.initials = fields.initials.value_or(QString());
    row.role = fields.role.value_or(domain::Role::Unknown);
    row.profession = fields.profession.value_or(QString());
    row.registration = fields.registration.value_or(QString());
    row.hasLeft = fields.hasLeft.value_or(false);
    rows.add(row);
}

Applied BatchFold::apply(const LedgerEntry& entry, const EntryMeta& meta)
{
    return applyFacts(entry, meta, m_received, m_recalled);
}

void BatchFold::writeRows(AggregateId aggregate, const SharedState& shared, RowWriter& rows) const
{
    domain::BatchRow row;
    row.batch = aggregate.as<BatchId>();
    row.status = domain::BatchStatus::Usable;
    const Corrections corrections(m_received, shared, rows.holds());
    for (const Fact<BatchReceived>& received : m_received) {
        if (!corrections.isCurrent(received.meta.id))
            continue;
        const BatchReceived& fields = received.fields;
        row.programme = fields.programme;
        row.product = fields.product;
        row.productName = fields.productName;
        row.productCode = fields.productCode;
        row.gtin = fields.gtin;
        row.batchNumber = fields.batchNumber;
        row.expires = fields.expires;
        row.doses = fields.doses;
        row.doseMicrolitres = fields.doseMicrolitres;
        row.route = fields.route;
        row.receivedOn = fields.receivedOn;
        row.receivedBy = received.meta.staff;
        row.supplier = fields.supplier;
    }
    for (const Fact<BatchRecalled>& recalled : m_recalled) {
        if (shared.isInError(recalled.meta.id))
            continue;
        row.status = domain::BatchStatus::Recalled;
        row.recallReason = recalled.fields.reason;
        row.recalledAt = recalled.fields.recalledAt;
    }
    rows.add(row);
}

Applied AuthorityFold::apply(const LedgerEntry& entry, const EntryMeta& meta)
{
    const Applied applied = applyMerging<AuthorityRecorded>(entry, meta, m_fields);
    return applied == Applied::OtherKind ? applyFacts(entry, meta, m_signatures) : applied;
}

void AuthorityFold::writeRows(
    AggregateId aggregate, const SharedState& shared, RowWriter& rows) const
{
    const auto fields = standing<AuthorityRecorded>(
        m_fields.settle(AuthorityRecorded::staticMetaObject, aggregate, shared, rows));
    domain::AuthorityRow row;
    row.authority = aggregate.as<AuthorityId>();
    row.authorityKind = fields.authorityKind.value_or(domain::AuthorityKind::Unknown);
    row.title = fields.title.value_or(QString());
    row.version = fields.version.value_or(QString());
    row.programmes = fields.programmes.value_or(QStringList());
    row.productCodes = fields.productCodes.value_or(QStringList());
    row.validFrom = fields.validFrom.value_or(QDate());
    row.validTo = fields.validTo.value_or(QDate());
    row.prescriber = fields.prescriber.value_or(QString());
    row.authorisedBy = fields.authorisedBy.value_or(QString());
    row.authorised = fields.authorised.value_or(false);
    row.documentHash = fields.documentHash.value_or(QByteArray());
    row.withdrawn = fields.withdrawn.value_or(false);
    row.note = fields.note.value_or(QString());
    rows.add(row);
    QSet<PatientId> named;
    for (const PatientId& patient : fields.patients.value_or(QList<PatientId>())) {
        if (named.contains(patient))
            continue;
        named.insert(patient);
        rows.add(domain::AuthorityPatientRow{row.authority, patient});
    }
    for (const Fact<AuthoritySigned>& signature : m_signatures) {
        const bool current = signature.fields.version == row.version && !row.withdrawn
            && !shared.isInError(signature.meta.id);
        rows.add(domain::AuthoritySignatureRow{signature.meta.id, row.authority,
            signature.fields.version, signature.fields.staff, signature.fields.nameAsSigned,
            signature.fields.signedOn, current});
    }
}

} // namespace doorstep::ledger
