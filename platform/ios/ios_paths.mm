#include "platform/ios/ios_paths.h"

#import <Foundation/Foundation.h>

namespace doorstep::platform {

Result<QString> IosPaths::storeFolder() const
{
    NSFileManager* files = [NSFileManager defaultManager];
    NSURL* support = [files URLForDirectory:NSApplicationSupportDirectory
                                   inDomain:NSUserDomainMask
                          appropriateForURL:nil
                                     create:YES
                                      error:nil];
    NSURL* root = [support URLByAppendingPathComponent:@"doorstep" isDirectory:YES];
    if (root == nil)
        return Error::transient(ErrorCode::Io, "no folder of our own");
    NSDictionary* closed = @{NSFileProtectionKey : NSFileProtectionCompleteUnlessOpen};
    if (![files createDirectoryAtURL:root
            withIntermediateDirectories:YES
                             attributes:closed
                                  error:nil])
        return Error::transient(ErrorCode::Io, "cannot make the data folder");
    // Both again on a folder that was there: what a restore or an update left open is closed.
    if (![files setAttributes:closed ofItemAtPath:root.path error:nil]
        || ![root setResourceValue:@YES forKey:NSURLIsExcludedFromBackupKey error:nil])
        return Error::transient(ErrorCode::Io, "cannot close the data folder to backups");
    return QString(
        QString::fromUtf8(root.path.fileSystemRepresentation) + QStringLiteral("/store"));
}

} // namespace doorstep::platform
