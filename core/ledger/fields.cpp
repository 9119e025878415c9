#include "core/ledger/fields.h"

#include "core/ledger/kinds/box_kinds.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/desk_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/member_codec.h"

#include <QHash>
#include <QMetaProperty>
#include <algorithm>
#include <tuple>
#include <vector>

namespace doorstep::ledger {
namespace {

using namespace member_codec;

template <typename... T> QHash<int, MemberCodec> codecsOf()
{
    return {{QMetaType::fromType<T>().id(), MemberCodec{&writeMember<T>, &readMember<T>}}...};
}

/// Every member type of every kind. A type that is missing here fails a test, not a person.
const QHash<int, MemberCodec>& codecs()
{
    static const QHash<int, MemberCodec> all = codecsOf<bool, int, qint64, QString, QByteArray,
        Instant, QDate, QTime, QStringList, std::optional<bool>, std::optional<int>,
        std::optional<qint64>, std::optional<QString>, std::optional<QByteArray>,
        std::optional<QDate>, std::optional<QTime>, std::optional<QStringList>, AggregateId,
        EntryId, ActId, StaffId, PatientId, HouseholdId, RoundId, VisitId, BatchId, AuthorityId,
        FollowUpId, ImportId, MappingId, QList<EntryId>, std::optional<HouseholdId>,
        std::optional<RoundId>, std::optional<PatientId>, std::optional<StaffId>,
        std::optional<QList<StaffId>>, std::optional<QList<VisitId>>,
        std::optional<QList<PatientId>>, domain::AlertKind, domain::AllergyStatus, domain::Answer,
        domain::AuthorityKind, domain::ConsentBy, domain::ExportFormat, domain::FollowUpKind,
        domain::NotGivenReason, domain::Outcome, domain::Role, domain::StockReason,
        domain::VaccinationSource, domain::VaccinationStatus, std::optional<domain::Gender>,
        std::optional<domain::RoundKind>, std::optional<domain::Role>,
        std::optional<domain::AuthorityKind>, std::optional<Address>, std::optional<Contact>,
        QList<ScreeningAnswer>, QList<MeasuredValue>, QList<BoxContent>, QList<AuditLine>>();
    return all;
}

MemberCodec codecOf(const QMetaProperty& property)
{
    const MemberCodec codec = codecs().value(property.metaType().id());
    Q_ASSERT_X(codec.write != nullptr, "member type without a codec", property.typeName());
    return codec;
}

/// QCborMap compares in insertion order, so equal fields must be inserted alike: in the order of
/// their encoding (core/entry/cbor.h), as a decoded map comes.
QCborMap inEncodedOrder(std::vector<std::pair<QString, QCborValue>> members)
{
    std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) {
        return std::tuple(a.first.size(), a.first) < std::tuple(b.first.size(), b.first);
    });
    QCborMap map;
    for (auto& [name, cbor] : members)
        map.insert(name, cbor);
    return map;
}

QCborValue writtenAs(const QMetaProperty& property, const void* gadget)
{
    const QVariant member = property.readOnGadget(gadget);
    return codecOf(property).write(member.constData());
}

} // namespace

QCborMap writeFields(const QMetaObject& type, const void* gadget, const QCborMap& unread)
{
    std::vector<std::pair<QString, QCborValue>> members;
    for (const auto& [key, cbor] : unread)
        members.emplace_back(key.toString(), cbor);
    for (int i = 0; i < type.propertyCount(); ++i) {
        const QMetaProperty property = type.property(i);
        const QString name = QString::fromLatin1(property.name());
        if (unread.contains(name))
            continue;
        if (const QCborValue cbor = writtenAs(property, gadget); !cbor.isUndefined())
            members.emplace_back(name, cbor);
    }
    return inEncodedOrder(std::move(members));
}

Status readFields(const QMetaObject& type, const QCborMap& map, void* gadget, QCborMap* unread)
{
    for (const auto& [key, cbor] : map) {
        const int index = type.indexOfProperty(key.toString().toLatin1().constData());
        if (index < 0) {
            if (unread != nullptr)
                unread->insert(key, cbor);
            continue;
        }
        const QMetaProperty property = type.property(index);
        QVariant member(property.metaType());
        const Reading reading = codecOf(property).read(cbor, member.data());
        if (reading == Reading::Wrong)
            return Error{ErrorCode::Corrupt, property.name()};
        property.writeOnGadget(gadget, member);
        if (unread != nullptr && writtenAs(property, gadget) != cbor)
            unread->insert(key, cbor);
    }
    return {};
}

bool hasCodec(const QMetaObject& type)
{
    for (int i = 0; i < type.propertyCount(); ++i)
        if (!codecs().contains(type.property(i).metaType().id()))
            return false;
    return true;
}

QStringList statedFields(const QMetaObject& type, const QCborMap& map)
{
    QStringList stated;
    for (int i = 0; i < type.propertyCount(); ++i) {
        const QMetaProperty property = type.property(i);
        const QString name = QString::fromLatin1(property.name());
        if (map.contains(name) && QByteArrayView(property.typeName()).startsWith("std::optional"))
            stated.append(name);
    }
    return stated;
}

} // namespace doorstep::ledger
