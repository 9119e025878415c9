#include "sync/server/caller.h"

namespace doorstep::server {

Reply Reply::fromError(const Error& error, Instant now)
{
    constexpr quint32 RetrySeconds = 5;
    if (!error.permanent)
        return refuse(sync::Refusal::Busy, now, RetrySeconds);
    switch (error.code) {
    case ErrorCode::LimitExceeded:
        return refuse(sync::Refusal::TooLarge, now);
    case ErrorCode::Corrupt:
    case ErrorCode::InvalidInput:
    case ErrorCode::Unsupported:
        return refuse(sync::Refusal::Malformed, now);
    case ErrorCode::Busy:
    case ErrorCode::DiskFull:
    case ErrorCode::Io:
        return refuse(sync::Refusal::Busy, now, RetrySeconds);
    case ErrorCode::NotFound:
    case ErrorCode::Exists:
    case ErrorCode::WrongSecret:
    case ErrorCode::Locked:
    case ErrorCode::Unreachable:
    case ErrorCode::Untrusted:
    case ErrorCode::Refused:
    case ErrorCode::Expired:
    case ErrorCode::KeystoreMissing:
    case ErrorCode::KeystoreLocked:
    case ErrorCode::Internal:
        return refuse(sync::Refusal::Internal, now);
    }
    return refuse(sync::Refusal::Internal, now);
}

} // namespace doorstep::server
