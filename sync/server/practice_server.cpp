#include "sync/server/practice_server.h"

#include "sync/protocol/limits.h"
#include "sync/protocol/server_pins.h"
#include "sync/server/backup.h"
#include "sync/server/blob_service.h"
#include "sync/server/enrolment_relay.h"
#include "sync/server/new_words.h"
#include "sync/server/practice_claims.h"
#include "sync/server/request_gate.h"
#include "sync/server/served_tls.h"
#include "sync/server/sync_service.h"
#include "sync/server/tls_rotation.h"

#include <algorithm>

namespace doorstep::server {
namespace practice_server_detail {

/// A fixed answer for a person who looks at the address in a browser.
HttpAnswer toHttp(const Reply& reply)
{
    HttpAnswer answer;
    answer.status = reply.status;
    answer.body = reply.body;
    return answer;
}

QByteArray line(const char* name, const QByteArray& value)
{
    return QByteArray(name) + ' ' + value + '\n';
}

QByteArray tlsLines(const TlsIdentity& tls, Instant now)
{
    QByteArray out = line("pin", tls.pinNow.toBytes().toHex());
    out += line("next-pin", tls.pinNext.toBytes().toHex());
    out += line("certificate-until", tls.notAfter.toUtc().toString(Qt::ISODate).toLatin1());
    if (const auto days = certificateWarning(tls.notAfter, now))
        out += line("warning", certificateWarningText(*days));
    return out;
}

} // namespace practice_server_detail

struct PracticeServer::Parts {
    Parts(ServerConfig serverConfig, const Clock& serverClock, ServerKey serverKey,
        TlsIdentity tlsIdentity, std::unique_ptr<LogThread> logThread)
        : config(std::move(serverConfig))
        , clock(serverClock)
        , key(std::move(serverKey))
        , tls(std::move(tlsIdentity))
        , log(std::move(logThread))
        , gate(*log, clock)
        , syncs(*log, key, config.minimumApp)
        , blobFiles(config.directory)
        , blobs(*log, key, blobFiles)
        , relay(*log, key)
        , claims(*log, key, tls)
        , unknownPeers(
              sync::limits::UnknownRequestsPerMinute / 60.0, sync::limits::UnknownRequestsPerMinute)
    {
    }

    using Signed = std::function<Reply(const Caller&, QByteArrayView)>;
    using SignedRequest = std::function<Reply(const Caller&, const HttpRequest&)>;
    using Replied = std::function<void(Reply)>;
    using Exchange = std::function<void(const Caller&, const HttpRequest&, Replied)>;
    using Unsigned = std::function<Reply(const HttpRequest&, Instant)>;
    void routeSigned(const char* path, Signed service);
    void routeBlob(const char* method, SignedRequest service);
    void routeUnsigned(const char* path, Unsigned service);
    void routeSync();
    void answerSigned(const HttpRequest& request, HttpAnswered answered, const Exchange& service);
    HttpAnswer signedAnswer(
        const Reply& reply, PracticeId practice, DeviceId device, const sync::RequestNonce& nonce);
    Result<QByteArray> practiceLines(Log& tables);
    Reply statePins(QByteArrayView body, Instant now);
    Status auditRotation(Instant now);

    ServerConfig config;
    const Clock& clock;
    ServerKey key;
    ServedTls tls;
    std::unique_ptr<LogThread> log;
    RequestGate gate;
    SyncService syncs;
    BlobFiles blobFiles;
    BlobService blobs;
    EnrolmentRelay relay;
    PracticeClaims claims;
    Allowance unknownPeers;
    std::unique_ptr<HttpServer> http; // last: its threads use everything above
};

HttpAnswer PracticeServer::Parts::signedAnswer(
    const Reply& reply, PracticeId practice, DeviceId device, const sync::RequestNonce& nonce)
{
    auto answer = practice_server_detail::toHttp(reply);
    answer.fields = sync::signAnswer(
        {device, nonce, reply.status}, reply.body, clock.now(), key.signKey(practice).secretKey);
    return answer;
}

void PracticeServer::Parts::answerSigned(
    const HttpRequest& request, HttpAnswered answered, const Exchange& service)
{
    using practice_server_detail::toHttp;
    const auto& names = config.authorities;
    if (!names.empty() && std::find(names.begin(), names.end(), request.authority) == names.end())
        return answered(toHttp(Reply::refuse(sync::Refusal::Unsigned, clock.now())));
    const auto admitted = gate.admit(request);
    if (const auto* rejected = std::get_if<Rejected>(&admitted)) {
        if (!rejected->claimed)
            return answered(toHttp(rejected->reply));
        return answered(signedAnswer(rejected->reply, rejected->claimed->practice,
            rejected->claimed->device, rejected->claimed->nonce));
    }
    const auto& known = std::get<Authenticated>(admitted);
    service(known.caller, request,
        [this, practice = known.caller.practice.id, device = known.caller.device.id,
            nonce = known.nonce, answered = std::move(answered)](const Reply& reply) {
            auto answer = signedAnswer(reply, practice, device, nonce);
            answer.practice = practice.toBytes();
            answered(std::move(answer));
        });
}

void PracticeServer::Parts::routeSync()
{
    syncs.waitWith([this](std::chrono::milliseconds time, std::function<void()> work) {
        http->later(time, std::move(work));
    });
    const Exchange service = [this](const Caller& caller, const HttpRequest& asked, Replied then) {
        syncs.reply(caller, asked.body, std::move(then));
    };
    http->route("POST", "/sync/1", [this, service](const HttpRequest& request, HttpAnswered then) {
        answerSigned(request, std::move(then), service);
    });
}

void PracticeServer::Parts::routeSigned(const char* path, Signed service)
{
    const Exchange exchange
        = [service = std::move(service)](const Caller& caller, const HttpRequest& asked,
              const Replied& then) { then(service(caller, asked.body)); };
    http->route("POST", path, [this, exchange](const HttpRequest& request, HttpAnswered then) {
        answerSigned(request, std::move(then), exchange);
    });
}

void PracticeServer::Parts::routeBlob(const char* method, SignedRequest service)
{
    const Exchange exchange
        = [service = std::move(service)](const Caller& caller, const HttpRequest& asked,
              const Replied& then) { then(service(caller, asked)); };
    http->route(method, "/blob/", [this, exchange](const HttpRequest& request, HttpAnswered then) {
        answerSigned(request, std::move(then), exchange);
    });
}

void PracticeServer::Parts::routeUnsigned(const char* path, Unsigned service)
{
    const auto answer = [this, service = std::move(service)](const HttpRequest& request) {
        constexpr quint32 RetrySeconds = 10;
        const auto now = clock.now();
        if (!unknownPeers.take(request.peer, now))
            return practice_server_detail::toHttp(
                Reply::refuse(sync::Refusal::Busy, now, RetrySeconds));
        return practice_server_detail::toHttp(service(request, now));
    };
    http->route("POST", path,
        [answer](const HttpRequest& request, const HttpAnswered& then) { then(answer(request)); });
}

PracticeServer::PracticeServer(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

PracticeServer::~PracticeServer()
{
    stop();
}

Result<std::unique_ptr<PracticeServer>> PracticeServer::open(
    const ServerConfig& config, const Clock& clock)
{
    DOORSTEP_CHECK(vfs::registerSealedVfs());
    DOORSTEP_TRY(key, ServerKey::openOrMake(config.directory));
    DOORSTEP_TRY(databaseKey, key.databaseKey());
    DOORSTEP_TRY(log, LogThread::start(databasePath(config.directory), std::move(databaseKey)));
    DOORSTEP_CHECK(
        log->run<void>([&](Log& tables) { return actOnNewWords(tables, key, clock.now()); }));
    // Behind the log's lock: a server that runs may be exchanging these files.
    DOORSTEP_TRY(tls, openTlsIdentity(config.directory, config.host, clock.now()));
    auto parts
        = std::make_unique<Parts>(config, clock, std::move(key), std::move(tls), std::move(log));
    return std::unique_ptr<PracticeServer>(new PracticeServer(std::move(parts)));
}

Result<quint16> PracticeServer::start()
{
    auto& parts = *m_parts;
    const TlsIdentity tls = parts.tls.now();
    DOORSTEP_TRY(http,
        makeHttpServer({parts.config.host, parts.config.port, tls.certificatePem, tls.privateKeyPem,
            parts.config.workers}));
    parts.http = std::move(http);
    parts.routeSync();
    parts.routeSigned("/ticket/1", [&parts](const Caller& caller, QByteArrayView body) {
        return parts.relay.ticket(caller, body);
    });
    parts.routeSigned("/staff/1", [&parts](const Caller& caller, QByteArrayView body) {
        return parts.relay.staff(caller, body);
    });
    parts.routeSigned("/pins/1", [&parts](const Caller& caller, QByteArrayView body) {
        return parts.statePins(body, caller.now);
    });
    DOORSTEP_CHECK(parts.blobs.dropAbandoned(parts.clock.now()));
    parts.routeBlob("PATCH", [&parts](const Caller& caller, const HttpRequest& request) {
        return parts.blobs.take(caller, request);
    });
    parts.routeBlob("GET", [&parts](const Caller& caller, const HttpRequest& request) {
        return parts.blobs.give(caller, request);
    });
    parts.routeUnsigned("/enrol/1", [&parts](const HttpRequest& request, Instant now) {
        return parts.relay.enrol(request.body, request.peer, now);
    });
    parts.routeUnsigned("/claim/1", [&parts](const HttpRequest& request, Instant now) {
        return parts.claims.claim(request.body, now);
    });
    return parts.http->start();
}

void PracticeServer::stop()
{
    if (!m_parts || !m_parts->http)
        return;
    m_parts->http->stop();
    // They hold their connections, which end before the services do.
    m_parts->syncs.forgetWaiting();
}

crypto::Digest PracticeServer::pin() const
{
    return m_parts->tls.now().pinNow;
}

crypto::Digest PracticeServer::nextPin() const
{
    return m_parts->tls.now().pinNext;
}

Reply PracticeServer::Parts::statePins(QByteArrayView body, Instant now)
{
    if (const auto asked = sync::decodePinsRequest(body); !asked)
        return Reply::fromError(asked.error(), now);
    const TlsIdentity served = tls.now();
    return Reply::ok(sync::encodeStatedPins({served.pinNow, served.pinNext, served.notAfter}));
}

Status PracticeServer::Parts::auditRotation(Instant now)
{
    return log->run<void>([&](Log& tables) -> Status {
        DOORSTEP_TRY(practices, tables.practices.all());
        for (const auto& practice : practices) {
            DOORSTEP_CHECK(tables.audit.append(practice.id, "tls rotated", {},
                practice.id.as<AggregateId>(), now, key.signKey(practice.id).secretKey));
        }
        return {};
    });
}

Result<QByteArray> PracticeServer::rotateTls(bool again)
{
    auto& parts = *m_parts;
    const Instant now = parts.clock.now();
    const TlsIdentity before = parts.tls.now();
    if (!again)
        DOORSTEP_CHECK(parts.log->run<void>(
            [&](Log& tables) { return mayRotateTls(tables, before.pinNext, now); }));
    const Status rotated = rotateTlsKeys(parts.config.directory, before);
    // Also what a full disk cut short is finished or undone here.
    DOORSTEP_TRY(fresh, openTlsIdentity(parts.config.directory, parts.config.host, now));
    if (!rotated && fresh.pinNow == before.pinNow)
        return rotated.error();
    if (parts.http)
        DOORSTEP_CHECK(parts.http->renew(fresh.certificatePem, fresh.privateKeyPem));
    parts.tls.replace(fresh);
    DOORSTEP_CHECK(parts.auditRotation(now));
    return practice_server_detail::tlsLines(fresh, now);
}

std::optional<int> PracticeServer::certificateWarning() const
{
    return server::certificateWarning(m_parts->tls.now().notAfter, m_parts->clock.now());
}

Result<SecretBytes> PracticeServer::createPractice(const QString& name)
{
    return m_parts->claims.create(name, m_parts->clock);
}

Result<SecretBytes> PracticeServer::recoverPractice(PracticeId practice)
{
    return m_parts->claims.createRecovery(practice, m_parts->clock.now());
}

Result<QByteArray> PracticeServer::Parts::practiceLines(Log& tables)
{
    using practice_server_detail::line;
    QByteArray out;
    DOORSTEP_TRY(practices, tables.practices.all());
    for (const auto& practice : practices) {
        DOORSTEP_TRY(head, tables.practices.head(practice.id));
        DOORSTEP_TRY(held, tables.entries.heldCount(practice.id));
        DOORSTEP_TRY(devices, tables.devices.count(practice.id));
        DOORSTEP_TRY(audited, tables.audit.length(practice.id));
        DOORSTEP_TRY(
            broken, tables.audit.firstBroken(practice.id, key.signKey(practice.id).publicKey));
        out += line("practice", practice.id.toHex());
        out += line("claimed", practice.claimed ? "yes" : "no");
        out += line("entries", QByteArray::number(head.seq));
        out += line("safe", head.safeSeq ? QByteArray::number(head.safeSeq) : "not backed up");
        out += line("held", QByteArray::number(held));
        DOORSTEP_TRY(counts, tables.blobs.counts(practice.id));
        out += line("attachments",
            QByteArray::number(counts.done) + " whole, " + QByteArray::number(counts.open)
                + " under way");
        out += line("devices", QByteArray::number(devices));
        out += line("audit",
            QByteArray::number(audited)
                + (broken ? " broken at " + QByteArray::number(*broken) : QByteArray(" intact")));
    }
    return out;
}

Result<QByteArray> PracticeServer::status()
{
    auto& parts = *m_parts;
    const QByteArray out = practice_server_detail::tlsLines(parts.tls.now(), parts.clock.now());
    DOORSTEP_TRY(lines,
        parts.log->run<QByteArray>([&](Log& tables) { return parts.practiceLines(tables); }));
    return out + lines;
}

Result<QByteArray> PracticeServer::audit()
{
    return m_parts->log->run<QByteArray>([](Log& tables) -> Result<QByteArray> {
        QByteArray text;
        DOORSTEP_TRY(practices, tables.practices.all());
        for (const auto& practice : practices) {
            DOORSTEP_TRY(lines, tables.audit.asText(practice.id));
            text += lines;
        }
        return text;
    });
}

Result<QByteArray> PracticeServer::backup()
{
    auto& parts = *m_parts;
    if (parts.config.backupDirectory.isEmpty())
        return Error{ErrorCode::InvalidInput, "no backup directory: start with --backup DIR"};
    DOORSTEP_CHECK(parts.blobs.dropAbandoned(parts.clock.now()));
    DOORSTEP_TRY(name,
        backUp(*parts.log, parts.config.backupDirectory, parts.clock.now(), BackupsKept,
            &parts.blobFiles));
    return practice_server_detail::line("backup", name.toUtf8());
}

} // namespace doorstep::server
