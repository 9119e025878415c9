// Token: u8 version = 1 | timeline 16 | varint live | chain 16 | varint n |
//        n x (scope 16, varint mark) | first 16 bytes of the MAC
// MAC: keyedHash(server key, "DS-CURSOR-1" | practice | device | everything before it).

#include "sync/protocol/cursor_token.h"

#include "sync/protocol/limits.h"
#include "sync/protocol/wire_bytes.h"

namespace doorstep::sync {
namespace cursor_detail {

constexpr quint8 Version = 1;
constexpr qsizetype MacSize = 16;
constexpr quint64 MaxPosition = std::numeric_limits<qint64>::max();

QByteArray mac(QByteArrayView content, const CursorOwner& owner, const SecretBytes& serverKey)
{
    return crypto::keyedHash(
        serverKey, {"DS-CURSOR-1", owner.practice.toBytes(), owner.device.toBytes(), content})
        .toBytes()
        .first(MacSize);
}

} // namespace cursor_detail

QByteArray sealCursor(const Cursor& cursor, const CursorOwner& owner, const SecretBytes& serverKey)
{
    WireWriter out;
    out.byte(cursor_detail::Version);
    out.raw(cursor.timeline.toBytes());
    out.varint(cursor.live);
    out.raw({reinterpret_cast<const char*>(cursor.chain.data()), qsizetype(cursor.chain.size())});
    out.varint(cursor.backfills.size());
    for (const auto& backfill : cursor.backfills) {
        out.raw(backfill.scope.toBytes());
        out.varint(backfill.mark);
    }
    auto token = out.take();
    token += cursor_detail::mac(token, owner, serverKey);
    return token;
}

Result<Cursor> openCursor(
    QByteArrayView token, const CursorOwner& owner, const SecretBytes& serverKey)
{
    using namespace cursor_detail;
    const auto untrusted = Error{ErrorCode::Untrusted, "cursor"};
    if (token.size() < MacSize || token.size() > limits::MaxCursorBytes)
        return untrusted;
    const auto content = token.first(token.size() - MacSize);
    if (!crypto::equal(mac(content, owner, serverKey), token.last(MacSize)))
        return untrusted;
    WireReader in(content);
    if (in.byte() != Version)
        return untrusted;
    Cursor cursor;
    cursor.timeline = in.fixed<TimelineId>();
    cursor.live = in.varint(MaxPosition);
    const auto chain = in.raw(qsizetype(cursor.chain.size()));
    std::copy(chain.begin(), chain.end(), cursor.chain.begin());
    cursor.backfills.resize(in.varint(limits::MaxBackfills));
    for (auto& backfill : cursor.backfills) {
        backfill.scope = in.fixed<ScopeId>();
        backfill.mark = in.varint(MaxPosition);
    }
    if (!in.finished())
        return untrusted;
    return cursor;
}

} // namespace doorstep::sync
