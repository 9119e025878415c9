#include "core/store/database.h"
#include "programs/doorstepctl/desk_session.h"
#include "programs/doorstepctl/recovery_key.h"
#include "programs/doorstepctl/store_words.h"

#include <QDir>

/// Looking at a store from outside: with a PIN, or with the practice's recovery key.
namespace doorstep::ctl {

namespace {

int tell(const Result<vfs::StoreCheck>& checked)
{
    if (!checked) {
        if (const auto sentence = notCheckedSentence(checked.error()))
            print(*sentence);
        else
            complain(QStringLiteral("store verify"), checked.error());
        return checked.error().code == ErrorCode::InvalidInput ? 2 : 1;
    }
    print(storeSentence(*checked));
    return isSound(*checked) ? 0 : 1;
}

Result<vfs::StoreCheck> checkWithCards(const QCommandLineParser& options)
{
    const QString folder = options.value(QStringLiteral("store"));
    if (folder.isEmpty())
        return Error{ErrorCode::InvalidInput, "--store FOLDER is needed"};
    DOORSTEP_TRY(recovery, recoveryKeyFrom(options));
    const store::StoreFiles files{QDir(folder).absolutePath()};
    DOORSTEP_TRY(opened, openEnvelope(files, recovery));
    return store::checkDatabase(files, opened.envelope.head(), opened.masterKey);
}

void verify(const QCommandLineParser& options, const Done& done)
{
    if (hasRecoveryCards(options)) {
        done(tell(checkWithCards(options)));
        return;
    }
    DeskSession::withLocked(
        options,
        [](DeskSession& desk, StaffId staff, SecretBytes secret, const Done& finish) {
            desk.session()
                .verify(staff, std::move(secret))
                .then(&desk,
                    [finish](const Result<vfs::StoreCheck>& checked) { finish(tell(checked)); });
        },
        done);
}

void declareVerify(QCommandLineParser& options)
{
    DeskSession::declareOptions(options);
    declareRecoveryCards(options);
}

} // namespace

std::vector<Command> storeCommands()
{
    return {
        {"store verify", "--store DIR (--pass-file FILE [--as NAME] | --card FILE --card FILE)",
            declareVerify, verify},
    };
}

} // namespace doorstep::ctl
