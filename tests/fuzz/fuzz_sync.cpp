#include "sync/protocol/blob_messages.h"
#include "sync/protocol/cursor_token.h"
#include "sync/protocol/enrol_messages.h"
#include "sync/protocol/error_answer.h"
#include "sync/protocol/repin_code.h"
#include "sync/protocol/request_signature.h"
#include "sync/protocol/server_pins.h"
#include "sync/protocol/sync_messages.h"
#include "sync/protocol/ticket_code.h"
#include "sync/server/http_head.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/protocol/protocol_samples.h"

namespace doorstep::fuzz::wire_message {

using namespace doorstep::sync;
using namespace doorstep::test;

const BatchContext& context()
{
    static const BatchContext both{idOf<PracticeId>(0x11), idOf<DeviceId>(0x33)};
    return both;
}

template <typename Message> QByteArray bytesOf(const Message& message)
{
    if constexpr (requires { message.value(); })
        return message ? *message : QByteArray();
    else
        return message;
}

/// Whatever decodes is what the encoder would have written.
template <auto Decode, auto Encode> void roundTrip(QByteArrayView bytes)
{
    if (const auto message = Decode(bytes))
        expect(bytesOf(Encode(*message)) == bytes, "message: one value, one encoding");
}
template <auto Decode, auto Encode> void roundTripIn(QByteArrayView bytes)
{
    if (const auto message = Decode(bytes, context()))
        expect(bytesOf(Encode(*message, context())) == bytes, "message: one value, one encoding");
}
void batch(QByteArrayView bytes)
{
    if (const auto entries = decodeBatch(context(), bytes))
        expect(encodeBatch(context(), *entries) == bytes, "batch: one list, one encoding");
}

constexpr std::array Readers{roundTripIn<decodeSyncRequest, encodeSyncRequest>,
    roundTripIn<decodeSyncAnswer, encodeSyncAnswer>, batch,
    roundTrip<decodeEnrolRequest, encodeEnrolRequest>,
    roundTrip<decodeEnrolAnswer, encodeEnrolAnswer>,
    roundTrip<decodeTicketRequest, encodeTicketRequest>,
    roundTrip<decodeTicketAnswer, encodeTicketAnswer>,
    roundTrip<decodeStaffRequest, encodeStaffRequest>,
    roundTrip<decodeStaffAnswer, encodeStaffAnswer>,
    roundTrip<decodeClaimRequest, encodeClaimRequest>,
    roundTrip<decodeClaimAnswer, encodeClaimAnswer>,
    roundTrip<decodeErrorAnswer, encodeErrorAnswer>, roundTrip<decodeBlobStep, encodeBlobStep>,
    roundTrip<decodeBlobPlace, encodeBlobPlace>, roundTrip<decodeBlobPart, encodeBlobPart>,
    roundTrip<blobNameIn, blobPath>, roundTrip<blobOffsetIn, blobQuery>,
    roundTrip<decodeStatedPins, encodeStatedPins>};

/// First byte: which message; then its body.
void run(QByteArrayView bytes)
{
    InputReader input(bytes);
    const auto reader = Readers[input.below(quint8(Readers.size()))];
    reader(input.rest());
}

Seeds syncSeeds()
{
    std::mt19937 random(7);
    SyncRequest request;
    request.firstCtr = 41;
    request.entries = mixedEntries(random, context().practice, context().device, 4);
    request.cursor = "opaque";
    request.pageLimit = 500;
    request.digests = {{idOf<ScopeId>(1), 12, {}}};
    SyncAnswer answer;
    answer.ackedThrough = 45;
    answer.runs = {{41, 3, 1000}, {44, 1, 12}};
    answer.held = {{45, HeldReason::Fork}};
    answer.mismatched = {idOf<ScopeId>(1)};
    for (const auto& entry : mixedEntries(random, context().practice, context().device, 3))
        answer.page.push_back({answer.page.size() + 900, entry, {}, false, {1}});
    return {{"sync-request", char(0) + *encodeSyncRequest(request, context())},
        {"sync-answer", char(1) + *encodeSyncAnswer(answer, context())},
        {"batch", char(2) + encodeBatch(context(), request.entries)}};
}

Seeds seeds()
{
    const auto ticket = idOf<TicketId>(1);
    const auto practice = context().practice;
    const auto device = context().device;
    const EnrolOffer offer{practice, ticket, {}, {}};
    const EnrolReveal reveal{practice, ticket, {}, "sealed", {}};
    entry::DeviceCertificate certificate;
    certificate.device = device;
    const StaffAsk ask{idOf<StaffId>(1), device, {}, 7, {}};
    ClaimTake take;
    take.claim = QByteArray(ClaimSecretBytes, 'c');
    take.device = certificate;
    ClaimAnswer recovered{practice, QStringLiteral("Lantern Lane"), {}, {}, {}};
    recovered.existing = ClaimedPractice{
        {}, {}, {}, {{{}, entry::KeyClass::Care, 2, QByteArray(80, 's'), {}, {}}}};
    Seeds all = syncSeeds();
    for (Seed& seed :
        Seeds{{"enrol-offer", char(3) + encodeEnrolRequest(offer)},
            {"enrol-reveal", char(3) + encodeEnrolRequest(reveal)},
            {"enrol-answer",
                char(4) + encodeEnrolAnswer({EnrolChallenge{}, EnrolAccepted{"sealed", {}}})},
            {"ticket-open", char(5) + encodeTicketRequest(TicketOpen{ticket, {5}})},
            {"ticket-accept",
                char(5) + encodeTicketRequest(TicketAccept{ticket, {"sealed", {}}, certificate})},
            {"ticket-answer", char(6) + encodeTicketAnswer({true, offer, reveal, true})},
            {"staff-ask", char(7) + encodeStaffRequest(ask)},
            {"staff-list", char(7) + encodeStaffRequest(StaffList())},
            {"staff-answer", char(8) + encodeStaffAnswer({{ask, ask}})},
            {"claim-look", char(9) + encodeClaimRequest(ClaimLook{take.claim})},
            {"claim-take", char(9) + encodeClaimRequest(take)},
            {"claim-recover",
                char(9) + encodeClaimRequest(ClaimRecover{take.claim, certificate, {}})},
            {"claim-answer-existing", char(10) + encodeClaimAnswer(recovered)},
            {"claim-answer",
                char(10)
                    + encodeClaimAnswer({practice, QStringLiteral("Lantern Lane"), {}, {}, {}})},
            {"error-answer", char(11) + encodeErrorAnswer({Refusal::Busy, NextStep::Wait, {1}, 5})},
            {"blob-step", char(12) + encodeBlobStep({idOf<ScopeId>(1), 700, 600, "sealed"})},
            {"blob-place", char(13) + encodeBlobPlace({600, false, true})},
            {"blob-part", char(14) + encodeBlobPart({700, "sealed"})},
            {"blob-path", char(15) + blobPath({})}, {"blob-query", char(16) + blobQuery(131'072)},
            {"stated-pins", char(17) + encodeStatedPins({{{1}}, {{2}}, {3}})}})
        all.push_back(std::move(seed));
    return all;
}

} // namespace doorstep::fuzz::wire_message
DOORSTEP_FUZZ(wire_message);

namespace doorstep::fuzz::ticket_code {

using namespace doorstep::sync;

constexpr Instant Now{1'795'510'800'000};

void readText(QByteArrayView text)
{
    const auto code = decodeTicketCode(text, Now);
    if (!code)
        return;
    const auto again = encodeTicketCode(*code);
    expect(again && again->view() == text, "ticket code: one code, one text");
}

/// First byte: 0 a ticket code's text; 1 its bytes, whose check is made right; 2 a claim code.
void run(QByteArrayView bytes)
{
    InputReader input(bytes);
    switch (input.below(3)) {
    case 0:
        return readText(input.rest());
    case 1: {
        const QByteArray code = input.rest().toByteArray()
            + crypto::hash({input.rest()}).view().first(4).toByteArray();
        return readText("DS1:" + encodeBase32(code).view().toByteArray());
    }
    default:
        if (const auto secret = decodeClaimCode(input.rest())) {
            const auto again = decodeClaimCode(encodeClaimCode(*secret).view());
            expect(again && again->equals(*secret), "claim code: survives a round trip");
        }
    }
}

Seeds seeds()
{
    TicketCode code;
    code.practice = test::idOf<PracticeId>(0x11);
    code.ticket = test::idOf<TicketId>(1);
    code.secret = SecretBytes::copyOf(QByteArray(32, 's'));
    code.expires = Now.plusMs(600'000);
    code.authority = "desk.example:8443";
    const auto text = encodeTicketCode(code)->view().toByteArray();
    const auto raw = decodeBase32(QByteArrayView(text).sliced(4))->view().chopped(4).toByteArray();
    const auto claim = encodeClaimCode(SecretBytes::copyOf(QByteArray(ClaimSecretBytes, 'c')));
    return {{"ticket", char(0) + text}, {"ticket-bytes", char(1) + raw},
        {"claim", char(2) + claim.view().toByteArray()},
        {"wifi", char(0) + QByteArray("WIFI:S:x;;")}};
}

} // namespace doorstep::fuzz::ticket_code
DOORSTEP_FUZZ(ticket_code);

namespace doorstep::fuzz::repin_code {

using namespace doorstep::sync;

void readText(QByteArrayView text)
{
    const auto code = decodeRepinCode(text);
    if (!code)
        return;
    const auto again = encodeRepinCode(*code);
    expect(again && *again == text, "connection code: one code, one text");
}

/// First byte: 0 a code's text; 1 its bytes, whose check is made right.
void run(QByteArrayView bytes)
{
    InputReader input(bytes);
    if (input.below(2) == 0)
        return readText(input.rest());
    const QByteArray code
        = input.rest().toByteArray() + crypto::hash({input.rest()}).view().first(4).toByteArray();
    readText("DSP1:" + encodeBase32(code).view().toByteArray());
}

Seeds seeds()
{
    RepinCode code{test::idOf<PracticeId>(0x11), 9, {{{1}}, {{2}}, {{3}}}, "desk.example:8443", {}};
    const QByteArray text = *encodeRepinCode(code);
    const auto raw = decodeBase32(QByteArrayView(text).sliced(5))->view().chopped(4).toByteArray();
    return {{"code", char(0) + text}, {"code-bytes", char(1) + raw}};
}

} // namespace doorstep::fuzz::repin_code
DOORSTEP_FUZZ(repin_code);

namespace doorstep::fuzz::cursor_token {

using namespace doorstep::sync;

const CursorOwner& owner()
{
    static const CursorOwner one{test::idOf<PracticeId>(0x11), test::idOf<DeviceId>(0x33)};
    return one;
}

/// The token without its MAC.
void run(QByteArrayView bytes)
{
    const auto key = SecretBytes::copyOf(QByteArray(32, 'k'));
    const auto mac = crypto::keyedHash(
        key, {"DS-CURSOR-1", owner().practice.toBytes(), owner().device.toBytes(), bytes});
    const QByteArray token = bytes.toByteArray() + mac.toBytes().first(16);
    if (const auto cursor = openCursor(token, owner(), key))
        expect(sealCursor(*cursor, owner(), key) == token, "cursor: one cursor, one token");
}

Seeds seeds()
{
    const auto key = SecretBytes::copyOf(QByteArray(32, 'k'));
    Cursor cursor;
    const QByteArray start = sealCursor(cursor, owner(), key).chopped(16);
    cursor.live = 123'456;
    cursor.backfills = {{test::idOf<ScopeId>(1), 5}, {test::idOf<ScopeId>(2), 70'000}};
    return {{"start", start}, {"back-fills", sealCursor(cursor, owner(), key).chopped(16)}};
}

} // namespace doorstep::fuzz::cursor_token
DOORSTEP_FUZZ(cursor_token);

namespace doorstep::fuzz::http_request {

using namespace doorstep::sync;

/// The head as one text for the server's gate, and its lines as the fields of a signed request.
void run(QByteArrayView bytes)
{
    (void)server::checkHead(bytes);
    HeaderFields fields;
    for (const QByteArray& line : bytes.toByteArray().split('\n'))
        if (const auto colon = line.indexOf(':'); colon > 0)
            fields.emplace_back(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
    const auto signature = readRequestSignature(fields);
    if (!signature)
        return;
    const RequestTarget target{"POST", "desk.example:8443", "/sync/1", {}};
    (void)verifyRequest(*signature, target, {}, {});
}

Seeds seeds()
{
    const auto key = crypto::signKeyPairFromSeed(SecretBytes::copyOf(QByteArray(32, 's')));
    const RequestTarget target{"POST", "desk.example:8443", "/sync/1", {}};
    QByteArray head = "POST /sync/1 HTTP/1.1\r\nHost: desk.example:8443\r\nContent-Length: 0\r\n";
    const QByteArray bare = head + "\r\n";
    for (const auto& [name, value] : signRequest(target, {}, test::idOf<PracticeId>(0x11),
             test::idOf<DeviceId>(0x33), {1'795'510'800'000}, {}, key.secretKey))
        head += name + ": " + value + "\r\n";
    return {{"bare", bare}, {"signed", head + "\r\n"}};
}

} // namespace doorstep::fuzz::http_request
DOORSTEP_FUZZ(http_request);
