#include "core/store/trust_store.h"
#include "sync/client/server_pins.h"
#include "sync/server/tls_rotation.h"
#include "tests/client/client_world.h"
#include "tests/client/tls_peer.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;
using test::TlsPeer;

/// The server's keys change; the practice's devices follow a desk's word, and nobody else's.
class TestServerPins : public QObject {
    Q_OBJECT
    static constexpr qint64 Day = 86'400'000;

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<test::ClientWorld>();
        m_desk = m_world->claimDesk();
        m_tablet = m_world->enrol(*m_desk, u"tablet"_s);
        QVERIFY(m_world->certifyStaff(*m_desk, *m_tablet));
        m_world->clock.advanceMinutes(1);
    }
    void cleanup()
    {
        m_tablet.reset();
        m_desk.reset();
        m_world.reset();
    }

    void rotation_fromTheServerToTheTablet_andTheNextOne()
    {
        const auto first = addressOf(*m_tablet);
        QCOMPARE(first.serial, quint64(0));
        QVERIFY(m_world->server->rotateTls(false).ok());
        QVERIFY(syncAnew(*m_desk).ok()); // by the pin that was the next one
        const auto stated = test::waitFor(client::askPins(m_desk->exchange()));
        QVERIFY(stated.ok());
        QCOMPARE(stated->now, first.pinNext);
        QCOMPARE(stated->next, m_world->server->nextPin());
        QCOMPARE(stated->certificateUntil, m_world->clock.now().plusMs(730 * Day));
        const auto order
            = client::orderPins(*m_desk->store, {stated->now, stated->next}, m_world->clock.now());
        QVERIFY(order.ok());
        QVERIFY(syncAnew(*m_desk).ok() && syncAnew(*m_tablet).ok());
        for (auto* device : {m_desk.get(), m_tablet.get()}) {
            QVERIFY(*takeUp(*device));
            QVERIFY(!*takeUp(*device)); // once
            const auto address = addressOf(*device);
            QCOMPARE(address.authority, first.authority);
            QCOMPARE(address.serial, order->serial);
            QCOMPARE(address.pinNow, first.pinNext);
            QCOMPARE(address.pinNext, stated->next);
            QCOMPARE(address.former.size(), std::size_t(1));
            QCOMPARE(address.former.front().pin, first.pinNow);
            QCOMPARE(address.former.front().until, m_world->clock.now().plusMs(30 * Day));
        }
        QCOMPARE(m_world->server->audit()->count("\"pins ordered\""), 1);
        // Who heard follows the second rotation too; the pins of the beginning do not.
        m_world->clock.advanceMs(31 * Day);
        QVERIFY(m_world->server->rotateTls(false).ok());
        QVERIFY(syncAnew(*m_tablet).ok());
        m_tablet->connectTo(first);
        QCOMPARE(m_tablet->sync().error().code, ErrorCode::Untrusted);
    }
    void secondRotation_withoutAnOrder_isRefusedForEver_unlessMeant()
    {
        QVERIFY(m_world->server->rotateTls(false).ok()); // of the keys of the enrolment
        const auto promised = m_world->server->nextPin();
        for (const qint64 days : {0, 31, 740}) { // at last with a certificate made anew
            m_world->clock.advanceMs(days * Day);
            m_world->stopServer();
            m_world->startServer();
            const auto early = m_world->server->rotateTls(false);
            QCOMPARE(early.error().code, ErrorCode::Refused);
            QVERIFY(early.error().detail.startsWith("first run doorstepctl server pins"));
            QCOMPARE(m_world->server->nextPin(), promised);
        }
        QVERIFY(m_world->server->rotateTls(true).ok());
        QCOMPARE(m_world->server->pin(), promised);
    }
    void secondRotation_waitsThirtyDaysFromTheOrder_notFromTheCertificate()
    {
        QVERIFY(m_world->server->rotateTls(false).ok());
        m_world->clock.advanceMs(20 * Day);
        QVERIFY(orderFromServer());
        m_world->clock.advanceMs(15 * Day);
        QVERIFY(orderFromServer()); // said again, it is no younger
        m_world->clock.advanceMs(15 * Day - 1);
        const auto early = m_world->server->rotateTls(false);
        QCOMPARE(early.error().code, ErrorCode::Refused);
        QVERIFY(early.error().detail.contains("less than 30 days ago"));
        m_world->clock.advanceMs(1);
        QVERIFY(m_world->server->rotateTls(false).ok());
    }
    void secondRotation_afterACertificateMadeAnew_isNotTooSoon()
    {
        QVERIFY(m_world->server->rotateTls(false).ok());
        QVERIFY(orderFromServer());
        m_world->clock.advanceMs(740 * Day);
        m_world->stopServer();
        m_world->startServer();
        QVERIFY(m_world->server->rotateTls(false).ok());
    }
    void serverThatWentBack_doesNotRotateAgainTheSameDay()
    {
        QVERIFY(m_world->server->rotateTls(false).ok());
        goBack();
        QVERIFY(!m_world->server->rotateTls(false));
        QVERIFY(orderFromServer());
        QVERIFY(!m_world->server->rotateTls(false));
        m_world->clock.advanceMs(30 * Day);
        QVERIFY(m_world->server->rotateTls(false).ok());
    }
    void rotation_asksTheNewestOrderThatDevicesObey()
    {
        QVERIFY(m_world->server->rotateTls(false).ok());
        const std::vector good{m_world->server->pin(), m_world->server->nextPin()};
        const auto now = quint64(m_world->clock.now().ms);
        const auto rotates = [&](const entry::PinsOrdered& order) {
            QVERIFY2(m_desk->store->saveClear(m_desk->scopes().practice, {order}).ok(), "save");
            QVERIFY2(syncAnew(*m_desk).ok(), "sync");
            m_world->clock.advanceMs(31 * Day);
            m_said = m_world->server->rotateTls(false).ok();
        };
        entry::PinsOrdered forged{now, good, {}};
        entry::certify(
            forged, m_desk->store->identity().practice, crypto::makeSignKeyPair().secretKey);
        rotates(forged);
        QVERIFY(!m_said);
        rotates(orderBy(*m_desk, now + quint64(1000 * Day), good)); // far ahead
        QVERIFY(!m_said);
        rotates(orderBy(*m_desk, now + 2)); // other pins
        QVERIFY(!m_said);
        rotates(orderBy(*m_desk, now + 1, good)); // older
        QVERIFY(!m_said);
        rotates(orderBy(*m_desk, now + 3, good));
        QVERIFY(m_said);
    }
    void practiceClaimedAfterARotation_knowsThePromise_andEachPracticeIsAsked()
    {
        test::ClientWorld world;
        QVERIFY(world.server->createPractice(u"Nobody claims it"_s).ok());
        QVERIFY(world.server->rotateTls(false).ok());
        QVERIFY(world.server->rotateTls(false).ok()); // no device anywhere
        const auto first = world.claimDesk();
        QVERIFY(first != nullptr);
        QVERIFY(world.server->rotateTls(false).ok());
        client::PracticeCreation creation(*first->transport, world.clock, world.mint);
        QVERIFY(test::waitFor(creation.create(world.newPractice(u"other"_s), [](const auto&) {
            return Status();
        })).ok());
        QVERIFY(!world.server->rotateTls(false)); // the first one was not told
    }
    void serverThatWentBackToItsOldKey_isReachedForThirtyDays()
    {
        const auto first = addressOf(*m_tablet);
        QVERIFY(m_world->server->rotateTls(false).ok());
        QVERIFY(orderFromServer());
        QVERIFY(syncAnew(*m_tablet).ok() && *takeUp(*m_tablet));
        goBack();
        QCOMPARE(m_world->server->pin(), first.pinNow);
        m_world->clock.advanceMs(30 * Day - 60'000);
        QVERIFY(syncAnew(*m_tablet).ok());
        m_world->clock.advanceMs(60'000);
        QCOMPARE(syncAnew(*m_tablet).error().code, ErrorCode::Untrusted);
    }
    void oldPin_afterThirtyDays_noByteOfTheRequestLeaves()
    {
        TlsPeer peer;
        peer.answer = TlsPeer::http("200 OK", "application/cbor", "answer");
        client::ServerAddress address{peer.address().authority, pin(1), pin(2)};
        address.serial = 1;
        address.former = {{peer.pin(), m_world->clock.now().plusMs(Day)}};
        client::HttpsTransport inTime(address, std::chrono::seconds(5), &m_world->clock);
        QVERIFY(post(inTime).ok());
        peer.received.clear();
        m_world->clock.advanceMs(Day);
        client::HttpsTransport late(address, std::chrono::seconds(5), &m_world->clock);
        QCOMPARE(post(late).error().code, ErrorCode::Untrusted);
        client::HttpsTransport withoutClock(address);
        QCOMPARE(post(withoutClock).error().code, ErrorCode::Untrusted);
        QTest::qWait(50);
        QCOMPARE(peer.received, "");
    }
    void everyPinInForce_isAccepted_andNoOther()
    {
        client::ServerAddress address{"127.0.0.1:1", pin(1), pin(2)};
        address.further = {pin(3)};
        QVERIFY(address.accepts(pin(1), client::Never) && address.accepts(pin(2), client::Never));
        QVERIFY(address.accepts(pin(3), client::Never) && !address.accepts(pin(4), {}));
    }
    void address_withOrderedPins_keptAndReadTheSame()
    {
        client::ServerAddress address{"127.0.0.1:1", pin(1), pin(2)};
        QVERIFY(*client::decodeServerAddress(client::encodeServerAddress(address)) == address);
        address.serial = 5;
        address.further = {pin(3), pin(4)};
        address.former = {{pin(5), {77}}, {pin(6), {78}}};
        QVERIFY(*client::decodeServerAddress(client::encodeServerAddress(address)) == address);
    }

    void order_ofSomebodyElse_ofAnOlderSerial_orWithOnePin_isRefused()
    {
        const auto identity = identityOf(*m_tablet);
        auto address = addressOf(*m_tablet);
        address.serial = 10;
        const Instant now = m_world->clock.now();
        const auto refusal = [&](const entry::PinsOrdered& order) {
            const auto under = client::addressUnder(address, order, identity, now);
            return under ? ErrorCode::Internal : under.error().code;
        };
        QVERIFY(client::addressUnder(address, orderBy(*m_desk, 11), identity, now).ok());
        QCOMPARE(refusal(orderBy(*m_desk, 10)), ErrorCode::Refused);
        QCOMPARE(refusal(orderBy(*m_desk, 9)), ErrorCode::Refused);
        QCOMPARE(refusal(orderBy(*m_desk, 11, {pin(1)})), ErrorCode::InvalidInput);
        QCOMPARE(refusal(orderBy(*m_desk, 11, {pin(1), pin(1)})), ErrorCode::InvalidInput);
        entry::PinsOrdered forged{11, {pin(1), pin(2)}, {}};
        entry::certify(forged, identity.practice, crypto::makeSignKeyPair().secretKey);
        QCOMPARE(refusal(forged), ErrorCode::Untrusted);
        auto changed = orderBy(*m_desk, 11);
        changed.pins[1] = pin(9);
        QCOMPARE(refusal(changed), ErrorCode::Untrusted);
    }
    void storeKeepsTheNewestOrder_andNoForgedOne()
    {
        const auto later = orderBy(*m_desk, 20);
        entry::PinsOrdered forged{30, {pin(7), pin(8)}, {}};
        entry::certify(
            forged, m_desk->store->identity().practice, crypto::makeSignKeyPair().secretKey);
        for (const auto& order : {later, orderBy(*m_desk, 19, {pin(3), pin(4)}), forged})
            QVERIFY(m_desk->store->saveClear(m_desk->scopes().practice, {order}).ok());
        QVERIFY(syncAnew(*m_desk).ok() && syncAnew(*m_tablet).ok());
        const auto kept = store::TrustStore(m_tablet->store->connection()).pins(0, {});
        QVERIFY(kept.ok() && *kept);
        QVERIFY(**kept == later);
    }
    void serialTwoYearsAhead_isObeyed_andNoFurther_byOrderAndByCode()
    {
        const auto identity = identityOf(*m_tablet);
        auto address = addressOf(*m_tablet);
        const Instant now = m_world->clock.now();
        const auto far = quint64(now.ms + 730 * Day);
        const auto under = [&](quint64 serial, Instant heard = {}) {
            return client::addressUnder(address, orderBy(*m_desk, serial), identity, now, heard);
        };
        QVERIFY(under(far).ok());
        QCOMPARE(under(far + 1).error().code, ErrorCode::Refused);
        QCOMPARE(under(far + 1).error().detail, "far ahead");
        QVERIFY(under(far + 1, now.plusMs(1)).ok());
        const auto code = [&](quint64 serial) {
            return *client::repinCodeFor(*m_desk->store, orderBy(*m_desk, serial), "a.example:1");
        };
        const auto most = type(code(entry::PinsOrdered::mostSerial));
        QCOMPARE(most.error().detail, "far ahead");
        QVERIFY(addressOf(*m_tablet) == address);
        QVERIFY(type(code(far)).ok());
        address = addressOf(*m_tablet);
        QVERIFY(under(far + 1).ok()); // from the serial in force on
    }
    void orderFarAhead_isNotInForce_untilItsTime()
    {
        const auto serial = quint64(m_world->clock.now().ms + 800 * Day);
        const auto before = addressOf(*m_tablet);
        QVERIFY(m_desk->store->saveClear(m_desk->scopes().practice, {orderBy(*m_desk, serial)}));
        QVERIFY(syncAnew(*m_desk).ok() && syncAnew(*m_tablet).ok());
        const auto taken = takeUp(*m_tablet);
        QVERIFY(taken.ok() && !*taken);
        QVERIFY(addressOf(*m_tablet) == before);
        m_world->clock.advanceMs(70 * Day);
        QVERIFY(*takeUp(*m_tablet));
    }
    void orderFarAhead_hidesNoOther_whicheverComesFirst_data()
    {
        QTest::addColumn<bool>("farFirst");
        QTest::newRow("first") << true;
        QTest::newRow("last") << false;
    }
    void orderFarAhead_hidesNoOther_whicheverComesFirst()
    {
        QFETCH(const bool, farFirst);
        const auto now = quint64(m_world->clock.now().ms);
        const auto far = orderBy(*m_desk, now + quint64(800 * Day), {pin(7), pin(8)});
        const auto good = orderBy(*m_desk, now);
        for (const auto& order : {farFirst ? far : good, farFirst ? good : far})
            QVERIFY(m_desk->store->saveClear(m_desk->scopes().practice, {order}).ok());
        QVERIFY(syncAnew(*m_desk).ok() && syncAnew(*m_tablet).ok());
        for (auto* device : {m_desk.get(), m_tablet.get()}) {
            QVERIFY(*takeUp(*device));
            QCOMPARE(addressOf(*device).serial, good.serial);
            QCOMPARE(addressOf(*device).pinNow, pin(1));
        }
        // The desk that knows it orders as before.
        const auto next = client::orderPins(*m_desk->store, {pin(3), pin(4)}, m_world->clock.now());
        QVERIFY(next.ok());
        QCOMPARE(next->serial, now + 1);
    }
    void tabletWhoseDateWasSetBack_obeysAnOrderOfToday()
    {
        QVERIFY(m_world->server->rotateTls(false).ok());
        QVERIFY(orderFromServer());
        QVERIFY(syncAnew(*m_tablet).ok());
        QVERIFY(*client::takeUpPins(
            *m_tablet->store, m_tablet->files, m_tablet->deviceSecret, Instant{86'400'000}));
    }
    void deskWhoseDateIsYearsAhead_ordersNothing()
    {
        QVERIFY(m_desk->sync().ok());
        const Instant now = m_world->clock.now();
        const auto order = [&](Instant at) {
            return client::orderPins(*m_desk->store, {pin(1), pin(2)}, at);
        };
        QCOMPARE(order(now.plusMs(800 * Day)).error().code, ErrorCode::Refused);
        QCOMPARE(order({std::numeric_limits<qint64>::max()}).error().code, ErrorCode::Refused);
        QCOMPARE(order(now)->serial, quint64(now.ms));
    }
    void tabletOrdersNothing()
    {
        QCOMPARE(client::orderPins(*m_tablet->store, {pin(1), pin(2)}, m_world->clock.now())
                     .error()
                     .code,
            ErrorCode::Refused);
        QCOMPARE(client::orderPins(*m_desk->store, {pin(1)}, m_world->clock.now()).error().code,
            ErrorCode::InvalidInput);
    }
    void serialsRise_alsoWhenTheDesksClockWasSetBack()
    {
        const auto order = [&] {
            return client::orderPins(*m_desk->store, {pin(1), pin(2)}, m_world->clock.now())
                ->serial;
        };
        const quint64 first = order();
        m_world->clock.set(m_world->clock.now().plusMs(-400 * Day));
        QCOMPARE(order(), first + 1);
    }
    void killedBetweenTheTwoCopies_itIsTakenUpAgain()
    {
        const auto first = addressOf(*m_tablet);
        QVERIFY(m_world->server->rotateTls(false).ok());
        QVERIFY(orderFromServer());
        QVERIFY(syncAnew(*m_tablet).ok());
        QVERIFY(QFile::copy(m_tablet->files.deviceCopy(), m_world->folder.filePath(u"old"_s)));
        QVERIFY(*takeUp(*m_tablet));
        const auto taken = addressOf(*m_tablet);
        // The first copy is new, the second the old one: what a kill leaves.
        QVERIFY(QFile::remove(m_tablet->files.deviceCopy())
            && QFile::copy(m_world->folder.filePath(u"old"_s), m_tablet->files.deviceCopy()));
        QVERIFY(addressOf(*m_tablet) == taken);
        // And should the first be damaged then, the order is still in the store.
        QVERIFY(QFile::remove(m_tablet->files.device()));
        QVERIFY(addressOf(*m_tablet) == first);
        QVERIFY(*takeUp(*m_tablet));
        QVERIFY(addressOf(*m_tablet) == taken);
    }

    void bothPinsLost_theCodeBringsTheTabletBack_withAllItHadNotSent()
    {
        const PatientId patient = m_tablet->savePatient(u"Ashdown"_s);
        QVERIFY(m_tablet->saveNotes(patient, 5));
        QVERIFY(m_world->server->rotateTls(false).ok());
        QVERIFY(m_world->server->rotateTls(true).ok()); // nobody heard of the first one
        QCOMPARE(syncAnew(*m_tablet).error().code, ErrorCode::Untrusted);
        QCOMPARE(syncAnew(*m_desk).error().code, ErrorCode::Untrusted);
        // The desk is told the pins by a person who read them at the server.
        const auto order = client::orderPins(*m_desk->store,
            {m_world->server->pin(), m_world->server->nextPin()}, m_world->clock.now());
        QVERIFY(order.ok() && *takeUp(*m_desk));
        QVERIFY(syncAnew(*m_desk).ok());
        const QByteArray code
            = *client::repinCodeFor(*m_desk->store, *order, addressOf(*m_desk).authority);
        const auto waiting = m_tablet->receipts().here;
        QCOMPARE(waiting, 6);
        QVERIFY(type(code).ok());
        QVERIFY(m_tablet->reopen().ok());
        QCOMPARE(m_tablet->receipts().here, waiting);
        QVERIFY(syncAnew(*m_tablet).ok());
        QCOMPARE(m_tablet->receipts().here, 0);
        QVERIFY(!*takeUp(*m_tablet)); // the order with the same serial says nothing new
        QVERIFY(syncAnew(*m_desk).ok());
        QCOMPARE(m_desk->known(patient), 6);
        QVERIFY(type(code).ok()); // people try twice
    }
    void code_namesTheHostToo()
    {
        const auto order
            = client::orderPins(*m_desk->store, {pin(1), pin(2)}, m_world->clock.now());
        QVERIFY(type(*client::repinCodeFor(*m_desk->store, *order, "elsewhere.example:8443")).ok());
        QCOMPARE(addressOf(*m_tablet).authority, "elsewhere.example:8443");
        QCOMPARE(addressOf(*m_tablet).pinNow, pin(1));
        // A server that moved, and kept its keys: the same serial again.
        QVERIFY(type(*client::repinCodeFor(*m_desk->store, *order, "moved.example:8443")).ok());
        QCOMPARE(addressOf(*m_tablet).authority, "moved.example:8443");
    }
    void code_ofAnotherPractice_older_orSignedByNobody_changesNothing()
    {
        const auto order
            = client::orderPins(*m_desk->store, {pin(1), pin(2)}, m_world->clock.now());
        const QByteArray good = *client::repinCodeFor(*m_desk->store, *order, "a.example:1");
        QVERIFY(type(good).ok());
        const auto before = addressOf(*m_tablet);
        const auto refusal = [&](auto change, bool signedByDesk = true) {
            auto code = *sync::decodeRepinCode(good);
            code.serial += 1;
            change(code);
            if (signedByDesk)
                sync::certify(code, client::openDeskKeys(*m_desk->store)->practiceSign);
            return type(*sync::encodeRepinCode(code)).error();
        };
        const auto practice = refusal([](auto& code) { code.practice = PracticeId({0x66}); });
        QCOMPARE(practice.code, ErrorCode::Refused);
        QCOMPARE(practice.detail, "practice");
        const auto older = refusal([](auto& code) { code.serial -= 2; });
        QCOMPARE(older.code, ErrorCode::Refused);
        QCOMPARE(older.detail, "older");
        const auto sameSerial = refusal([](auto& code) {
            code.serial -= 1;
            code.pins[1].bytes[0] ^= 1;
        });
        QCOMPARE(sameSerial.detail, "older");
        QCOMPARE(refusal([](auto&) {}, false).code, ErrorCode::Untrusted);
        QCOMPARE(type(good.chopped(1)).error().code, ErrorCode::Corrupt);
        QCOMPARE(type("DS1:AAAA").error().code, ErrorCode::Unsupported);
        QVERIFY(addressOf(*m_tablet) == before);
    }

private:
    /// As the recipe says.
    void goBack() const
    {
        m_world->stopServer();
        const server::TlsFiles files{m_world->serverFolder()};
        QVERIFY(QFile::remove(files.now()) && QFile::rename(files.was(), files.now()));
        m_world->startServer();
    }
    static crypto::Digest pin(quint8 fill)
    {
        crypto::Digest made;
        made.bytes.fill(fill);
        return made;
    }
    static store::DeviceIdentity identityOf(const test::ClientDevice& device)
    {
        return *store::readDeviceIdentity(device.files, device.deviceSecret);
    }
    static client::ServerAddress addressOf(const test::ClientDevice& device)
    {
        return *client::decodeServerAddress(identityOf(device).connection);
    }
    /// Over a new connection, to the server as the device's own file names it.
    static Result<client::SyncReport> syncAnew(test::ClientDevice& device)
    {
        device.connectTo(addressOf(device));
        return device.sync();
    }
    Result<bool> takeUp(test::ClientDevice& device) const
    {
        return client::takeUpPins(
            *device.store, device.files, device.deviceSecret, m_world->clock.now());
    }
    Status type(const QByteArray& code) const
    {
        return client::takeRepinCode(
            m_tablet->files, m_tablet->deviceSecret, code, m_world->clock.now());
    }
    bool orderFromServer() const
    {
        return client::orderPins(*m_desk->store,
                   {m_world->server->pin(), m_world->server->nextPin()}, m_world->clock.now())
            && syncAnew(*m_desk);
    }
    static entry::PinsOrdered orderBy(test::ClientDevice& desk, quint64 serial,
        std::vector<crypto::Digest> pins = {pin(1), pin(2)})
    {
        entry::PinsOrdered order{serial, std::move(pins), {}};
        entry::certify(order, desk.store->identity().practice,
            client::openDeskKeys(*desk.store)->practiceSign);
        return order;
    }
    static Result<client::WireAnswer> post(client::Transport& transport)
    {
        std::optional<Result<client::WireAnswer>> got;
        transport.post({"/sync/1", "request", {}},
            [&](const Result<client::WireAnswer>& answer) { got = answer; });
        return QTest::qWaitFor([&] { return got.has_value(); }, 20'000)
            ? *got
            : Error{ErrorCode::Internal, "never answered"};
    }

    bool m_said = false;
    std::unique_ptr<test::ClientWorld> m_world;
    std::unique_ptr<test::ClientDevice> m_desk;
    std::unique_ptr<test::ClientDevice> m_tablet;
};
DOORSTEP_TEST(TestServerPins);

#include "tst_server_pins.moc"
