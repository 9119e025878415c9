#include "core/ledger/folds/merged_fields.h"

#include "core/domain/hold_rules.h"
#include "core/domain/patient_rules.h"
#include "core/ledger/folds/row_writer.h"

#include <QCborArray>
#include <QHash>
#include <QLocale>
#include <QMetaProperty>
#include <QTime>
#include <algorithm>

namespace doorstep::ledger {
namespace {

namespace rules = domain::hold_rules;
using Writes = std::vector<const FieldWrite*>;

/// Writes that no other write builds on, directly or through writes entered in error: whoever
/// changed a value that was taken back later had seen what stood before it. A loop of bases, which
/// no honest device makes, would leave none: then all count.
Writes headsOf(const std::vector<FieldWrite>& writes, const SharedState& shared)
{
    Writes alive;
    QHash<EntryId, EntryId> basisOfErrored;
    for (const FieldWrite& write : writes) {
        if (shared.isInError(write.meta.id))
            basisOfErrored.insert(write.meta.id, write.basis);
        else
            alive.push_back(&write);
    }
    QSet<EntryId> builtOn;
    for (const FieldWrite* write : alive) {
        EntryId basis = write->basis;
        for (auto left = basisOfErrored.size(); left > 0 && basisOfErrored.contains(basis); --left)
            basis = basisOfErrored.value(basis);
        if (basis != write->meta.id)
            builtOn.insert(basis);
    }
    Writes heads;
    std::copy_if(alive.begin(), alive.end(), std::back_inserter(heads),
        [&builtOn](const FieldWrite* write) { return !builtOn.contains(write->meta.id); });
    return heads.empty() ? alive : heads;
}

QList<EntryId> idsOf(const Writes& writes)
{
    QList<EntryId> ids;
    for (const FieldWrite* write : writes)
        ids.append(write->meta.id);
    return ids;
}

/// Leaves out what a person decided against.
Writes withoutDecided(const Writes& heads, const std::vector<const Fact<HoldClosed>*>& closings)
{
    QSet<EntryId> decidedAgainst;
    for (const Fact<HoldClosed>* closing : closings)
        for (const EntryId& entry : closing->fields.entries)
            if (!closing->fields.chosen.isNull() && entry != closing->fields.chosen)
                decidedAgainst.insert(entry);
    Writes left;
    std::copy_if(heads.begin(), heads.end(), std::back_inserter(left),
        [&](const FieldWrite* write) { return !decidedAgainst.contains(write->meta.id); });
    return left.empty() ? heads : left;
}

/// Somebody accepted all of these side by side.
bool isAccepted(const Writes& candidates, const std::vector<const Fact<HoldClosed>*>& closings)
{
    return std::any_of(closings.begin(), closings.end(), [&](const Fact<HoldClosed>* closing) {
        return closing->fields.chosen.isNull()
            && std::all_of(candidates.begin(), candidates.end(), [&](const FieldWrite* write) {
                   return closing->fields.entries.contains(write->meta.id);
               });
    });
}

} // namespace

void MergedFields::apply(const QStringList& stated, const LedgerEntry& entry, const EntryMeta& meta)
{
    for (const QString& field : stated) {
        const auto basis = entry.payload.basis.find(field);
        applyField(field, entry.payload.fields.value(field),
            basis == entry.payload.basis.end() ? EntryId() : basis->second, meta);
    }
}

void MergedFields::applyField(
    const QString& field, QCborValue value, EntryId basis, const EntryMeta& meta)
{
    m_writes[field].push_back({meta, basis, std::move(value)});
}

const std::vector<FieldWrite>& MergedFields::writes(const QString& field) const
{
    static const std::vector<FieldWrite> none;
    const auto found = m_writes.find(field);
    return found == m_writes.end() ? none : found->second;
}

bool MergedFields::isAllInError(const SharedState& shared) const
{
    return !m_writes.empty()
        && std::all_of(m_writes.begin(), m_writes.end(), [&shared](const auto& field) {
               return std::all_of(field.second.begin(), field.second.end(),
                   [&shared](const FieldWrite& write) { return shared.isInError(write.meta.id); });
           });
}

QSet<EntryId> MergedFields::builtOn(const QString& field, EntryId entry) const
{
    QMultiHash<EntryId, EntryId> next;
    for (const FieldWrite& write : writes(field))
        next.insert(write.basis, write.meta.id);
    QSet<EntryId> found{entry};
    std::vector<EntryId> open{entry};
    while (!open.empty()) {
        const EntryId at = open.back();
        open.pop_back();
        const auto [first, last] = next.equal_range(at);
        for (auto it = first; it != last; ++it)
            if (!found.contains(*it)) {
                found.insert(*it);
                open.push_back(*it);
            }
    }
    return found;
}

FieldVerdict MergedFields::settleField(const QString& field, const std::vector<FieldWrite>& writes,
    const SharedState& shared, HoldBook& holds) const
{
    const QString rule = rules::field(field);
    const auto closings = shared.closings(rule);
    const Writes candidates = withoutDecided(headsOf(writes, shared), closings);
    FieldVerdict verdict;
    if (candidates.empty())
        return verdict;
    verdict.current = candidates.back(); // writes are in fold order
    if (domain::laterSimplyStands(field))
        return verdict;
    std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(verdict.others),
        [&](const FieldWrite* write) { return write->value != verdict.current->value; });
    if (!verdict.others.empty() && !isAccepted(candidates, closings))
        holds.open(rule, idsOf(candidates));
    return verdict;
}

QCborMap MergedFields::settle(const QMetaObject& kind, AggregateId aggregate,
    const SharedState& shared, RowWriter& rows) const
{
    QCborMap values;
    for (const auto& [field, writes] : m_writes) {
        const FieldVerdict verdict = settleField(field, writes, shared, rows.holds());
        if (verdict.current == nullptr)
            continue;
        values.insert(field, verdict.current->value);
        rows.add(domain::FieldHeadRow{aggregate, field, verdict.current->meta.id});
        for (const FieldWrite* other : verdict.others)
            rows.add(domain::AlsoRecordedRow{aggregate, field, other->meta.id,
                readableText(kind, field, other->value), domain::showsEqualWeight(field),
                other->meta.staff, other->meta.wall});
    }
    return values;
}

QString readableText(const QMetaObject& kind, const QString& field, const QCborValue& value)
{
    const int index = kind.indexOfProperty(field.toLatin1().constData());
    const QByteArray type = index < 0 ? "" : kind.property(index).typeName();
    if (value.isBool())
        return value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
    if (value.isInteger() && type.contains("QDate"))
        return QLocale::c().toString(
            QDate(1970, 1, 1).addDays(value.toInteger()), QStringLiteral("d MMM yyyy"));
    if (value.isInteger() && type.contains("QTime"))
        return QTime(0, 0)
            .addSecs(static_cast<int>(value.toInteger() * 60))
            .toString(QStringLiteral("HH:mm"));
    if (value.isInteger())
        return QString::number(value.toInteger());
    if (value.isByteArray())
        return QString::fromLatin1(value.toByteArray().toHex());
    QStringList parts;
    if (value.isArray())
        for (const QCborValue element : value.toArray())
            parts.append(readableText(kind, {}, element));
    if (value.isMap()) { // a nested gadget reads in the order of its text members
        for (const char* member : {"name", "relation", "phone", "line", "town", "postcode"})
            if (const auto text = value[QLatin1StringView(member)].toString(); !text.isEmpty())
                parts.append(text);
    }
    return value.isString() ? value.toString() : parts.join(QStringLiteral(", "));
}

} // namespace doorstep::ledger
