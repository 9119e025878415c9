#include "core/store/trust_store.h"
#include "programs/doorstepctl/desk_session.h"
#include "sync/client/wipe_order.h"

/// Lost and retired devices.
namespace doorstep::ctl {

namespace {

using Options = const QCommandLineParser&;

const QString deviceOption = QStringLiteral("device");
const QString atOnceOption = QStringLiteral("at-once");

void complainAndEnd(const QString& what, const Error& error, const Done& finish)
{
    complain(what, error);
    finish(1);
}

/// Saves what `act` writes about the named device, and sends it: an order that waits here helps
/// nobody.
void aboutDevice(Options options, const QString& what,
    std::function<Result<QString>(store::Store&, DeviceId, IdMint&, Instant)> act, const Done& done)
{
    const auto device = DeviceId::fromHex(options.value(deviceOption).toLatin1());
    if (!device) {
        complain(what, {ErrorCode::InvalidInput, "--device takes the 32 hex digits of a device"});
        done(2);
        return;
    }
    DeskSession::with(
        options,
        [what, act = std::move(act), device = *device](DeskSession& desk, const Done& finish) {
            desk.session()
                .withStore(app::StorageThread::Urgency::Save,
                    [act, device, &mint = desk.session().mint(), &clock = desk.session().clock()](
                        store::Store& store) -> Result<QString> {
                        DOORSTEP_TRY(known, store::TrustStore(store.connection()).device(device));
                        if (!known)
                            return Error{ErrorCode::NotFound, "no such device"};
                        return act(store, device, mint, clock.now());
                    })
                .then(&desk, [what, &desk, finish](const Result<QString>& said) {
                    if (!said)
                        return complainAndEnd(what, said.error(), finish);
                    print(*said);
                    desk.syncOnce(finish);
                });
        },
        done);
}

void revoke(Options options, const Done& done)
{
    aboutDevice(
        options, QStringLiteral("device revoke"),
        [](store::Store& store, DeviceId device, IdMint&, Instant now) -> Result<QString> {
            DOORSTEP_TRY(saved, client::revokeDevice(store, device, now));
            Q_UNUSED(saved)
            return QStringLiteral("revoked %1").arg(QString::fromLatin1(device.toHex()));
        },
        done);
}

void wipe(Options options, const Done& done)
{
    const auto mode
        = options.isSet(atOnceOption) ? entry::WipeMode::AtOnce : entry::WipeMode::AfterSending;
    aboutDevice(
        options, QStringLiteral("device wipe"),
        [mode](store::Store& store, DeviceId device, IdMint& mint, Instant now) -> Result<QString> {
            DOORSTEP_TRY(order, client::orderWipe(store, device, mode, mint.next<EntryId>(), now));
            return QStringLiteral("wipe %1 order %2")
                .arg(QString::fromLatin1(device.toHex()), QString::fromLatin1(order.order.toHex()));
        },
        done);
}

void declareDevice(QCommandLineParser& options)
{
    DeskSession::declareOptions(options);
    options.addOption(
        {deviceOption, QStringLiteral("The device, 32 hex digits."), QStringLiteral("id")});
}

void declareWipe(QCommandLineParser& options)
{
    declareDevice(options);
    options.addOption(
        {atOnceOption, QStringLiteral("Before it has sent what waits; that stays there, sealed.")});
}

} // namespace

std::vector<Command> deviceCommands()
{
    return {{"device revoke", "--device ID --store DIR --pass-file FILE [--as NAME]", declareDevice,
                revoke},
        {"device wipe", "--device ID [--at-once] --store DIR --pass-file FILE [--as NAME]",
            declareWipe, wipe}};
}

} // namespace doorstep::ctl
