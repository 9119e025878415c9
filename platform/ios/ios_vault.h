#pragma once

#include "platform/api/key_vault.h"

#include <QObject>
#include <QThread>

namespace doorstep::platform {

/// Device secrets in the Keychain: readable while the device is unlocked, on this device alone,
/// never in a backup. The Keychain may block, so it is asked on a thread of this object's own. See
/// platform/api/key_vault.h.
class IosVault final : public QObject, public KeyVault {
    Q_OBJECT
public:
    /// `service` groups the names, e.g. "doorstep".
    explicit IosVault(QByteArray service, QObject* parent = nullptr);
    ~IosVault() override;

    /// Class keys of the Keychain are made and kept by the Secure Enclave.
    [[nodiscard]] KeystoreLevel level() const override { return KeystoreLevel::Hardware; }
    void create(const QString& name, SecretReply reply) override;
    void read(const QString& name, SecretReply reply) override;
    void replace(const QString& name, SecretBytes bytes, StatusReply reply) override;
    void remove(const QString& name, StatusReply reply) override;

private:
    template <typename Ask, typename Reply> void ask(Ask call, Reply reply);

    QByteArray m_service;
    QThread m_thread;
    QObject m_worker; ///< lives on m_thread
};

} // namespace doorstep::platform
