#include "tests/fault_sync/sync_campaigns.h"

#include <zstd.h>

/// A certified tablet that has been taken over sends what no program of ours would.
namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace hostile_detail {

constexpr qint64 CiCases = 150;
constexpr qint64 ReleaseCases = 20'000;
constexpr int CasesPerPractice = 2'000;
constexpr qsizetype BombBytes = 64 * 1024 * 1024;

using Body = QByteArray;

class Hostile final : private CampaignHead {
public:
    explicit Hostile(const SyncCampaignRun& run)
        : CampaignHead(run, CiCases, ReleaseCases)
    {
    }

    SyncTally tally()
    {
        for (; m_tally.cases < m_cases; ++m_tally.cases) {
            if (m_tally.cases % CasesPerPractice == 0)
                begin();
            m_oracle.name("request " + QByteArray::number(m_tally.cases));
            m_practice.clock.advanceMs(1000); // the server's allowance is by its own clock
            send(spoilt());
        }
        end();
        return std::move(m_tally);
    }

private:
    ClientDevice& thief() { return *m_practice.two; }

    /// Real requests to spoil: one with entries, one without.
    void begin()
    {
        m_practice.putBack();
        thief().transport->sent.clear();
        if (!thief().saveNotes(m_practice.shared(), 30) || !m_practice.settle(thief()))
            qFatal("hostile: the tablet");
        m_bodies.clear();
        for (const client::WireRequest& request : thief().transport->sent)
            m_bodies.push_back(request.body);
        m_oracle.readLog();
        m_ids.clear();
        for (const LogLine& line : m_oracle.log().lines)
            m_ids.insert(line.id);
    }

    Body spoilt()
    {
        Body body = m_bodies[std::size_t(m_random() % m_bodies.size())];
        switch (m_random() % 8) {
        case 0:
            return bomb();
        case 1:
            return noise(qsizetype(m_random() % 5000));
        case 2:
            return body.first(qsizetype(m_random() % quint64(body.size())));
        case 3:
            return body + noise(qsizetype(1 + m_random() % 300));
        case 4:
            return swapped(body);
        case 5:
            return extreme(body);
        default:
            return flipped(body);
        }
    }
    Body noise(qsizetype size)
    {
        Body made(size, Qt::Uninitialized);
        for (char& byte : made)
            byte = char(m_random());
        return made;
    }
    Body flipped(Body body)
    {
        for (quint64 i = 0, most = 1 + m_random() % 4; i < most; ++i) {
            const auto at = qsizetype(m_random() % quint64(body.size()));
            body[at] = char(body[at] ^ char(1 << (m_random() % 8)));
        }
        return body;
    }
    /// Two stretches change places: entries in another order, or nothing that can be read.
    Body swapped(const Body& body)
    {
        if (body.size() < 8)
            return noise(8);
        const auto third = body.size() / 3;
        return body.first(third) + body.sliced(2 * third) + body.sliced(third, third);
    }
    /// Counters and lengths at the edge of their type.
    Body extreme(Body body)
    {
        if (body.size() < 16)
            return noise(16);
        const auto at = qsizetype(m_random() % quint64(body.size() - 9));
        constexpr quint64 Edges[] = {~0ULL, 1ULL << 63, (1ULL << 63) - 1, 1ULL << 32, 0};
        const quint64 edge = Edges[m_random() % std::size(Edges)];
        for (int i = 0; i < 8; ++i)
            body[at + i] = char(edge >> (8 * i));
        return body;
    }
    /// A few kilobytes that would be 64 MiB.
    static Body bomb()
    {
        const QByteArray plain(BombBytes, 'a');
        QByteArray packed(
            qsizetype(ZSTD_compressBound(std::size_t(plain.size()))), Qt::Uninitialized);
        const std::size_t size = ZSTD_compress(packed.data(), std::size_t(packed.size()),
            plain.constData(), std::size_t(plain.size()), 1);
        packed.truncate(qsizetype(size));
        return packed;
    }

    /// Signed as it should be. Any answer will do, as long as there is one.
    void send(const Body& body)
    {
        m_practice.connectAnew(thief());
        QPromise<Result<client::SignedAnswer>> promise;
        promise.start();
        auto future = promise.future();
        const auto exchange = std::make_shared<client::SignedExchange>(
            *thief().transport, m_practice.clock, thief().signer());
        exchange->post("/sync/1", body, [&promise](const Result<client::SignedAnswer>& answer) {
            promise.addResult(answer);
            promise.finish();
        });
        const auto answer = waitFor(future);
        m_oracle.expect(
            answer || answer.error().code != ErrorCode::Unreachable, "the server said nothing");
        m_tally.acknowledged += answer ? 1 : 0;
    }

    /// Nothing that nobody wrote is there, the server is the same process, and others go on.
    void end()
    {
        m_oracle.name("afterwards");
        m_oracle.readLog();
        for (const LogLine& line : m_oracle.log().lines)
            m_oracle.expect(m_ids.contains(line.id) || line.state != 0, "an entry nobody wrote");
        if (!m_practice.one->saveNotes(m_practice.shared(), 5))
            qFatal("hostile: the other tablet");
        m_oracle.expect(m_practice.settle(*m_practice.one), "another device cannot sync");
        m_oracle.checkEverythingSent(*m_practice.one);
        m_oracle.expect(m_practice.settle(*m_practice.desk), "the desk cannot sync");
        m_oracle.checkSame(*m_practice.one, *m_practice.desk, m_practice.shared());
    }

    std::vector<Body> m_bodies;
    std::set<EntryId> m_ids;
};

} // namespace hostile_detail

SyncTally runHostiles(const SyncCampaignRun& run)
{
    return hostile_detail::Hostile(run).tally();
}

} // namespace doorstep::test
