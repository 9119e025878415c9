#include "sync/client/server_address.h"

#include "core/entry/cbor.h"

namespace doorstep::client {

using namespace Qt::StringLiterals;

ServerAddress addressOf(const sync::TicketCode& code)
{
    return {code.authority, code.pinNow, code.pinNext};
}

QByteArray encodeServerAddress(const ServerAddress& address)
{
    return entry::encodeCbor({{"authority"_L1, QString::fromLatin1(address.authority)},
        {"pinNow"_L1, address.pinNow.toBytes()}, {"pinNext"_L1, address.pinNext.toBytes()}});
}

Result<ServerAddress> decodeServerAddress(QByteArrayView bytes)
{
    constexpr int MostAuthority = 200;
    DOORSTEP_TRY(map, entry::decodeCbor(bytes));
    entry::CborReader in(map);
    ServerAddress address;
    address.authority = in.text("authority"_L1, MostAuthority).toLatin1();
    address.pinNow = in.fixed<crypto::Digest>("pinNow"_L1);
    address.pinNext = in.fixed<crypto::Digest>("pinNext"_L1);
    DOORSTEP_CHECK(in.status());
    return address;
}

} // namespace doorstep::client
