/// People whom the practice has taken out of use lose their way in on this device. Whoever is in,
/// or has the only PIN of a device, is refused at the door instead (Session::openStore): a slot
/// goes with a renewed device secret, which takes the master key of somebody who stays.
#include "app/runtime/session_door.h"
#include "sync/client/staff_revocation.h"

#include <QPointer>

namespace doorstep::app {

namespace out_of_use {

/// One at a time; null when there is none.
StaffId slotToRemove(const store::Unlock& unlock, store::Store& store)
{
    for (const auto& slot : unlock.envelope().staff()) {
        const Status stands = client::staffStands(store, slot.staff);
        if (slot.staff != store.staff() && !stands && stands.error().code == ErrorCode::Refused)
            return slot.staff;
    }
    return {};
}

} // namespace out_of_use

void Session::OutOfUse::look(Session& session)
{
    if (session.m_removesSlot || session.m_state != State::Open)
        return;
    session.m_storage
        .run(StorageThread::Urgency::Read,
            [&session]() -> Result<StaffId> {
                return session.m_door && session.m_store
                    ? out_of_use::slotToRemove(session.m_door->unlock, *session.m_store)
                    : StaffId();
            })
        .then(&session, [&session](const Result<StaffId>& found) {
            if (found && !found->isNull() && !session.m_removesSlot)
                remove(session, *found);
        });
}

/// The new secret is in the keystore before the envelope names it, and the old one goes last: a
/// kill in between leaves a secret that opens nothing.
void Session::OutOfUse::remove(Session& session, StaffId staff)
{
    session.m_removesSlot = true;
    const auto id
        = *store::DeviceSecretId::fromBytes(crypto::randomBytes(store::DeviceSecretId::Size));
    session.m_parts.keyVault.create(store::deviceSecretName(id),
        [self = QPointer(&session), staff, id](Result<SecretBytes> made) {
            if (!self)
                return;
            if (!made) { // tried again after the next sync
                self->m_removesSlot = false;
                return;
            }
            const auto secret = std::make_shared<SecretBytes>(std::move(*made));
            self->m_storage
                .run(StorageThread::Urgency::Save,
                    [session = self.data(), staff, id, secret] {
                        return takeSlot(*session, staff, id, *secret);
                    })
                .then(self.data(), [session = self.data(), staff, id](const Result<QString>& idle) {
                    session->m_removesSlot = false;
                    if (!idle)
                        return;
                    session->m_parts.keyVault.remove(*idle, [](const Status&) {});
                    if (*idle == store::deviceSecretName(id))
                        return;
                    session->m_withPin.remove(staff);
                    look(*session);
                });
        });
}

Result<QString> Session::OutOfUse::takeSlot(
    Session& session, StaffId staff, store::DeviceSecretId id, const SecretBytes& secret)
{
    const auto& files = session.m_parts.files;
    const QString former = store::deviceSecretName(files);
    const QString made = store::deviceSecretName(id);
    auto& door = session.m_door;
    if (!door || !session.m_store)
        return made; // locked meanwhile: no envelope names it
    const Status removed
        = door->unlock.removeStaff(staff, session.m_store->keys().masterKey, id, secret.clone());
    if (store::deviceSecretName(files) == made)
        door->deviceSecret = secret.clone();
    if (removed)
        return former;
    // The door's own copy may be further than the files: what they say holds.
    DOORSTEP_TRY(
        again, store::Unlock::open(files, door->deviceSecret.clone(), session.bootTimes()));
    door->unlock = std::move(again);
    return removed.error();
}

} // namespace doorstep::app
