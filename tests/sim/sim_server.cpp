#include "tests/sim/sim_server.h"

namespace doorstep::sim {

namespace server_detail {

constexpr const char* AllEntries
    = "SELECT e.entry_id, e.seq, e.device, e.incarnation, e.ctr, e.hash, e.state, r.scope, r.seq,"
      " CASE WHEN e.seq > ? THEN e.bytes END"
      " FROM entry e JOIN route r ON r.practice = e.practice AND r.entry_seq = e.seq"
      " WHERE r.seq > ? ORDER BY r.seq";
constexpr const char* LastPosition = "SELECT max(seq) FROM practice_head";
constexpr QByteArrayView Pin("the simulated server has no socket");

std::optional<entry::ClearBody> clearBodyOf(const QByteArray& bytes)
{
    const auto whole = entry::decodeEntry(bytes);
    if (!whole || entry::isSealed(whole->header.entryClass))
        return std::nullopt;
    auto clear = entry::decodeClear(whole->header.entryClass, whole->body);
    return clear ? std::optional(std::move(clear->body)) : std::nullopt;
}

LoggedEntry read(const server::Rows& rows)
{
    LoggedEntry entry;
    entry.id = rows.fixed<EntryId>(0);
    entry.seq = quint64(rows.number(1));
    entry.device = rows.fixed<DeviceId>(2);
    entry.incarnation = rows.bytes(3);
    entry.ctr = quint64(rows.number(4));
    entry.hash = rows.fixed<crypto::Digest>(5);
    entry.state = server::EntryState(rows.number(6));
    entry.scope = rows.fixed<ScopeId>(7);
    entry.position = quint64(rows.number(8));
    return entry;
}

/// Pins and no keys.
server::TlsIdentity noTls()
{
    server::TlsIdentity identity;
    identity.pinNow = identity.pinNext = crypto::hash({Pin});
    return identity;
}

} // namespace server_detail

SimServer::SimServer(
    const Clock& clock, server::ServerKey key, std::unique_ptr<server::LogThread> log)
    : m_clock(clock)
    , m_key(std::move(key))
    , m_log(std::move(log))
    , m_gate(*m_log, clock)
    , m_syncs(*m_log, m_key, {})
    , m_tls(server_detail::noTls())
    , m_claims(*m_log, m_key, m_tls)
{
}

Result<std::unique_ptr<SimServer>> SimServer::open(const QString& folder, const Clock& clock)
{
    DOORSTEP_CHECK(vfs::registerSealedVfs());
    DOORSTEP_TRY(key, server::ServerKey::openOrMake(folder));
    DOORSTEP_TRY(databaseKey, key.databaseKey());
    DOORSTEP_TRY(log,
        server::LogThread::start(
            server::databasePath(folder), std::move(databaseKey), server::JobsRun::AtOnce));
    return std::unique_ptr<SimServer>(new SimServer(clock, std::move(key), std::move(log)));
}

client::WireAnswer SimServer::signedAnswer(const server::Reply& reply, PracticeId practice,
    DeviceId device, const sync::RequestNonce& nonce)
{
    const auto fields = sync::signAnswer({device, nonce, reply.status}, reply.body, m_clock.now(),
        m_key.signKey(practice).secretKey);
    return {reply.status, fields, reply.body};
}

void SimServer::waitWith(server::SyncService::Later later)
{
    m_syncs.waitWith([later = std::move(later), here = std::weak_ptr<void>(m_here)](
                         std::chrono::milliseconds time, const std::function<void()>& work) {
        later(time, [here, work] {
            if (!here.expired())
                work();
        });
    });
}

void SimServer::answer(const client::WireRequest& request, Answered answered)
{
    server::HttpRequest http{"POST", Authority, request.path, {}, request.fields, request.body, {}};
    const auto admitted = m_gate.admit(http);
    if (const auto* rejected = std::get_if<server::Rejected>(&admitted)) {
        if (!rejected->claimed)
            return answered({rejected->reply.status, {}, rejected->reply.body});
        return answered(signedAnswer(rejected->reply, rejected->claimed->practice,
            rejected->claimed->device, rejected->claimed->nonce));
    }
    const auto& known = std::get<server::Authenticated>(admitted);
    m_syncs.reply(known.caller, request.body,
        [this, practice = known.caller.practice.id, device = known.caller.device.id,
            nonce = known.nonce, answered = std::move(answered)](const server::Reply& reply) {
            const auto said = sync::decodeSyncAnswer(reply.body, {practice, device});
            if (said && onAnswer)
                onAnswer(device, *said);
            answered(signedAnswer(reply, practice, device, nonce));
        });
}

Result<SimServer::Claim> SimServer::newPractice(const QString& name)
{
    DOORSTEP_TRY(code, m_claims.create(name, m_clock));
    DOORSTEP_TRY(secret, sync::decodeClaimCode(code.view()));
    const auto look = m_claims.claim(
        sync::encodeClaimRequest(sync::ClaimLook{secret.view().toByteArray()}), m_clock.now());
    DOORSTEP_TRY(answer, sync::decodeClaimAnswer(look.body));
    return Claim{std::move(secret), answer};
}

Status SimServer::takePractice(const QByteArray& takeRequest)
{
    const auto taken = m_claims.claim(takeRequest, m_clock.now());
    if (taken.status != 200)
        return Error{ErrorCode::Refused, "claim"};
    return {};
}

Result<QString> SimServer::backUp(const QString& directory)
{
    DOORSTEP_TRY(name, server::backUp(*m_log, directory, m_clock.now(), 1));
    return directory + QLatin1Char('/') + name;
}

Result<std::vector<LoggedEntry>> SimServer::entries(quint64 position)
{
    using Entries = std::vector<LoggedEntry>;
    return m_log->run<Entries>([this, position](server::Log& log) -> Result<Entries> {
        DOORSTEP_TRY(
            rows, log.sql.run(server_detail::AllEntries, qint64(m_read), qint64(position)));
        Entries entries;
        while (rows.next()) {
            LoggedEntry entry = server_detail::read(rows);
            if (auto body = server_detail::clearBodyOf(rows.bytes(9)))
                m_clear.emplace(entry.seq, std::move(*body));
            if (const auto known = m_clear.find(entry.seq); known != m_clear.end())
                entry.clear = known->second;
            entries.push_back(std::move(entry));
        }
        if (!entries.empty() && position <= m_read)
            m_read = std::max(m_read, entries.back().position);
        return entries;
    });
}

Result<quint64> SimServer::lastPosition()
{
    return m_log->run<quint64>([](server::Log& log) -> Result<quint64> {
        DOORSTEP_TRY(rows, log.sql.run(server_detail::LastPosition));
        return rows.next() ? quint64(rows.number(0)) : 0;
    });
}

} // namespace doorstep::sim
