#include "platform/linux/keychain_vault.h"

#include "platform/linux/secret_service.h"

#include <cstring>
#include <memory>
#include <qt6keychain/keychain.h>
#include <sys/random.h>

namespace doorstep::platform {

namespace {

/// Overwrites the bytes themselves, also when the array is shared with a job that is finished.
void wipeKeychainBytes(const QByteArray& bytes)
{
    explicit_bzero(const_cast<char*>(bytes.constData()), static_cast<std::size_t>(bytes.size()));
}

bool fillFromSystem(SecretBytes& secret)
{
    return ::getrandom(secret.data(), secret.size(), 0) == static_cast<ssize_t>(secret.size());
}

Error keystoreMissing(const char* detail)
{
    return Error::transient(ErrorCode::KeystoreMissing, detail);
}

Error explainCollection(CollectionState state)
{
    switch (state) {
    case CollectionState::Locked:
        return Error::transient(ErrorCode::KeystoreLocked, "keyring is locked");
    case CollectionState::NoCollection:
        return keystoreMissing("no default keyring");
    case CollectionState::Open:
    case CollectionState::NoService: // KWallet answered, or it could not have said "not found"
        break;
    }
    return {ErrorCode::NotFound, "no such secret", true};
}

} // namespace

KeychainVault::KeychainVault(QString service, QObject* parent)
    : QObject(parent)
    , m_service(std::move(service))
{
}

void KeychainVault::explain(const QKeychain::Job& job, const StatusReply& reply)
{
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        askCollectionState(
            this, [reply](CollectionState state) { reply(explainCollection(state)); });
        return;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return reply(Error::transient(ErrorCode::KeystoreLocked, "keyring refused access"));
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return reply(keystoreMissing("no keyring service"));
    case QKeychain::CouldNotDeleteEntry:
        return reply(Error::transient(ErrorCode::Io, "keyring did not delete"));
    case QKeychain::OtherError:
    case QKeychain::NoError:
        break;
    }
    // libsecret reports every D-Bus failure here: no session bus, no daemon, no collection.
    reply(keystoreMissing("keyring service failed"));
}

void KeychainVault::read(const QString& name, SecretReply reply)
{
    auto* job = new QKeychain::ReadPasswordJob(m_service, this);
    job->setKey(name);
    connect(job, &QKeychain::Job::finished, this, [this, job, reply] {
        if (job->error() != QKeychain::NoError)
            return explain(*job, [reply](const Status& status) { reply(status.error()); });
        const QByteArray bytes = job->binaryData();
        const bool whole = bytes.size() == static_cast<qsizetype>(SecretSize);
        auto secret = whole ? SecretBytes::copyOf(bytes) : SecretBytes();
        wipeKeychainBytes(bytes);
        if (!whole)
            return reply(Error{ErrorCode::Corrupt, "secret in the keyring is not 32 bytes", true});
        reply(std::move(secret));
    });
    job->start();
}

void KeychainVault::create(const QString& name, SecretReply reply)
{
    read(name, [this, name, reply](Result<SecretBytes> existing) {
        if (existing)
            return reply(Error{ErrorCode::Exists, "secret exists", true});
        // No default keyring yet: the service makes one while writing, or the write says why not.
        const auto code = existing.error().code;
        if (code != ErrorCode::NotFound && code != ErrorCode::KeystoreMissing)
            return reply(existing.error());
        SecretBytes secret(SecretSize);
        if (!fillFromSystem(secret))
            return reply(Error::transient(ErrorCode::Io, "no random bytes"));
        write(name, std::move(secret), reply);
    });
}

void KeychainVault::replace(const QString& name, SecretBytes bytes, StatusReply reply)
{
    write(name, std::move(bytes), [reply](const Result<SecretBytes>& written) {
        reply(written ? Status() : Status(written.error()));
    });
}

void KeychainVault::write(const QString& name, SecretBytes written, const SecretReply& reply)
{
    auto secret = std::make_shared<SecretBytes>(std::move(written));
    const QByteArray bytes = secret->view().toByteArray();
    auto* job = new QKeychain::WritePasswordJob(m_service, this);
    job->setKey(name);
    job->setBinaryData(bytes);
    connect(job, &QKeychain::Job::finished, this, [this, job, bytes, secret, reply] {
        wipeKeychainBytes(bytes);
        if (job->error() != QKeychain::NoError)
            return explain(*job, [reply](const Status& status) { reply(status.error()); });
        reply(std::move(*secret));
    });
    job->start();
}

void KeychainVault::remove(const QString& name, StatusReply reply)
{
    // libsecret deletes nothing without an error, so ask first: NotFound must be told apart.
    read(name, [this, name, reply](const Result<SecretBytes>& existing) {
        if (!existing && existing.error().code != ErrorCode::Corrupt)
            return reply(existing.error());
        auto* job = new QKeychain::DeletePasswordJob(m_service, this);
        job->setKey(name);
        connect(job, &QKeychain::Job::finished, this, [this, job, reply] {
            if (job->error() != QKeychain::NoError)
                return explain(*job, reply);
            reply(Status());
        });
        job->start();
    });
}

} // namespace doorstep::platform
