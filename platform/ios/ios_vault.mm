#include "platform/ios/ios_vault.h"

#include <memory>

#import <Foundation/Foundation.h>
#import <Security/Security.h>

namespace doorstep::platform {

namespace {

Error errorOf(OSStatus status)
{
    switch (status) {
    case errSecItemNotFound:
        return {ErrorCode::NotFound, "no such secret", true};
    case errSecDuplicateItem:
        return {ErrorCode::Exists, "secret exists", true};
    case errSecInteractionNotAllowed:
        return Error::transient(ErrorCode::KeystoreLocked, "device is locked");
    default:
        return Error::transient(ErrorCode::KeystoreMissing, "keychain refused");
    }
}

NSMutableDictionary* itemOf(const QByteArray& service, const QByteArray& name)
{
    NSMutableDictionary* item = [NSMutableDictionary dictionary];
    item[(__bridge id)kSecClass] = (__bridge id)kSecClassGenericPassword;
    item[(__bridge id)kSecAttrService] = [NSString stringWithUTF8String:service.constData()];
    item[(__bridge id)kSecAttrAccount] = [NSString stringWithUTF8String:name.constData()];
    item[(__bridge id)kSecAttrSynchronizable] = (__bridge id)kCFBooleanFalse;
    return item;
}

OSStatus addSecret(const QByteArray& service, const QByteArray& name, SecretBytes& secret)
{
    NSMutableDictionary* item = itemOf(service, name);
    item[(__bridge id)kSecAttrAccessible]
        = (__bridge id)kSecAttrAccessibleWhenUnlockedThisDeviceOnly;
    // Not a copy: the bytes stay in locked memory, and the item goes before them.
    item[(__bridge id)kSecValueData] = [NSData dataWithBytesNoCopy:secret.data()
                                                            length:secret.size()
                                                      freeWhenDone:NO];
    return SecItemAdd((__bridge CFDictionaryRef)item, nullptr);
}

Result<SecretBytes> makeSecret(const QByteArray& service, const QByteArray& name)
{
    SecretBytes secret(KeyVault::SecretSize);
    if (SecRandomCopyBytes(kSecRandomDefault, secret.size(), secret.data()) != errSecSuccess)
        return Error::transient(ErrorCode::Io, "no random bytes");
    const OSStatus status = addSecret(service, name, secret);
    if (status != errSecSuccess)
        return errorOf(status);
    return secret;
}

/// A kill between the two loses the bytes: why replace() is not for keys.
Status replaceSecret(const QByteArray& service, const QByteArray& name, SecretBytes& bytes)
{
    const OSStatus gone = SecItemDelete((__bridge CFDictionaryRef)itemOf(service, name));
    if (gone != errSecSuccess && gone != errSecItemNotFound)
        return errorOf(gone);
    const OSStatus status = addSecret(service, name, bytes);
    if (status != errSecSuccess)
        return errorOf(status);
    return {};
}

Result<SecretBytes> readSecret(const QByteArray& service, const QByteArray& name)
{
    NSMutableDictionary* query = itemOf(service, name);
    query[(__bridge id)kSecReturnData] = (__bridge id)kCFBooleanTrue;
    CFTypeRef found = nullptr;
    const OSStatus status = SecItemCopyMatching((__bridge CFDictionaryRef)query, &found);
    if (status != errSecSuccess)
        return errorOf(status);
    NSData* bytes = (__bridge_transfer NSData*)found;
    if (bytes.length != KeyVault::SecretSize)
        return Error{ErrorCode::Corrupt, "secret is not 32 bytes", true};
    return SecretBytes::copyOf(
        QByteArrayView(static_cast<const char*>(bytes.bytes), qsizetype(bytes.length)));
}

Status removeSecret(const QByteArray& service, const QByteArray& name)
{
    const OSStatus status = SecItemDelete((__bridge CFDictionaryRef)itemOf(service, name));
    if (status != errSecSuccess)
        return errorOf(status);
    return {};
}

} // namespace

IosVault::IosVault(QByteArray service, QObject* parent)
    : QObject(parent)
    , m_service(std::move(service))
{
    m_worker.moveToThread(&m_thread);
    m_thread.start();
}

IosVault::~IosVault()
{
    m_thread.quit();
    m_thread.wait();
}

template <typename Ask, typename Reply> void IosVault::ask(Ask call, Reply reply)
{
    QMetaObject::invokeMethod(&m_worker, [this, call = std::move(call), reply = std::move(reply)] {
        @autoreleasepool {
            auto answer = std::make_shared<decltype(call())>(call());
            QMetaObject::invokeMethod(this, [answer, reply] { reply(std::move(*answer)); });
        }
    });
}

void IosVault::create(const QString& name, SecretReply reply)
{
    ask([service = m_service, name = name.toUtf8()] { return makeSecret(service, name); },
        std::move(reply));
}

void IosVault::read(const QString& name, SecretReply reply)
{
    ask([service = m_service, name = name.toUtf8()] { return readSecret(service, name); },
        std::move(reply));
}

void IosVault::replace(const QString& name, SecretBytes bytes, StatusReply reply)
{
    ask([service = m_service, name = name.toUtf8(),
            kept = std::make_shared<SecretBytes>(std::move(
                bytes))] { return replaceSecret(service, name, *kept); },
        std::move(reply));
}

void IosVault::remove(const QString& name, StatusReply reply)
{
    ask([service = m_service, name = name.toUtf8()] { return removeSecret(service, name); },
        std::move(reply));
}

} // namespace doorstep::platform
