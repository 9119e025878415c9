#include "sync/client/server_address.h"

#include "core/entry/cbor.h"
#include "core/entry/clear_kinds.h"

#include <QCborArray>
#include <algorithm>
#include <limits>

namespace doorstep::client {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostFormer = 32;

/// What an order or a code added to the address of the enrolment.
Status readOrdered(entry::CborReader& in, ServerAddress& address)
{
    constexpr auto size = qsizetype(sizeof(crypto::Digest));
    address.serial = quint64(in.integer("serial"_L1, 1, std::numeric_limits<qint64>::max()));
    const QByteArray further = in.bytes("further"_L1, int(entry::PinsOrdered::mostPins * size));
    for (qsizetype at = 0; at < further.size(); at += size) {
        DOORSTEP_TRY(pin, crypto::Digest::fromBytes(further.mid(at, size)));
        address.further.push_back(pin);
    }
    for (const auto& item : in.array("former"_L1, MostFormer)) {
        const QCborArray pair = item.toArray();
        DOORSTEP_TRY(pin, crypto::Digest::fromBytes(pair.at(0).toByteArray()));
        address.former.push_back({pin, {pair.at(1).toInteger()}});
    }
    return in.status();
}

} // namespace

ServerAddress addressOf(const sync::TicketCode& code)
{
    return {code.authority, code.pinNow, code.pinNext};
}

std::vector<crypto::Digest> ServerAddress::pins() const
{
    std::vector<crypto::Digest> all{pinNow, pinNext};
    all.insert(all.end(), further.begin(), further.end());
    return all;
}

bool ServerAddress::accepts(const crypto::Digest& pin, Instant now) const
{
    return std::ranges::count(pins(), pin) > 0
        || std::ranges::any_of(
            former, [&](const FormerPin& each) { return each.pin == pin && now < each.until; });
}

QByteArray encodeServerAddress(const ServerAddress& address)
{
    QCborMap map{{"authority"_L1, QString::fromLatin1(address.authority)},
        {"pinNow"_L1, address.pinNow.toBytes()}, {"pinNext"_L1, address.pinNext.toBytes()}};
    if (address.serial == 0)
        return entry::encodeCbor(map);
    QCborArray former;
    for (const FormerPin& each : address.former)
        former.append(QCborArray{each.pin.toBytes(), each.until.ms});
    map.insert("serial"_L1, qint64(address.serial));
    map.insert("further"_L1, entry::pinBytes(address.further));
    map.insert("former"_L1, former);
    return entry::encodeCbor(map);
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
    if (in.has("serial"_L1))
        DOORSTEP_CHECK(readOrdered(in, address));
    DOORSTEP_CHECK(in.status());
    return address;
}

} // namespace doorstep::client
