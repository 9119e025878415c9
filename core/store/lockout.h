#pragma once

#include "core/base/id.h"
#include "core/base/secret_bytes.h"

#include <QString>
#include <array>
#include <chrono>
#include <functional>
#include <vector>

namespace doorstep::store {

/// A reading of the boot clock (platform::BootClock): wrong dates do not shorten a wait.
struct BootTime {
    std::array<quint8, 16> bootId{};
    qint64 elapsedMs = 0;
};

/// What stands between a person and their next attempt.
struct LockoutState {
    int fails = 0;
    std::chrono::milliseconds wait{0};
    bool closed = false; ///< ten fails: another senior person or a signed order must reopen it
    int triesBeforeWait = 0; ///< how many wrong PINs are still free of a wait
};

/// Counts wrong PINs on disk, before each attempt is made. It stops people; the device secret
/// stops machines. Nothing is ever erased because of it. Storage thread.
///
/// Fails 5: 1 min, 6: 5, 7: 15, 8-9: 60, 10: closed. Waits run on the boot clock and start again
/// after a reboot. A missing or forged file counts as eight fails for everyone.
class Lockout {
public:
    Lockout(QString path, const SecretBytes& deviceSecret, std::function<BootTime()> bootTime);

    /// Writes the empty file of a new store. Exists when there is one.
    [[nodiscard]] Status create();
    [[nodiscard]] Result<LockoutState> state(StaffId staff);
    /// Counts one fail durably; Locked (transient while a wait runs) when no attempt is allowed.
    /// Call before the PIN is tried.
    [[nodiscard]] Status beginAttempt(StaffId staff);
    /// The PIN was right: clears the count.
    [[nodiscard]] Status succeed(StaffId staff);
    /// The attempt never reached the PIN (damaged file, no memory): takes the count back.
    [[nodiscard]] Status withdrawAttempt(StaffId staff);
    /// A senior person or a signed order reopens a closed slot.
    [[nodiscard]] Status reopen(StaffId staff);
    /// The person has no slot any more.
    [[nodiscard]] Status forget(StaffId staff);
    /// Counts go on under a renewed device secret. A kill just before it costs an hour's wait.
    [[nodiscard]] Status changeDeviceSecret(const SecretBytes& deviceSecret);

private:
    struct Count {
        StaffId staff;
        quint32 fails = 0;
        BootTime since;
    };
    [[nodiscard]] Result<std::vector<Count>> load();
    [[nodiscard]] Status save(const std::vector<Count>& counts) const;
    [[nodiscard]] LockoutState stateOf(const Count& count) const;
    [[nodiscard]] static Count countOf(const std::vector<Count>& counts, StaffId staff);
    [[nodiscard]] Status change(StaffId staff, const std::function<quint32(quint32)>& fails);

    QString m_path;
    SecretBytes m_key;
    std::function<BootTime()> m_bootTime;
};

} // namespace doorstep::store
