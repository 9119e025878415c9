#pragma once

#include "platform/api/key_vault.h"

#include <QMap>
#include <QObject>
#include <QRandomGenerator>
#include <QTimer>
#include <optional>

namespace doorstep::test {

/// A keystore in memory that can be made to fail in each of the ways real ones do.
class MemoryVault final : public QObject, public platform::KeyVault {
public:
    [[nodiscard]] platform::KeystoreLevel level() const override { return m_level; }
    void create(const QString& name, SecretReply reply) override
    {
        later([this, name, reply] {
            if (m_failure)
                return reply(*m_failure);
            if (m_secrets.contains(name))
                return reply(Error{ErrorCode::Exists, "secret exists", true});
            QByteArray bytes(SecretSize, Qt::Uninitialized);
            QRandomGenerator::system()->generate(bytes.begin(), bytes.end());
            m_secrets.insert(name, bytes);
            reply(SecretBytes::copyOf(bytes));
        });
    }
    void read(const QString& name, SecretReply reply) override
    {
        later([this, name, reply] {
            if (m_failure)
                return reply(*m_failure);
            const auto found = m_secrets.constFind(name);
            if (found == m_secrets.constEnd())
                return reply(Error{ErrorCode::NotFound, "no such secret", true});
            reply(SecretBytes::copyOf(*found));
        });
    }
    void replace(const QString& name, SecretBytes bytes, StatusReply reply) override
    {
        later([this, name, reply, kept = bytes.view().toByteArray()] {
            if (m_failure)
                return reply(*m_failure);
            m_secrets.insert(name, kept);
            reply(Status());
        });
    }
    void remove(const QString& name, StatusReply reply) override
    {
        later([this, name, reply] {
            if (m_failure)
                return reply(*m_failure);
            if (m_secrets.remove(name) == 0)
                return reply(Error{ErrorCode::NotFound, "no such secret", true});
            reply(Status());
        });
    }

    void failWith(ErrorCode code) { m_failure = Error::transient(code, "told to fail"); }
    void work() { m_failure.reset(); }
    void setLevel(platform::KeystoreLevel level) { m_level = level; }
    /// What a test that starts from a copy of a store must not inherit from the test before it.
    void forgetMarks()
    {
        m_secrets.removeIf([](const auto& kept) { return kept.key().startsWith(u"generation-"); });
    }
    [[nodiscard]] QByteArray kept(const QString& name) const { return m_secrets.value(name); }
    /// As when a keystore is reset: the secrets are gone and nothing says so.
    void forgetEverything() { m_secrets.clear(); }

private:
    void later(std::function<void()> call) { QTimer::singleShot(0, this, std::move(call)); }

    QMap<QString, QByteArray> m_secrets;
    std::optional<Error> m_failure;
    platform::KeystoreLevel m_level = platform::KeystoreLevel::Hardware;
};

} // namespace doorstep::test
