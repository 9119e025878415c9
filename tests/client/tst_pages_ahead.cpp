#include "tests/client/desk_and_tablet.h"
#include "tests/support/test_registry.h"

namespace doorstep::test {

/// Does its work at once and says so when asked: a store on a thread of its own that is busy.
class BusyPort final : public client::StorePort {
public:
    explicit BusyPort(store::Store& store)
        : m_store(store)
    {
    }
    void run(std::function<void(store::Store&)> work, std::function<void(Status)> done) override
    {
        ++calls;
        if (before)
            before(calls);
        QTimer::singleShot(0, &m_context, [this, work = std::move(work), done = std::move(done)] {
            if (isClosed)
                return done(Error{ErrorCode::Locked, "closed"});
            work(m_store);
            done({});
        });
    }
    int calls = 0;
    bool isClosed = false;
    std::function<void(int)> before; ///< each piece of work; by its number, from 1

private:
    store::Store& m_store;
    QObject m_context;
};

} // namespace doorstep::test

using namespace doorstep;
using namespace Qt::StringLiterals;
using test::BusyPort;
using Fault = test::FaultyTransport::Fault;

/// A long download, in pages of five: the next page is on its way while the store works on one.
class TestPagesAhead : public QObject, protected test::DeskAndTablet {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QVERIFY(foundWithPatient());
        m_world->clock.advanceMinutes(1);
        QVERIFY(m_desk->saveNotes(m_patient, Notes));
        QVERIFY(m_desk->sync().ok());
        m_tablet->transport->sent.clear();
        m_mostInFlight = 4;
    }
    void cleanup() { close(); }

    void longDownload_asksForThePageBehind_beforeTheStoreHasTheOneInHand()
    {
        BusyPort port(*m_tablet->store);
        int asked = 0;
        port.before = sentAtTheFirstPage(asked);
        const auto report = syncOn(port);
        QVERIFY(report.ok());
        QCOMPARE(report->pulled, Notes);
        QCOMPARE(asked, 2);
        QCOMPARE(int(m_tablet->transport->sent.size()), Pages);
        QCOMPARE(m_tablet->known(m_patient), 1 + Notes);
    }
    void oneAfterTheOther_whenTold()
    {
        BusyPort port(*m_tablet->store);
        int asked = 0;
        port.before = sentAtTheFirstPage(asked);
        m_mostInFlight = 1;
        QVERIFY(syncOn(port).ok());
        QCOMPARE(asked, 1);
        QCOMPARE(m_tablet->known(m_patient), 1 + Notes);
    }
    void savedDuringALongDownload_leavesBeforeItsEnd()
    {
        BusyPort port(*m_tablet->store);
        bool isSaved = false;
        int sentAtEnd = 0;
        port.before = [&](int call) {
            if (call == FirstPage)
                isSaved = m_tablet->saveNotes(m_patient, 1);
        };
        const auto report = syncOn(port, [&](const client::SyncProgress& progress) {
            if (progress.acknowledged > 0 && sentAtEnd == 0)
                sentAtEnd = progress.pulled;
        });
        QVERIFY(isSaved);
        QVERIFY(report.ok());
        QCOMPARE(report->acknowledged, 1);
        QVERIFY2(sentAtEnd < Notes, QByteArray::number(sentAtEnd).constData());
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(m_desk->known(m_patient), 2 + Notes);
        QCOMPARE(m_tablet->known(m_patient), 2 + Notes);
    }
    void pageAheadLost_whatCameBeforeStays_andTheNextSyncGoesOn()
    {
        m_tablet->transport->fault
            = [](int number, const auto&) { return number == 3 ? Fault::LoseAnswer : Fault::None; };
        BusyPort port(*m_tablet->store);
        const auto report = syncOn(port);
        QCOMPARE(report.error().code, ErrorCode::Unreachable);
        QCOMPARE(m_tablet->known(m_patient), 1 + 3 * FewEntries);
        m_tablet->transport->fault = {};
        QVERIFY(syncOn(port).ok());
        QCOMPARE(m_tablet->known(m_patient), 1 + Notes);
    }
    void storeClosedWithAPageOnItsWay_nothingIsPassed()
    {
        {
            BusyPort port(*m_tablet->store);
            port.before = [&](int call) { port.isClosed = call > FirstPage; };
            QCOMPARE(syncOn(port).error().code, ErrorCode::Locked);
        }
        QVERIFY(m_tablet->reopen().ok());
        QCOMPARE(m_tablet->known(m_patient), 1 + FewEntries);
        BusyPort port(*m_tablet->store);
        QVERIFY(syncOn(port).ok());
        QCOMPARE(m_tablet->known(m_patient), 1 + Notes);
    }
    void serverPutBackBetweenTwoPages_theDownloadEndsWhole()
    {
        m_world->stopServer();
        test::copyFolder(m_world->serverFolder(), m_world->folder.filePath(u"kept"_s));
        m_world->startServer();
        QVERIFY(m_desk->saveNotes(m_patient, 1));
        QVERIFY(m_desk->sync().ok());
        m_tablet->transport->fault = [](int number, const auto&) {
            return number == 2 ? Fault::HoldRequest : Fault::None;
        };
        BusyPort port(*m_tablet->store);
        port.before = [&](int call) {
            if (call != FirstPage + 1)
                return;
            m_world->stopServer();
            test::copyFolder(m_world->folder.filePath(u"kept"_s), m_world->serverFolder());
            m_world->clock.advanceMs(2'000);
            m_world->startServer();
            m_tablet->transport->letGo();
        };
        auto report = syncOn(port);
        m_tablet->transport->fault = {};
        for (int i = 0; i < 3 && !report; ++i)
            report = syncOn(port);
        QVERIFY(report.ok());
        QVERIFY(m_desk->sync().ok());
        QVERIFY(syncOn(port).ok());
        QCOMPARE(m_desk->known(m_patient), 2 + Notes);
        QCOMPARE(m_tablet->known(m_patient), 2 + Notes);
    }

private:
    static constexpr int FewEntries = 5;
    static constexpr int Pages = 12; ///< more than are asked for ahead in one turn
    static constexpr int Notes = Pages * FewEntries;
    static constexpr int FirstPage = 2; ///< what the store does first is to say what it sends

    /// How many requests had gone out when the store was given the first page.
    [[nodiscard]] std::function<void(int)> sentAtTheFirstPage(int& sent)
    {
        return [this, &sent](int call) {
            if (call == FirstPage)
                sent = int(m_tablet->transport->sent.size());
        };
    }
    [[nodiscard]] Result<client::SyncReport> syncOn(
        BusyPort& port, const std::function<void(const client::SyncProgress&)>& progress = {})
    {
        client::SyncEngine::Parts parts{
            *m_tablet->transport, port, m_world->clock, m_tablet->signer(), test::ThisApp};
        parts.mostEntries = FewEntries;
        parts.mostInFlight = m_mostInFlight;
        client::SyncEngine engine(std::move(parts));
        if (progress)
            engine.onProgress(progress);
        return test::waitFor(engine.sync());
    }

    int m_mostInFlight = 4;
};
DOORSTEP_TEST(TestPagesAhead);

#include "tst_pages_ahead.moc"
