#include "sync/server/ordering.h"

namespace doorstep::server {

Result<Ordering> Ordering::begin(Log& log, PracticeId practice)
{
    DOORSTEP_TRY(head, log.practices.head(practice));
    return Ordering(log, practice, head);
}

Result<quint64> Ordering::place(ScopeId scope, quint64 entrySeq, const crypto::Digest& entryHash)
{
    ++m_head.seq;
    m_head.chain
        = crypto::hash({"DS-LOG-1", m_head.chain.view(), scope.toBytes(), entryHash.view()});
    DOORSTEP_CHECK(m_log->entries.route(m_practice, {m_head.seq, entrySeq, scope}, m_head.chain));
    return m_head.seq;
}

Status Ordering::finish()
{
    return m_log->practices.saveHead(m_practice, m_head);
}

} // namespace doorstep::server
