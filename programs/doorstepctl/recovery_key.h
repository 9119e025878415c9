#pragma once

#include "core/base/result.h"
#include "core/crypto/crypto.h"
#include "core/store/key_envelope.h"

#include <QCommandLineParser>

namespace doorstep::ctl {

/// The practice's recovery key from two of its three cards: what opens a store and its outbox when
/// PIN, keystore or device are gone.
void declareRecoveryCards(QCommandLineParser& options);
[[nodiscard]] bool hasRecoveryCards(const QCommandLineParser& options);
/// InvalidInput unless --card is given twice; otherwise as client::joinRecoveryCards.
[[nodiscard]] Result<crypto::BoxKeyPair> recoveryKeyFrom(const QCommandLineParser& options);

/// The envelope of a store and the master key that its recovery slot gives. WrongSecret: the cards
/// are another practice's. Untrusted: somebody without the master key changed the envelope.
struct RecoveredEnvelope {
    store::KeyEnvelope envelope;
    SecretBytes masterKey;
};
[[nodiscard]] Result<RecoveredEnvelope> openEnvelope(
    const store::StoreFiles& files, const crypto::BoxKeyPair& recovery);

} // namespace doorstep::ctl
