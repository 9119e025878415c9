#include "sync/client/spool_push.h"
#include "sync/client/wipe_order.h"
#include "tests/client/client_world.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;
using entry::WipeMode;

/// A desk's order on its way over a real server to a lost tablet.
class TestWipeOrder : public QObject {
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
        m_ordered.clear();
    }
    void cleanup()
    {
        m_tablet.reset();
        m_desk.reset();
        m_world.reset();
    }

    void afterSending_whatWaitsIsSentFirst_thenItIsTold()
    {
        const PatientId patient = m_tablet->savePatient(u"Ashdown"_s);
        QVERIFY(m_tablet->saveNotes(patient, 60)); // two batches
        const auto order = wipe(WipeMode::AfterSending);
        const auto report = sync();
        QVERIFY(report.ok());
        QCOMPARE(m_tablet->receipts().here, 0);
        QCOMPARE(m_ordered.size(), std::size_t(1));
        QVERIFY(m_ordered.front() == order);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(patient), 61); // held: the tablet is out of use
    }
    void afterSending_theNetworkBreaks_itIsToldAllTheSame()
    {
        const PatientId patient = m_tablet->savePatient(u"Ashdown"_s);
        QVERIFY(m_tablet->saveNotes(patient, 60));
        wipe(WipeMode::AfterSending);
        m_tablet->transport->sent.clear();
        m_tablet->transport->fault = [](int number, const auto&) {
            return number == 0 ? test::FaultyTransport::Fault::None
                               : test::FaultyTransport::Fault::LoseAnswer;
        };
        QCOMPARE(sync().error().code, ErrorCode::Unreachable);
        QCOMPARE(m_ordered.size(), std::size_t(1));
    }
    void atOnce_nothingMoreIsSent()
    {
        const PatientId patient = m_tablet->savePatient(u"Ashdown"_s);
        QVERIFY(m_tablet->saveNotes(patient, 60));
        const auto order = wipe(WipeMode::AtOnce);
        m_tablet->transport->sent.clear();
        QCOMPARE(sync(10).error().code, ErrorCode::Refused);
        // Of seven batches those that were on the way when it was told.
        QCOMPARE(m_tablet->transport->sent.size(), std::size_t(4));
        QVERIFY(m_ordered.size() == 1 && m_ordered.front() == order);
    }
    void locked_withNothingToSend_learnsOfIt()
    {
        QVERIFY(sync().ok());
        wipe(WipeMode::AtOnce);
        lock();
        QCOMPARE(push().error().code, ErrorCode::Refused);
        QCOMPARE(m_ordered.size(), std::size_t(1));
    }
    void locked_withoutAnOrder_askingChangesNothing()
    {
        QVERIFY(sync().ok());
        lock();
        QCOMPARE(*push(), 0);
        QCOMPARE(*push(), 0);
        QVERIFY(m_ordered.empty());
        QVERIFY(m_tablet->reopen().ok());
        QVERIFY(m_tablet->savePatient(u"Birch"_s) != PatientId());
        const auto report = sync();
        QVERIFY(report.ok());
        QVERIFY(!report->newIncarnation && !report->sentAllAgain);
        QCOMPARE(m_tablet->receipts().here, 0);
    }
    void tabletThatTurnsUpAfterMonths_isStillTold()
    {
        wipe(WipeMode::AtOnce);
        m_world->clock.advanceMs(200 * Day);
        QCOMPARE(sync().error().code, ErrorCode::Refused);
        QCOMPARE(m_ordered.size(), std::size_t(1));
    }
    void carriedOut_isNotToldAgain_andStandsInTheServersAudit()
    {
        QVERIFY(sync().ok());
        const auto order = wipe(WipeMode::AtOnce);
        lock();
        QCOMPARE(*push(EntryId({0x55})), -1); // another order's: this one still waits
        QCOMPARE(*push(order.order), 0);
        m_ordered.clear();
        QCOMPARE(*push(order.order), 0);
        QCOMPARE(*push(), 0);
        QVERIFY(m_ordered.empty());
        const QByteArray audit = *m_world->server->audit();
        QCOMPARE(audit.count("\"wipe ordered\""), 1);
        QCOMPARE(audit.count("\"device wiped\""), 1);
    }
    void wipedTablet_readsNothing_evenIfOnlyTheOrderReachedTheServer()
    {
        auto keys = client::openDeskKeys(*m_desk->store);
        entry::WipeOrdered order{
            m_tablet->id(), EntryId({4}), m_world->clock.now(), WipeMode::AfterSending, {}};
        entry::certify(order, m_desk->store->identity().practice, keys->practiceSign);
        QVERIFY(m_desk->store->saveClear(m_desk->scopes().practice, {order}).ok());
        QVERIFY(m_desk->sync().ok());
        const auto report = sync();
        QVERIFY(report.ok());
        QVERIFY(report->standing.revoked);
        QCOMPARE(report->pulled, 0);
    }
    void tabletCannotOrder_andNoDeskWipesItself()
    {
        QCOMPARE(client::orderWipe(*m_tablet->store, m_desk->id(), WipeMode::AtOnce, EntryId({4}),
                     m_world->clock.now())
                     .error()
                     .code,
            ErrorCode::Refused);
        QCOMPARE(client::orderWipe(*m_desk->store, m_desk->id(), WipeMode::AtOnce, EntryId({4}),
                     m_world->clock.now())
                     .error()
                     .code,
            ErrorCode::InvalidInput);
    }

private:
    entry::WipeOrdered wipe(WipeMode mode)
    {
        const auto order = client::orderWipe(*m_desk->store, m_tablet->id(), mode,
            m_world->mint.next<EntryId>(), m_world->clock.now());
        if (!order || !m_desk->sync())
            qFatal("the desk's order");
        return *order;
    }
    Result<client::SyncReport> sync(int mostEntries = sync::limits::MaxBatchEntries)
    {
        client::SyncEngine engine({*m_tablet->transport, *m_tablet->port, m_world->clock,
            m_tablet->signer(), test::ThisApp, 1000, mostEntries});
        engine.onWipeOrdered([this](const auto& order) { m_ordered.push_back(order); });
        return test::waitFor(engine.sync());
    }
    void lock()
    {
        m_tablet->port.reset();
        m_tablet->store.reset();
    }
    /// With what a locked device can read. -1: ended by an order.
    Result<int> push(EntryId done = {})
    {
        auto identity = store::readDeviceIdentity(m_tablet->files, m_tablet->deviceSecret);
        auto spool = store::Spool::open(m_tablet->files.spool());
        if (!identity || !spool)
            return Error{ErrorCode::Io, "spool"};
        client::SpoolPush pusher(
            {*m_tablet->transport, m_world->clock, client::DeviceSigner::of(*identity),
                test::ThisApp, test::inlineDisk, done},
            std::make_shared<store::Spool>(std::move(*spool)));
        pusher.onWipeOrdered([this](const auto& order) { m_ordered.push_back(order); });
        auto pushed = test::waitFor(pusher.push());
        if (!pushed && !done.isNull() && pushed.error().code == ErrorCode::Refused)
            return -1;
        return pushed;
    }

    std::unique_ptr<test::ClientWorld> m_world;
    std::unique_ptr<test::ClientDevice> m_desk;
    std::unique_ptr<test::ClientDevice> m_tablet;
    std::vector<entry::WipeOrdered> m_ordered;
};
DOORSTEP_TEST(TestWipeOrder);

#include "tst_wipe.moc"
