#pragma once

#include "sync/server/sql.h"

#include <optional>
#include <vector>

namespace doorstep::server {

/// What the server itself did, one chained and signed line each: claim, certificates, revocations,
/// tickets, holds, releases, rollbacks seen, backups. Ids only. People's actions are entries of
/// class audit and live in the log; this chain is the server's own.
///     chain_n = BLAKE2b-256("DS-SRV-AUDIT-1" | chain_{n-1} | practice | seq i64le | at i64le |
///               device | object 16 | event)
///     signature = server_sign of the practice over chain_n
struct AuditLine {
    quint64 seq = 0;
    Instant at;
    QString event; ///< a fixed word
    DeviceId device; ///< whose request it was; zeros: the administrator's
    AggregateId object; ///< what it was about
    crypto::Digest chain;
    crypto::Signature signature;
};

/// Table audit.
class AuditStore {
public:
    explicit AuditStore(Sql& sql)
        : m_sql(sql)
    {
    }
    [[nodiscard]] Status append(PracticeId practice, const char* event, DeviceId device,
        AggregateId object, Instant now, const SecretBytes& serverSignKey);
    [[nodiscard]] Result<quint64> length(PracticeId practice);
    /// One JSON object a line, oldest first, as docs/wire-protocol.md says: for a verifier outside
    /// this server.
    [[nodiscard]] Result<QByteArray> asText(PracticeId practice);
    /// The first line that does not follow from the one before, or is not by `serverKey`.
    [[nodiscard]] Result<std::optional<quint64>> firstBroken(
        PracticeId practice, const crypto::SignPublicKey& serverKey);

private:
    Sql& m_sql;
};

} // namespace doorstep::server
