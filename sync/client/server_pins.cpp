#include "sync/client/server_pins.h"

#include "core/store/store.h"
#include "core/store/trust_store.h"
#include "sync/client/practice_root.h"
#include "sync/client/reading_lease.h"

#include <QPromise>
#include <algorithm>

namespace doorstep::client {

namespace {

constexpr std::size_t MostKept = 16;

/// What was in force is former now; of what was former, what still lasts.
ServerAddress replaced(const ServerAddress& address, quint64 serial,
    const std::vector<crypto::Digest>& pins, Instant now)
{
    ServerAddress next;
    next.authority = address.authority;
    next.serial = serial;
    next.pinNow = pins[0];
    next.pinNext = pins[1];
    next.further.assign(pins.begin() + 2, pins.end());
    const auto keep = [&](const FormerPin& each) {
        const bool isKnown = std::ranges::count(pins, each.pin) > 0
            || std::ranges::any_of(
                next.former, [&](const FormerPin& kept) { return kept.pin == each.pin; });
        if (!isKnown && now < each.until && next.former.size() < MostKept)
            next.former.push_back(each);
    };
    for (const crypto::Digest& pin : address.pins())
        keep({pin, now.plusMs(OldPinMs)});
    std::ranges::for_each(address.former, keep);
    return next;
}

Status putAddress(const store::StoreFiles& files, store::DeviceIdentity identity,
    const SecretBytes& secret, const ServerAddress& address)
{
    identity.connection = encodeServerAddress(address);
    return store::writeDeviceIdentity(files, identity, secret);
}

/// Nobody would obey an order from a desk whose date is years ahead, nor the ones after it.
Status mayOrder(store::Store& store, quint64 serial, quint64 inForce, Instant now)
{
    DOORSTEP_TRY(lease, readLease(store.connection(), store.identity()));
    const Instant heard = lease.floor.at;
    if (serial > entry::PinsOrdered::mostSerial
        || (heard.ms > 0 && !entry::isSerialNear(serial, inForce, heard)))
        return Error{ErrorCode::Refused,
            "this machine's date, or an order that it knows, is more than two years ahead: set the"
            " date right and sync first"};
    return entry::isSerialNear(serial, inForce, now)
        ? Status()
        : Status(Error{ErrorCode::Refused,
            "an order is known that is dated more than two years ahead: if this machine's date is"
            " behind, set it right"});
}

} // namespace

Result<ServerAddress> addressUnder(const ServerAddress& address, const entry::PinsOrdered& order,
    const store::DeviceIdentity& identity, Instant now, Instant heard)
{
    if (!entry::isCertified(order, identity.practice, identity.practiceSign))
        return Error{ErrorCode::Untrusted, "pins that no desk signed"};
    if (!entry::arePins(order.pins))
        return Error{ErrorCode::InvalidInput, "pins"};
    if (order.serial <= address.serial)
        return Error{ErrorCode::Refused, "older"};
    if (!entry::isSerialNear(order.serial, address.serial, std::max(now, heard)))
        return Error{ErrorCode::Refused, "far ahead"};
    return replaced(address, order.serial, order.pins, now);
}

Result<ServerAddress> addressUnder(const ServerAddress& address, const sync::RepinCode& code,
    const store::DeviceIdentity& identity, Instant now)
{
    if (code.practice != identity.practice)
        return Error{ErrorCode::Refused, "practice"};
    if (!sync::isCertified(code, identity.practiceSign))
        return Error{ErrorCode::Untrusted, "a connection code that no desk signed"};
    if (!entry::arePins(code.pins))
        return Error{ErrorCode::InvalidInput, "pins"};
    const bool isInForce = code.serial == address.serial && code.pins == address.pins();
    if (code.serial <= address.serial && !isInForce)
        return Error{ErrorCode::Refused, "older"};
    if (!entry::isSerialNear(code.serial, address.serial, now))
        return Error{ErrorCode::Refused, "far ahead"};
    auto next = isInForce ? address : replaced(address, code.serial, code.pins, now);
    next.authority = code.authority;
    return next;
}

Result<std::optional<entry::PinsOrdered>> newestPins(
    store::Store& store, quint64 inForce, Instant now)
{
    // A date that was set back does not keep an order out.
    DOORSTEP_TRY(lease, readLease(store.connection(), store.identity()));
    return store::TrustStore(store.connection()).pins(inForce, std::max(now, lease.floor.at));
}

Result<bool> takeUpPins(
    store::Store& store, const store::StoreFiles& files, const SecretBytes& secret, Instant now)
{
    // Nearly always there is none at all, and device.seal stays closed.
    DOORSTEP_TRY(any, newestPins(store, entry::PinsOrdered::mostSerial, now));
    if (!any)
        return false;
    DOORSTEP_TRY(identity, store::readDeviceIdentity(files, secret));
    DOORSTEP_TRY(address, decodeServerAddress(identity.connection));
    DOORSTEP_TRY(order, newestPins(store, address.serial, now));
    if (!order || order->serial <= address.serial)
        return false;
    DOORSTEP_TRY(lease, readLease(store.connection(), identity));
    DOORSTEP_TRY(next, addressUnder(address, *order, identity, now, lease.floor.at));
    DOORSTEP_CHECK(putAddress(files, std::move(identity), secret, next));
    return true;
}

Status takeRepinCode(
    const store::StoreFiles& files, const SecretBytes& secret, QByteArrayView text, Instant now)
{
    DOORSTEP_TRY(code, sync::decodeRepinCode(text));
    DOORSTEP_TRY(identity, store::readDeviceIdentity(files, secret));
    DOORSTEP_TRY(address, decodeServerAddress(identity.connection));
    DOORSTEP_TRY(next, addressUnder(address, code, identity, now));
    return putAddress(files, std::move(identity), secret, next);
}

QFuture<Result<sync::StatedPins>> askPins(std::shared_ptr<SignedExchange> exchange)
{
    auto promise = std::make_shared<QPromise<Result<sync::StatedPins>>>();
    promise->start();
    SignedExchange& sender = *exchange;
    sender.post("/pins/1", sync::encodePinsRequest(),
        [promise, exchange = std::move(exchange)](const Result<SignedAnswer>& answer) {
            promise->addResult(answer ? sync::decodeStatedPins(answer->body)
                                      : Result<sync::StatedPins>(answer.error()));
            promise->finish();
        });
    return promise->future();
}

Result<entry::PinsOrdered> orderPins(
    store::Store& store, std::vector<crypto::Digest> pins, Instant now)
{
    if (!entry::arePins(pins))
        return Error{ErrorCode::InvalidInput, "two to eight different pins"};
    DOORSTEP_TRY(keys, openDeskKeys(store));
    DOORSTEP_TRY(address, decodeServerAddress(store.identity().connection));
    DOORSTEP_TRY(known, newestPins(store, address.serial, now));
    // By the clock, so that of two desks that order at once the later one stands everywhere.
    const quint64 above = std::max(address.serial, known ? known->serial : 0) + 1;
    const quint64 serial = std::max(above, static_cast<quint64>(std::max<qint64>(now.ms, 1)));
    DOORSTEP_CHECK(mayOrder(store, serial, address.serial, now));
    entry::PinsOrdered order{serial, std::move(pins), {}};
    entry::certify(order, store.identity().practice, keys.practiceSign);
    DOORSTEP_TRY(root, readPracticeRoot(store.connection()));
    DOORSTEP_TRY(saved, store.saveClear(root.scopes.practice, {order}));
    Q_UNUSED(saved)
    return order;
}

Result<QByteArray> repinCodeFor(
    store::Store& store, const entry::PinsOrdered& order, const QByteArray& authority)
{
    DOORSTEP_TRY(keys, openDeskKeys(store));
    sync::RepinCode code{store.identity().practice, order.serial, order.pins, authority, {}};
    sync::certify(code, keys.practiceSign);
    return sync::encodeRepinCode(code);
}

} // namespace doorstep::client
