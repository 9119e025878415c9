#pragma once

#include "app/runtime/storage_thread.h"
#include "core/store/wipe.h"
#include "platform/api/key_vault.h"

#include <QObject>

namespace doorstep::app {

/// Carries out a wipe order to its end, from wherever an earlier run was stopped: a new secret for
/// what is left to send, the device secret destroyed, key files, records. Nothing stops it
/// half-way: a keystore that does not answer leaves the files destroyed and the secret for the next
/// start. GUI thread; the storage thread does the disk's part.
class WipeRun final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        platform::KeyVault& vault;
        StorageThread& storage;
        store::StoreFiles files;
    };
    /// `identity` as the open door has it; none when this start finds the order on disk.
    WipeRun(Parts parts, store::WipeRecord record, std::optional<store::DeviceIdentity> identity,
        QObject* parent = nullptr);

    /// `done` gets the record as it then stands; WipeRecord::isDone says whether a later start has
    /// to go on. Never when this object was destroyed before.
    void start(std::function<void(store::WipeRecord)> done);

private:
    void readIdentity();
    void keepWhatSends();
    void keepUnder(SecretBytes wipedSecret);
    void destroySecret();
    void destroyFiles(bool secretGone);

    Parts m_parts;
    store::WipeRecord m_record;
    std::shared_ptr<store::DeviceIdentity> m_identity;
    std::function<void(store::WipeRecord)> m_done;
};

} // namespace doorstep::app
