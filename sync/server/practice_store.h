#pragma once

#include "sync/protocol/wire_ids.h"
#include "sync/server/sql.h"

#include <optional>
#include <vector>

namespace doorstep::server {

struct Practice {
    PracticeId id;
    QString name;
    bool claimed = false;
    crypto::SignPublicKey signKey; ///< zeros until claimed
    crypto::BoxPublicKey recoveryKey;
    sync::PracticeScopes scopes;
};

/// Where a practice's log stands.
struct LogHead {
    quint64 seq = 0;
    crypto::Digest chain;
    sync::TimelineId timeline;
    quint64 safeSeq = 0;
};

/// Tables practice and practice_head.
class PracticeStore {
public:
    explicit PracticeStore(Sql& sql)
        : m_sql(sql)
    {
    }
    /// A practice waiting for the holder of the claim code whose hash this is.
    [[nodiscard]] Status create(
        PracticeId id, const QString& name, const crypto::Digest& claimHash, Instant now);
    [[nodiscard]] Result<std::optional<Practice>> find(PracticeId id);
    [[nodiscard]] Result<std::optional<Practice>> findUnclaimed(const crypto::Digest& claimHash);
    /// Keys and scopes from the claimer; the code is spent.
    [[nodiscard]] Status claim(const Practice& practice);
    [[nodiscard]] Result<std::vector<Practice>> all();

    [[nodiscard]] Result<LogHead> head(PracticeId id);
    [[nodiscard]] Status saveHead(PracticeId id, const LogHead& head);

private:
    Sql& m_sql;
};

} // namespace doorstep::server
