#include "sync/client/retry_policy.h"

#include <algorithm>

namespace doorstep::client {

std::chrono::milliseconds RetryPolicy::delay(int failures, quint32 random)
{
    constexpr int StepsToLongest = 9; // 2 s doubled nine times is past fifteen minutes
    const int doublings = std::clamp(failures - 1, 0, StepsToLongest);
    const auto step = std::min(First * (1 << doublings), Longest);
    return step / 2 + std::chrono::milliseconds(random % (step.count() / 2 + 1));
}

bool RetryPolicy::worthRetrying(const Error& error)
{
    return !error.permanent;
}

} // namespace doorstep::client
