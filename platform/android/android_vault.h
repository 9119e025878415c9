#pragma once

#include "platform/api/key_vault.h"

#include <QObject>
#include <QThread>

namespace doorstep::platform {

/// Device secrets sealed by keys of the Android keystore (org.doorstep.app.DeviceSecrets). The
/// keystore blocks, so it is asked on a thread of this object's own. See platform/api/key_vault.h.
class AndroidVault final : public QObject, public KeyVault {
    Q_OBJECT
public:
    /// Asks the keystore once what it is made of; the first time that makes a key.
    explicit AndroidVault(QObject* parent = nullptr);
    ~AndroidVault() override;

    [[nodiscard]] KeystoreLevel level() const override { return m_level; }
    void create(const QString& name, SecretReply reply) override;
    void read(const QString& name, SecretReply reply) override;
    void replace(const QString& name, SecretBytes bytes, StatusReply reply) override;
    void remove(const QString& name, StatusReply reply) override;

private:
    void ask(const char* method, const QString& name, SecretReply reply);

    KeystoreLevel m_level;
    QThread m_thread;
    QObject m_worker; ///< lives on m_thread
};

} // namespace doorstep::platform
