#include "core/store/unlock.h"

#include "core/base/mutant.h"
#include "core/store/append_file.h"
#include "core/store/database.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace doorstep::store {

namespace door {

Status checkSecret(const SecretBytes& deviceSecret)
{
    if (deviceSecret.size() != crypto::KeySize)
        return Error{ErrorCode::KeystoreMissing, "device secret is not 32 bytes", true};
    return {};
}

Result<SecretBytes> fill(const StoreFiles& files, const NewStore& newStore,
    const SecretBytes& deviceSecret, const std::function<BootTime()>& bootTime,
    const FurnishStore& furnish)
{
    SecretBytes masterKey = crypto::randomSecret();
    EnvelopeHead head;
    head.store = *StoreId::fromBytes(crypto::randomBytes(StoreId::Size));
    head.deviceSecret = newStore.deviceSecretId;
    head.databaseSalt = vfs::randomStoreSalt();
    head.recoveryKey = newStore.recoveryKey;
    DOORSTEP_TRY(envelope, KeyEnvelope::create(head, masterKey));
    DOORSTEP_CHECK(writeEnvelope(files, envelope, masterKey));
    DOORSTEP_CHECK(writeDeviceIdentity(files, newStore.identity, deviceSecret));
    DOORSTEP_CHECK(Lockout(files.lockout(), deviceSecret, bootTime).create());
    {
        DOORSTEP_TRY(made, Database::create(files, head, masterKey));
        Q_UNUSED(made)
    }
    if (furnish)
        DOORSTEP_CHECK(furnish(files, masterKey));
    return masterKey;
}

} // namespace door

Result<SecretBytes> createStore(const StoreFiles& files, const NewStore& newStore,
    const SecretBytes& deviceSecret, const std::function<BootTime()>& bootTime,
    const FurnishStore& furnish)
{
    DOORSTEP_CHECK(door::checkSecret(deviceSecret));
    if (files.storeExists())
        return Error{ErrorCode::Exists, "there is a store", true};
    // What a killed attempt left was never acknowledged to anyone.
    const StoreFiles draft{files.folder + QStringLiteral(".new")};
    QDir(draft.folder).removeRecursively();
    const auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    if (!QDir().mkpath(draft.folder) || !QFile::setPermissions(draft.folder, ownerOnly))
        return Error::transient(ErrorCode::Io, "cannot make the store's folder");
    auto masterKey = door::fill(draft, newStore, deviceSecret, bootTime, furnish);
    if (!masterKey) {
        QDir(draft.folder).removeRecursively();
        return masterKey;
    }
    DOORSTEP_CHECK(syncFolder(draft.folder));
    QDir().rmdir(files.folder); // an empty folder of that name is no store
    if (!QFile::rename(draft.folder, files.folder))
        return Error::transient(ErrorCode::Io, "cannot put the store in its place");
    if (const auto synced = syncFolder(QFileInfo(files.folder).absolutePath()); !synced) {
        // Nobody will have its master key: left there, it would stand in the way of the next try.
        QFile::rename(files.folder, draft.folder);
        QDir(draft.folder).removeRecursively();
        return synced.error();
    }
    return masterKey;
}

QString deviceSecretName(DeviceSecretId secret)
{
    return QStringLiteral("doorstep/") + QString::fromLatin1(secret.toHex());
}

Unlock::Unlock(StoreFiles files, SecretBytes deviceSecret, KeyEnvelope envelope, Lockout lockout,
    crypto::PwhashMeasure measure)
    : m_files(std::move(files))
    , m_deviceSecret(std::move(deviceSecret))
    , m_envelope(std::move(envelope))
    , m_lockout(std::move(lockout))
    , m_measure(std::move(measure))
{
}

Result<Unlock> Unlock::open(const StoreFiles& files, SecretBytes deviceSecret,
    std::function<BootTime()> bootTime, crypto::PwhashMeasure measure)
{
    DOORSTEP_CHECK(door::checkSecret(deviceSecret));
    DOORSTEP_TRY(envelope, readEnvelope(files));
    Lockout lockout(files.lockout(), deviceSecret, std::move(bootTime));
    return Unlock(files, std::move(deviceSecret), std::move(envelope), std::move(lockout),
        std::move(measure));
}

Result<StaffKeys> Unlock::tryPin(StaffId staff, const SecretBytes& pin)
{
    if (!mutated(Mutant::CountedAfterArgon2))
        DOORSTEP_CHECK(m_lockout.beginAttempt(staff));
    const auto slot = m_envelope.slotOf(staff);
    Result<StaffKeys> keys = Error{ErrorCode::NotFound, "no slot for this person", true};
    qint64 tookMs = 0;
    if (slot)
        tookMs = m_measure(slot->cost, [&] { keys = m_envelope.open(staff, pin, m_deviceSecret); });
    if (mutated(Mutant::CountedAfterArgon2))
        DOORSTEP_CHECK(m_lockout.beginAttempt(staff));
    if (keys) {
        DOORSTEP_CHECK(m_lockout.succeed(staff));
        raiseCost(*slot, tookMs, *keys, pin);
        return keys;
    }
    // Only a wrong PIN costs an attempt: damage must not lock people out.
    if (keys.error().code != ErrorCode::WrongSecret)
        DOORSTEP_CHECK(m_lockout.withdrawAttempt(staff));
    return keys;
}

void Unlock::raiseCost(
    const StaffSlotSummary& slot, qint64 tookMs, const StaffKeys& keys, const SecretBytes& pin)
{
    // Whoever came in with a one-time code chooses a PIN next, and that is measured.
    if (slot.secretKind == SecretKind::StaffCode)
        return;
    const auto cost = crypto::raisedPwhashCost(slot.cost, tookMs);
    if (!cost)
        return;
    // Into a copy: whatever fails, this door and the files stay of one mind. What another program
    // has changed since stays its own.
    auto raised = readEnvelope(m_files);
    if (!raised || raised->encode(keys.masterKey) != m_envelope.encode(keys.masterKey))
        return;
    Status put;
    const qint64 raisedMs = m_measure(
        *cost, [&] { put = raised->putStaff(keys, pin, slot.secretKind, m_deviceSecret, *cost); });
    // Both copies of either cost open with this PIN: a kill between them changes nothing.
    if (put && raisedMs <= crypto::PwhashBudgetMs
        && writeEnvelope(m_files, *raised, keys.masterKey))
        m_envelope = std::move(*raised);
}

Result<SecretBytes> Unlock::recover(const crypto::BoxKeyPair& recovery) const
{
    return m_envelope.openRecovery(recovery);
}

Status Unlock::putStaff(const StaffKeys& keys, const SecretBytes& pin, SecretKind kind)
{
    DOORSTEP_CHECK(
        m_envelope.putStaff(keys, pin, kind, m_deviceSecret, crypto::tunedPwhashCost(m_measure)));
    DOORSTEP_CHECK(writeEnvelope(m_files, m_envelope, keys.masterKey));
    return m_lockout.reopen(keys.staff);
}

Status Unlock::removeStaff(
    StaffId staff, const SecretBytes& masterKey, DeviceSecretId newSecretId, SecretBytes newSecret)
{
    DOORSTEP_CHECK(door::checkSecret(newSecret));
    DOORSTEP_TRY(identity, readDeviceIdentity(m_files, m_deviceSecret));
    DOORSTEP_CHECK(m_envelope.removeStaff(staff, masterKey));
    DOORSTEP_CHECK(m_envelope.renewDeviceSecret(masterKey, m_deviceSecret, newSecretId, newSecret));
    // A kill at any step leaves an envelope and a device file under one and the same secret: the
    // first device file is new, the envelope decides, the second is old until the envelope is new.
    DOORSTEP_CHECK(writeDeviceFile(m_files.device(), identity, newSecret));
    DOORSTEP_CHECK(writeEnvelope(m_files, m_envelope, masterKey));
    DOORSTEP_CHECK(writeDeviceFile(m_files.deviceCopy(), identity, newSecret));
    DOORSTEP_CHECK(m_lockout.forget(staff));
    DOORSTEP_CHECK(m_lockout.changeDeviceSecret(newSecret));
    m_deviceSecret = std::move(newSecret);
    return {};
}

} // namespace doorstep::store
