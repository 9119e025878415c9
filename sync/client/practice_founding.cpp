#include "sync/client/practice_founding.h"

#include "core/ledger/act.h"
#include "core/ledger/kinds/practice_kinds.h"
#include "core/store/setting_store.h"

namespace doorstep::client {

namespace {

constexpr auto TakeSetting = "claim.pending";
constexpr qint64 FoundingCertificateMs = 2LL * 365 * 86'400'000;
/// The server's certificate is renewed by hand, if ever: its key lies in its own files.
constexpr qint64 ServerCertificateMs = 10LL * 365 * 86'400'000;

/// Every key a practice starts with. They leave this struct sealed, wrapped or not at all.
struct FoundingKeys {
    SecretBytes practiceSeed = crypto::randomSecret();
    crypto::SignKeyPair practiceSign = crypto::signKeyPairFromSeed(practiceSeed);
    crypto::BoxKeyPair recovery = crypto::makeBoxKeyPair();
    SecretBytes deviceSeed = crypto::randomSecret();
    crypto::SignKeyPair deviceSign = crypto::signKeyPairFromSeed(deviceSeed);
    crypto::BoxKeyPair deviceBox = crypto::makeBoxKeyPair();
    SecretBytes staffSeed = crypto::randomSecret();
    crypto::SignKeyPair staffSign = crypto::signKeyPairFromSeed(staffSeed);
    entry::EpochKey care{entry::KeyClass::Care, 1, crypto::randomSecret()};
    entry::EpochKey desk{entry::KeyClass::Desk, 1, crypto::randomSecret()};
};

class Founding {
public:
    Founding(
        NewPractice practice, const sync::ClaimAnswer& server, const Clock& clock, IdMint& mint)
        : m_practice(std::move(practice))
        , m_server(server)
        , m_clock(clock)
        , m_mint(mint)
        , m_staff(mint.next<StaffId>())
        , m_device(mint.next<DeviceId>())
        , m_scopes{mint.next<ScopeId>(), mint.next<ScopeId>(), mint.next<ScopeId>()}
    {
        certifyAll();
    }

    Result<Founded> run(const PracticeCreation::KeepCards& keepCards)
    {
        DOORSTEP_TRY(cards, makeRecoveryCards(m_server.practice, m_keys.recovery));
        // Before anything is made: a practice whose cards could not be kept must not begin.
        DOORSTEP_CHECK(keepCards(cards));
        const QByteArray take = takeRequest();
        DOORSTEP_TRY(masterKey,
            store::createStore(m_practice.files,
                {identity(), m_keys.recovery.publicKey, m_practice.deviceSecretId},
                m_practice.deviceSecret, m_practice.bootTime,
                [&](const store::StoreFiles& draft, const SecretBytes& master) {
                    return furnish(draft, master, take);
                }));
        DOORSTEP_TRY(opened, open(m_practice.files, masterKey));
        return Founded{
            std::move(opened), take, {m_server.practice, m_server.practiceName, m_staff, m_device}};
    }

private:
    void certifyAll()
    {
        const Instant notAfter = m_clock.now().plusMs(FoundingCertificateMs);
        m_deviceCertificate = {m_device, m_practice.role, m_keys.deviceSign.publicKey,
            m_keys.deviceBox.publicKey, notAfter, {}};
        m_staffCertificate
            = {m_staff, m_device, m_keys.staffSign.publicKey, m_practice.personRole, notAfter, {}};
        m_serverCertificate = {m_server.serverKey, m_clock.now().plusMs(ServerCertificateMs), {}};
        const SecretBytes& practiceSign = m_keys.practiceSign.secretKey;
        entry::certify(m_deviceCertificate, m_server.practice, practiceSign);
        entry::certify(m_staffCertificate, m_server.practice, practiceSign);
        entry::certify(m_serverCertificate, m_server.practice, practiceSign);
    }

    static entry::EpochKey copyOf(const entry::EpochKey& key)
    {
        return {key.keyClass, key.epoch, key.key.clone()};
    }

    QByteArray takeRequest() const
    {
        return sync::encodeClaimRequest(sync::ClaimTake{m_practice.claim.view().toByteArray(),
            m_keys.practiceSign.publicKey, m_keys.recovery.publicKey, m_scopes, m_serverCertificate,
            m_deviceCertificate, m_staffCertificate});
    }

    Result<PracticeRoot> root() const
    {
        DOORSTEP_TRY(
            sealed, crypto::sealTo(m_keys.deviceBox.publicKey, m_keys.practiceSeed.view()));
        return PracticeRoot{m_scopes, m_keys.recovery.publicKey, m_serverCertificate, sealed};
    }

    store::DeviceIdentity identity() const
    {
        store::DeviceIdentity identity;
        identity.practice = m_server.practice;
        identity.practiceName = m_server.practiceName;
        identity.device = m_device;
        identity.deviceRole = QString(entry::roleWord(m_practice.role));
        identity.signSeed = m_keys.deviceSeed.clone();
        identity.boxSecret = m_keys.deviceBox.secretKey.clone();
        identity.boxPublic = m_keys.deviceBox.publicKey;
        identity.practiceSign = m_keys.practiceSign.publicKey;
        identity.serverSign = m_server.serverKey;
        identity.connection = encodeServerAddress(
            {m_practice.address.authority, m_server.pinNow, m_server.pinNext});
        identity.names.push_back(
            {m_staff, m_practice.personName, QString(entry::roleWord(m_practice.personRole))});
        identity.pinAllowed = m_practice.secretKind == store::SecretKind::Pin;
        return identity;
    }

    Result<std::unique_ptr<store::Store>> open(
        const store::StoreFiles& files, const SecretBytes& masterKey) const
    {
        return store::Store::open(files, {m_staff, masterKey.clone(), m_keys.staffSeed.clone()},
            identity(), m_clock, m_mint);
    }

    Status furnish(
        const store::StoreFiles& draft, const SecretBytes& masterKey, const QByteArray& take) const
    {
        DOORSTEP_TRY(unlock,
            store::Unlock::open(draft, m_practice.deviceSecret.clone(), m_practice.bootTime));
        DOORSTEP_CHECK(unlock.putStaff({m_staff, masterKey.clone(), m_keys.staffSeed.clone()},
            m_practice.pin, m_practice.secretKind));
        DOORSTEP_TRY(opened, open(draft, masterKey));
        DOORSTEP_CHECK(opened->putEpochKey(copyOf(m_keys.care)));
        DOORSTEP_CHECK(opened->putEpochKey(copyOf(m_keys.desk)));
        DOORSTEP_TRY(root, this->root());
        DOORSTEP_CHECK(writePracticeRoot(opened->connection(), root));
        DOORSTEP_CHECK(store::SettingStore(opened->connection()).put(TakeSetting, take));
        return writeFirstEntries(*opened);
    }

    /// The same certificates as in the claim, the keys for this device, the practice and its first
    /// person: what every other device learns them from.
    Status writeFirstEntries(store::Store& store) const
    {
        std::vector<entry::ClearBody> bodies{
            m_deviceCertificate, m_staffCertificate, m_serverCertificate};
        for (const entry::EpochKey* key : {&m_keys.care, &m_keys.desk}) {
            DOORSTEP_TRY(wrapped, crypto::sealTo(m_keys.deviceBox.publicKey, key->key.view()));
            bodies.push_back(entry::KeysWrapped{
                key->keyClass, key->epoch, m_device, wrapped, entry::nameOf(*key)});
        }
        DOORSTEP_TRY(clear, store.saveClear(m_scopes.practice, bodies));
        Q_UNUSED(clear)
        ledger::Act act(m_mint);
        ledger::PracticeNamed practice;
        practice.name = m_server.practiceName;
        act.add(m_scopes.practice, m_server.practice.as<AggregateId>(), practice);
        ledger::PersonRecorded person;
        person.name = m_practice.personName;
        person.role
            = domain::fromWord<domain::Role>(QString(entry::roleWord(m_practice.personRole)));
        act.add(m_scopes.practice, m_staff.as<AggregateId>(), person);
        DOORSTEP_TRY(saved, store.save(act));
        Q_UNUSED(saved)
        return {};
    }

    NewPractice m_practice;
    const sync::ClaimAnswer& m_server;
    const Clock& m_clock;
    IdMint& m_mint;
    FoundingKeys m_keys;
    StaffId m_staff;
    DeviceId m_device;
    sync::PracticeScopes m_scopes;
    entry::DeviceCertificate m_deviceCertificate;
    entry::StaffCertificate m_staffCertificate;
    entry::ServerCertificate m_serverCertificate;
};

} // namespace

Result<Founded> foundPractice(NewPractice practice, const sync::ClaimAnswer& server,
    const PracticeCreation::KeepCards& keepCards, const Clock& clock, IdMint& mint)
{
    return Founding(std::move(practice), server, clock, mint).run(keepCards);
}

Result<QByteArray> pendingTake(store::Connection& connection)
{
    DOORSTEP_TRY(kept, store::SettingStore(connection).find(TakeSetting));
    return kept ? *kept : QByteArray();
}

Status forgetPendingTake(store::Connection& connection)
{
    return store::SettingStore(connection).put(TakeSetting, {});
}

} // namespace doorstep::client
