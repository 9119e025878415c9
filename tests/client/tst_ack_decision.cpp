#include "sync/client/ack_decision.h"
#include "sync/client/pull_page.h"
#include "sync/client/push_batch.h"
#include "sync/client/retry_policy.h"
#include "sync/protocol/limits.h"
#include "tests/support/test_registry.h"

#include <limits>

using namespace doorstep;
using client::OwnNext;

namespace ack {

constexpr quint64 Greatest = std::numeric_limits<quint64>::max();

crypto::Digest digest(quint8 byte)
{
    crypto::Digest made;
    made.bytes.fill(byte);
    return made;
}

/// Counters 11, 12 and 13 were sent; 20 is the last one given out.
client::SentRange sent()
{
    return {store::IncarnationId({1}), 11, digest(10), {digest(11), digest(12), digest(13)}, 20};
}

sync::SyncAnswer whole()
{
    sync::SyncAnswer answer;
    answer.ackedThrough = 13;
    answer.ackedHash = digest(13);
    answer.runs = {{11, 2, 100}, {13, 1, 200}};
    return answer;
}

ErrorCode codeOf(const sync::SyncAnswer& answer)
{
    const auto decision = client::decideAck(sent(), answer);
    return decision ? ErrorCode::Internal : decision.error().code;
}

OwnNext nextOf(const sync::SyncAnswer& answer)
{
    return client::decideAck(sent(), answer).value().next;
}

/// Entries of one device, in line from `firstCtr`.
std::vector<store::OutgoingEntry> line(quint64 firstCtr, int count, qsizetype bodySize)
{
    const auto key = crypto::makeSignKeyPair();
    const entry::EpochKey care{entry::KeyClass::Care, 1, crypto::randomSecret()};
    std::vector<store::OutgoingEntry> entries;
    for (int i = 0; i < count; ++i) {
        entry::Header header;
        header.id = *EntryId::fromBytes(crypto::randomBytes(16));
        const auto made
            = entry::makeEntry(header, crypto::randomBytes(int(bodySize)), &care, key.secretKey);
        entries.push_back(
            {store::IncarnationId({1}), firstCtr + quint64(i), {}, entry::encodeEntry(*made)});
    }
    return entries;
}

} // namespace ack

class TestAckDecision : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void beforeWhatItFollows_isTooEarly_onlyAsFarAsThatWasOnTheWay()
    {
        auto sent = ack::sent();
        sent.ahead = 4; // 7 to 10 in other requests
        sync::SyncAnswer answer;
        for (const quint64 acked : {quint64(6), quint64(7), quint64(9)}) {
            answer.ackedThrough = acked;
            QCOMPARE(client::decideAck(sent, answer)->next, OwnNext::TooEarly);
        }
        answer.ackedThrough = 5;
        QCOMPARE(client::decideAck(sent, answer)->next, OwnNext::SendAllAgain);
        answer.ackedThrough = 9;
        answer.runs = {{8, 1, 100}};
        QCOMPARE(client::decideAck(sent, answer).error().code, ErrorCode::Corrupt);
    }
    void beforeWhatItFollows_inAnotherTimeline_everythingIsSentAgain()
    {
        auto sent = ack::sent();
        sent.ahead = 4;
        sent.timeline = store::TimelineId({1});
        sync::SyncAnswer answer;
        answer.ackedThrough = 9;
        answer.timeline = sync::TimelineId({1});
        QCOMPARE(client::decideAck(sent, answer)->next, OwnNext::TooEarly);
        answer.timeline = sync::TimelineId({2});
        QCOMPARE(client::decideAck(sent, answer)->next, OwnNext::SendAllAgain);
    }
    void wholeRange_isAcknowledgedAsSaid()
    {
        auto answer = ack::whole();
        answer.held = {{12, sync::HeldReason::UnknownKey}};
        answer.safeSeq = 90;
        const auto decision = client::decideAck(ack::sent(), answer);
        QVERIFY(decision.ok());
        QCOMPARE(decision->next, OwnNext::Continue);
        QCOMPARE(decision->acknowledgement.runs.size(), 2U);
        QCOMPARE(decision->acknowledgement.runs[1].firstSeq, 200);
        QCOMPARE(decision->acknowledgement.held[0].reason, "unknown key");
        QCOMPARE(decision->acknowledgement.safeSeq, 90);
    }
    void partOfTheRange_isAcknowledgedAlone()
    {
        auto answer = ack::whole();
        answer.ackedThrough = 12;
        answer.ackedHash = ack::digest(12);
        answer.runs = {{11, 2, 100}};
        QCOMPARE(ack::nextOf(answer), OwnNext::Continue);
    }
    void moreThanWasSent_isCorrupt_data()
    {
        using Change = std::function<void(sync::SyncAnswer&)>;
        QTest::addColumn<Change>("change");
        const auto row = [](const char* name, Change change) { QTest::newRow(name) << change; };
        row("before the range", [](auto& a) { a.runs[0] = {10, 3, 100}; });
        row("past the range", [](auto& a) { a.runs[1] = {13, 2, 200}; });
        row("counter overflow", [](auto& a) { a.runs[1] = {ack::Greatest, 1, 200}; });
        row("count overflow", [](auto& a) { a.runs[1].count = 0xffffffff; });
        row("empty run", [](auto& a) { a.runs.push_back({13, 0, 300}); });
        row("twice", [](auto& a) { a.runs.push_back({11, 1, 300}); });
        row("left out", [](auto& a) { a.runs.pop_back(); });
        row("position 0", [](auto& a) { a.runs[0].firstSeq = 0; });
        row("position overflow", [](auto& a) { a.runs[0].firstSeq = ack::Greatest; });
        row("held past the range", [](auto& a) { a.held = {{14, sync::HeldReason::Fork}}; });
        row("held before the range", [](auto& a) { a.held = {{10, sync::HeldReason::Fork}}; });
        row("another chain", [](auto& a) { a.ackedHash = ack::digest(9); });
        row("through overflow", [](auto& a) { a.ackedThrough = ack::Greatest; });
        row("behind, yet with a run", [](auto& a) { a.ackedThrough = 5; });
    }
    void moreThanWasSent_isCorrupt()
    {
        QFETCH(std::function<void(sync::SyncAnswer&)>, change);
        auto answer = ack::whole();
        change(answer);
        QCOMPARE(ack::codeOf(answer), ErrorCode::Corrupt);
    }
    void beyondTheRange_butOurs_goesOn()
    {
        auto answer = ack::whole();
        answer.ackedThrough = 20;
        answer.ackedHash = ack::digest(99);
        QCOMPARE(ack::nextOf(answer), OwnNext::Continue);
    }
    void beyondWhatWasGivenOut_isANewIncarnation()
    {
        auto answer = ack::whole();
        answer.ackedThrough = 21;
        QCOMPARE(ack::nextOf(answer), OwnNext::NewIncarnation);
    }
    void forkSeen_isANewIncarnation()
    {
        sync::SyncAnswer answer;
        answer.ackedThrough = 15;
        answer.newIncarnation = true;
        QCOMPARE(ack::nextOf(answer), OwnNext::NewIncarnation);
        answer.ackedThrough = 4;
        QCOMPARE(ack::nextOf(answer), OwnNext::NewIncarnation);
    }
    void serverHasLess_sendsAllAgain()
    {
        sync::SyncAnswer answer;
        answer.ackedThrough = 9;
        QCOMPARE(ack::nextOf(answer), OwnNext::SendAllAgain);
        auto restarted = ack::whole();
        restarted.restarted = true;
        QCOMPARE(ack::nextOf(restarted), OwnNext::SendAllAgain);
    }
    void nothingSent_chainIsCompared()
    {
        const client::SentRange nothing{store::IncarnationId({1}), 11, ack::digest(10), {}, 10};
        sync::SyncAnswer answer;
        answer.ackedThrough = 10;
        answer.ackedHash = ack::digest(10);
        QCOMPARE(client::decideAck(nothing, answer)->next, OwnNext::Continue);
        answer.ackedHash = ack::digest(9);
        QVERIFY(!client::decideAck(nothing, answer));
        answer.ackedThrough = 11;
        QCOMPARE(client::decideAck(nothing, answer)->next, OwnNext::NewIncarnation);
    }

    void batch_keepsBothBounds()
    {
        const auto small = ack::line(5, 60, 20);
        const auto fifty = client::makeBatch(store::IncarnationId({1}), 5, {}, small, 50, 60);
        QCOMPARE(fifty->entries.size(), 50U);
        QCOMPARE(fifty->sent.lastCtr(), 54U);
        QCOMPARE(fifty->sent.lastOwn, 64U);
        const auto large = ack::line(1, 8, 60'000);
        const auto fitting = client::makeBatch(store::IncarnationId({1}), 1, {}, large, 500, 8);
        QCOMPARE(fitting->entries.size(), 4U);
        const auto huge = ack::line(1, 2, 900'000);
        QCOMPARE(
            client::makeBatch(store::IncarnationId({1}), 1, {}, huge, 500, 2)->entries.size(), 1U);
        QCOMPARE(client::makeBatch(store::IncarnationId({1}), 7, {}, {}, 50, 0)->sent.lastOwn, 6U);
    }
    void batch_gapOrOtherIncarnation_isCorrupt()
    {
        auto gap = ack::line(1, 3, 20);
        gap[2].ctr = 4;
        QVERIFY(!client::makeBatch(store::IncarnationId({1}), 1, {}, gap, 50, 3));
        auto mixed = ack::line(1, 3, 20);
        mixed[1].incarnation = store::IncarnationId({2});
        QVERIFY(!client::makeBatch(store::IncarnationId({1}), 1, {}, mixed, 50, 3));
        auto damaged = ack::line(1, 1, 20);
        damaged[0].bytes.truncate(100);
        QVERIFY(!client::makeBatch(store::IncarnationId({1}), 1, {}, damaged, 50, 1));
    }
    void page_impossiblePositions_areCorrupt()
    {
        const auto entries = ack::line(1, 2, 20);
        sync::SyncAnswer answer;
        answer.cursor = "token";
        for (const quint64 position : {1U, 2U}) {
            sync::PageEntry line;
            line.position = position;
            line.entry = *entry::decodeEntry(entries[position - 1].bytes);
            answer.page.push_back(line);
        }
        answer.page[1].held = sync::HeldReason::Revoked;
        const auto page = client::makePage(answer);
        QCOMPARE(page->entries[0].bytes, entries[0].bytes);
        QCOMPARE(page->entries[1].heldReason, "revoked");
        answer.page[1].position = 1;
        QVERIFY(!client::makePage(answer));
        answer.page[1].position = 0;
        QVERIFY(!client::makePage(answer));
        answer.page[1].position = ack::Greatest;
        QVERIFY(!client::makePage(answer));
        answer.page[1].position = 2;
        answer.cursor.clear();
        QVERIFY(!client::makePage(answer));
    }
    void retry_doublesToAQuarterOfAnHour_neverBelowHalf()
    {
        using client::RetryPolicy;
        using namespace std::chrono_literals;
        QCOMPARE(RetryPolicy::delay(1, 0), std::chrono::milliseconds(1s));
        for (int failures = 1; failures < 40; ++failures) {
            const auto step = std::min<std::chrono::milliseconds>(
                15min, 2s * (1LL << std::min(failures - 1, 20)));
            for (const quint32 random : {0U, 1U, 12'345'678U, 0xffffffffU}) {
                QVERIFY(RetryPolicy::delay(failures, random) >= step / 2);
                QVERIFY(RetryPolicy::delay(failures, random) <= step);
            }
        }
        for (quint32 random = 0; random < 2'000'000'000; random += 999'999'937) {
            QVERIFY(RetryPolicy::longDelay(random) >= RetryPolicy::Longest / 2);
            QVERIFY(RetryPolicy::longDelay(random) <= RetryPolicy::Longest);
            QVERIFY(RetryPolicy::around(60s, random) >= 45s);
            QVERIFY(RetryPolicy::around(60s, random) <= 75s);
        }
        QVERIFY(RetryPolicy::worthRetrying(Error::transient(ErrorCode::Unreachable, "")));
        QVERIFY(!RetryPolicy::worthRetrying({ErrorCode::Untrusted, ""}));
    }
};
DOORSTEP_TEST(TestAckDecision);

#include "tst_ack_decision.moc"
