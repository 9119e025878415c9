#include "core/domain/hold_rules.h"

#include <QCryptographicHash>
#include <algorithm>

namespace doorstep::domain::hold_rules {
namespace {

constexpr QStringView fieldPrefix = u"field.";

}

QString field(QStringView fieldName)
{
    return fieldPrefix.toString() + fieldName.toString();
}

QString fieldNameOf(QStringView rule)
{
    return rule.startsWith(fieldPrefix) ? rule.mid(fieldPrefix.size()).toString() : QString();
}

bool isUrgent(QStringView rule)
{
    return rule == DoubleDose || rule == Allergies || rule == AlertRemoval || rule == TakenBack
        || rule == BatchRecalled || rule == BatchExpired || rule == AuthorityAtAct;
}

Role ownerOf(QStringView rule)
{
    if (rule == DoubleDose || rule == Corrections || rule == Allergies || rule == AlertRemoval
        || rule == TakenBack || rule == BatchRecalled || rule == BatchExpired
        || rule == AuthorityAtAct)
        return Role::Nurse;
    return Role::Coordinator;
}

bool mayDecide(Role owner, Role role)
{
    const bool registered = role == Role::Nurse || role == Role::Gp;
    switch (owner) {
    case Role::Gp:
        return role == Role::Gp;
    case Role::Nurse:
        return registered;
    case Role::Unknown:
    case Role::Hca:
    case Role::Coordinator:
    case Role::Visitor:
    case Role::Manager:
        return registered || role == Role::Coordinator || role == Role::Manager;
    }
    return false;
}

HoldId holdId(QStringView rule, QList<EntryId> entries)
{
    std::sort(entries.begin(), entries.end());
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    hash.addData(QByteArrayLiteral("DS-HOLD-1"));
    hash.addData(rule.toUtf8());
    hash.addData(QByteArray(1, '\0')); // ends the rule: the ids have a fixed size
    for (const EntryId& entry : std::as_const(entries))
        hash.addData(entry.toBytes());
    const auto id = HoldId::fromBytes(QByteArrayView(hash.result()).first(HoldId::Size));
    return id ? *id : HoldId();
}

} // namespace doorstep::domain::hold_rules
