#pragma once

#include "core/entry/clear_kinds.h"
#include "sync/server/sql.h"

#include <optional>
#include <vector>

namespace doorstep::server {

/// A code with which a practice that lost its last desk takes in a new one.
struct RecoveryCode {
    PracticeId practice;
    Instant expires;
    DeviceId usedBy; ///< null: by nobody yet

    [[nodiscard]] bool isGood(Instant now) const { return usedBy.isNull() && now < expires; }
};

/// Tables recovery_code and recovery_seal. The seals are what desks sealed to the recovery key:
/// they open with two of the practice's cards and are worth nothing to this server.
class RecoveryStore {
public:
    explicit RecoveryStore(Sql& sql)
        : m_sql(sql)
    {
    }
    /// In the place of the practice's former code.
    [[nodiscard]] Status putCode(
        PracticeId practice, const crypto::Digest& claimHash, Instant expires);
    [[nodiscard]] Result<std::optional<RecoveryCode>> findCode(const crypto::Digest& claimHash);
    [[nodiscard]] Status noteUsed(PracticeId practice, DeviceId device);

    /// The first one of a key stands. The caller has checked the practice's signature.
    [[nodiscard]] Status putSeal(PracticeId practice, const entry::RecoverySealed& seal);
    /// At most limits::MaxRecoverySeals: practice_sign's, then the newest epochs.
    [[nodiscard]] Result<std::vector<entry::RecoverySealed>> seals(PracticeId practice);

private:
    Sql& m_sql;
};

} // namespace doorstep::server
