#include "programs/doorstepctl/recovery_key.h"

#include "programs/doorstepctl/desk_session.h"
#include "sync/client/recovery_cards.h"

namespace doorstep::ctl {

namespace {

const QString cardOption = QStringLiteral("card");

} // namespace

void declareRecoveryCards(QCommandLineParser& options)
{
    options.addOption(
        {cardOption, QStringLiteral("File with the text of a recovery card; give two."),
            QStringLiteral("file")});
}

bool hasRecoveryCards(const QCommandLineParser& options)
{
    return options.isSet(cardOption);
}

Result<crypto::BoxKeyPair> recoveryKeyFrom(const QCommandLineParser& options)
{
    const QStringList cards = options.values(cardOption);
    if (cards.size() != 2)
        return Error{ErrorCode::InvalidInput, "give --card FILE twice, for two different cards"};
    DOORSTEP_TRY(first, readSecret(cards[0]));
    DOORSTEP_TRY(second, readSecret(cards[1]));
    return client::joinRecoveryCards(first.view(), second.view());
}

Result<RecoveredEnvelope> openEnvelope(
    const store::StoreFiles& files, const crypto::BoxKeyPair& recovery)
{
    DOORSTEP_TRY(envelope, store::readEnvelope(files));
    DOORSTEP_TRY(masterKey, envelope.openRecovery(recovery));
    return RecoveredEnvelope{std::move(envelope), std::move(masterKey)};
}

} // namespace doorstep::ctl
