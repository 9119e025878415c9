#include "core/ledger/folds/patient_fold.h"

#include "core/domain/hold_rules.h"
#include "core/domain/patient_rules.h"
#include "core/ledger/folds/row_writer.h"

#include <algorithm>

namespace doorstep::ledger {
namespace {

namespace rules = domain::hold_rules;
const QLatin1StringView allergyField{"allergyStatus"};

EntryId knownCheckOf(const LedgerEntry& entry)
{
    const auto basis = entry.payload.basis.find(QString(allergyField));
    return basis == entry.payload.basis.end() ? EntryId() : basis->second;
}

/// A clinician closed the hold of a refused removal in the removal's favour.
bool isConfirmed(
    EntryId removal, EntryId alert, const std::vector<const Fact<HoldClosed>*>& closings)
{
    return std::any_of(closings.begin(), closings.end(), [&](const Fact<HoldClosed>* closing) {
        return closing->fields.chosen == removal && closing->fields.entries.contains(alert);
    });
}

domain::PatientRow rowOf(const PatientRecorded& fields)
{
    domain::PatientRow row;
    row.family = fields.family.value_or(QString());
    row.given = fields.given.value_or(QString());
    row.title = fields.title.value_or(QString());
    row.born = fields.born.value_or(QDate());
    row.gender = fields.gender.value_or(domain::Gender::Unknown);
    row.nhsNumber = fields.nhsNumber.value_or(QString());
    row.phone = fields.phone.value_or(QString());
    const Contact contact = fields.contact.value_or(Contact());
    row.contactName = contact.relation.isEmpty()
        ? contact.name
        : QStringLiteral("%1 (%2)").arg(contact.name, contact.relation);
    row.contactPhone = contact.phone;
    const Address address = fields.address.value_or(Address());
    row.addressLine = address.line;
    row.town = address.town;
    row.postcode = address.postcode;
    row.area = address.area;
    row.mapX = address.mapX;
    row.mapY = address.mapY;
    row.household = fields.household.value_or(HouseholdId());
    row.registers = fields.registers.value_or(QStringList());
    row.riskGroups = fields.riskGroups.value_or(QStringList());
    row.accessNote = fields.accessNote.value_or(QString());
    row.keyCode = fields.keyCode.value_or(QString());
    row.language = fields.language.value_or(QString());
    row.interpreter = fields.interpreter.value_or(false);
    row.usualGp = fields.usualGp.value_or(QString());
    row.restricted = fields.restricted.value_or(false);
    row.deceasedOn = fields.deceasedOn.value_or(QDate());
    return row;
}

} // namespace

Applied PatientFold::apply(const LedgerEntry& entry, const EntryMeta& meta)
{
    Applied applied = applyMerging<PatientRecorded>(entry, meta, m_fields);
    if (applied == Applied::OtherKind)
        applied = applyAllergies(entry, meta);
    if (applied == Applied::OtherKind)
        applied = applyFacts(
            entry, meta, m_alertRemovals, m_adjustments, m_adjustmentRemovals, m_links);
    return applied;
}

Applied PatientFold::applyAllergies(const LedgerEntry& entry, const EntryMeta& meta)
{
    std::vector<Fact<AlertAdded>> alerts;
    std::vector<Fact<AllergiesChecked>> checks;
    const Applied applied = applyFacts(entry, meta, alerts, checks);
    for (Fact<AlertAdded>& alert : alerts)
        m_alerts.push_back({std::move(alert), knownCheckOf(entry)});
    for (Fact<AllergiesChecked>& check : checks) {
        m_allergyStatus.applyField(
            allergyField, entry.payload.fields.value(allergyField), knownCheckOf(entry), meta);
        m_checks.push_back(std::move(check));
    }
    return applied;
}

PatientFold::Removals PatientFold::removedAlerts(const SharedState& shared, HoldBook& holds) const
{
    Removals removed;
    const auto closings = shared.closings(rules::AlertRemoval);
    for (const Fact<AlertRemoved>& removal : m_alertRemovals) {
        if (shared.isInError(removal.meta.id))
            continue;
        for (const EntryId& alert : removal.fields.alerts) {
            if (domain::mayRemoveAlerts(removal.fields.role)
                || isConfirmed(removal.meta.id, alert, closings))
                removed.insert(alert, removal.fields.reason);
            else
                holds.open(rules::AlertRemoval, {removal.meta.id, alert});
        }
    }
    // With the whole patient taken back (an import undone) nobody is left to be harmed.
    const bool isGone = m_fields.isAllInError(shared);
    for (const AddedAlert& alert : m_alerts) {
        const auto error
            = isGone ? shared.errorReason(alert.meta.id) : shared.guardedReason(alert.meta, holds);
        if (error)
            removed.insert(alert.meta.id, *error);
    }
    return removed;
}

PatientFold::Removals PatientFold::removedAdjustments(const SharedState& shared) const
{
    Removals removed;
    for (const Fact<AdjustmentRemoved>& removal : m_adjustmentRemovals)
        if (!shared.isInError(removal.meta.id))
            for (const EntryId& adjustment : removal.fields.adjustments)
                removed.insert(adjustment, removal.fields.reason);
    return removed;
}

/// "None known" said without having seen an allergy that somebody else recorded without having seen
/// the "none known". One hold an allergy.
void PatientFold::holdAllergies(
    const SharedState& shared, const Removals& removed, HoldBook& holds) const
{
    std::map<EntryId, EntryId> contradictedBy; ///< the check with the smallest id
    for (const Fact<AllergiesChecked>& check : m_checks) {
        if (check.fields.allergyStatus != domain::AllergyStatus::NoneKnown
            || shared.isInError(check.meta.id))
            continue;
        const QSet<EntryId> knowing = m_allergyStatus.builtOn(allergyField, check.meta.id);
        const bool isOutdated = std::any_of(knowing.begin(), knowing.end(),
            [&](EntryId later) { return later != check.meta.id && !shared.isInError(later); });
        if (isOutdated)
            continue;
        for (const AddedAlert& alert : m_alerts) {
            if (alert.fields.alertKind != domain::AlertKind::Allergy
                || removed.contains(alert.meta.id) || check.fields.seen.contains(alert.meta.id)
                || knowing.contains(alert.knownCheck))
                continue;
            EntryId& by = contradictedBy.try_emplace(alert.meta.id, check.meta.id).first->second;
            by = std::min(by, check.meta.id);
        }
    }
    for (const auto& [alert, check] : contradictedBy)
        holds.open(rules::Allergies, {check, alert});
}

void PatientFold::writeRows(AggregateId aggregate, const SharedState& shared, RowWriter& rows) const
{
    const Removals removed = removedAlerts(shared, rows.holds());
    holdAllergies(shared, removed, rows.holds());
    writePatient(aggregate, shared, removed, rows);
    writeAlerts(aggregate, removed, rows);
    writeAdjustments(aggregate, shared, rows);
}

void PatientFold::writePatient(AggregateId aggregate, const SharedState& shared,
    const Removals& removed, RowWriter& rows) const
{
    domain::PatientRow row = rowOf(standing<PatientRecorded>(
        m_fields.settle(PatientRecorded::staticMetaObject, aggregate, shared, rows)));
    row.patient = aggregate.as<PatientId>();
    const QCborMap status
        = m_allergyStatus.settle(AllergiesChecked::staticMetaObject, aggregate, shared, rows);
    row.allergyStatus
        = domain::fromWord<domain::AllergyStatus>(status.value(allergyField).toString());
    for (const Fact<AllergiesChecked>& check : m_checks)
        if (!shared.isInError(check.meta.id))
            row.allergiesCheckedAt = std::max(row.allergiesCheckedAt, check.fields.checkedAt);
    const bool hasAllergy
        = std::any_of(m_alerts.begin(), m_alerts.end(), [&](const AddedAlert& alert) {
              return alert.fields.alertKind == domain::AlertKind::Allergy
                  && !removed.contains(alert.meta.id);
          });
    if (hasAllergy)
        row.allergyStatus = domain::AllergyStatus::Listed;
    for (const Fact<PatientLinked>& link : m_links)
        if (!shared.isInError(link.meta.id))
            row.linkedTo = link.fields.other;
    rows.add(row);
}

void PatientFold::writeAlerts(AggregateId aggregate, const Removals& removed, RowWriter& rows) const
{
    for (const AddedAlert& alert : m_alerts) {
        domain::AlertRow row;
        row.entry = alert.meta.id;
        row.patient = aggregate.as<PatientId>();
        row.alertKind = alert.fields.alertKind;
        row.text = alert.fields.text;
        row.code = alert.fields.code;
        row.reaction = alert.fields.reaction;
        row.severe = alert.fields.severe;
        row.active = !removed.contains(alert.meta.id);
        row.removedReason = removed.value(alert.meta.id);
        row.recordedBy = alert.meta.staff;
        row.recordedAt = alert.meta.wall;
        rows.add(row);
    }
}

void PatientFold::writeAdjustments(
    AggregateId aggregate, const SharedState& shared, RowWriter& rows) const
{
    const Removals removed = removedAdjustments(shared);
    for (const Fact<AdjustmentAdded>& adjustment : m_adjustments) {
        domain::AdjustmentRow row;
        row.entry = adjustment.meta.id;
        row.patient = aggregate.as<PatientId>();
        row.code = adjustment.fields.code;
        row.text = adjustment.fields.text;
        row.active = !removed.contains(adjustment.meta.id) && !shared.isInError(adjustment.meta.id);
        row.recordedBy = adjustment.meta.staff;
        row.recordedAt = adjustment.meta.wall;
        rows.add(row);
    }
}

} // namespace doorstep::ledger
