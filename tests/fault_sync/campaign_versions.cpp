#include "tests/fault_sync/sync_campaigns.h"
#include "tests/fault_sync/version_peer.h"

#include <QCryptographicHash>

/// Devices and a server of other versions. Each writes kinds that others do not have.
namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace versions_detail {

constexpr qint64 CiCases = 6;
constexpr qint64 ReleaseCases = 256; ///< the versions of three devices, twice, by two servers each

struct Peer {
    QByteArray name;
    VersionPeer device;
    const PeerVersion* version = nullptr;
    PeerSaid said; ///< at its last look
};

class Versions final : private CampaignHead {
public:
    explicit Versions(const SyncCampaignRun& run)
        : CampaignHead(run, CiCases, ReleaseCases)
    {
    }

    SyncTally tally()
    {
        for (; m_tally.cases < m_cases; ++m_tally.cases)
            live();
        m_practice.server.runProgram(u"doorstep-server"_s);
        return std::move(m_tally);
    }

private:
    /// Any two tablets of different versions come up within twelve cases; the desk's and the
    /// server's are drawn.
    void chooseVersions()
    {
        const auto versions = peerVersions();
        if (m_pairs.empty()) {
            for (const PeerVersion& one : versions)
                for (const PeerVersion& two : versions)
                    if (&one != &two)
                        m_pairs.emplace_back(&one, &two);
            std::ranges::shuffle(m_pairs, m_random);
        }
        const auto [one, two] = m_pairs.back();
        m_pairs.pop_back();
        const PeerVersion* desk = &versions[m_random() % versions.size()];
        m_isOldServer = m_random() % 2 == 0;
        m_oracle.name("case " + QByteArray::number(m_tally.cases) + ", tablets " + one->name
            + " and " + two->name + ", desk " + desk->name + ", server "
            + (m_isOldServer ? "before" : "today"));
        m_practice.server.runProgram(m_isOldServer ? u"server_before"_s : u"doorstep-server"_s);
        m_practice.putBack();
        m_peers.clear();
        add("desk", *m_practice.desk, desk);
        add("one", *m_practice.one, one);
        add("two", *m_practice.two, two);
        m_wrote.clear();
        m_lone = m_wipes = 0;
    }
    void add(const QByteArray& name, ClientDevice& device, const PeerVersion* version)
    {
        ServedPractice::close(device);
        m_peers.push_back({name, {m_practice, device}, version, {}});
    }

    PeerSaid run(Peer& peer, const QStringList& words)
    {
        PeerSaid said = peer.device.run(*peer.version, words);
        m_oracle.expect(said.isOpened && !said.error,
            peer.name + " of version " + peer.version->name + ": " + said.detail);
        m_wrote.insert(said.wrote.begin(), said.wrote.end());
        m_lone += said.wroteLone;
        m_wipes += said.wroteWipes;
        if (words.contains(u"sync"_s))
            m_oracle.expect(said.waiting == 0, peer.name + " could not send everything");
        return said;
    }
    /// Everybody in any order, twice: who came first has the others' entries too.
    void everybodyWritesAndSyncs()
    {
        std::ranges::shuffle(m_peers, m_random);
        for (Peer& peer : m_peers)
            (void)run(peer, {u"write"_s, u"sync"_s});
        for (Peer& peer : m_peers)
            peer.said = run(peer, {u"sync"_s, u"show"_s});
    }

    void live()
    {
        chooseVersions();
        everybodyWritesAndSyncs();
        judge();
        const bool isServerFirst = m_random() % 2 == 0;
        if (isServerFirst)
            updateServer();
        const PeerVersion* oldest = std::ranges::min(m_peers, {}, &Peer::version).version;
        updateDevices();
        if (!isServerFirst)
            updateServer();
        everybodyWritesAndSyncs();
        judge();
        tryOlder(*oldest);
        m_tally.acknowledged += qint64(m_wrote.size());
    }
    void updateServer()
    {
        if (!std::exchange(m_isOldServer, false))
            return;
        m_practice.server.kill();
        m_practice.server.runProgram(u"doorstep-server"_s);
        m_practice.startServer();
        m_oracle.readLog();
        m_oracle.expect(m_oracle.log().wipeOrders == m_wipes,
            "the newer server did not act on what the older one had kept");
    }
    /// To a version that none of them is beyond. What waited is applied by its start: no sync.
    void updateDevices()
    {
        const auto versions = peerVersions();
        const auto from = std::ranges::max(m_peers, {}, &Peer::version).version - versions.data();
        const auto more = m_random() % quint64(qint64(versions.size()) - from);
        const PeerVersion* newest = &versions[std::size_t(from) + more];
        for (Peer& peer : m_peers) {
            const auto before = std::move(peer.said);
            peer.version = newest;
            peer.said = run(peer, {u"show"_s});
            for (const auto& [id, entry] : before.entries) {
                const auto now = peer.said.entries.find(id);
                m_oracle.expectNoLoss(
                    now != peer.said.entries.end() && now->second.hash == entry.hash,
                    peer.name + "'s update changed an entry: " + id.toHex());
            }
        }
        judge();
    }
    /// A store that a newer version has had is refused, not harmed.
    void tryOlder(const PeerVersion& oldest)
    {
        Peer& peer = m_peers.front();
        if (oldest.database == peer.version->database)
            return;
        const PeerSaid older = peer.device.run(oldest, {u"show"_s});
        m_oracle.expect(!older.isOpened && older.error == int(ErrorCode::Unsupported),
            "a store of a newer version: " + older.detail);
        const PeerSaid again = run(peer, {u"show"_s});
        m_oracle.expect(again.rows == peer.said.rows, "an older version changed the store");
    }

    void judge()
    {
        m_oracle.readLog();
        std::map<EntryId, const LogLine*> logged;
        for (const LogLine& line : m_oracle.log().lines)
            logged[line.id] = &line;
        for (const EntryId& id : m_wrote) {
            const auto line = logged.find(id);
            m_oracle.expectNoLoss(line != logged.end(), "not in the log: " + id.toHex());
            m_oracle.expect(line == logged.end() || line->second->state == 0,
                "refused or held for its kind: " + id.toHex());
        }
        if (!m_isOldServer)
            m_oracle.expect(m_oracle.log().wipeOrders == m_wipes, "the server missed an order");
        for (const Peer& peer : m_peers) {
            judge(peer, logged);
            for (const Peer& other : m_peers)
                m_oracle.expect(peer.version != other.version || peer.said.rows == other.said.rows,
                    peer.name + " and " + other.name + ", of one version, show other rows");
        }
    }
    void judge(const Peer& peer, const std::map<EntryId, const LogLine*>& logged)
    {
        const PeerVersion& version = *peer.version;
        int notUnderstood = 0;
        std::map<QByteArray, int> understood;
        for (const auto& [id, entry] : peer.said.entries) {
            const auto line = logged.find(id);
            const bool isSame = line != logged.end()
                && QCryptographicHash::hash(line->second->bytes, QCryptographicHash::Sha256).toHex()
                    == entry.hash;
            m_oracle.expectNoLoss(isSame, peer.name + " has other bytes of " + id.toHex());
            if (version.understands(entry.kind, entry.schema))
                ++understood[entry.kind];
            else
                ++notUnderstood;
        }
        for (const EntryId& id : m_wrote)
            m_oracle.expectNoLoss(
                peer.said.entries.contains(id), peer.name + " did not keep " + id.toHex());
        m_oracle.expect(peer.said.newer == notUnderstood,
            peer.name + " says " + QByteArray::number(peer.said.newer) + " of a newer version, not "
                + QByteArray::number(notUnderstood));
        m_oracle.expect(peer.said.lone == (version.hasClear ? m_lone : 0),
            peer.name + " acted on " + QByteArray::number(peer.said.lone) + " signs of life, not "
                + QByteArray::number(m_lone));
        for (const auto& [kind, table] :
            {std::pair("noteRecorded", "note|"), std::pair("adjustmentAdded", "adjustment|"),
                std::pair("observationRecorded", "observation|")}) {
            const auto rows = std::ranges::count_if(
                peer.said.rows, [table](const QByteArray& row) { return row.startsWith(table); });
            m_oracle.expect(rows == understood[kind],
                peer.name + " shows " + QByteArray::number(rows) + " rows of " + kind + ", not "
                    + QByteArray::number(understood[kind]));
        }
    }

    std::vector<std::pair<const PeerVersion*, const PeerVersion*>> m_pairs;
    std::vector<Peer> m_peers;
    std::set<EntryId> m_wrote;
    int m_lone = 0;
    int m_wipes = 0;
    bool m_isOldServer = false;
};

} // namespace versions_detail

SyncTally runVersions(const SyncCampaignRun& run)
{
    return versions_detail::Versions(run).tally();
}

} // namespace doorstep::test
