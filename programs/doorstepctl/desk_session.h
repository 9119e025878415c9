#pragma once

#include "app/runtime/enrolment.h"
#include "app/runtime/session.h"
#include "app/runtime/sync_driver.h"
#include "platform/linux/keychain_vault.h"
#include "platform/linux/linux_boot_clock.h"
#include "programs/doorstepctl/command.h"

#include <memory>

namespace doorstep::ctl {

/// The store of this desk, opened with the person's PIN or passphrase, for one command.
class DeskSession final : public QObject {
    Q_OBJECT
public:
    explicit DeskSession(const QString& folder);
    /// The session first: its last answers go to the sync that waits for them.
    ~DeskSession() override { m_session.end(); }

    /// Reads the secret from --pass-file, opens, then calls `work`; on failure says why and calls
    /// `done(1)`. The session lives until `done` is called.
    using Work = std::function<void(DeskSession&, Done)>;
    static void with(const QCommandLineParser& options, Work work, Done done);
    /// The same, before the store is opened: for what needs it closed.
    using LockedWork = std::function<void(DeskSession&, StaffId, SecretBytes, Done)>;
    static void withLocked(const QCommandLineParser& options, LockedWork work, Done done);
    static void declareOptions(QCommandLineParser& options);

    [[nodiscard]] app::Session& session() { return m_session; }
    [[nodiscard]] app::SyncDriver& sync();
    /// Saves; says what failed as `what`.
    void save(ledger::Act act, const QString& what, Done done);
    /// One sync to its end, then `done`.
    void syncOnce(Done done);

private:
    /// Locks, so that the keystore learns how far the store is, then ends this session.
    void close(std::function<void()> then);
    [[nodiscard]] Result<StaffId> whoUnlocks(const QString& as) const;
    void unlock(StaffId staff, SecretBytes secret, Work work, Done done);

    SystemClock m_clock;
    platform::LinuxBootClock m_bootClock;
    platform::KeychainVault m_vault;
    app::Session m_session;
    std::unique_ptr<app::SyncDriver> m_sync;
};

/// The file's first line as a secret; never through a QString.
[[nodiscard]] Result<SecretBytes> readSecret(const QString& path);

} // namespace doorstep::ctl
