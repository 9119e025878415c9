#pragma once

#include "platform/api/key_vault.h"

#include <QObject>

namespace QKeychain {
class Job;
}

namespace doorstep::platform {

/// Device secrets in the desktop's keyring through QtKeychain (libsecret, or KWallet in a KDE
/// session). Software level: whoever can read the unlocked session can read it.
///
/// QtKeychain hands secrets over in ordinary heap memory and keeps copies we cannot reach; ours are
/// wiped. Its plaintext fallback is never switched on. See platform/api/key_vault.h for threads.
class KeychainVault final : public QObject, public KeyVault {
    Q_OBJECT
public:
    /// `service` groups the names, e.g. "doorstep".
    explicit KeychainVault(QString service, QObject* parent = nullptr);

    [[nodiscard]] KeystoreLevel level() const override { return KeystoreLevel::Software; }
    void create(const QString& name, SecretReply reply) override;
    void read(const QString& name, SecretReply reply) override;
    void replace(const QString& name, SecretBytes bytes, StatusReply reply) override;
    void remove(const QString& name, StatusReply reply) override;

private:
    void write(const QString& name, SecretBytes secret, const SecretReply& reply);
    void explain(const QKeychain::Job& job, const StatusReply& reply);

    QString m_service;
};

} // namespace doorstep::platform
