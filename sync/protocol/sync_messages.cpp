// Field names are one letter; docs/wire-protocol.md, "Sync", is their dictionary.

#include "sync/protocol/sync_messages.h"

#include "sync/protocol/limits.h"
#include "sync/protocol/message_fields.h"
#include "sync/protocol/wire_bytes.h"

namespace doorstep::sync {

using namespace Qt::StringLiterals;
namespace sync_detail {

constexpr int RequestFields = 9;
constexpr int AnswerFields = 17;
constexpr qint64 MaxCount = std::numeric_limits<qint64>::max();
constexpr int DigestBytes = 16 + 8 + 32;
constexpr quint8 UngrantedBit = 0x80;
/// Room for a batch: its byte limit, or one single large entry with its tables.
constexpr int MaxBatchField = int(limits::MaxEntryBody) + int(limits::MaxBatchBytes);

enum Flag : quint32 {
    NewIncarnation = 1,
    More = 2,
    Restarted = 4,
    Revoked = 8,
    StaffWaiting = 16,
    AllFlags = 31
};

QByteArray packDigests(const std::vector<ScopeDigest>& digests)
{
    WireWriter out;
    for (const auto& digest : digests) {
        out.raw(digest.scope.toBytes());
        out.fixed64(digest.count);
        out.raw(digest.xorOfHashes.view());
    }
    return out.take();
}

Result<std::vector<ScopeDigest>> unpackDigests(QByteArrayView bytes)
{
    std::vector<ScopeDigest> digests;
    WireReader in(bytes);
    while (in.ok() && !in.rest().isEmpty()) {
        ScopeDigest digest;
        digest.scope = in.fixed<ScopeId>();
        digest.count = in.fixed64();
        digest.xorOfHashes = in.fixed<crypto::Digest>();
        digests.push_back(digest);
    }
    if (!in.finished())
        return Error{ErrorCode::Corrupt, "digests"};
    return digests;
}

QByteArray packRuns(const SyncAnswer& answer)
{
    WireWriter out;
    out.varint(answer.runs.size());
    for (const auto& run : answer.runs) {
        out.varint(run.firstCtr);
        out.varint(run.count);
        out.varint(run.firstSeq);
    }
    out.varint(answer.held.size());
    for (const auto& held : answer.held) {
        out.varint(held.ctr);
        out.byte(static_cast<quint8>(held.reason));
    }
    return out.take();
}

Result<HeldReason> heldReasonFrom(quint8 value)
{
    if (value < static_cast<quint8>(HeldReason::Revoked)
        || value > static_cast<quint8>(HeldReason::OtherPractice))
        return Error{ErrorCode::Corrupt, "held reason"};
    return static_cast<HeldReason>(value);
}

Status unpackRuns(QByteArrayView bytes, SyncAnswer& answer)
{
    WireReader in(bytes);
    const quint64 runs = in.varint(limits::MaxBatchEntries);
    for (quint64 i = 0; i < runs && in.ok(); ++i) {
        AckRun run;
        run.firstCtr = in.varint(MaxCount);
        run.count = static_cast<quint32>(in.varint(limits::MaxBatchEntries));
        run.firstSeq = in.varint(MaxCount);
        answer.runs.push_back(run);
    }
    const quint64 heldCount = in.varint(limits::MaxBatchEntries);
    for (quint64 i = 0; i < heldCount && in.ok(); ++i) {
        HeldEntry held;
        held.ctr = in.varint(MaxCount);
        DOORSTEP_TRY(reason, heldReasonFrom(in.byte()));
        held.reason = reason;
        answer.held.push_back(held);
    }
    if (!in.finished())
        return Error{ErrorCode::Corrupt, "acknowledgement"};
    return {};
}

qint64 receivedAfterId(const PageEntry& line)
{
    return static_cast<qint64>(static_cast<quint64>(line.receivedAt.ms)
        - static_cast<quint64>(idMilliseconds(line.entry.header.id.raw())));
}

/// Positions, marks and times of a page, one line per entry of its batch.
QByteArray packMarks(const std::vector<PageEntry>& page)
{
    WireWriter out;
    quint64 previous = 0;
    for (const auto& line : page) {
        out.zigzag(static_cast<qint64>(line.position - previous));
        previous = line.position;
        const unsigned mark = (line.held ? static_cast<unsigned>(*line.held) : 0U)
            | (line.ungranted ? UngrantedBit : 0U);
        out.byte(static_cast<quint8>(mark));
        out.zigzag(receivedAfterId(line));
    }
    return out.take();
}

Result<std::vector<PageEntry>> unpackPage(std::vector<entry::Entry> entries, QByteArrayView marks)
{
    std::vector<PageEntry> page;
    page.reserve(entries.size());
    WireReader in(marks);
    quint64 previous = 0;
    for (auto& e : entries) {
        PageEntry line;
        line.position = previous + static_cast<quint64>(in.zigzag());
        previous = line.position;
        const quint8 mark = in.byte();
        line.ungranted = mark & UngrantedBit;
        if (const quint8 reason = mark & 0x7f; reason != 0) {
            DOORSTEP_TRY(held, heldReasonFrom(reason));
            line.held = held;
        }
        line.receivedAt.ms = static_cast<qint64>(static_cast<quint64>(in.zigzag())
            + static_cast<quint64>(idMilliseconds(e.header.id.raw())));
        line.entry = std::move(e);
        page.push_back(std::move(line));
    }
    if (!in.finished())
        return Error{ErrorCode::Corrupt, "page marks"};
    return page;
}

std::vector<entry::Entry> entriesOf(const std::vector<PageEntry>& page)
{
    std::vector<entry::Entry> entries;
    entries.reserve(page.size());
    for (const auto& line : page)
        entries.push_back(line.entry);
    return entries;
}

quint32 flagsOf(const SyncAnswer& answer)
{
    return (answer.newIncarnation ? NewIncarnation : 0U) | (answer.more ? More : 0U)
        | (answer.restarted ? Restarted : 0U) | (answer.revoked ? Revoked : 0U)
        | (answer.staffWaiting ? StaffWaiting : 0U);
}

void setFlags(SyncAnswer& answer, quint32 flags)
{
    answer.newIncarnation = flags & NewIncarnation;
    answer.more = flags & More;
    answer.restarted = flags & Restarted;
    answer.revoked = flags & Revoked;
    answer.staffWaiting = flags & StaffWaiting;
}

/// Empty without a lease, and only then.
QByteArray packLeaseSignature(const SyncAnswer& answer)
{
    return answer.leaseUntil.ms == 0 ? QByteArray("") : answer.leaseSignature.toBytes();
}

Status unpackLeaseSignature(const QByteArray& bytes, SyncAnswer& answer)
{
    if (bytes.isEmpty() != (answer.leaseUntil.ms == 0))
        return Error{ErrorCode::Corrupt, "a lease without its signature"};
    if (bytes.isEmpty())
        return {};
    DOORSTEP_TRY(signature, crypto::Signature::fromBytes(bytes));
    answer.leaseSignature = signature;
    return {};
}

/// A page holds entries of every device, so none of them can be left out.
BatchContext pageContext(const BatchContext& context)
{
    return {context.practice, DeviceId()};
}

} // namespace sync_detail

crypto::Digest entryHash(const entry::Entry& entry)
{
    return crypto::hash(
        {"DS-ENTRY-HASH-1", entry::encodeHeader(entry.header), entry.signature.view()});
}

void ScopeDigest::add(const crypto::Digest& entryHash)
{
    for (std::size_t i = 0; i < entryHash.bytes.size(); ++i)
        xorOfHashes.bytes[i] ^= entryHash.bytes[i];
    ++count;
}

ScopeId routingScope(const entry::Header& header, const PracticeScopes& scopes)
{
    return entry::isSealed(header.entryClass) ? header.scope : scopes.practice;
}

QLatin1StringView heldWord(HeldReason reason)
{
    switch (reason) {
    case HeldReason::Revoked:
        return "revoked"_L1;
    case HeldReason::UnknownKey:
        return "unknown key"_L1;
    case HeldReason::Fork:
        return "fork"_L1;
    case HeldReason::OtherPractice:
        return "other practice"_L1;
    }
    return {};
}

Result<QByteArray> encodeSyncRequest(const SyncRequest& request, const BatchContext& context)
{
    using namespace sync_detail;
    if (request.entries.size() > limits::MaxBatchEntries
        || request.digests.size() > limits::MaxDigests || request.firstCtr == 0)
        return Error{ErrorCode::InvalidInput, "sync request out of range"};
    return entry::encodeCbor({
        {"a"_L1, qint64(request.app.number)},
        {"b"_L1, encodeBatch(context, request.entries)},
        {"c"_L1, request.cursor},
        {"d"_L1, packDigests(request.digests)},
        {"h"_L1, request.previousHash.toBytes()},
        {"i"_L1, request.incarnation.toBytes()},
        {"n"_L1, qint64(request.firstCtr)},
        {"o"_L1, request.wipeDone.isNull() ? QByteArray("") : request.wipeDone.toBytes()},
        {"p"_L1, qint64(request.pageLimit)},
    });
}

Result<SyncRequest> decodeSyncRequest(QByteArrayView bytes, const BatchContext& context)
{
    using namespace sync_detail;
    DOORSTEP_TRY(map, decodeExactly(bytes, RequestFields, limits::MaxBody));
    entry::CborReader in(map);
    SyncRequest request;
    request.app.number = quint32(in.integer("a"_L1, 0, 0xffffffff));
    const auto batch = in.bytes("b"_L1, MaxBatchField);
    request.cursor = in.bytes("c"_L1, limits::MaxCursorBytes);
    const auto digests = in.bytes("d"_L1, limits::MaxDigests * DigestBytes);
    request.previousHash = in.fixed<crypto::Digest>("h"_L1);
    request.incarnation = in.fixed<IncarnationId>("i"_L1);
    // Leaves room above, so that counting up a batch cannot overflow.
    request.firstCtr = quint64(in.integer("n"_L1, 1, MaxCount - limits::MaxBatchEntries));
    const auto wipeDone = in.bytes("o"_L1, EntryId::Size);
    request.pageLimit = quint16(in.integer("p"_L1, 0, limits::MaxBatchEntries));
    DOORSTEP_CHECK(in.status());
    if (!wipeDone.isEmpty()) {
        DOORSTEP_TRY(order, EntryId::fromBytes(wipeDone));
        request.wipeDone = order;
    }
    DOORSTEP_TRY(entries, decodeBatch(context, batch));
    request.entries = std::move(entries);
    DOORSTEP_TRY(unpacked, unpackDigests(digests));
    request.digests = std::move(unpacked);
    return request;
}

Result<QByteArray> encodeSyncAnswer(const SyncAnswer& answer, const BatchContext& context)
{
    using namespace sync_detail;
    if (answer.page.size() > limits::MaxBatchEntries
        || answer.mismatched.size() > limits::MaxDigests)
        return Error{ErrorCode::InvalidInput, "sync answer out of range"};
    QByteArray mismatched;
    for (const auto& scope : answer.mismatched)
        mismatched += scope.toBytes();
    return entry::encodeCbor({
        {"b"_L1, encodeBatch(pageContext(context), entriesOf(answer.page))},
        {"c"_L1, answer.cursor},
        {"f"_L1, qint64(flagsOf(answer))},
        {"g"_L1, mismatched},
        {"h"_L1, answer.ackedHash.toBytes()},
        {"k"_L1, packLeaseSignature(answer)},
        {"l"_L1, answer.leaseUntil.ms},
        {"m"_L1, qint64(answer.minimumApp.number)},
        {"n"_L1, qint64(answer.ackedThrough)},
        {"o"_L1, answer.wipe ? certificateBytes(*answer.wipe) : QByteArray("")},
        {"r"_L1, packRuns(answer)},
        {"s"_L1, qint64(answer.safeSeq)},
        {"t"_L1, qint64(answer.through)},
        {"u"_L1, qint64(answer.pauseSeconds)},
        {"w"_L1, answer.serverTime.ms},
        {"x"_L1, packMarks(answer.page)},
        {"z"_L1, answer.timeline.toBytes()},
    });
}

Result<SyncAnswer> decodeSyncAnswer(QByteArrayView bytes, const BatchContext& context)
{
    using namespace sync_detail;
    DOORSTEP_TRY(map, decodeExactly(bytes, AnswerFields, limits::MaxBody));
    entry::CborReader in(map);
    SyncAnswer answer;
    const auto batch = in.bytes("b"_L1, MaxBatchField);
    answer.cursor = in.bytes("c"_L1, limits::MaxCursorBytes);
    setFlags(answer, quint32(in.integer("f"_L1, 0, AllFlags)));
    const auto mismatched = in.bytes("g"_L1, limits::MaxDigests * ScopeId::Size);
    answer.ackedHash = in.fixed<crypto::Digest>("h"_L1);
    const auto leaseSignature = in.bytes("k"_L1, int(sizeof answer.leaseSignature.bytes));
    answer.leaseUntil = in.instant("l"_L1);
    answer.minimumApp.number = quint32(in.integer("m"_L1, 0, 0xffffffff));
    answer.ackedThrough = quint64(in.integer("n"_L1, 0, MaxCount));
    const auto wipe = in.bytes("o"_L1, MaxCertificate);
    const auto runs = in.bytes("r"_L1, 64 * limits::MaxBatchEntries);
    answer.safeSeq = quint64(in.integer("s"_L1, 0, MaxCount));
    answer.through = quint64(in.integer("t"_L1, 0, MaxCount));
    answer.pauseSeconds = quint32(in.integer("u"_L1, 0, 86'400));
    answer.serverTime = in.instant("w"_L1);
    const auto marks = in.bytes("x"_L1, 32 * limits::MaxBatchEntries);
    answer.timeline = in.fixed<TimelineId>("z"_L1);
    DOORSTEP_CHECK(in.status());
    DOORSTEP_CHECK(unpackLeaseSignature(leaseSignature, answer));
    if (!wipe.isEmpty()) {
        DOORSTEP_TRY(order, certificateFrom<entry::WipeOrdered>(wipe));
        answer.wipe = order;
    }
    DOORSTEP_CHECK(unpackRuns(runs, answer));
    DOORSTEP_TRY(entries, decodeBatch(pageContext(context), batch));
    DOORSTEP_TRY(page, unpackPage(std::move(entries), marks));
    answer.page = std::move(page);
    WireReader scopes(mismatched);
    while (scopes.ok() && !scopes.rest().isEmpty())
        answer.mismatched.push_back(scopes.fixed<ScopeId>());
    if (!scopes.finished())
        return Error{ErrorCode::Corrupt, "mismatched scopes"};
    return answer;
}

} // namespace doorstep::sync
