#include "platform/android/android_vault.h"

#include <QCoreApplication>
#include <QJniEnvironment>
#include <QJniObject>
#include <array>
#include <memory>

namespace doorstep::platform {

namespace {

constexpr auto SecretsClass = "org/doorstep/app/DeviceSecrets";

/// First byte of an answer; DeviceSecrets.java knows the same numbers.
enum class Answer : quint8 { Ok, NotFound, Locked, Missing, Exists, Corrupt, Io };

Error errorOf(Answer answer)
{
    switch (answer) {
    case Answer::NotFound:
        return {ErrorCode::NotFound, "no such secret", true};
    case Answer::Locked:
        return Error::transient(ErrorCode::KeystoreLocked, "device is locked");
    case Answer::Exists:
        return {ErrorCode::Exists, "secret exists", true};
    case Answer::Ok:
    case Answer::Corrupt:
        return {ErrorCode::Corrupt, "sealed secret does not open", true};
    case Answer::Io:
        return Error::transient(ErrorCode::Io, "secret not written or read");
    case Answer::Missing:
        break;
    }
    return Error::transient(ErrorCode::KeystoreMissing, "keystore refused");
}

/// The status, and the secret behind it when there is one; what Java holds of it is wiped.
Result<SecretBytes> answerOf(QJniEnvironment& env, jbyteArray bytes)
{
    if (!bytes || env.checkAndClearExceptions())
        return errorOf(Answer::Missing);
    const jsize size = env->GetArrayLength(bytes);
    jbyte status = jbyte(Answer::Missing);
    if (size > 0)
        env->GetByteArrayRegion(bytes, 0, 1, &status);
    if (status != jbyte(Answer::Ok))
        return errorOf(Answer(status));
    SecretBytes secret(static_cast<std::size_t>(size - 1));
    if (size > 1) {
        env->GetByteArrayRegion(bytes, 1, size - 1, reinterpret_cast<jbyte*>(secret.data()));
        const std::array<jbyte, KeyVault::SecretSize> zeros{};
        env->SetByteArrayRegion(bytes, 1, std::min(size - 1, jsize(zeros.size())), zeros.data());
    }
    return secret;
}

Result<SecretBytes> call(const char* method, const QString& name)
{
    QJniEnvironment env;
    const QJniObject context(QNativeInterface::QAndroidApplication::context());
    const QJniObject javaName = QJniObject::fromString(name);
    const QJniObject answer = QJniObject::callStaticObjectMethod(SecretsClass, method,
        "(Landroid/content/Context;Ljava/lang/String;)[B", context.object(), javaName.object());
    return answerOf(env, answer.object<jbyteArray>());
}

Result<SecretBytes> callReplace(const QString& name, const SecretBytes& bytes)
{
    QJniEnvironment env;
    const QJniObject context(QNativeInterface::QAndroidApplication::context());
    const QJniObject javaName = QJniObject::fromString(name);
    const auto size = static_cast<jsize>(bytes.size());
    const jbyteArray javaBytes = env->NewByteArray(size);
    if (!javaBytes || env.checkAndClearExceptions())
        return errorOf(Answer::Missing);
    env->SetByteArrayRegion(javaBytes, 0, size, reinterpret_cast<const jbyte*>(bytes.data()));
    const QJniObject answer = QJniObject::callStaticObjectMethod(SecretsClass, "replace",
        "(Landroid/content/Context;Ljava/lang/String;[B)[B", context.object(), javaName.object(),
        javaBytes);
    env->DeleteLocalRef(javaBytes);
    return answerOf(env, answer.object<jbyteArray>());
}

} // namespace

AndroidVault::AndroidVault(QObject* parent)
    : QObject(parent)
    , m_level(QJniObject::callStaticMethod<jboolean>(SecretsClass, "isHardware", "()Z")
              ? KeystoreLevel::Hardware
              : KeystoreLevel::Software)
{
    m_worker.moveToThread(&m_thread);
    m_thread.start();
}

AndroidVault::~AndroidVault()
{
    m_thread.quit();
    m_thread.wait();
}

void AndroidVault::ask(const char* method, const QString& name, SecretReply reply)
{
    QMetaObject::invokeMethod(&m_worker, [this, method, name, reply = std::move(reply)] {
        auto answer = std::make_shared<Result<SecretBytes>>(call(method, name));
        QMetaObject::invokeMethod(this, [answer, reply] { reply(std::move(*answer)); });
    });
}

void AndroidVault::create(const QString& name, SecretReply reply)
{
    ask("create", name, std::move(reply));
}

void AndroidVault::read(const QString& name, SecretReply reply)
{
    ask("read", name, [reply = std::move(reply)](Result<SecretBytes> secret) {
        if (secret && secret->size() != SecretSize)
            return reply(Error{ErrorCode::Corrupt, "secret is not 32 bytes", true});
        reply(std::move(secret));
    });
}

void AndroidVault::replace(const QString& name, SecretBytes bytes, StatusReply reply)
{
    QMetaObject::invokeMethod(&m_worker,
        [this, name, kept = std::make_shared<SecretBytes>(std::move(bytes)),
            reply = std::move(reply)] {
            auto done = callReplace(name, *kept);
            const Status status = done ? Status() : Status(done.error());
            QMetaObject::invokeMethod(this, [status, reply] { reply(status); });
        });
}

void AndroidVault::remove(const QString& name, StatusReply reply)
{
    ask("remove", name, [reply = std::move(reply)](const Result<SecretBytes>& done) {
        reply(done ? Status() : Status(done.error()));
    });
}

} // namespace doorstep::platform
