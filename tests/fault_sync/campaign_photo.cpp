#include "core/store/attachment_store.h"
#include "sync/client/blob_transfer.h"
#include "sync/protocol/limits.h"
#include "tests/fault_sync/small_disk.h"
#include "tests/fault_sync/sync_campaigns.h"

#include <algorithm>
#include <csignal>
#include <thread>

namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace photo_detail {

constexpr qint64 CiCases = 24;
constexpr qint64 ReleaseCases = 600;
constexpr int CasesPerPractice = 12;
constexpr qint64 Step = sync::limits::BlobStepBytes;
/// Three steps or four, sealed.
constexpr qint64 PhotoBytes = 2 * Step + 50'000;
/// Less than an eighth of the small disk, and enough for a sync.
constexpr qint64 LeftForEntries = 1'200'000;

enum class Fault { CutUp, CutDown, ServerKilled, PartLost, PartCut, TwoAtOnce, ReaderCut };
constexpr std::array AllFaults{Fault::CutUp, Fault::CutDown, Fault::ServerKilled, Fault::PartLost,
    Fault::PartCut, Fault::TwoAtOnce, Fault::ReaderCut};

const char* wordOf(Fault fault)
{
    switch (fault) {
    case Fault::CutUp:
        return "cut up";
    case Fault::CutDown:
        return "cut down";
    case Fault::ServerKilled:
        return "server killed";
    case Fault::PartLost:
        return "part file lost";
    case Fault::PartCut:
        return "part file cut";
    case Fault::TwoAtOnce:
        return "two devices";
    case Fault::ReaderCut:
        return "reader cut";
    }
    return "";
}

using Moved = Result<client::BlobReport>;

class Photos final : private CampaignHead {
public:
    explicit Photos(const SyncCampaignRun& run)
        : CampaignHead(run, CiCases, ReleaseCases)
        , m_first(std::size_t(m_random()))
    {
    }

    SyncTally tally()
    {
        for (; m_tally.cases < m_cases; ++m_tally.cases) {
            if (m_tally.cases > 0 && m_tally.cases % CasesPerPractice == 0)
                m_practice.putBack();
            live(AllFaults[(std::size_t(m_tally.cases) + m_first) % AllFaults.size()]);
        }
        return std::move(m_tally);
    }
    /// Blobs refused, entries taken; then room again, and no hand is needed.
    SyncTally tallyOnAFullDisk(SmallDisk& disk)
    {
        ++m_tally.cases;
        m_oracle.name("photo on a full disk");
        const QByteArray content = take();
        disk.fillUp(LeftForEntries);
        m_practice.connectAnew(tablet());
        m_oracle.expect(tablet().sync().ok(), "entries refused while there is room for them");
        m_oracle.expect(tablet().receipts().here == 0, "entries wait for a photo");
        const Moved refused = send(tablet());
        m_oracle.expect(
            !refused.ok() && refused.error().detail == "full" && !refused.error().permanent,
            "a photo where only entries find room");
        m_oracle.expect(waiting(tablet()) == 1, "a refused photo counts as sent");
        m_tally.refused += refused ? 0 : 1;
        disk.makeRoom();
        settle(content);
        return std::move(m_tally);
    }

private:
    ClientDevice& tablet() { return *m_practice.one; }

    static std::shared_ptr<client::BlobLine> lineOf(ClientDevice& device)
    {
        return std::make_shared<client::BlobLine>(
            *device.transport, *device.clock, device.signer());
    }
    static Moved send(ClientDevice& device)
    {
        return waitFor(client::sendBlobs(lineOf(device), *device.port));
    }
    static Moved fetch(ClientDevice& device)
    {
        return waitFor(client::fetchBlobs(lineOf(device), *device.port));
    }
    static int waiting(ClientDevice& device)
    {
        return *store::attachmentsWaiting(device.store->connection());
    }

    /// A photo on the tablet with its entry; what is on it.
    QByteArray take()
    {
        m_practice.setClocks();
        QByteArray content(PhotoBytes + qint64(m_random() % quint64(Step)), Qt::Uninitialized);
        for (char& byte : content)
            byte = char(m_random());
        const auto made = tablet().savePhoto(m_practice.shared(), content);
        if (!made)
            qFatal("photo: the tablet");
        m_name = made->blob;
        return content;
    }

    void live(Fault fault)
    {
        const quint64 chance = m_random();
        m_oracle.name(
            QByteArray("photo, ") + wordOf(fault) + ", case " + QByteArray::number(m_tally.cases));
        const QByteArray content = take();
        m_practice.connectAnew(tablet());
        m_oracle.expect(tablet().sync().ok(), "the entry failed");
        m_oracle.expect(waiting(tablet()) == 1, "a photo that was not sent counts as sent");
        strike(fault, chance);
        // The fault may have come too late to hurt: then it is there, and must say so.
        (void)m_oracle.checkAcknowledged(tablet());
        settle(content);
    }

    void strike(Fault fault, quint64 chance)
    {
        const qint64 whole = store::sealedAttachmentSize(PhotoBytes);
        switch (fault) {
        case Fault::CutUp:
            return cut(Relay::Way::Up, qint64(chance % quint64(whole)));
        case Fault::CutDown:
            return cut(Relay::Way::Down, qint64(chance % 6000));
        case Fault::ServerKilled:
            return killServer(chance);
        case Fault::PartLost:
        case Fault::PartCut:
            bringOneStep();
            return breakPart(fault == Fault::PartLost ? -1 : qint64(chance % quint64(Step)));
        case Fault::TwoAtOnce:
            return sendFromTwo(qint64(chance % quint64(whole)));
        case Fault::ReaderCut:
            m_oracle.expect(send(tablet()).ok(), "no fault, and not sent");
            return cutReader(qint64(chance % quint64(whole)));
        }
    }
    void cut(Relay::Way way, qint64 bytes)
    {
        m_practice.connectAnew(tablet());
        m_practice.relay.cutAfter(way, bytes, Relay::End::Reset);
        judge(send(tablet()));
        m_practice.relay.pass();
    }
    /// The question and a step arrive. No cut does that for certain: Qt's client sends a request
    /// again on a new connection, which brings a step more.
    void bringOneStep()
    {
        m_practice.connectAnew(tablet());
        tablet().transport->fault = [](int number, const client::WireRequest&) {
            return number < 2 ? FaultyTransport::Fault::None : FaultyTransport::Fault::LoseRequest;
        };
        judge(send(tablet()));
        tablet().transport->fault = {};
        m_oracle.expect(waiting(tablet()) == 1, "a part counts as sent");
        m_oracle.expect(QFileInfo(partFile()).size() == Step, "the part is not one step");
    }
    void judge(const Moved& moved)
    {
        if (moved)
            m_oracle.expect(waiting(tablet()) == 0, "said to be sent and is not");
        else
            m_oracle.expect(
                moved.error().code == ErrorCode::Unreachable && !moved.error().permanent,
                "said of a fault on the way: " + moved.error().detail);
    }
    void killServer(quint64 chance)
    {
        const auto victim = pid_t(m_practice.server.processId());
        std::thread killer([victim, delay = chance % 40'000] {
            std::this_thread::sleep_for(std::chrono::microseconds(delay));
            ::kill(victim, SIGKILL);
        });
        judge(send(tablet()));
        killer.join();
        m_practice.server.kill();
        m_practice.startServer();
    }
    [[nodiscard]] QString partFile() const
    {
        return m_practice.server.directory() + u"/blobs/"_s
            + QString::fromLatin1(m_practice.one->store->identity().practice.toHex()) + u'/'
            + QString::fromLatin1(m_name.toBytes().toHex());
    }
    void breakPart(qint64 left)
    {
        if (left < 0)
            QFile::remove(partFile());
        else if (QFile::exists(partFile()))
            QFile::resize(partFile(), left);
    }
    /// Both tablets have the sealed file and bring it at once, the one from half-way.
    void sendFromTwo(qint64 cutAt)
    {
        cut(Relay::Way::Up, cutAt);
        ClientDevice& other = *m_practice.two;
        m_practice.connectAnew(tablet());
        m_practice.connectAnew(other);
        auto first = client::sendBlobs(lineOf(tablet()), *tablet().port);
        auto second = client::sendBlobs(lineOf(other), *tablet().port);
        judge(waitFor(first));
        judge(waitFor(second));
    }
    void cutReader(qint64 bytes)
    {
        ClientDevice& reader = *m_practice.two;
        m_practice.connectAnew(reader);
        m_oracle.expect(reader.sync().ok(), "the reader's sync failed");
        m_practice.connectAnew(reader);
        m_practice.relay.cutAfter(Relay::Way::Down, bytes, Relay::End::Close);
        const Moved moved = fetch(reader);
        m_oracle.expect(moved.ok() || moved.error().code == ErrorCode::Unreachable,
            "said of a fault on the way: " + (moved ? QByteArray() : moved.error().detail));
        m_practice.relay.pass();
        m_practice.connectAnew(reader);
    }

    /// The way is whole again: it is there once, to the byte, and whoever may read it has it.
    void settle(const QByteArray& content)
    {
        m_practice.connectAnew(tablet());
        m_practice.setClocks();
        m_oracle.expect(m_practice.settle(tablet()), "the sync after it failed");
        const Moved sent = send(tablet());
        m_oracle.expect(sent.ok() && sent->left == 0,
            "not sent though the way is whole: " + (sent ? QByteArray() : sent.error().detail));
        m_oracle.expectNoLoss(waiting(tablet()) == 0, "still on the tablet");
        m_oracle.checkEverythingSent(tablet());
        for (ClientDevice* reader : {m_practice.desk.get(), m_practice.two.get()}) {
            m_practice.connectAnew(*reader);
            m_oracle.expect(m_practice.settle(*reader), "a reader's sync failed");
            m_oracle.expect(fetch(*reader).ok(), "a reader's fetch failed");
            m_oracle.expectNoLoss(count(*reader, content) > 0, "a reader lacks the photo");
            m_oracle.expect(count(*reader, content) < 2, "a reader has the photo twice");
        }
        QFile kept(partFile());
        m_oracle.expectNoLoss(
            kept.open(QIODevice::ReadOnly) && crypto::hash({kept.readAll()}) == m_name,
            "the server's file is another");
        ++m_tally.acknowledged;
    }
    int count(ClientDevice& device, const QByteArray& content)
    {
        const auto all = device.store->attachments().about(m_practice.shared().as<AggregateId>());
        return int(std::ranges::count_if(*all, [&](const store::Attachment& each) {
            const auto read = device.store->attachments().read(each.id);
            return read.ok() && *read == content;
        }));
    }

    std::size_t m_first; ///< of AllFaults: two cases see others with each seed
    crypto::Digest m_name;
};

} // namespace photo_detail

SyncTally runPhotos(const SyncCampaignRun& run)
{
    return photo_detail::Photos(run).tally();
}

SyncTally runPhotoDiskFull(const SyncCampaignRun& run)
{
    SmallDisk disk(run.practice);
    if (!disk.isMounted()) {
        SyncTally tally;
        tally.skipped = disk.error();
        return tally;
    }
    return photo_detail::Photos(run).tallyOnAFullDisk(disk);
}

} // namespace doorstep::test
