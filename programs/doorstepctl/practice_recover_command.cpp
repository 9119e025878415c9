#include "core/store/start_state.h"
#include "core/store/trust_store.h"
#include "programs/doorstepctl/desk_making.h"
#include "programs/doorstepctl/desk_session.h"
#include "programs/doorstepctl/practice_recover_words.h"
#include "programs/doorstepctl/recovery_key.h"
#include "sync/client/practice_recovery.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>
#include <QTimer>

/// The only desk is lost: a new one, from two recovery cards and a code of the server's
/// administrator. Run again after a kill it goes on where it stopped.
namespace doorstep::ctl {

namespace {

using namespace Qt::StringLiterals;
using Options = const QCommandLineParser&;

const QString recoverWhat = u"practice recover"_s;
const QString lostOption = u"from"_s;
const QString trustOption = u"trust-server"_s;

int refuseRecovery(const Error& error)
{
    const QString sentence = recoveryRefusal(error);
    if (sentence.isEmpty())
        complain(recoverWhat, error);
    else
        print(sentence);
    return error.code == ErrorCode::InvalidInput ? 2 : 1;
}

Result<client::RecoveryMeans> meansFrom(Options options)
{
    DOORSTEP_TRY(recovery, recoveryKeyFrom(options));
    client::RecoveryMeans means{std::move(recovery), {}, options.isSet(trustOption)};
    if (options.isSet(lostOption)) {
        const QTemporaryDir scratch;
        const store::StoreFiles lost{QDir(options.value(lostOption)).absolutePath()};
        DOORSTEP_TRY(folder, client::readFolderEvidence(lost, means.recovery, scratch.path()));
        means.folder = std::move(folder);
    }
    return means;
}

struct Others {
    std::vector<entry::DeviceCertificate> standing; ///< devices in use beside this one
};

Result<std::shared_ptr<Others>> othersIn(store::Connection& connection, DeviceId own)
{
    store::TrustStore trust(connection);
    DOORSTEP_TRY(devices, trust.devices());
    auto others = std::make_shared<Others>();
    for (const entry::DeviceCertificate& device : devices) {
        DOORSTEP_TRY(isRevoked, trust.isRevoked(device.device));
        if (!isRevoked && device.device != own)
            others->standing.push_back(device);
    }
    return others;
}

void tellOthers(const Others& others)
{
    for (const entry::DeviceCertificate& device : others.standing)
        print(u"in use: %1 %2"_s.arg(
            entry::roleWord(device.role), QString::fromLatin1(device.device.toHex())));
    print(u"The practice has a desk again, with its records. Next: take the lost desk out of use "
          "with `doorstepctl device revoke` or `device wipe`, and look at Held."_s);
}

/// The records come down, and the certificates of this desk go up as entries.
void syncAndTell(Options options, const Done& done)
{
    DeskSession::with(
        options,
        [](DeskSession& desk, const Done& finish) {
            desk.syncOnce([&desk, finish](int code) {
                if (code != 0) {
                    print(u"The new desk is made and the server knows it; no record is lost: run "
                          "`doorstepctl sync` with its store."_s);
                    return finish(code);
                }
                desk.session()
                    .read([own = desk.session().device().device](
                              store::Connection& connection) { return othersIn(connection, own); })
                    .then(&desk, [finish](const Result<std::shared_ptr<Others>>& others) {
                        if (others)
                            tellOthers(**others);
                        finish(others ? 0 : refuseRecovery(others.error()));
                    });
            });
        },
        done);
}

/// From the event loop: the keystore that calls back is a part of `work` and must outlive its call.
Done afterCall(std::shared_ptr<void> work, const Done& done)
{
    return [work = std::move(work), done](
               int code) { QTimer::singleShot(0, qApp, [work, done, code] { done(code); }); };
}

/// The store that an earlier run made, before or after the server heard of it.
struct Unfinished {
    DeskMaking making;
    std::unique_ptr<store::Store> store;

    [[nodiscard]] Status open(const SecretBytes& deviceSecret)
    {
        const store::StoreFiles& files = making.practice.files;
        DOORSTEP_TRY(identity, store::readDeviceIdentity(files, deviceSecret));
        if (identity.names.empty())
            return Error{ErrorCode::NotFound, "nobody has a PIN in that store"};
        DOORSTEP_TRY(
            door, store::Unlock::open(files, deviceSecret.clone(), making.practice.bootTime));
        DOORSTEP_TRY(keys, door.tryPin(identity.names.front().staff, making.practice.pin));
        DOORSTEP_TRY(opened,
            store::Store::open(
                files, std::move(keys), std::move(identity), making.clock, making.mint));
        store = std::move(opened);
        return {};
    }
};

void finishEarlierRun(client::NewPractice practice, Options options, const Done& done)
{
    auto work = std::make_shared<Unfinished>();
    work->making.practice = std::move(practice);
    work->making.connect();
    const Done finish = afterCall(work, done);
    work->making.vault.read(store::deviceSecretName(work->making.practice.files),
        [work, &options, finish](const Result<SecretBytes>& secret) {
            const Status opened = secret ? work->open(*secret) : Status(secret.error());
            if (!opened) {
                complain(recoverWhat, opened.error());
                return finish(1);
            }
            work->making.creation->resume(*work->store, work->making.practice.claim)
                .then(qApp, [work, &options, finish](const Status& taken) {
                    work->store.reset();
                    if (!taken)
                        return finish(refuseRecovery(taken.error()));
                    syncAndTell(options, finish);
                });
        });
}

void makeNewDesk(
    client::NewPractice practice, client::RecoveryMeans means, Options options, const Done& done)
{
    auto work = std::make_shared<DeskMaking>();
    auto by = std::make_shared<client::RecoveryMeans>(std::move(means));
    work->practice = std::move(practice);
    work->connect();
    const Done finish = afterCall(work, done);
    work->withNewSecret([work, by, &options, finish](const Status& secret) {
        if (!secret) {
            complain(u"keystore"_s, secret.error());
            return finish(1);
        }
        work->creation->recover(std::move(work->practice), std::move(*by))
            .then(qApp,
                [work, &options, finish](const Result<client::PracticeCreation::Created>& created) {
                    if (!created)
                        return finish(refuseRecovery(created.error()));
                    print(createdLine(*created));
                    syncAndTell(options, finish);
                });
    });
}

void recoverThePractice(Options options, const Done& done)
{
    auto practice = newDeskFrom(options);
    if (!practice) {
        complain(recoverWhat, practice.error());
        return done(2);
    }
    auto means = meansFrom(options);
    if (!means)
        return done(refuseRecovery(means.error()));
    if (practice->files.storeExists())
        finishEarlierRun(std::move(*practice), options, done);
    else
        makeNewDesk(std::move(*practice), std::move(*means), options, done);
}

void declarePracticeRecover(QCommandLineParser& options)
{
    declareDeskMaking(options);
    declareRecoveryCards(options);
    options.addOption({lostOption,
        u"Folder of a device of the practice, or a copy of one; its keystore is not needed."_s,
        u"folder"_s});
    options.addOption(
        {trustOption, u"Go on though nothing but the server says which practice this is."_s});
}

} // namespace

std::vector<Command> practiceRecoverCommands()
{
    return {{"practice recover",
        "--claim CODE --server HOST:PORT --pin-now HEX --person NAME --role ROLE --card FILE "
        "--card FILE [--from DIR] [--trust-server] --store DIR --pass-file FILE",
        declarePracticeRecover, recoverThePractice}};
}

} // namespace doorstep::ctl
