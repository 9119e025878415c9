#include "programs/doorstepctl/desk_session.h"

#include "programs/doorstepctl/unlock_choice.h"

#include <QDir>
#include <QFile>

namespace doorstep::ctl {

namespace {

const QString folderOption = QStringLiteral("store");
const QString secretOption = QStringLiteral("pass-file");
const QString asOption = QStringLiteral("as");

} // namespace

Result<SecretBytes> readSecret(const QString& path)
{
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Error{ErrorCode::NotFound, "--pass-file names a file with the PIN or passphrase"};
    SecretBytes secret;
    char character = 0;
    while (file.read(&character, 1) == 1 && character != '\n')
        secret.append(static_cast<unsigned char>(character));
    return secret;
}

DeskSession::DeskSession(const QString& folder)
    : m_vault(QStringLiteral("doorstep"))
    , m_session({m_clock, m_bootClock, m_vault, {QDir(folder).absolutePath()}})
{
}

void DeskSession::declareOptions(QCommandLineParser& options)
{
    options.addOption(
        {folderOption, QStringLiteral("Folder of this desk's store."), QStringLiteral("folder")});
    options.addOption(
        {secretOption, QStringLiteral("File with the PIN or passphrase."), QStringLiteral("file")});
    options.addOption(
        {asOption, QStringLiteral("Whose it is; needed when more than one person has a PIN here."),
            QStringLiteral("name")});
}

void DeskSession::with(const QCommandLineParser& options, Work work, Done done)
{
    withLocked(
        options,
        [work](DeskSession& desk, StaffId staff, SecretBytes secret, const Done& finish) {
            desk.unlock(staff, std::move(secret), work, finish);
        },
        done);
}

void DeskSession::withLocked(const QCommandLineParser& options, LockedWork work, Done done)
{
    auto secret = readSecret(options.value(secretOption));
    if (!secret || !options.isSet(folderOption)) {
        print(QStringLiteral("needs --store FOLDER and --pass-file FILE"));
        done(2);
        return;
    }
    auto* desk = new DeskSession(options.value(folderOption));
    auto shared = std::make_shared<SecretBytes>(std::move(*secret));
    Done finish = [desk, done](int code) { desk->close([done, code] { done(code); }); };
    const QString as = options.value(asOption);
    connect(&desk->m_session, &app::Session::stateChanged, desk, [desk, as, shared, work, finish] {
        switch (desk->m_session.state()) {
        case app::Session::State::Starting:
        case app::Session::State::Open:
            return;
        case app::Session::State::Locked:
            desk->m_session.disconnect(desk);
            if (const auto staff = desk->whoUnlocks(as))
                work(*desk, *staff, std::exchange(*shared, {}), finish);
            else {
                complain(QStringLiteral("unlock"), staff.error());
                finish(staff.error().code == ErrorCode::InvalidInput ? 2 : 1);
            }
            return;
        case app::Session::State::FirstRun:
            complain(
                QStringLiteral("no store there"), {ErrorCode::NotFound, "create a practice first"});
            break;
        case app::Session::State::KeystoreMissing:
        case app::Session::State::RecoverKeys:
            complain(QStringLiteral("keystore"),
                {ErrorCode::KeystoreMissing, "the device secret is not there"});
            break;
        case app::Session::State::KeystoreLocked:
            complain(QStringLiteral("keystore"), {ErrorCode::KeystoreLocked, "open the keyring"});
            break;
        case app::Session::State::RecoverStore:
            complain(QStringLiteral("store"), {ErrorCode::Corrupt, "the store's envelope"});
            break;
        case app::Session::State::Wiping:
        case app::Session::State::Wiped:
            complain(QStringLiteral("store"), {ErrorCode::Refused, "this device was wiped"});
            break;
        case app::Session::State::NewerStore:
            complain(QStringLiteral("store"),
                {ErrorCode::Unsupported, "a newer version wrote it: update this program"});
            break;
        }
        finish(1);
    });
    desk->m_session.start();
}

void DeskSession::close(std::function<void()> then)
{
    const auto leave = [this, then = std::move(then)] {
        deleteLater();
        then();
    };
    if (m_session.state() != app::Session::State::Open)
        return leave();
    connect(&m_session, &app::Session::atRest, this, leave);
    m_session.lock();
}

Result<StaffId> DeskSession::whoUnlocks(const QString& as) const
{
    QSet<StaffId> withSecret;
    for (const store::UnlockName& each : m_session.device().names) {
        if (m_session.hasPin(each.staff))
            withSecret.insert(each.staff);
    }
    return chooseWhoUnlocks(m_session.device().names, withSecret, as);
}

void DeskSession::unlock(StaffId staff, SecretBytes secret, Work work, Done done)
{
    m_session.unlock(staff, std::move(secret)).then(this, [this, work, done](const Status& opened) {
        if (!opened) {
            complain(QStringLiteral("unlock"), opened.error());
            done(1);
            return;
        }
        work(*this, done);
    });
}

app::SyncDriver& DeskSession::sync()
{
    if (!m_sync)
        m_sync = std::make_unique<app::SyncDriver>(m_session);
    return *m_sync;
}

void DeskSession::save(ledger::Act act, const QString& what, Done done)
{
    m_session.save(std::move(act))
        .then(this, [what, done](const Result<store::Store::Saved>& saved) {
            if (!saved)
                complain(what, saved.error());
            done(saved ? 0 : 1);
        });
}

void DeskSession::syncOnce(Done done)
{
    app::SyncDriver& driver = sync();
    auto finished = std::make_shared<bool>(false);
    connect(&driver, &app::SyncDriver::synced, this, [finished](int acknowledged, int pulled) {
        if (!std::exchange(*finished, true))
            print(QStringLiteral("%1 sent, %2 received").arg(acknowledged).arg(pulled));
    });
    auto left = std::make_shared<bool>(false);
    connect(&driver, &app::SyncDriver::attachmentsSettled, this, [finished, left, done] {
        if (*finished && !std::exchange(*left, true))
            done(0);
    });
    connect(&driver, &app::SyncDriver::stateChanged, this, [&driver, finished, done] {
        if (driver.state() != app::SyncDriver::State::Waiting || std::exchange(*finished, true))
            return;
        complain(QStringLiteral("sync"), *driver.lastError());
        done(1);
    });
}

} // namespace doorstep::ctl
