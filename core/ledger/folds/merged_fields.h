#pragma once

#include "core/ledger/folds/fold.h"

#include <QCborValue>
#include <QSet>
#include <map>

namespace doorstep::ledger {

/// One statement of one field.
struct FieldWrite {
    EntryMeta meta;
    EntryId basis; ///< what stood for the field when this was written; null: nothing
    QCborValue value;
};

/// Who stands for a field, by the rule of docs/adr/0006-fold-and-holds.md.
struct FieldVerdict {
    const FieldWrite* current = nullptr; ///< nullptr when every write was entered in error
    std::vector<const FieldWrite*> others; ///< other values nobody has decided against
};

/// The fields of an aggregate that merge one by one. Works on CBOR values, so that one rule serves
/// every kind.
class MergedFields {
public:
    /// Every stated field of a payload.
    void apply(const QStringList& stated, const LedgerEntry& entry, const EntryMeta& meta);
    void applyField(const QString& field, QCborValue value, EntryId basis, const EntryMeta& meta);

    /// Writes fieldHead and alsoRecorded rows and opens holds; returns the values that stand.
    [[nodiscard]] QCborMap settle(const QMetaObject& kind, AggregateId aggregate,
        const SharedState& shared, RowWriter& rows) const;

    /// `entry` and every write of the field that builds on it, directly or not: all whose writers
    /// knew it.
    [[nodiscard]] QSet<EntryId> builtOn(const QString& field, EntryId entry) const;
    [[nodiscard]] const std::vector<FieldWrite>& writes(const QString& field) const;
    /// Something was written, and all of it was entered in error.
    [[nodiscard]] bool isAllInError(const SharedState& shared) const;

private:
    [[nodiscard]] FieldVerdict settleField(const QString& field,
        const std::vector<FieldWrite>& writes, const SharedState& shared, HoldBook& holds) const;

    std::map<QString, std::vector<FieldWrite>> m_writes;
};

/// The value as a person would read it: "4 Mill Lane, Quayhaven, QH1 2AB", "2 Apr 1938".
[[nodiscard]] QString readableText(
    const QMetaObject& kind, const QString& field, const QCborValue& value);

/// Typed fields of what stands.
template <typename KindType> [[nodiscard]] KindType standing(const QCborMap& values)
{
    KindType fields;
    // Each value came out of a payload of this kind that read, so reading cannot fail.
    const Status status = readFields(KindType::staticMetaObject, values, &fields);
    Q_ASSERT(status.ok());
    Q_UNUSED(status)
    return fields;
}

/// Applies an entry of a merging kind.
template <typename KindType>
[[nodiscard]] Applied applyMerging(
    const LedgerEntry& entry, const EntryMeta& meta, MergedFields& fields)
{
    if (entry.payload.kind != QLatin1StringView(KindType::Kind.name))
        return Applied::OtherKind;
    if (!fieldsOf<KindType>(entry.payload))
        return Applied::Malformed;
    fields.apply(statedFields(KindType::staticMetaObject, entry.payload.fields), entry, meta);
    return Applied::Yes;
}

} // namespace doorstep::ledger
