#pragma once

#include <Foundation/Foundation.h>

typedef std::int32_t OSStatus;
typedef const struct __SecRandom* SecRandomRef;
enum : OSStatus {
    errSecSuccess = 0,
    errSecDuplicateItem = -25299,
    errSecItemNotFound = -25300,
    errSecInteractionNotAllowed = -25308
};
extern const CFStringRef kSecClass, kSecClassGenericPassword, kSecAttrService, kSecAttrAccount;
extern const CFStringRef kSecAttrSynchronizable, kSecAttrAccessible, kSecValueData, kSecReturnData;
extern const CFStringRef kSecAttrAccessibleWhenUnlockedThisDeviceOnly;
extern const SecRandomRef kSecRandomDefault;
int SecRandomCopyBytes(SecRandomRef random, std::size_t count, void* bytes);
OSStatus SecItemAdd(CFDictionaryRef attributes, CFTypeRef* result);
OSStatus SecItemCopyMatching(CFDictionaryRef query, CFTypeRef* result);
OSStatus SecItemDelete(CFDictionaryRef query);
