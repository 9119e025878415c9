#pragma once

#include <Foundation/Foundation.h>

typedef struct {
    double values[4];
} CGRect;
enum { UIViewAutoresizingFlexibleWidth = 2, UIViewAutoresizingFlexibleHeight = 16 };
extern NSString* const UIApplicationWillResignActiveNotification;
extern NSString* const UIApplicationDidBecomeActiveNotification;
@interface UIColor : NSObject
@property (class, readonly) UIColor* systemBackgroundColor;
@end
@interface UIView : NSObject
- (instancetype)initWithFrame:(CGRect)frame;
- (void)addSubview:(UIView*)view;
- (void)removeFromSuperview;
@property (readonly) CGRect bounds;
@property (strong) UIColor* backgroundColor;
@property NSUInteger autoresizingMask;
@end
@interface UIWindow : UIView
@end
@interface UIScene : NSObject
@end
@interface UIWindowScene : UIScene
@property (readonly) NSArray<UIWindow*>* windows;
@end
@interface UIApplication : NSObject
@property (class, readonly) UIApplication* sharedApplication;
@property (readonly) NSSet<UIScene*>* connectedScenes;
@end
