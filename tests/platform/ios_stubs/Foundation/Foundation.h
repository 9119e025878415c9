// Declarations the iOS sources use, written by hand: they catch typing mistakes, not a wrong
// belief.
#pragma once

#include <cstddef>
#include <cstdint>

typedef signed char BOOL;
typedef unsigned long NSUInteger;
#define YES __objc_yes
#define NO __objc_no
#define nil nullptr

__attribute__((objc_root_class))
@interface NSObject
+ (Class)class;
+ (instancetype)alloc;
- (instancetype)init;
- (BOOL)isKindOfClass:(Class)type;
@end
@class NSError;
@interface NSString : NSObject
+ (instancetype)stringWithUTF8String:(const char*)text;
@property (readonly) const char* fileSystemRepresentation;
@end
@interface NSConstantString : NSString
@end
@interface NSNumber : NSObject
+ (NSNumber*)numberWithBool:(BOOL)value;
@end
@interface NSData : NSObject
+ (instancetype)dataWithBytesNoCopy:(void*)bytes length:(NSUInteger)length freeWhenDone:(BOOL)free;
@property (readonly) const void* bytes;
@property (readonly) NSUInteger length;
@end
typedef struct NSFastEnumerationState {
    unsigned long state;
    id __unsafe_unretained* itemsPtr;
    unsigned long* mutationsPtr;
    unsigned long extra[5];
} NSFastEnumerationState;
@protocol NSFastEnumeration
- (NSUInteger)countByEnumeratingWithState:(NSFastEnumerationState*)state
                                  objects:(id __unsafe_unretained[])buffer
                                    count:(NSUInteger)size;
@end
@protocol NSCopying
@end
@interface NSArray<Item> : NSObject <NSFastEnumeration>
@end
@interface NSSet<Item> : NSObject <NSFastEnumeration>
@end
@interface NSMutableArray<Item> : NSArray
+ (instancetype)array;
- (void)addObject:(Item)item;
@end
@interface NSDictionary : NSObject
+ (instancetype)dictionaryWithObjects:(const id __unsafe_unretained[])values
                              forKeys:(const id __unsafe_unretained[])keys
                                count:(NSUInteger)count;
@end
@interface NSMutableDictionary : NSDictionary
+ (instancetype)dictionary;
- (void)setObject:(id)value forKeyedSubscript:(id)key;
@end
@interface NSURL : NSObject
- (NSURL*)URLByAppendingPathComponent:(NSString*)name isDirectory:(BOOL)folder;
- (BOOL)setResourceValue:(id)value forKey:(NSString*)key error:(NSError**)error;
@property (readonly) NSString* path;
@end
typedef enum { NSApplicationSupportDirectory } NSSearchPathDirectory;
typedef enum { NSUserDomainMask } NSSearchPathDomainMask;
extern NSString* const NSFileProtectionKey;
extern NSString* const NSFileProtectionCompleteUnlessOpen;
extern NSString* const NSURLIsExcludedFromBackupKey;
@interface NSFileManager : NSObject
+ (NSFileManager*)defaultManager;
- (NSURL*)URLForDirectory:(NSSearchPathDirectory)folder
                 inDomain:(NSSearchPathDomainMask)domain
        appropriateForURL:(NSURL*)url
                   create:(BOOL)create
                    error:(NSError**)error;
- (BOOL)createDirectoryAtURL:(NSURL*)url
    withIntermediateDirectories:(BOOL)parents
                     attributes:(NSDictionary*)attributes
                          error:(NSError**)error;
- (BOOL)setAttributes:(NSDictionary*)attributes ofItemAtPath:(NSString*)path error:(NSError**)error;
@end
@interface NSNotificationCenter : NSObject
+ (NSNotificationCenter*)defaultCenter;
- (void)addObserver:(id)observer selector:(SEL)selector name:(NSString*)name object:(id)object;
- (void)removeObserver:(id)observer;
@end

typedef const void* CFTypeRef;
typedef const struct __CFDictionary* CFDictionaryRef;
typedef const struct __CFString* CFStringRef;
typedef const struct __CFBoolean* CFBooleanRef;
extern const CFBooleanRef kCFBooleanTrue;
extern const CFBooleanRef kCFBooleanFalse;
