#include "sync/client/new_desk.h"

#include "core/ledger/kinds/practice_kinds.h"
#include "core/store/setting_store.h"
#include "sync/client/keyring.h"
#include "sync/client/recovery_seals.h"

namespace doorstep::client {

namespace {

constexpr auto TakeSetting = "claim.pending";
constexpr qint64 DeskCertificateMs = 2LL * 365 * 86'400'000;
/// The server's certificate is renewed by hand, if ever: its key lies in its own files.
constexpr qint64 ServerCertificateMs = 10LL * 365 * 86'400'000;

std::vector<entry::EpochKey> copiesOf(const std::vector<entry::EpochKey>& keys)
{
    std::vector<entry::EpochKey> copies;
    copies.reserve(keys.size());
    for (const entry::EpochKey& key : keys)
        copies.push_back({key.keyClass, key.epoch, key.key.clone()});
    return copies;
}

} // namespace

NewDesk::NewDesk(NewPractice made, DeskBeginning beginning, const Clock& clock, IdMint& mint)
    : m_made(std::move(made))
    , m_beginning(std::move(beginning))
    , m_clock(clock)
    , m_mint(mint)
    , m_practiceSign(crypto::signKeyPairFromSeed(m_beginning.practiceSignSeed))
{
    const Instant notAfter = clock.now().plusMs(DeskCertificateMs);
    const auto staff = mint.next<StaffId>();
    const auto device = mint.next<DeviceId>();
    m_deviceCertificate = {device, m_made.role, crypto::signKeyPairFromSeed(m_deviceSeed).publicKey,
        m_deviceBox.publicKey, notAfter, {}};
    m_staffCertificate = {staff, device, crypto::signKeyPairFromSeed(m_staffSeed).publicKey,
        m_made.personRole, notAfter, {}};
    m_serverCertificate = {m_beginning.serverKey, clock.now().plusMs(ServerCertificateMs), {}};
    entry::certify(m_deviceCertificate, m_beginning.practice, m_practiceSign.secretKey);
    entry::certify(m_staffCertificate, m_beginning.practice, m_practiceSign.secretKey);
    entry::certify(m_serverCertificate, m_beginning.practice, m_practiceSign.secretKey);
}

Result<std::unique_ptr<store::Store>> NewDesk::make(const QByteArray& claimRequest)
{
    DOORSTEP_TRY(masterKey,
        store::createStore(m_made.files,
            {identity(), m_beginning.recoveryKey, m_made.deviceSecretId}, m_made.deviceSecret,
            m_made.bootTime, [&](const store::StoreFiles& draft, const SecretBytes& master) {
                return furnish(draft, master, claimRequest);
            }));
    return open(m_made.files, masterKey);
}

store::DeviceIdentity NewDesk::identity() const
{
    store::DeviceIdentity identity;
    identity.practice = m_beginning.practice;
    identity.practiceName = m_beginning.practiceName;
    identity.device = m_deviceCertificate.device;
    identity.deviceRole = QString(entry::roleWord(m_made.role));
    identity.signSeed = m_deviceSeed.clone();
    identity.boxSecret = m_deviceBox.secretKey.clone();
    identity.boxPublic = m_deviceBox.publicKey;
    identity.practiceSign = m_practiceSign.publicKey;
    identity.serverSign = m_beginning.serverKey;
    identity.connection
        = encodeServerAddress({m_made.address.authority, m_beginning.pinNow, m_beginning.pinNext});
    identity.names.push_back(
        {m_staffCertificate.staff, m_made.personName, QString(entry::roleWord(m_made.personRole))});
    identity.pinAllowed = m_made.secretKind == store::SecretKind::Pin;
    return identity;
}

Result<std::unique_ptr<store::Store>> NewDesk::open(
    const store::StoreFiles& files, const SecretBytes& masterKey) const
{
    return store::Store::open(files,
        {m_staffCertificate.staff, masterKey.clone(), m_staffSeed.clone()}, identity(), m_clock,
        m_mint);
}

DeskKeys NewDesk::deskKeys() const
{
    return {m_beginning.practiceSignSeed.clone(), m_practiceSign.secretKey.clone(),
        copiesOf(m_beginning.epochs)};
}

Result<PracticeRoot> NewDesk::root() const
{
    const SecretBytes& seed = m_beginning.practiceSignSeed;
    DOORSTEP_TRY(own, crypto::sealTo(m_deviceBox.publicKey, seed.view()));
    DOORSTEP_TRY(forRecovery, crypto::sealTo(m_beginning.recoveryKey, seed.view()));
    return PracticeRoot{
        m_beginning.scopes, m_beginning.recoveryKey, m_serverCertificate, own, forRecovery};
}

Status NewDesk::furnish(
    const store::StoreFiles& draft, const SecretBytes& master, const QByteArray& request) const
{
    const StaffId staff = m_staffCertificate.staff;
    DOORSTEP_TRY(unlock, store::Unlock::open(draft, m_made.deviceSecret.clone(), m_made.bootTime));
    DOORSTEP_CHECK(unlock.putStaff(
        {staff, master.clone(), m_staffSeed.clone()}, m_made.pin, m_made.secretKind));
    DOORSTEP_TRY(opened, open(draft, master));
    for (const entry::EpochKey& key : copiesOf(m_beginning.epochs))
        DOORSTEP_CHECK(opened->putEpochKey(key));
    DOORSTEP_TRY(root, this->root());
    DOORSTEP_CHECK(writePracticeRoot(opened->connection(), root));
    DOORSTEP_CHECK(keepPendingTake(opened->connection(), request));
    DOORSTEP_CHECK(writeFirstEntries(*opened));
    // So that the folder alone is enough from its first day on.
    return keepPracticeRoot(*opened, draft);
}

/// The same certificates as in the claim, the keys for this device and for the recovery cards, and
/// the first person: what every other device learns them from.
Status NewDesk::writeFirstEntries(store::Store& store) const
{
    std::vector<entry::ClearBody> bodies{
        m_deviceCertificate, m_staffCertificate, m_serverCertificate};
    DOORSTEP_TRY(wrapped, keyringFor(m_deviceCertificate, m_beginning.epochs));
    bodies.insert(bodies.end(), wrapped.begin(), wrapped.end());
    const DeskKeys keys = deskKeys();
    const SealingPractice sealing{m_beginning.practice, m_beginning.recoveryKey, keys};
    DOORSTEP_TRY(sealedRoot, sealRoot(sealing, m_beginning.rootProof));
    bodies.emplace_back(sealedRoot);
    DOORSTEP_TRY(seals, sealEpochs(sealing, m_beginning.epochs));
    bodies.insert(bodies.end(), seals.begin(), seals.end());
    DOORSTEP_TRY(clear, store.saveClear(m_beginning.scopes.practice, bodies));
    Q_UNUSED(clear)
    ledger::Act act(m_mint);
    m_beginning.firstAct(act, m_staffCertificate.staff);
    ledger::PersonRecorded person;
    person.name = m_made.personName;
    person.role = domain::fromWord<domain::Role>(QString(entry::roleWord(m_made.personRole)));
    act.add(m_beginning.scopes.practice, m_staffCertificate.staff.as<AggregateId>(), person);
    DOORSTEP_TRY(saved, store.save(act));
    Q_UNUSED(saved)
    return {};
}

Result<QByteArray> pendingTake(store::Connection& connection)
{
    DOORSTEP_TRY(kept, store::SettingStore(connection).find(TakeSetting));
    return kept ? *kept : QByteArray();
}

Status keepPendingTake(store::Connection& connection, const QByteArray& request)
{
    return store::SettingStore(connection).put(TakeSetting, request);
}

Status forgetPendingTake(store::Connection& connection)
{
    return keepPendingTake(connection, {});
}

} // namespace doorstep::client
