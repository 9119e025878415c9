// A server that has its signing key and uses it badly: every answer is signed and wrong. The sync
// must end, the store must keep what it had, and nothing may be called received that was not sent.

#include "sync/client/reading_lease.h"
#include "tests/client/client_device.h"
#include "tests/client/scripted_transport.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;

class TestHostileAnswers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<test::StoreFixture>();
        m_server = crypto::makeSignKeyPair();
        m_store = m_fixture->openNew();
        QVERIFY(m_store != nullptr);
        QVERIFY(m_store->save(m_fixture->patientAct(PatientId({1}), u"Ashdown"_s, u"May"_s)).ok());
        m_context = {m_fixture->practice, m_fixture->device};
        m_transport.sent.clear();
    }
    void cleanup()
    {
        m_store.reset();
        m_fixture.reset();
    }

    void acknowledgesMoreThanWasSent_isCorrupt_nothingChanges()
    {
        answerWith([](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
            answer.ackedThrough = request.firstCtr + 5;
            answer.runs = {{request.firstCtr, 6, 1}};
        });
        QCOMPARE(sync().error().code, ErrorCode::Corrupt);
        QCOMPARE(here(), 1);
    }
    void newIncarnationForEver_ends()
    {
        answerWith([](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
            answer.ackedThrough = request.firstCtr - 1;
            answer.ackedHash = request.previousHash;
            answer.newIncarnation = true;
        });
        QCOMPARE(sync().error().code, ErrorCode::Corrupt);
        QVERIFY(m_transport.sent.size() < 10);
        QCOMPARE(here(), 1);
    }
    void restartedForEver_ends()
    {
        answerWith([](const sync::SyncRequest&, sync::SyncAnswer& answer) {
            answer.restarted = true;
            answer.cursor = "token";
        });
        QCOMPARE(sync().error().code, ErrorCode::Corrupt);
        QVERIFY(m_transport.sent.size() < 10);
    }
    void moreForEver_withoutAnything_ends()
    {
        answerWith([](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
            honestAck(request, answer);
            answer.more = true;
            answer.cursor = "token";
        });
        const auto report = sync();
        QCOMPARE(report.error().code, ErrorCode::Busy);
        QVERIFY(!report.error().permanent);
        QVERIFY(m_transport.sent.size() < 5);
    }
    void samePageForEver_ends()
    {
        answerWith([page = pageOf(7)](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
            honestAck(request, answer);
            answer.page = {page};
            answer.more = true;
            answer.cursor = "token";
        });
        const auto report = sync();
        QCOMPARE(report.error().code, ErrorCode::Busy);
        QVERIFY(!report.error().permanent);
        QVERIFY(m_transport.sent.size() < 5);
    }
    void newCursorForEver_endsUnfinished_nextSyncGoesOn()
    {
        quint64 position = 7;
        QByteArray lastCursor;
        answerWith([&](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
            // Gives up by itself, so that a client without a bound fails and does not hang.
            if (m_transport.sent.size() > 100)
                return;
            QCOMPARE(request.cursor, lastCursor);
            honestAck(request, answer);
            answer.page = {pageOf(position++)};
            answer.more = true;
            answer.cursor = lastCursor = QByteArray::number(position);
        });
        for (size_t runs = 1; runs <= 2; ++runs) {
            const auto report = sync(20);
            QVERIFY(report.ok());
            QVERIFY(report->unfinished);
            QCOMPARE(m_transport.sent.size(), 20 * runs);
        }
        QCOMPARE(here(), 0);
    }
    void takesNothing_ends()
    {
        answerWith([](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
            answer.ackedThrough = request.firstCtr - 1;
            answer.ackedHash = request.previousHash;
        });
        QCOMPARE(sync().error().code, ErrorCode::Busy);
        QCOMPARE(m_transport.sent.size(), 1U);
        QCOMPARE(here(), 1);
    }
    void acknowledgesABatchWithTheOneBeforeIt_isCorrupt_nothingChanges()
    {
        saveMore(5);
        answerWith([](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
            honestAck(request, answer);
            if (request.entries.empty())
                return;
            // Sent, but not with this request.
            answer.ackedThrough += request.entries.size();
            answer.runs.front().count *= 2;
        });
        QCOMPARE(sync(1000, 2).error().code, ErrorCode::Corrupt);
        QCOMPARE(here(), 6);
    }
    void batchesTooEarlyForEver_ends_firstIsAcknowledged()
    {
        saveMore(5);
        answerWith([](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
            if (request.firstCtr == 1)
                return honestAck(request, answer);
            answer.ackedThrough = 2;
            answer.ackedHash = request.previousHash;
        });
        QCOMPARE(sync(1000, 2).error().code, ErrorCode::Busy);
        QVERIFY(m_transport.sent.size() < 10);
        QCOMPARE(here(), 4);
    }
    void batchesTooEarly_ofALogThatLostWhatWasThere_sendAllAgain()
    {
        answerWith([](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
            honestAck(request, answer);
        });
        QVERIFY(sync().ok());
        saveMore(5);
        bool isWhole = false;
        answerWith([&](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
            isWhole = isWhole || request.firstCtr == 1;
            if (isWhole)
                return honestAck(request, answer);
        });
        const auto report = sync(1000, 2);
        QVERIFY(report.ok());
        QVERIFY(report->sentAllAgain);
        QCOMPARE(report->acknowledged, 6);
        QCOMPARE(here(), 0);
    }
    void pageWithOnePositionTwice_isNotApplied()
    {
        test::Colleague colleague(*m_fixture);
        const auto line = colleague.patient(1, PatientId({2}), u"Birch"_s, u"Tom"_s);
        answerWith([&](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
            honestAck(request, answer);
            answer.cursor = "token";
            for (int i = 0; i < 2; ++i) {
                sync::PageEntry entry;
                entry.position = 7;
                entry.entry = *entry::decodeEntry(line.bytes);
                answer.page.push_back(entry);
            }
        });
        QCOMPARE(sync().error().code, ErrorCode::Corrupt);
        QCOMPARE(here(), 1);
        QVERIFY(m_store->cursors()->empty());
    }
    void strangersEntry_isKept_neverFolded()
    {
        test::Colleague stranger(*m_fixture);
        const auto line = stranger.patient(5, PatientId({2}), u"Birch"_s, u"Tom"_s);
        answerWith([&](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
            honestAck(request, answer);
            answer.cursor = "token";
            sync::PageEntry entry;
            entry.position = 5;
            entry.entry = *entry::decodeEntry(line.bytes);
            if (request.cursor.isEmpty())
                answer.page.push_back(entry);
        });
        const auto report = sync();
        QVERIFY(report.ok());
        QCOMPARE(report->fresh, 1);
        const auto rows = store::EntryStore(m_store->connection()).ofAggregate(AggregateId({2}));
        for (const auto& row : *rows)
            QVERIFY(!row.verified);
    }
    void leaseOfAnotherDevice_isUntrusted_nothingIsUsed()
    {
        answerWith(
            [this, page = pageOf(7)](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
                honestAck(request, answer);
                answer.cursor = "token";
                answer.page = {page};
                lend(answer, DeviceId({0x77}), m_server.secretKey);
            });
        QCOMPARE(sync().error().code, ErrorCode::Untrusted);
        QCOMPARE(here(), 1);
        QVERIFY(m_store->cursors()->empty());
        QVERIFY(!client::readLease(m_store->connection(), m_store->identity())->lease);
    }
    void leaseSignedByAnybodyElse_orWithoutEnd_isUntrusted()
    {
        answerWith([this](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
            honestAck(request, answer);
            lend(answer, m_fixture->device, m_fixture->practiceSign.secretKey);
        });
        QCOMPARE(sync().error().code, ErrorCode::Untrusted);
        answerWith([this](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
            honestAck(request, answer);
            lend(answer, m_fixture->device, m_server.secretKey, 3650);
        });
        QCOMPARE(sync().error().code, ErrorCode::Untrusted);
        QCOMPARE(here(), 1);
    }
    void wipeOrderOfTheServersOwn_isUntrusted_andNobodyIsTold()
    {
        entry::WipeOrdered order{m_fixture->device, EntryId({5}), {1}, entry::WipeMode::AtOnce, {}};
        entry::certify(order, m_fixture->practice, m_server.secretKey);
        answerWith([order](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
            honestAck(request, answer);
            answer.wipe = order;
        });
        QCOMPARE(sync().error().code, ErrorCode::Untrusted);
        QVERIFY(!m_ordered);
        QCOMPARE(here(), 1);
    }
    void wipeOrderForAnotherDevice_isUntrusted()
    {
        entry::WipeOrdered order{DeviceId({0x77}), EntryId({5}), {1}, entry::WipeMode::AtOnce, {}};
        entry::certify(order, m_fixture->practice, m_fixture->practiceSign.secretKey);
        answerWith([order](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
            honestAck(request, answer);
            answer.wipe = order;
        });
        QCOMPARE(sync().error().code, ErrorCode::Untrusted);
        QVERIFY(!m_ordered);
    }
    void wipeOrderOfADesk_atOnce_endsTheSyncAndIsTold_nothingElseIsUsed()
    {
        entry::WipeOrdered order{m_fixture->device, EntryId({5}), {1}, entry::WipeMode::AtOnce, {}};
        entry::certify(order, m_fixture->practice, m_fixture->practiceSign.secretKey);
        answerWith([order](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
            honestAck(request, answer);
            answer.wipe = order;
        });
        QCOMPARE(sync().error().code, ErrorCode::Refused);
        QVERIFY(m_ordered && *m_ordered == order);
        QCOMPARE(here(), 1);
    }
    void pauseAsked_endsAtOnce()
    {
        answerWith([](const sync::SyncRequest& request, sync::SyncAnswer& answer) {
            honestAck(request, answer);
            answer.more = true;
            answer.cursor = "token";
            answer.pauseSeconds = 90;
        });
        const auto report = sync();
        QCOMPARE(report->pauseSeconds, 90U);
        QCOMPARE(m_transport.sent.size(), 1U);
        QCOMPARE(here(), 0);
    }
    void anythingButAnAnswer_isCorrupt()
    {
        for (const QByteArray& body :
            {QByteArray(), QByteArray("\xa0"), QByteArray(5000, '\xff')}) {
            m_transport.answer
                = [&](const client::WireRequest& request) { return signedBody(request, body); };
            QCOMPARE(sync().error().code, ErrorCode::Corrupt);
        }
        QCOMPARE(here(), 1);
    }

private:
    using Script = std::function<void(const sync::SyncRequest&, sync::SyncAnswer&)>;

    static void honestAck(const sync::SyncRequest& request, sync::SyncAnswer& answer)
    {
        crypto::Digest chain = request.previousHash;
        for (const auto& entry : request.entries)
            chain = entry::chain(chain, entry.header);
        answer.ackedThrough = request.firstCtr - 1 + request.entries.size();
        answer.ackedHash = chain;
        if (!request.entries.empty())
            answer.runs
                = {{request.firstCtr, quint32(request.entries.size()), 1000 + request.firstCtr}};
    }
    void lend(sync::SyncAnswer& answer, DeviceId device, const SecretBytes& key, int days = 7) const
    {
        sync::Lease lease{answer.serverTime, answer.serverTime.plusMs(days * 86'400'000LL), {}};
        sync::signLease(lease, m_fixture->practice, device, key);
        answer.leaseUntil = lease.until;
        answer.leaseSignature = lease.signature;
    }
    void answerWith(Script script)
    {
        m_transport.answer = [this, script = std::move(script)](const client::WireRequest& wire) {
            const auto request = sync::decodeSyncRequest(wire.body, m_context);
            sync::SyncAnswer answer;
            answer.serverTime = m_fixture->clock.now();
            script(*request, answer);
            return signedBody(wire, *sync::encodeSyncAnswer(answer, m_context));
        };
    }
    client::WireAnswer signedBody(const client::WireRequest& wire, const QByteArray& body) const
    {
        const auto claimed = sync::readRequestSignature(wire.fields);
        return {200,
            sync::signAnswer({m_fixture->device, claimed->nonce, 200}, body, m_fixture->clock.now(),
                m_server.secretKey),
            body};
    }
    sync::PageEntry pageOf(quint64 position) const
    {
        test::Colleague colleague(*m_fixture);
        sync::PageEntry entry;
        entry.position = position;
        entry.entry = *entry::decodeEntry(
            colleague.patient(qint64(position), PatientId({2}), u"Birch"_s, u"Tom"_s).bytes);
        return entry;
    }
    void saveMore(quint8 patients)
    {
        for (quint8 i = 0; i < patients; ++i)
            QVERIFY(m_store
                        ->save(m_fixture->patientAct(
                            PatientId({quint8(10 + i)}), u"Ashdown"_s, u"May"_s))
                        .ok());
    }
    Result<client::SyncReport> sync(
        int mostTurns = 1000, int mostEntries = sync::limits::MaxBatchEntries)
    {
        client::InlineStorePort port(*m_store);
        client::SyncEngine engine({m_transport, port, m_fixture->clock,
            {m_fixture->practice, m_fixture->device, m_fixture->deviceSign.secretKey.clone(),
                m_server.publicKey, m_fixture->practiceSign.publicKey},
            test::ThisApp, mostTurns, mostEntries});
        m_ordered.reset();
        engine.onWipeOrdered([this](const entry::WipeOrdered& order) { m_ordered = order; });
        return test::waitFor(engine.sync());
    }
    int here() const { return store::EntryStore(m_store->connection()).receiptCounts()->here; }

    std::unique_ptr<test::StoreFixture> m_fixture;
    std::unique_ptr<store::Store> m_store;
    test::ScriptedTransport m_transport;
    crypto::SignKeyPair m_server;
    sync::BatchContext m_context;
    std::optional<entry::WipeOrdered> m_ordered;
};
DOORSTEP_TEST(TestHostileAnswers);

#include "tst_hostile_answers.moc"
