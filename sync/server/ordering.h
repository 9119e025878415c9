#pragma once

#include "sync/server/log.h"

namespace doorstep::server {

/// Gives out positions of one practice's log inside one transaction. The head row is read first and
/// written last; until the commit nobody else can take a number, so sequence order is commit order
/// and there are no gaps.
class Ordering {
public:
    [[nodiscard]] static Result<Ordering> begin(Log& log, PracticeId practice);

    /// The position the next place() will give.
    [[nodiscard]] quint64 next() const { return m_head.seq + 1; }
    /// Puts an entry (by the sequence it was received under) at the next position of a scope.
    [[nodiscard]] Result<quint64> place(
        ScopeId scope, quint64 entrySeq, const crypto::Digest& entryHash);
    [[nodiscard]] Status finish();

private:
    Ordering(Log& log, PracticeId practice, const LogHead& head)
        : m_log(&log)
        , m_practice(practice)
        , m_head(head)
    {
    }
    Log* m_log;
    PracticeId m_practice;
    LogHead m_head;
};

} // namespace doorstep::server
