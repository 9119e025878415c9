#pragma once

#include "core/store/unlock.h"
#include "sync/client/practice_root.h"
#include "sync/client/recovery_cards.h"
#include "sync/client/server_address.h"
#include "sync/client/transport.h"
#include "sync/protocol/enrol_messages.h"

#include <QFuture>

namespace doorstep::client {

/// What the person who takes over a practice brings along.
struct NewPractice {
    SecretBytes claim; ///< the code's 20 bytes (sync::decodeClaimCode)
    ServerAddress address;
    entry::DeviceRole role = entry::DeviceRole::Ctl; ///< of this device: ctl or desk
    QString personName;
    entry::StaffRole personRole = entry::StaffRole::Manager;
    SecretBytes pin;
    store::SecretKind secretKind = store::SecretKind::Passphrase;

    store::StoreFiles files;
    store::DeviceSecretId deviceSecretId;
    SecretBytes deviceSecret;
    std::function<store::BootTime()> bootTime;
};

struct RecoveryMeans;
struct Founded;

/// A practice from a claim code. Order, so that a kill at any point loses nothing:
/// 1. ask the server which practice the code claims;
/// 2. make practice_sign, epoch 1 of both practice keys, the recovery key, this device and its
///    person; hand the recovery cards to `keepCards`; write the store with all of it and its first
///    entries;
/// 3. take the practice. The request lies in the store until the server has answered, so a later
///    resume() sends the same bytes.
/// The first sync afterwards carries the entries up.
///
/// recover() is the same for a practice that lost its last desk, with the keys it had: two recovery
/// cards open what desks sealed for that day (recovery_seals.h), and the server takes the new desk
/// for its certificate by practice_sign.
///
/// Blocking parts (Argon2, disk) run on the calling thread: this is for doorstepctl and for a first
/// run, not for a screen that must stay smooth.
class PracticeCreation {
public:
    using KeepCards = std::function<Status(const std::array<RecoveryCard, 3>&)>;
    struct Created {
        PracticeId practice;
        QString practiceName;
        StaffId staff;
        DeviceId device;
    };

    PracticeCreation(Transport& transport, const Clock& clock, IdMint& mint);
    ~PracticeCreation();

    /// Refused "claim" for an unknown or used code; Exists when the folder holds a store.
    [[nodiscard]] QFuture<Result<Created>> create(NewPractice practice, KeepCards keepCards);
    /// Refused "claim" also for the code of a new practice; else as gatherPractice().
    [[nodiscard]] QFuture<Result<Created>> recover(NewPractice practice, RecoveryMeans means);
    /// For a store whose practice was not yet taken (needsResume); ok when there is nothing to do.
    /// A `claim` that is not empty takes the place of a recovery code that ran out meanwhile.
    [[nodiscard]] QFuture<Status> resume(store::Store& store, const SecretBytes& claim = {});
    [[nodiscard]] static Result<bool> needsResume(store::Store& store);

private:
    struct Run;
    using Make = std::function<Result<Founded>(NewPractice, const sync::ClaimAnswer&)>;
    [[nodiscard]] QFuture<Result<Created>> begin(NewPractice practice, Make make);
    std::shared_ptr<Run> m_run;
};

} // namespace doorstep::client
