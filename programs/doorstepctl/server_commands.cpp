#include "app/viewmodels/desk/device_list.h"
#include "programs/doorstepctl/desk_session.h"
#include "sync/client/https_transport.h"
#include "sync/client/server_pins.h"

/// The keys by which devices know the practice server.
namespace doorstep::ctl {

namespace {

using Options = const QCommandLineParser&;
using Pins = std::vector<crypto::Digest>;

const QString pinOption = QStringLiteral("pin");
const QString hostOption = QStringLiteral("host");
const QString qrOption = QStringLiteral("qr");

void endServerWith(const QString& what, const Error& error, const Done& finish)
{
    complain(what, error);
    finish(1);
}

Result<Pins> typedPins(Options options)
{
    Pins pins;
    for (const QString& text : options.values(pinOption)) {
        const QByteArray hex = text.toLatin1().toLower();
        auto pin = crypto::Digest::fromBytes(QByteArray::fromHex(hex));
        if (!pin || pin->toBytes().toHex() != hex)
            return Error{ErrorCode::InvalidInput, "--pin takes 64 hex digits"};
        pins.push_back(*pin);
    }
    if (!pins.empty() && !entry::arePins(pins))
        return Error{ErrorCode::InvalidInput, "two to eight different pins"};
    return pins;
}

/// One question to the server, over the pins in force.
struct PinsQuestion {
    client::ServerAddress address;
    std::unique_ptr<client::HttpsTransport> transport;
    std::shared_ptr<client::SignedExchange> exchange;
};

void order(DeskSession& desk, const QString& what, Pins pins, const Done& finish)
{
    desk.session()
        .withStore(app::StorageThread::Urgency::Save,
            [pins = std::move(pins), &clock = desk.session().clock()](
                store::Store& store) { return client::orderPins(store, pins, clock.now()); })
        .then(&desk, [what, &desk, finish](const Result<entry::PinsOrdered>& ordered) {
            if (!ordered)
                return endServerWith(what, ordered.error(), finish);
            print(QStringLiteral("serial %1").arg(ordered->serial));
            for (const crypto::Digest& pin : ordered->pins)
                print(QStringLiteral("pin %1").arg(QString::fromLatin1(pin.toBytes().toHex())));
            desk.session().takeUpPins().then(&desk, [what, &desk, finish](const Status& taken) {
                if (!taken)
                    return endServerWith(what, taken.error(), finish);
                desk.syncOnce(finish); // an order that waits here helps nobody
            });
        });
}

/// The pair must hold the key that was just spoken to, or another server's pins were stated.
void orderStated(DeskSession& desk, const QString& what, const Done& finish)
{
    desk.session().identity().then(
        &desk, [what, &desk, finish](const Result<store::DeviceIdentity>& identity) {
            if (!identity)
                return endServerWith(what, identity.error(), finish);
            const auto address = client::decodeServerAddress(identity->connection);
            if (!address)
                return endServerWith(what, address.error(), finish);
            auto question = std::make_shared<PinsQuestion>();
            question->address = *address;
            question->transport = std::make_unique<client::HttpsTransport>(
                *address, client::HttpsTransport::StallTime, &desk.session().clock());
            question->exchange = std::make_shared<client::SignedExchange>(
                *question->transport, desk.session().clock(), client::DeviceSigner::of(*identity));
            client::askPins(question->exchange)
                .then(&desk, [what, &desk, finish, question](const Result<sync::StatedPins>& said) {
                    if (!said && said.error().code == ErrorCode::Untrusted)
                        print(QStringLiteral("Its keys are others: type them with --pin, as "
                                             "`doorstep-server status` shows pin and next-pin."));
                    if (!said)
                        return endServerWith(what, said.error(), finish);
                    if (!question->address.accepts(said->now, desk.session().clock().now()))
                        return endServerWith(
                            what, {ErrorCode::Untrusted, "states a key it did not show"}, finish);
                    order(desk, what, {said->now, said->next}, finish);
                });
        });
}

void pins(Options options, const Done& done)
{
    const QString what = QStringLiteral("server pins");
    auto typed = typedPins(options);
    if (!typed) {
        complain(what, typed.error());
        done(2);
        return;
    }
    DeskSession::with(
        options,
        [what, typed = std::move(*typed)](DeskSession& desk, const Done& finish) {
            if (typed.empty())
                orderStated(desk, what, finish);
            else
                order(desk, what, typed, finish);
        },
        done);
}

QByteArray qrPicture(const QByteArray& code)
{
    constexpr qsizetype Quiet = 4; // modules around it, ISO/IEC 18004
    const QStringList rows = app::qrModules(code);
    const QByteArray side = QByteArray::number(rows.size() + 2 * Quiet);
    QByteArray dark;
    for (qsizetype y = 0; y < rows.size(); ++y) {
        for (qsizetype x = 0; x < rows[y].size(); ++x) {
            if (rows[y][x] == u'1')
                dark += 'M' + QByteArray::number(x + Quiet) + ' ' + QByteArray::number(y + Quiet)
                    + "h1v1h-1z";
        }
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + ' ' + side
        + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side + 'v' + side
        + "H0z\"/><path d=\"" + dark + "\"/></svg>\n";
}

void repin(Options options, const Done& done)
{
    const QString what = QStringLiteral("server repin");
    const QByteArray host = options.value(hostOption).toLower().toLatin1();
    if (options.isSet(hostOption) && !sync::isHostAndPort(host)) {
        complain(what, {ErrorCode::InvalidInput, "--host takes HOST:PORT, a port from 1 to 65535"});
        done(2);
        return;
    }
    DeskSession::with(
        options,
        [what, host, qr = options.value(qrOption)](DeskSession& desk, const Done& finish) {
            desk.session()
                .withStore(app::StorageThread::Urgency::Save,
                    [host, &clock = desk.session().clock()](
                        store::Store& store) -> Result<QByteArray> {
                        DOORSTEP_TRY(
                            known, client::decodeServerAddress(store.identity().connection));
                        DOORSTEP_TRY(order, client::newestPins(store, known.serial, clock.now()));
                        if (!order)
                            return Error{ErrorCode::NotFound, "first: doorstepctl server pins"};
                        return client::repinCodeFor(
                            store, *order, host.isEmpty() ? known.authority : host);
                    })
                .then(&desk, [what, qr, finish](const Result<QByteArray>& code) {
                    if (!code)
                        return endServerWith(what, code.error(), finish);
                    if (!qr.isEmpty())
                        if (const auto written = writeFile(qr, qrPicture(*code)); !written)
                            return endServerWith(what, written.error(), finish);
                    print(QString::fromLatin1(*code));
                    finish(0);
                });
        },
        done);
}

void declarePins(QCommandLineParser& options)
{
    DeskSession::declareOptions(options);
    options.addOption({pinOption,
        QStringLiteral("A key of the server as `doorstep-server status` shows it, 64 hex digits; "
                       "the one that serves first. Without: as the server states them."),
        QStringLiteral("hex")});
}

void declareRepin(QCommandLineParser& options)
{
    DeskSession::declareOptions(options);
    options.addOption({hostOption, QStringLiteral("Where devices find the server from now on."),
        QStringLiteral("host:port")});
    options.addOption(
        {qrOption, QStringLiteral("File for the code as a picture, SVG."), QStringLiteral("file")});
}

} // namespace

std::vector<Command> serverCommands()
{
    return {{"server pins", "[--pin HEX --pin HEX] --store DIR --pass-file FILE [--as NAME]",
                declarePins, pins},
        {"server repin", "[--host HOST:PORT] [--qr FILE] --store DIR --pass-file FILE [--as NAME]",
            declareRepin, repin}};
}

} // namespace doorstep::ctl
