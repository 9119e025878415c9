#include "tests/support/wire_device.h"

#include "sync/protocol/ticket_code.h"

namespace doorstep::test {
namespace wire_device_detail {

constexpr Instant FarFuture{4'000'000'000'000};

entry::EpochKey copyOf(const entry::EpochKey& key)
{
    return {key.keyClass, key.epoch, key.key.clone()};
}

} // namespace wire_device_detail

WireDevice::WireDevice(const Clock& clock, entry::DeviceRole deviceRole)
    : role(deviceRole)
    , signKey(crypto::makeSignKeyPair())
    , boxKey(crypto::makeBoxKeyPair())
    , staffKey(crypto::makeSignKeyPair())
    , m_clock(clock)
    , m_mint(clock)
{
    id = m_mint.next<DeviceId>();
    staff = m_mint.next<StaffId>();
    startNewIncarnation();
}

void WireDevice::startNewIncarnation()
{
    incarnation = *sync::IncarnationId::fromBytes(crypto::randomBytes(16));
    m_acked = 0;
}

void WireDevice::moveTo(quint64 acked)
{
    m_acked = acked;
}

entry::DeviceCertificate WireDevice::certificate(const WirePractice& practice) const
{
    entry::DeviceCertificate made;
    made.device = id;
    made.role = role;
    made.signKey = signKey.publicKey;
    made.boxKey = boxKey.publicKey;
    made.notAfter = wire_device_detail::FarFuture;
    entry::certify(made, practice.id, practice.sign.secretKey);
    return made;
}

entry::StaffCertificate WireDevice::staffCertificate(const WirePractice& practice) const
{
    entry::StaffCertificate made;
    made.staff = staff;
    made.device = id;
    made.staffKey = staffKey.publicKey;
    made.role = entry::StaffRole::Nurse;
    made.notAfter = wire_device_detail::FarFuture;
    entry::certify(made, practice.id, practice.sign.secretKey);
    return made;
}

entry::Entry WireDevice::record(const WirePractice& practice, ScopeId scope,
    const QByteArray& payload, entry::EntryClass entryClass)
{
    entry::Header header;
    header.practice = practice.id;
    header.id = m_mint.next<EntryId>();
    header.device = id;
    header.staff = staff;
    header.entryClass = entryClass;
    header.scope = scope;
    header.wall = m_clock.now();
    const auto key = wire_device_detail::copyOf(practice.careKey);
    return *entry::makeEntry(header, payload, &key, staffKey.secretKey);
}

entry::Entry WireDevice::clear(const WirePractice& practice, const entry::ClearBody& body)
{
    entry::Header header;
    header.practice = practice.id;
    header.id = m_mint.next<EntryId>();
    header.device = id;
    header.staff = staff;
    header.entryClass = entry::classOf(body);
    header.scope = practice.scopes.practice;
    header.keyClass = entry::KeyClass::None;
    header.wall = m_clock.now();
    const auto payload = entry::encodeClear(body, m_mint.next<ActId>());
    return *entry::makeEntry(header, *payload, nullptr, staffKey.secretKey);
}

WireReply WireDevice::signedPost(WireClient& client, const WirePractice& practice,
    const QByteArray& path, const QByteArray& body)
{
    return signedCall(client, practice, {"POST", path, {}, body});
}

WireReply WireDevice::signedCall(WireClient& client, const WirePractice& practice, const Call& call)
{
    const auto nonce = sync::RequestNonce::random();
    const auto fields = sync::signRequest({call.method, client.authority(), call.path, call.query},
        call.body, practice.id, id, m_clock.now().plusMs(clockOffsetMs), nonce, signKey.secretKey);
    const QByteArray target = call.query.isEmpty() ? call.path : call.path + '?' + call.query;
    auto reply = client.call(call.method, target, call.body, fields);
    const bool isSigned = sync::verifyAnswer(
        {id, nonce, reply.status}, reply.fields, reply.body, practice.serverKey)
                              .ok();
    if (!isSigned)
        reply.status = 0;
    return reply;
}

Result<sync::SyncAnswer> WireDevice::exchange(
    WireClient& client, const WirePractice& practice, const sync::SyncRequest& request)
{
    const sync::BatchContext context{practice.id, id};
    DOORSTEP_TRY(body, sync::encodeSyncRequest(request, context));
    const auto reply = signedPost(client, practice, "/sync/1", body);
    if (reply.status == 0)
        return Error{ErrorCode::Untrusted, "no signed answer"};
    if (reply.status != 200) {
        DOORSTEP_TRY(refused, refusalOf(reply));
        return sync::toError(refused);
    }
    return sync::decodeSyncAnswer(reply.body, context);
}

crypto::Digest WireDevice::chainAt(quint64 ctr) const
{
    crypto::Digest chain;
    for (std::size_t i = 0; i < ctr; ++i)
        chain = entry::chain(chain, m_log[i].header);
    return chain;
}

sync::SyncRequest WireDevice::pushRequest(std::size_t most) const
{
    sync::SyncRequest request;
    request.incarnation = incarnation;
    request.firstCtr = m_acked + 1;
    request.previousHash = chainAt(m_acked);
    const auto count = std::min(most, m_log.size() - std::size_t(m_acked));
    const auto first = m_log.begin() + qsizetype(m_acked);
    request.entries.assign(first, first + qsizetype(count));
    request.app = {100};
    return request;
}

Result<sync::SyncAnswer> WireDevice::push(
    WireClient& client, const WirePractice& practice, std::size_t most)
{
    DOORSTEP_TRY(answer, exchange(client, practice, pushRequest(most)));
    if (answer.newIncarnation)
        return answer;
    if (answer.ackedThrough > m_log.size() || answer.ackedHash != chainAt(answer.ackedThrough))
        return Error{ErrorCode::Corrupt, "acknowledged what was not sent"};
    m_acked = answer.ackedThrough;
    return answer;
}

Result<std::vector<sync::PageEntry>> WireDevice::pull(
    WireClient& client, const WirePractice& practice)
{
    std::vector<sync::PageEntry> all;
    for (;;) {
        auto request = pushRequest(0);
        request.cursor = cursor;
        request.pageLimit = 200;
        DOORSTEP_TRY(answer, exchange(client, practice, request));
        if (answer.cursor.isEmpty())
            return Error{ErrorCode::Refused, "no page"};
        cursor = answer.cursor;
        all.insert(all.end(), answer.page.begin(), answer.page.end());
        if (!answer.more)
            return all;
    }
}

Result<sync::ErrorAnswer> refusalOf(const WireReply& reply)
{
    return sync::decodeErrorAnswer(reply.body);
}

Result<WirePractice> claimPractice(
    WireClient& client, const QByteArray& claimCode, WireDevice& desk, const Clock& clock)
{
    DOORSTEP_TRY(secret, sync::decodeClaimCode(claimCode));
    const auto claim = secret.view().toByteArray();
    const auto looked = client.post("/claim/1", sync::encodeClaimRequest(sync::ClaimLook{claim}));
    DOORSTEP_TRY(server, sync::decodeClaimAnswer(looked.body));

    IdMint mint(clock);
    WirePractice practice;
    practice.id = server.practice;
    practice.serverKey = server.serverKey;
    practice.sign = crypto::makeSignKeyPair();
    practice.scopes = {mint.next<ScopeId>(), mint.next<ScopeId>(), mint.next<ScopeId>()};
    practice.careKey = {entry::KeyClass::Care, 1, crypto::randomSecret()};

    sync::ClaimTake take;
    take.claim = claim;
    take.practiceSignKey = practice.sign.publicKey;
    take.recoveryKey = crypto::makeBoxKeyPair().publicKey;
    take.scopes = practice.scopes;
    take.server.serverKey = server.serverKey;
    take.server.notAfter = wire_device_detail::FarFuture;
    entry::certify(take.server, practice.id, practice.sign.secretKey);
    take.device = desk.certificate(practice);
    take.staff = desk.staffCertificate(practice);
    const auto taken = client.post("/claim/1", sync::encodeClaimRequest(take));
    if (taken.status != 200)
        return Error{ErrorCode::Refused, "claim"};
    desk.queue(desk.clear(practice, take.device));
    desk.queue(desk.clear(practice, take.staff));
    desk.queue(desk.clear(practice, take.server));
    DOORSTEP_TRY(pushed, desk.push(client, practice));
    if (!pushed.held.empty())
        return Error{ErrorCode::Refused, "first entries held"};
    return practice;
}

Status admitDevice(
    WireClient& client, const WirePractice& practice, WireDevice& desk, const WireDevice& device)
{
    desk.queue(desk.clear(practice, device.certificate(practice)));
    desk.queue(desk.clear(practice, device.staffCertificate(practice)));
    DOORSTEP_TRY(answer, desk.push(client, practice));
    return answer.held.empty() ? Status() : Status(Error{ErrorCode::Refused, "held"});
}

} // namespace doorstep::test
