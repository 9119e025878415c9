#include "platform/ios/ios_privacy_cover.h"

#import <UIKit/UIKit.h>

@interface DoorstepCover : NSObject
@property (nonatomic, strong) NSMutableArray<UIView*>* covers;
- (void)cover;
- (void)uncover;
@end

@implementation DoorstepCover
- (void)cover
{
    [self uncover];
    self.covers = [NSMutableArray array];
    for (UIScene* scene in UIApplication.sharedApplication.connectedScenes) {
        if (![scene isKindOfClass:[UIWindowScene class]])
            continue;
        for (UIWindow* window in ((UIWindowScene*)scene).windows) {
            UIView* view = [[UIView alloc] initWithFrame:window.bounds];
            view.backgroundColor = UIColor.systemBackgroundColor;
            view.autoresizingMask
                = UIViewAutoresizingFlexibleWidth | UIViewAutoresizingFlexibleHeight;
            [window addSubview:view];
            [self.covers addObject:view];
        }
    }
}
- (void)uncover
{
    for (UIView* view in self.covers)
        [view removeFromSuperview];
    self.covers = nil;
}
@end

namespace doorstep::platform {

struct IosPrivacyCover::Parts {
    DoorstepCover* cover = [[DoorstepCover alloc] init];
};

IosPrivacyCover::IosPrivacyCover()
    : m_parts(std::make_unique<Parts>())
{
    NSNotificationCenter* center = [NSNotificationCenter defaultCenter];
    [center addObserver:m_parts->cover
               selector:@selector(cover)
                   name:UIApplicationWillResignActiveNotification
                 object:nil];
    [center addObserver:m_parts->cover
               selector:@selector(uncover)
                   name:UIApplicationDidBecomeActiveNotification
                 object:nil];
}

IosPrivacyCover::~IosPrivacyCover()
{
    [[NSNotificationCenter defaultCenter] removeObserver:m_parts->cover];
    [m_parts->cover uncover];
}

} // namespace doorstep::platform
