#pragma once

#include "core/store/device_identity.h"
#include "sync/client/server_address.h"
#include "sync/client/signed_exchange.h"
#include "sync/protocol/repin_code.h"
#include "sync/protocol/server_pins.h"

#include <QFuture>
#include <memory>

namespace doorstep::store {
class Store;
}

/// By which keys a device knows its server, and who may say so: the practice's signing key alone.
/// An order comes as an entry with a sync; a code is typed on a device that no sync reaches any
/// more.
namespace doorstep::client {

/// How long a pin that was replaced is still accepted: until then the server may go back.
inline constexpr qint64 OldPinMs = 30LL * 86'400'000;

/// The address under an order. Untrusted when the practice did not sign it; Refused, "older", when
/// its serial is not above the one in force, "far ahead" unless it is near (entry::isSerialNear) by
/// `now` or `heard`, the practice's time; InvalidInput for fewer than two pins.
[[nodiscard]] Result<ServerAddress> addressUnder(const ServerAddress& address,
    const entry::PinsOrdered& order, const store::DeviceIdentity& identity, Instant now,
    Instant heard = {});
/// The same with a code, which names the host too. Refused, "practice", for another practice's. The
/// serial in force once more, with the same pins, is no harm: people try twice.
[[nodiscard]] Result<ServerAddress> addressUnder(const ServerAddress& address,
    const sync::RepinCode& code, const store::DeviceIdentity& identity, Instant now);

/// The newest order that the store holds and a device may obey now, by `now` or the practice's
/// time.
[[nodiscard]] Result<std::optional<entry::PinsOrdered>> newestPins(
    store::Store& store, quint64 inForce, Instant now);
/// Puts the newest order that the store holds in force, if it is newer: true when something
/// changed. The address lies outside the database, where a locked device reads it, so this is done
/// again until it holds. One far ahead waits until it is near, and hides none meanwhile.
[[nodiscard]] Result<bool> takeUpPins(
    store::Store& store, const store::StoreFiles& files, const SecretBytes& secret, Instant now);
/// Puts a code's text in force. Errors of decodeRepinCode and addressUnder; nothing was changed.
[[nodiscard]] Status takeRepinCode(
    const store::StoreFiles& files, const SecretBytes& secret, QByteArrayView text, Instant now);

/// What the server says of its keys.
[[nodiscard]] QFuture<Result<sync::StatedPins>> askPins(std::shared_ptr<SignedExchange> exchange);
/// Desk: an order, its serial above every one this desk knows. Refused on a device that is not a
/// desk, and when the serial would be one that devices do not obey because this desk's clock, or an
/// order it knows, is far ahead; InvalidInput unless these are two to eight different pins.
[[nodiscard]] Result<entry::PinsOrdered> orderPins(
    store::Store& store, std::vector<crypto::Digest> pins, Instant now);
/// Desk: the text of the code for an order.
[[nodiscard]] Result<QByteArray> repinCodeFor(
    store::Store& store, const entry::PinsOrdered& order, const QByteArray& authority);

} // namespace doorstep::client
