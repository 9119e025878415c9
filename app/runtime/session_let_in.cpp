/// Who may come in besides those who could: a new slot at the door, and new names.
#include "app/runtime/session_door.h"
#include "core/domain/word.h"
#include "core/store/person_store.h"
#include "core/store/trust_store.h"
#include "sync/client/staff_certification.h"

#include <algorithm>

namespace doorstep::app {

namespace let_in {

/// device.seal is read whole and has an end: far below it, whatever the names are.
constexpr qsizetype mostNameBytes = qsizetype{40} * 1024;
constexpr std::size_t mostNames = 500;

store::UnlockName nameOf(const domain::PersonRow& row)
{
    return {row.staff, row.name, domain::word(row.role)};
}

bool sameName(const store::UnlockName& a, const store::UnlockName& b)
{
    return a.staff == b.staff && a.name == b.name && a.role == b.role;
}

Error refused(const char* why)
{
    return {ErrorCode::Refused, why, true};
}

/// The practice's certificate of the very key that vouches, and not the name at the door: somebody
/// let in under a senior's name has none.
Result<bool> isSeniorKey(
    store::TrustStore& trust, const LetIn& asked, DeviceId device, const SecretBytes& seed)
{
    const auto key = crypto::signKeyPairFromSeed(seed).publicKey;
    DOORSTEP_TRY(certificates, trust.staffOn(device));
    return std::ranges::any_of(certificates, [&](const entry::StaffCertificate& each) {
        return each.staff == asked.voucher && each.staffKey == key
            && isSenior(domain::fromWord<domain::Role>(QString(entry::roleWord(each.role))));
    });
}

Status check(store::Store& store, const LetIn& asked, bool replaces, const SecretBytes& seed)
{
    store::TrustStore trust(store.connection());
    DOORSTEP_TRY(voucherRevoked, trust.isRevoked(asked.voucher));
    DOORSTEP_TRY(personRevoked, trust.isRevoked(asked.person));
    DOORSTEP_TRY(row, store::PersonStore(store.connection()).find(asked.person));
    if (voucherRevoked)
        return refused("voucher revoked");
    if (personRevoked || (row && row->hasLeft))
        return refused("person revoked");
    if (!replaces)
        return {};
    DOORSTEP_TRY(senior, isSeniorKey(trust, asked, store.identity().device, seed));
    return senior ? Status() : refused("not senior");
}

} // namespace let_in

bool isSenior(domain::Role role)
{
    return role == domain::Role::Nurse || role == domain::Role::Gp
        || role == domain::Role::Coordinator;
}

std::vector<store::UnlockName> namesAtDoor(
    const std::vector<store::UnlockName>& known, const DoorPeople& now)
{
    std::vector<store::UnlockName> names;
    QSet<StaffId> seen;
    qsizetype bytes = 0;
    const auto add = [&](const store::UnlockName& name) {
        bytes += name.name.toUtf8().size() + StaffId::Size + name.role.size();
        if (bytes <= let_in::mostNameBytes && names.size() < let_in::mostNames)
            names.push_back(name);
    };
    for (const auto& name : known) {
        seen.insert(name.staff);
        const auto row = std::ranges::find(now.people, name.staff, &domain::PersonRow::staff);
        const bool gone
            = now.revoked.contains(name.staff) || (row != now.people.end() && row->hasLeft);
        if (!gone || now.withPin.contains(name.staff))
            add(row == now.people.end() ? name : let_in::nameOf(*row));
    }
    for (const auto& row : now.people)
        if (!seen.contains(row.staff) && !row.hasLeft && !now.revoked.contains(row.staff))
            add(let_in::nameOf(row));
    return names;
}

QFuture<Status> Session::letIn(LetIn asked)
{
    const auto shared = std::make_shared<LetIn>(std::move(asked));
    const bool anew = hasPin(shared->person);
    return cross({shared->voucher, shared->person}, [this, shared](qint64 reached) {
        return openNewSlot(*shared, reached);
    }).then(this, [this, shared, anew](const Status& entered) {
        if (entered)
            Q_EMIT somebodyLetIn(shared->person, shared->voucher, anew);
        return entered;
    });
}

Result<Session::Opened> Session::openNewSlot(const LetIn& asked, qint64 reached)
{
    if (!m_door || m_store)
        return Error{ErrorCode::Locked, "no door"};
    if (asked.person == asked.voucher)
        return let_in::refused("own voucher");
    DOORSTEP_TRY(vouching, m_door->unlock.tryPin(asked.voucher, asked.voucherPin));
    const bool replaces = m_door->unlock.envelope().slotOf(asked.person).has_value();
    const store::StaffKeys fresh{asked.person, vouching.masterKey.clone(), crypto::randomSecret()};
    DOORSTEP_TRY(
        opened, openStore({fresh.staff, fresh.masterKey.clone(), fresh.signSeed.clone()}, reached));
    auto put = let_in::check(*m_store, asked, replaces, vouching.signSeed);
    if (put)
        put = putSlot(fresh, asked.pin);
    if (!put) {
        m_store.reset();
        return put.error();
    }
    // After the slot: a request for a key that nobody has would use the code up. When it is not
    // kept, or a kill comes between, the person types the code once more.
    if (!asked.code.isEmpty()) {
        const auto ask
            = client::makeStaffAsk(*m_store, fresh.staff, m_store->staffKey(), asked.code);
        if (ask)
            std::ignore = client::keepStaffAsk(m_store->connection(), *ask);
    }
    return opened;
}

Status Session::putSlot(const store::StaffKeys& keys, const SecretBytes& pin)
{
    auto put = m_door->unlock.putStaff(keys, pin, store::SecretKind::Pin);
    if (put)
        return put;
    // The door's own copy may be further than the files: what they say holds.
    auto door = store::Unlock::open(m_parts.files, m_door->deviceSecret.clone(), bootTimes());
    if (door)
        m_door->unlock = std::move(*door);
    return put;
}

void Session::takeUpNames()
{
    using Names = std::optional<std::vector<store::UnlockName>>;
    m_storage
        .run(StorageThread::Urgency::Apply,
            [this]() -> Result<Names> {
                if (!m_store || !m_door)
                    return Error{ErrorCode::Locked, "not unlocked"};
                DoorPeople now;
                DOORSTEP_TRY(people, store::PersonStore(m_store->connection()).all());
                now.people = std::move(people);
                store::TrustStore trust(m_store->connection());
                DOORSTEP_TRY(
                    identity, store::readDeviceIdentity(m_parts.files, m_door->deviceSecret));
                for (const auto& row : now.people) {
                    DOORSTEP_TRY(revoked, trust.isRevoked(row.staff));
                    if (revoked)
                        now.revoked.insert(row.staff);
                }
                for (const auto& slot : m_door->unlock.envelope().staff())
                    now.withPin.insert(slot.staff);
                auto names = namesAtDoor(identity.names, now);
                if (std::ranges::equal(names, identity.names, let_in::sameName))
                    return Names();
                identity.names = names;
                DOORSTEP_CHECK(
                    store::writeDeviceIdentity(m_parts.files, identity, m_door->deviceSecret));
                return Names(std::move(names));
            })
        .then(this, [this](Result<Names> names) {
            if (names && *names) // the door is no worse off without: the next sync looks again
                m_device.names = std::move(**names);
        });
}

} // namespace doorstep::app
