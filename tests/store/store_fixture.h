#pragma once

#include "core/entry/clear_kinds.h"
#include "core/ledger/act.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/store/store.h"
#include "tests/support/fake_clock.h"

#include <QTemporaryDir>

namespace doorstep::test {

/// A boot clock that tests own.
struct FakeBootClock {
    store::BootTime now{{1}, 60'000};
    void advanceMs(qint64 ms) { now.elapsedMs += ms; }
    void advanceMinutes(qint64 minutes) { advanceMs(minutes * 60'000); }
    void reboot()
    {
        ++now.bootId[0];
        now.elapsedMs = 1000;
    }
    [[nodiscard]] std::function<store::BootTime()> reader()
    {
        return [this] { return now; };
    }
};

/// One practice, one device, one person; a store's folder with everything that made it.
class StoreFixture {
public:
    static constexpr crypto::PwhashCost CheapCost{2, 19 * 1024};

    /// A device that can do no more than CheapCost in the time that is allowed.
    [[nodiscard]] static qint64 slowDevice(crypto::PwhashCost, const std::function<void()>& run)
    {
        run();
        return crypto::PwhashBudgetMs + 1;
    }

    /// With a seed the ids are the same in every run.
    explicit StoreFixture(
        QString deviceRole = QStringLiteral("tablet"), std::optional<quint64> seed = {})
        : role(std::move(deviceRole))
        , files{folder.filePath(QStringLiteral("store"))}
        , deviceSecret(crypto::randomSecret())
        , recovery(crypto::makeBoxKeyPair())
        , deviceSign(crypto::makeSignKeyPair())
        , deviceBox(crypto::makeBoxKeyPair())
        , practiceSign(crypto::makeSignKeyPair())
        , mint(seed ? IdMint(clock, *seed) : IdMint(clock))
        , practice(mint.next<PracticeId>())
        , device(mint.next<DeviceId>())
        , amina(mint.next<StaffId>())
        , staffSeed(crypto::randomSecret())
        , careKey{entry::KeyClass::Care, 1, crypto::randomSecret()}
        , deskKey{entry::KeyClass::Desk, 1, crypto::randomSecret()}
    {
    }

    [[nodiscard]] store::NewStore newStore() const
    {
        store::NewStore made;
        made.identity.practice = practice;
        made.identity.practiceName = QStringLiteral("Willow Lane Surgery");
        made.identity.device = device;
        made.identity.deviceRole = role;
        made.identity.signSeed = SecretBytes::copyOf(deviceSign.secretKey.view().first(32));
        made.identity.boxSecret = deviceBox.secretKey.clone();
        made.identity.boxPublic = deviceBox.publicKey;
        made.identity.practiceSign = practiceSign.publicKey;
        made.identity.names = {{amina, QStringLiteral("Amina Testcase"), QStringLiteral("nurse")}};
        made.recoveryKey = recovery.publicKey;
        made.deviceSecretId = secretId;
        return made;
    }
    [[nodiscard]] Result<SecretBytes> create(const store::FurnishStore& furnish = {})
    {
        auto made = store::createStore(files, newStore(), deviceSecret, boot.reader(), furnish);
        if (made)
            masterKey = made->clone();
        return made;
    }
    [[nodiscard]] Result<store::Unlock> unlock()
    {
        return store::Unlock::open(files, deviceSecret.clone(), boot.reader(), slowDevice);
    }
    [[nodiscard]] static SecretBytes secret(QByteArrayView text)
    {
        return SecretBytes::copyOf(text);
    }
    [[nodiscard]] store::StaffKeys staffKeys() const
    {
        return {amina, masterKey.clone(), staffSeed.clone()};
    }
    /// As after a right PIN, without the half second it costs.
    [[nodiscard]] Result<std::unique_ptr<store::Store>> open()
    {
        DOORSTEP_TRY(identity, store::readDeviceIdentity(files, deviceSecret));
        return store::Store::open(files, staffKeys(), std::move(identity), clock, mint);
    }
    /// Created, open, with a care key.
    [[nodiscard]] std::unique_ptr<store::Store> openNew()
    {
        if (!create())
            return nullptr;
        auto opened = open();
        if (!opened || !(*opened)->putEpochKey(careKey))
            return nullptr;
        return std::move(*opened);
    }
    [[nodiscard]] ledger::Act patientAct(PatientId patient, const QString& family,
        const QString& given, const QString& nhsNumber = {})
    {
        ledger::Act act(mint);
        ledger::PatientRecorded recorded;
        recorded.family = family;
        recorded.given = given;
        if (!nhsNumber.isEmpty())
            recorded.nhsNumber = nhsNumber;
        act.add(patient.as<ScopeId>(), patient.as<AggregateId>(), recorded);
        return act;
    }
    [[nodiscard]] ledger::Act noteAct(PatientId patient, const QString& text)
    {
        ledger::Act act(mint);
        ledger::NoteRecorded note;
        note.text = text;
        act.add(patient.as<ScopeId>(), patient.as<AggregateId>(), note);
        return act;
    }

    QString role;
    QTemporaryDir folder;
    store::StoreFiles files;
    FakeClock clock;
    FakeBootClock boot;
    SecretBytes deviceSecret;
    store::DeviceSecretId secretId{{9}};
    crypto::BoxKeyPair recovery;
    crypto::SignKeyPair deviceSign;
    crypto::BoxKeyPair deviceBox;
    crypto::SignKeyPair practiceSign;
    IdMint mint;
    PracticeId practice;
    DeviceId device;
    StaffId amina;
    SecretBytes staffSeed;
    SecretBytes masterKey;
    entry::EpochKey careKey;
    entry::EpochKey deskKey;
};

/// Another person on another device of the same practice: writes entries the way a server would
/// hand them over.
class Colleague {
public:
    explicit Colleague(
        StoreFixture& fixture, entry::DeviceRole deviceRole = entry::DeviceRole::Desk)
        : m_fixture(fixture)
        , m_role(deviceRole)
        , m_sign(crypto::makeSignKeyPair())
        , m_box(crypto::makeBoxKeyPair())
        , staff(fixture.mint.next<StaffId>())
        , device(fixture.mint.next<DeviceId>())
    {
    }

    [[nodiscard]] QByteArray seal(const ledger::Draft& draft, const entry::EpochKey& key) const
    {
        entry::Header header = headerFor(draft.id, draft.entryClass, draft.scope);
        const auto made = entry::makeEntry(
            header, ledger::encodePayload(draft.payload), &key, m_sign.secretKey);
        return made ? entry::encodeEntry(*made) : QByteArray();
    }
    [[nodiscard]] QByteArray clear(const entry::ClearBody& body) const
    {
        const auto payload = entry::encodeClear(body, m_fixture.mint.next<ActId>());
        const auto made = entry::makeEntry(
            headerFor(m_fixture.mint.next<EntryId>(), entry::classOf(body), ScopeId({7})), *payload,
            nullptr, m_sign.secretKey);
        return made ? entry::encodeEntry(*made) : QByteArray();
    }
    [[nodiscard]] std::vector<store::PageEntry> certificates() const
    {
        entry::DeviceCertificate ofDevice;
        ofDevice.device = device;
        ofDevice.role = m_role;
        ofDevice.signKey = m_sign.publicKey;
        ofDevice.boxKey = m_box.publicKey;
        entry::certify(ofDevice, m_fixture.practice, m_fixture.practiceSign.secretKey);
        entry::StaffCertificate ofStaff;
        ofStaff.staff = staff;
        ofStaff.device = device;
        ofStaff.staffKey = m_sign.publicKey;
        entry::certify(ofStaff, m_fixture.practice, m_fixture.practiceSign.secretKey);
        return {{1, clear(ofDevice), {}}, {2, clear(ofStaff), {}}};
    }
    [[nodiscard]] store::PageEntry patient(
        qint64 seq, PatientId patient, const QString& family, const QString& given) const
    {
        const auto act = m_fixture.patientAct(patient, family, given);
        return {seq, seal(act.drafts().front(), m_fixture.careKey), {}};
    }

private:
    [[nodiscard]] entry::Header headerFor(
        EntryId id, entry::EntryClass entryClass, ScopeId scope) const
    {
        entry::Header header;
        header.practice = m_fixture.practice;
        header.id = id;
        header.device = device;
        header.staff = staff;
        header.entryClass = entryClass;
        header.scope = scope;
        header.keyClass = entry::KeyClass::None;
        header.wall = m_fixture.clock.now();
        return header;
    }

    StoreFixture& m_fixture;
    entry::DeviceRole m_role;
    crypto::SignKeyPair m_sign;
    crypto::BoxKeyPair m_box;

public:
    StaffId staff;
    DeviceId device;
};

} // namespace doorstep::test
