#pragma once

#include "platform/linux/keychain_vault.h"
#include "platform/linux/linux_boot_clock.h"
#include "programs/doorstepctl/command.h"
#include "sync/client/https_transport.h"
#include "sync/client/practice_creation.h"

#include <memory>

namespace doorstep::ctl {

/// What making a practice and recovering one share: a desk that no other desk enrols. Lives until
/// the command ends.
struct DeskMaking {
    SystemClock clock;
    platform::LinuxBootClock bootClock;
    platform::KeychainVault vault{QStringLiteral("doorstep")};
    IdMint mint{clock};
    client::NewPractice practice;
    std::unique_ptr<client::HttpsTransport> transport;
    std::unique_ptr<client::PracticeCreation> creation;

    /// For the server of `practice`.
    void connect();
    /// A device secret in the keystore first, so that one that refuses leaves nothing behind.
    void withNewSecret(std::function<void(const Status&)> then);
};

/// --claim, --server, --pin-now, --pin-next, --person, --role, --allow-pin and the desk's own.
void declareDeskMaking(QCommandLineParser& options);
[[nodiscard]] Result<client::NewPractice> newDeskFrom(const QCommandLineParser& options);
[[nodiscard]] QString createdLine(const client::PracticeCreation::Created& created);

} // namespace doorstep::ctl
