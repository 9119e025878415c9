#include "core/store/attachment_store.h"
#include "sync/client/blob_transfer.h"
#include "tests/fault_sync/sync_campaigns.h"

/// Two weeks of work without signal, and then a line that drops again and again.
namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace backlog_detail {

constexpr int CiEntries = 600;
constexpr int ReleaseEntries = 10'000;
constexpr int CiPhotos = 2;
constexpr int ReleasePhotos = 60;
constexpr qint64 PhotoBytes = 400'000;
constexpr qint64 LeastBytes = 20'000; ///< before a line drops: a handshake and some of a batch
constexpr qint64 SpreadBytes = 140'000;
constexpr int MostEntriesLost = 500; ///< what one batch holds
constexpr int Patience = 400; ///< lines in a row that bring nothing new

class Backlog final : private CampaignHead {
public:
    explicit Backlog(const SyncCampaignRun& run)
        : CampaignHead(run, 1, 1)
        , m_entries(run.release ? ReleaseEntries : CiEntries)
        , m_photos(run.release ? ReleasePhotos : CiPhotos)
    {
        m_cases = std::min<qint64>(m_cases, 3);
    }

    SyncTally tally()
    {
        for (; m_tally.cases < m_cases; ++m_tally.cases) {
            m_oracle.name("case " + QByteArray::number(m_tally.cases) + ", weeks of work");
            m_practice.putBack();
            live();
        }
        return std::move(m_tally);
    }

private:
    ClientDevice& tablet() { return *m_practice.one; }
    int waitingPhotos() { return *store::attachmentsWaiting(tablet().store->connection()); }

    void live()
    {
        if (!tablet().saveNotes(m_practice.shared(), m_entries))
            qFatal("backlog: notes");
        for (int i = 0; i < m_photos; ++i)
            takePhoto();
        const int all = tablet().receipts().here;
        sendEntries();
        sendPhotos();
        m_practice.relay.pass();
        m_practice.connectAnew(tablet());
        m_oracle.expect(m_practice.settle(tablet()), "the last sync failed");
        m_oracle.checkEverythingSent(tablet());
        m_oracle.expect(m_practice.settle(*m_practice.desk), "the desk's sync failed");
        m_oracle.checkSame(tablet(), *m_practice.desk, m_practice.shared());
        m_tally.acknowledged += all;
    }
    void takePhoto()
    {
        QByteArray content(PhotoBytes, Qt::Uninitialized);
        for (char& byte : content)
            byte = char(m_random());
        if (!tablet().savePhoto(m_practice.shared(), content))
            qFatal("backlog: a photo");
    }
    void dropSomewhere()
    {
        const auto bytes = LeastBytes + qint64(m_random() % quint64(SpreadBytes));
        const auto end = m_random() % 2 == 0 ? Relay::End::Close : Relay::End::Reset;
        m_practice.relay.cutAfter(
            m_random() % 4 == 0 ? Relay::Way::Down : Relay::Way::Up, bytes, end);
        m_practice.connectAnew(tablet());
    }
    /// What waits never grows; no photo goes before the last entry; every few lines bring
    /// something.
    void sendEntries()
    {
        int waiting = tablet().receipts().here;
        const int photos = waitingPhotos();
        for (int idle = 0; waiting > 0 && idle < Patience;) {
            dropSomewhere();
            (void)tablet().sync();
            const int now = tablet().receipts().here;
            m_oracle.expect(now <= waiting, "what waits has grown");
            m_oracle.expect(now == 0 || waitingPhotos() == photos, "a photo before the entries");
            idle = now < waiting ? 0 : idle + 1;
            waiting = now;
            m_oracle.readLog();
            const auto logged = std::ranges::count_if(m_oracle.log().lines,
                [this](const LogLine& line) { return line.device == tablet().id(); });
            m_oracle.expect(logged <= sent(waiting) + 4 * MostEntriesLost,
                "the log is further than the device by more than is in flight");
        }
        m_oracle.expect(waiting == 0, "a line that drops brings nothing on");
        (void)m_oracle.checkAcknowledged(tablet());
    }
    [[nodiscard]] qint64 sent(int waiting) { return qint64(ownEntries(tablet()).size()) - waiting; }
    void sendPhotos()
    {
        int waiting = waitingPhotos();
        for (int idle = 0; waiting > 0 && idle < Patience;) {
            dropSomewhere();
            const auto line = std::make_shared<client::BlobLine>(
                *tablet().transport, *tablet().clock, tablet().signer());
            (void)waitFor(client::sendBlobs(line, *tablet().port));
            const int now = waitingPhotos();
            m_oracle.expect(now <= waiting, "photos that were sent wait again");
            idle = now < waiting ? 0 : idle + 1;
            waiting = now;
        }
        m_oracle.expect(waiting == 0, "a line that drops brings no photo on");
    }

    int m_entries;
    int m_photos;
};

} // namespace backlog_detail

SyncTally runBacklogs(const SyncCampaignRun& run)
{
    return backlog_detail::Backlog(run).tally();
}

} // namespace doorstep::test
