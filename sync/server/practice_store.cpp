#include "sync/server/practice_store.h"

namespace doorstep::server {
namespace practice_sql {

constexpr const char* Insert
    = "INSERT INTO practice(practice, name, claim_hash, claimed, sign_pk, recovery_pk,"
      " scope_practice, scope_desk, scope_directory, created_at)"
      " VALUES(?, ?, ?, 0, ?, ?, ?, ?, ?, ?)";
constexpr const char* InsertHead
    = "INSERT INTO practice_head(practice, seq, chain, timeline, safe_seq) VALUES(?, 0, ?, ?, 0)";
constexpr const char* Find
    = "SELECT practice, name, claimed, sign_pk, recovery_pk, scope_practice, scope_desk,"
      " scope_directory FROM practice WHERE practice = ?";
constexpr const char* FindUnclaimed
    = "SELECT practice, name, claimed, sign_pk, recovery_pk, scope_practice, scope_desk,"
      " scope_directory FROM practice WHERE claim_hash = ? AND claimed = 0";
constexpr const char* All
    = "SELECT practice, name, claimed, sign_pk, recovery_pk, scope_practice, scope_desk,"
      " scope_directory FROM practice ORDER BY created_at";
constexpr const char* Claim
    = "UPDATE practice SET claimed = 1, sign_pk = ?, recovery_pk = ?, scope_practice = ?,"
      " scope_desk = ?, scope_directory = ? WHERE practice = ? AND claimed = 0";
constexpr const char* ReadHead
    = "SELECT seq, chain, timeline, safe_seq FROM practice_head WHERE practice = ?";
constexpr const char* SaveHead
    = "UPDATE practice_head SET seq = ?, chain = ?, timeline = ?, safe_seq = ? WHERE practice = ?";

Practice practiceFrom(const Rows& rows)
{
    Practice practice;
    practice.id = rows.fixed<PracticeId>(0);
    practice.name = rows.text(1);
    practice.claimed = rows.number(2) != 0;
    practice.signKey = rows.fixed<crypto::SignPublicKey>(3);
    practice.recoveryKey = rows.fixed<crypto::BoxPublicKey>(4);
    practice.scopes.practice = rows.fixed<ScopeId>(5);
    practice.scopes.desk = rows.fixed<ScopeId>(6);
    practice.scopes.directory = rows.fixed<ScopeId>(7);
    return practice;
}

} // namespace practice_sql

Status PracticeStore::create(
    PracticeId id, const QString& name, const crypto::Digest& claimHash, Instant now)
{
    const Practice blank;
    DOORSTEP_CHECK(m_sql.change(practice_sql::Insert, id, name, claimHash, blank.signKey,
        blank.recoveryKey, blank.scopes.practice, blank.scopes.desk, blank.scopes.directory, now));
    DOORSTEP_TRY(timeline, sync::TimelineId::fromBytes(crypto::randomBytes(16)));
    return m_sql.change(practice_sql::InsertHead, id, crypto::Digest(), timeline);
}

Result<std::optional<Practice>> PracticeStore::find(PracticeId id)
{
    DOORSTEP_TRY(rows, m_sql.run(practice_sql::Find, id));
    if (!rows.next())
        return std::optional<Practice>();
    return std::optional(practice_sql::practiceFrom(rows));
}

Result<std::optional<Practice>> PracticeStore::findUnclaimed(const crypto::Digest& claimHash)
{
    DOORSTEP_TRY(rows, m_sql.run(practice_sql::FindUnclaimed, claimHash));
    if (!rows.next())
        return std::optional<Practice>();
    return std::optional(practice_sql::practiceFrom(rows));
}

Status PracticeStore::claim(const Practice& practice)
{
    return m_sql.change(practice_sql::Claim, practice.signKey, practice.recoveryKey,
        practice.scopes.practice, practice.scopes.desk, practice.scopes.directory, practice.id);
}

Result<std::vector<Practice>> PracticeStore::all()
{
    DOORSTEP_TRY(rows, m_sql.run(practice_sql::All));
    std::vector<Practice> practices;
    while (rows.next())
        practices.push_back(practice_sql::practiceFrom(rows));
    return practices;
}

Result<LogHead> PracticeStore::head(PracticeId id)
{
    DOORSTEP_TRY(rows, m_sql.run(practice_sql::ReadHead, id));
    if (!rows.next())
        return Error{ErrorCode::NotFound, "practice head"};
    LogHead head;
    head.seq = static_cast<quint64>(rows.number(0));
    head.chain = rows.fixed<crypto::Digest>(1);
    head.timeline = rows.fixed<sync::TimelineId>(2);
    head.safeSeq = static_cast<quint64>(rows.number(3));
    return head;
}

Status PracticeStore::saveHead(PracticeId id, const LogHead& head)
{
    return m_sql.change(
        practice_sql::SaveHead, head.seq, head.chain, head.timeline, head.safeSeq, id);
}

} // namespace doorstep::server
