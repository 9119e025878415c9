#include "core/base/id.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "tests/support/fake_clock.h"
#include "tests/support/test_registry.h"

#include <QSet>

using namespace doorstep;

class TestBase : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void mint_clockStandsStill_idsStillIncrease()
    {
        test::FakeClock clock;
        IdMint mint(clock);
        EntryId last;
        for (int i = 0; i < 10'000; ++i) {
            const auto id = mint.next<EntryId>();
            QVERIFY(last < id);
            last = id;
        }
    }
    void mint_clockStepsBack_idsStillIncrease()
    {
        test::FakeClock clock;
        IdMint mint(clock);
        const auto before = mint.next<EntryId>();
        clock.advanceMs(-86'400'000);
        QVERIFY(before < mint.next<EntryId>());
    }
    void mint_carriesMillisecondsAndVersion()
    {
        test::FakeClock clock;
        const auto id = IdMint(clock).next<EntryId>();
        QCOMPARE(idMilliseconds(id.raw()), clock.now().ms);
        QCOMPARE(id.raw()[6] >> 4, 7);
        QCOMPARE(id.raw()[8] >> 6, 2);
    }
    void mint_sameSeed_sameIds()
    {
        test::FakeClock clock;
        IdMint a(clock, 7), b(clock, 7), c(clock, 8);
        const auto first = a.next<EntryId>();
        QCOMPARE(first, b.next<EntryId>());
        QVERIFY(first != c.next<EntryId>());
    }
    void id_hexRoundTrip_refusesOtherText()
    {
        test::FakeClock clock;
        const auto id = IdMint(clock).next<PatientId>();
        QCOMPARE(*PatientId::fromHex(id.toHex()), id);
        QVERIFY(!PatientId::fromHex(id.toHex().toUpper()));
        QVERIFY(!PatientId::fromHex(id.toHex() + "0"));
        QVERIFY(!PatientId::fromBytes("short"));
    }
    void secretBytes_moveEmptiesSource_cloneIsEqual()
    {
        auto secret = SecretBytes::copyOf("correct horse");
        const auto copy = secret.clone();
        const auto moved = std::move(secret);
        QVERIFY(moved.equals(copy));
        QVERIFY(secret.isEmpty()); // NOLINT(bugprone-use-after-move): the promise under test
    }
    void secretBytes_appendAndRemove()
    {
        SecretBytes pin;
        for (const char c : {'1', '2', '3'})
            pin.append(static_cast<unsigned char>(c));
        pin.removeLast();
        QVERIFY(pin.equals(SecretBytes::copyOf("12")));
        pin.clear();
        pin.removeLast();
        QVERIFY(pin.isEmpty());
    }
    void result_tryReturnsTheError()
    {
        const auto failing = []() -> Result<int> { return Error{ErrorCode::Busy, "held", false}; };
        const auto caller = [&]() -> Result<QByteArray> {
            DOORSTEP_TRY(number, failing());
            return QByteArray::number(number);
        };
        const auto result = caller();
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Busy);
        QVERIFY(!result.error().permanent);
    }
};
DOORSTEP_TEST(TestBase);

#include "tst_base.moc"
