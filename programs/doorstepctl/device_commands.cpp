#include "core/store/person_store.h"
#include "core/store/trust_store.h"
#include "programs/doorstepctl/desk_session.h"
#include "sync/client/staff_revocation.h"
#include "sync/client/wipe_order.h"

/// Lost and retired devices, and people who have left.
namespace doorstep::ctl {

namespace {

using Options = const QCommandLineParser&;

const QString deviceOption = QStringLiteral("device");
const QString staffOption = QStringLiteral("staff");
const QString atOnceOption = QStringLiteral("at-once");

void complainAndEnd(const QString& what, const Error& error, const Done& finish)
{
    complain(what, error);
    finish(1);
}

using Act = std::function<Result<QString>(store::Store&, IdMint&, Instant)>;

/// Saves what `act` writes, and sends it: an order that waits here helps nobody.
void saveAndSend(Options options, const QString& what, Act act, const Done& done)
{
    DeskSession::with(
        options,
        [what, act = std::move(act)](DeskSession& desk, const Done& finish) {
            desk.session()
                .withStore(app::StorageThread::Urgency::Save,
                    [act, &mint = desk.session().mint(), &clock = desk.session().clock()](
                        store::Store& store) { return act(store, mint, clock.now()); })
                .then(&desk, [what, &desk, finish](const Result<QString>& said) {
                    if (!said)
                        return complainAndEnd(what, said.error(), finish);
                    print(*said);
                    desk.syncOnce(finish);
                });
        },
        done);
}

void aboutDevice(Options options, const QString& what,
    std::function<Result<QString>(store::Store&, DeviceId, IdMint&, Instant)> act, const Done& done)
{
    const auto device = DeviceId::fromHex(options.value(deviceOption).toLatin1());
    if (!device) {
        complain(what, {ErrorCode::InvalidInput, "--device takes the 32 hex digits of a device"});
        done(2);
        return;
    }
    saveAndSend(
        options, what,
        [act = std::move(act), device = *device](
            store::Store& store, IdMint& mint, Instant now) -> Result<QString> {
            DOORSTEP_TRY(known, store::TrustStore(store.connection()).device(device));
            if (!known)
                return Error{ErrorCode::NotFound, "no such device"};
            return act(store, device, mint, now);
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

void revokeStaff(Options options, const Done& done)
{
    const QString what = QStringLiteral("staff revoke");
    const auto staff = StaffId::fromHex(options.value(staffOption).toLatin1());
    if (!staff) {
        complain(what, {ErrorCode::InvalidInput, "--staff takes the 32 hex digits of a person"});
        done(2);
        return;
    }
    saveAndSend(
        options, what,
        [staff = *staff](store::Store& store, IdMint& mint, Instant now) -> Result<QString> {
            DOORSTEP_TRY(known, store::PersonStore(store.connection()).find(staff));
            if (!known)
                return Error{ErrorCode::NotFound, "no such person"};
            DOORSTEP_CHECK(client::revokeStaff(store, staff, mint, now));
            return QStringLiteral("revoked staff %1").arg(QString::fromLatin1(staff.toHex()));
        },
        done);
}

void declareStaff(QCommandLineParser& options)
{
    DeskSession::declareOptions(options);
    options.addOption(
        {staffOption, QStringLiteral("The person, 32 hex digits."), QStringLiteral("id")});
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
            declareWipe, wipe},
        {"staff revoke", "--staff ID --store DIR --pass-file FILE [--as NAME]", declareStaff,
            revokeStaff}};
}

} // namespace doorstep::ctl
