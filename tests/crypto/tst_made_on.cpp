#include "core/crypto/made_on.h"
#include "tests/support/test_registry.h"

using namespace doorstep;

class TestMadeOn : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// As docs/wire-protocol.md says it; reckoned with Python's hashlib.
    void madeOn_knownAnswer_keepsTheFirstElevenBytes()
    {
        const auto device = *DeviceId::fromHex("000102030405060708090a0b0c0d0e0f");
        const auto id = *ScopeId::fromHex("101112131415161718191a1b1c1d1e1f");
        const auto made = crypto::madeOn(device, id);
        QCOMPARE(made.toHex(), QByteArray("101112131415161718191ade1bd51bbf"));
        QCOMPARE(crypto::madeOn(device, made), made);
    }
    void isMadeOn_ofAnotherDevice_isFalse()
    {
        const auto device = *DeviceId::fromHex("000102030405060708090a0b0c0d0e0f");
        const auto other = *DeviceId::fromHex("000102030405060708090a0b0c0d0e10");
        const auto made
            = crypto::madeOn(device, *ScopeId::fromHex("101112131415161718191a1b1c1d1e1f"));
        QVERIFY(crypto::isMadeOn(device, made));
        QVERIFY(!crypto::isMadeOn(other, made));
    }
};
DOORSTEP_TEST(TestMadeOn);

#include "tst_made_on.moc"
