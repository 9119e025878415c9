#pragma once

#include "core/store/unlock.h"
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

/// A store's folder with everything that made it, before anyone is unlocked.
class StoreFixture {
public:
    static constexpr crypto::PwhashCost CheapCost{2, 19 * 1024};

    StoreFixture()
        : files{folder.filePath(QStringLiteral("store"))}
        , deviceSecret(crypto::randomSecret())
        , recovery(crypto::makeBoxKeyPair())
        , deviceSign(crypto::makeSignKeyPair())
        , deviceBox(crypto::makeBoxKeyPair())
        , practiceSign(crypto::makeSignKeyPair())
        , mint(clock)
        , practice(mint.next<PracticeId>())
        , device(mint.next<DeviceId>())
        , amina(mint.next<StaffId>())
    {
    }

    [[nodiscard]] store::NewStore newStore(const QString& role = QStringLiteral("tablet")) const
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
    [[nodiscard]] Result<SecretBytes> create()
    {
        return store::createStore(files, newStore(), deviceSecret, boot.reader());
    }
    [[nodiscard]] Result<store::Unlock> unlock()
    {
        return store::Unlock::open(files, deviceSecret.clone(), boot.reader());
    }
    [[nodiscard]] static SecretBytes secret(QByteArrayView text)
    {
        return SecretBytes::copyOf(text);
    }

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
};

} // namespace doorstep::test
