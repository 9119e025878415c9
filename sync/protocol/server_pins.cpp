#include "sync/protocol/server_pins.h"

#include "sync/protocol/message_fields.h"

namespace doorstep::sync {

using namespace Qt::StringLiterals;

namespace pins_detail {

constexpr qsizetype MostBytes = 128;

} // namespace pins_detail

QByteArray encodePinsRequest()
{
    return entry::encodeCbor({});
}

Status decodePinsRequest(QByteArrayView bytes)
{
    DOORSTEP_TRY(map, decodeExactly(bytes, 0, pins_detail::MostBytes));
    Q_UNUSED(map)
    return {};
}

QByteArray encodeStatedPins(const StatedPins& pins)
{
    return entry::encodeCbor({{"n"_L1, pins.now.toBytes()}, {"x"_L1, pins.next.toBytes()},
        {"u"_L1, pins.certificateUntil.ms}});
}

Result<StatedPins> decodeStatedPins(QByteArrayView bytes)
{
    DOORSTEP_TRY(map, decodeExactly(bytes, 3, pins_detail::MostBytes));
    entry::CborReader in(map);
    StatedPins pins;
    pins.now = in.fixed<crypto::Digest>("n"_L1);
    pins.next = in.fixed<crypto::Digest>("x"_L1);
    pins.certificateUntil = in.instant("u"_L1);
    DOORSTEP_CHECK(in.status());
    return pins;
}

} // namespace doorstep::sync
