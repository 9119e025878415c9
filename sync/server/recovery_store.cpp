#include "sync/server/recovery_store.h"

#include "sync/protocol/limits.h"

namespace doorstep::server {
namespace recovery_sql {

constexpr const char* PutCode
    = "INSERT INTO recovery_code(practice, claim_hash, expires, used_by) VALUES(?, ?, ?, ?)"
      " ON CONFLICT(practice) DO UPDATE SET claim_hash = excluded.claim_hash,"
      " expires = excluded.expires, used_by = excluded.used_by";
constexpr const char* FindCode
    = "SELECT practice, expires, used_by FROM recovery_code WHERE claim_hash = ?";
constexpr const char* NoteUsed = "UPDATE recovery_code SET used_by = ? WHERE practice = ?";
constexpr const char* PutSeal
    = "INSERT INTO recovery_seal(practice, key_class, epoch, key_check, payload)"
      " VALUES(?, ?, ?, ?, ?) ON CONFLICT(practice, key_class, epoch, key_check) DO NOTHING";
constexpr const char* Seals
    = "SELECT payload FROM recovery_seal WHERE practice = ?"
      " ORDER BY CASE key_class WHEN 0 THEN 0 ELSE 1 END, epoch DESC, key_class LIMIT ?";

} // namespace recovery_sql

Status RecoveryStore::putCode(PracticeId practice, const crypto::Digest& claimHash, Instant expires)
{
    return m_sql.change(recovery_sql::PutCode, practice, claimHash, expires, DeviceId());
}

Result<std::optional<RecoveryCode>> RecoveryStore::findCode(const crypto::Digest& claimHash)
{
    DOORSTEP_TRY(rows, m_sql.run(recovery_sql::FindCode, claimHash));
    if (!rows.next())
        return std::optional<RecoveryCode>();
    return std::optional(
        RecoveryCode{rows.fixed<PracticeId>(0), rows.instant(1), rows.fixed<DeviceId>(2)});
}

Status RecoveryStore::noteUsed(PracticeId practice, DeviceId device)
{
    return m_sql.change(recovery_sql::NoteUsed, device, practice);
}

Status RecoveryStore::putSeal(PracticeId practice, const entry::RecoverySealed& seal)
{
    DOORSTEP_TRY(payload, entry::encodeClear(seal, {}));
    return m_sql.change(recovery_sql::PutSeal, practice, static_cast<int>(seal.keyClass),
        qint64(seal.epoch), seal.check, payload);
}

Result<std::vector<entry::RecoverySealed>> RecoveryStore::seals(PracticeId practice)
{
    DOORSTEP_TRY(rows, m_sql.run(recovery_sql::Seals, practice, sync::limits::MaxRecoverySeals));
    std::vector<entry::RecoverySealed> seals;
    while (rows.next()) {
        DOORSTEP_TRY(clear, entry::decodeClear(entry::EntryClass::Keyring, rows.bytes(0)));
        if (const auto* seal = std::get_if<entry::RecoverySealed>(&clear.body))
            seals.push_back(*seal);
    }
    return seals;
}

} // namespace doorstep::server
