#pragma once

#include <QByteArray>
#include <optional>
#include <utility>
#include <variant>

namespace doorstep {

/// What went wrong, in the few kinds a caller can act on. Every target uses this one list: the
/// next step follows from the code, and the sentence a person reads is chosen in the view-model.
enum class ErrorCode {
    InvalidInput, ///< the caller's value is out of range or malformed; nothing was changed
    Corrupt, ///< stored or received bytes do not authenticate or do not parse
    NotFound,
    Exists, ///< would overwrite something that must not be overwritten
    WrongSecret, ///< a PIN, passphrase or key does not open what it should
    Locked, ///< closed until unlocked, or a wait after failed attempts
    Busy, ///< another process or transaction holds it; try again
    DiskFull,
    Io, ///< the operating system refused to read or write
    Unsupported, ///< written by a newer version, or a feature this build lacks
    Unreachable, ///< no route, no answer, or an answer that is not the practice server's
    Untrusted, ///< a pin, signature or certificate is not the one expected
    Refused, ///< the peer understood and said no; `detail` holds its reason word
    Expired,
    LimitExceeded, ///< larger, deeper or more than the stated bound
    KeystoreMissing, ///< the OS keystore does not answer or lost the secret
    KeystoreLocked, ///< the OS keystore is there but locked
    Internal ///< a broken promise of our own code: always a bug
};

/// `detail` is safe to log: it never holds personal data, secrets or a path with a name in it.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QByteArray detail;
    bool permanent = true; ///< false: the same call may succeed later without a change

    [[nodiscard]] static Error transient(ErrorCode code, QByteArray detail)
    {
        return {code, std::move(detail), false};
    }
};

/// A value or an Error. There are no exceptions across targets; a Result must be looked at.
template <typename T> class [[nodiscard]] Result {
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    /// Only when ok(); anything else is a bug and stops the program (std::get throws into
    /// noexcept).
    T& value() & noexcept { return std::get<0>(m_state); }
    const T& value() const& noexcept { return std::get<0>(m_state); }
    T&& value() && noexcept { return std::get<0>(std::move(m_state)); }
    T& operator*() & noexcept { return value(); }
    const T& operator*() const& noexcept { return value(); }
    T&& operator*() && noexcept { return std::move(*this).value(); }
    T* operator->() noexcept { return &value(); }
    const T* operator->() const noexcept { return &value(); }

    /// Only when !ok().
    const Error& error() const noexcept { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

template <> class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error)
        : m_error(std::move(error))
    {
    }
    [[nodiscard]] bool ok() const { return !m_error.has_value(); }
    explicit operator bool() const { return ok(); }
    const Error& error() const noexcept { return *m_error; }

private:
    std::optional<Error> m_error;
};

using Status = Result<void>;

} // namespace doorstep

/// `DOORSTEP_TRY(name, expression);` declares `name` as the value, or returns the error.
#define DOORSTEP_TRY(name, expression)                                                             \
    auto name##Result = (expression);                                                              \
    if (!name##Result)                                                                             \
        return name##Result.error();                                                               \
    auto& name = *name##Result // NOLINT(bugprone-macro-parentheses): the name of a declaration

/// `DOORSTEP_CHECK(expression);` returns the error of a Status.
#define DOORSTEP_CHECK(expression)                                                                 \
    do {                                                                                           \
        if (auto doorstepStatus = (expression); !doorstepStatus)                                   \
            return doorstepStatus.error();                                                         \
    } while (false)
