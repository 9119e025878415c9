#include "sync/client/retry_policy.h"

#include <algorithm>

namespace doorstep::client {

namespace {

constexpr int StepsToLongest = 9; // 2 s doubled nine times is past fifteen minutes

} // namespace

std::chrono::milliseconds RetryPolicy::delay(int failures, quint32 random)
{
    const int doublings = std::clamp(failures - 1, 0, StepsToLongest);
    const auto step = std::min(First * (1 << doublings), Longest);
    return step / 2 + std::chrono::milliseconds(random % (step.count() / 2 + 1));
}

std::chrono::milliseconds RetryPolicy::around(std::chrono::milliseconds step, quint32 random)
{
    return step * 3 / 4 + std::chrono::milliseconds(random % (step.count() / 2 + 1));
}

std::chrono::milliseconds RetryPolicy::longDelay(quint32 random)
{
    return delay(StepsToLongest + 1, random);
}

bool RetryPolicy::worthRetrying(const Error& error)
{
    return !error.permanent;
}

} // namespace doorstep::client
