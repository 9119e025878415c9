#include "core/store/start_state.h"

#include "core/store/unlock.h"
#include "core/store/wipe.h"

#include <QFile>
#include <algorithm>
#include <array>

namespace doorstep::store {

bool StoreFiles::storeExists() const
{
    const std::array paths{envelope(), envelopeCopy(), device(), deviceCopy(), lockout(),
        database(), outbox(), spool(), setAside(), wipeOrder()};
    return std::ranges::any_of(paths, [](const QString& path) { return QFile::exists(path); });
}

QString deviceSecretName(const StoreFiles& files)
{
    const auto envelope = readEnvelope(files);
    if (!envelope)
        return {};
    return deviceSecretName(envelope->head().deviceSecret);
}

StartState startState(const StoreFiles& files, const Result<SecretBytes>& deviceSecret)
{
    if (!files.storeExists())
        return StartState::FirstRun;
    if (const auto wipe = readWipe(files); wipe && *wipe)
        return (*wipe)->isDone ? StartState::Wiped : StartState::Wiping;
    if (const auto envelope = readEnvelope(files); !envelope)
        return envelope.error().code == ErrorCode::Unsupported ? StartState::NewerStore
                                                               : StartState::RecoverStore;
    if (deviceSecret)
        return StartState::Unlock;
    return deviceSecret.error().code == ErrorCode::KeystoreLocked ? StartState::KeystoreLocked
                                                                  : StartState::RecoverKeys;
}

} // namespace doorstep::store
