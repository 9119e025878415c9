#pragma once

#include "core/entry/clear_kinds.h"
#include "sync/protocol/enrol_messages.h"
#include "sync/server/sql.h"

#include <optional>
#include <vector>

namespace doorstep::server {

struct Device {
    DeviceId id;
    entry::DeviceRole role = entry::DeviceRole::Tablet;
    crypto::SignPublicKey signKey;
    crypto::BoxPublicKey boxKey;
    Instant notAfter;
    Instant revokedAt; ///< 0: not revoked

    /// Past its certificate it may only upload until a desk has renewed it.
    [[nodiscard]] bool hasEnded(Instant now) const { return now > notAfter; }
    /// Whether it may read; a revoked or expired device may only upload.
    [[nodiscard]] bool mayRead(Instant now) const { return revokedAt.ms == 0 && !hasEnded(now); }
    /// May write grant, keyring and control, and read everything.
    [[nodiscard]] bool isDesk() const { return role != entry::DeviceRole::Tablet; }
};

/// How much of one incarnation of a device the log has.
struct Lane {
    quint64 acked = 0;
    crypto::Digest hash; ///< its chain at `acked`
};

struct StaffKey {
    StaffId staff;
    crypto::SignPublicKey key;
};

/// Tables device, incarnation, staff_key, staff_revoked, staff_request.
class DeviceStore {
public:
    explicit DeviceStore(Sql& sql)
        : m_sql(sql)
    {
    }
    [[nodiscard]] Result<std::optional<Device>> find(PracticeId practice, DeviceId device);
    /// New, or a later certificate of the same keys. A revoked device stays revoked; an earlier
    /// certificate, or one naming other keys for a known id, changes nothing.
    [[nodiscard]] Status certify(PracticeId practice, const entry::DeviceCertificate& certificate);
    /// Also of a device that is not known yet: in a log that was put back the revocation can come
    /// before the certificate.
    [[nodiscard]] Status revoke(PracticeId practice, DeviceId device, Instant now);
    [[nodiscard]] Result<qint64> count(PracticeId practice);

    [[nodiscard]] Result<Lane> lane(
        PracticeId practice, DeviceId device, sync::IncarnationId incarnation);
    [[nodiscard]] Status saveLane(
        PracticeId practice, DeviceId device, sync::IncarnationId incarnation, const Lane& lane);

    /// Keys certified for people on this device, revoked people left out.
    [[nodiscard]] Result<std::vector<StaffKey>> staffKeys(PracticeId practice, DeviceId device);
    /// All keys certified for one person on this device, revoked or not.
    [[nodiscard]] Result<std::vector<crypto::SignPublicKey>> keysEver(
        PracticeId practice, StaffId staff, DeviceId device);
    [[nodiscard]] Status certify(PracticeId practice, const entry::StaffCertificate& certificate);
    [[nodiscard]] Status revokeStaff(PracticeId practice, StaffId staff, Instant now);
    [[nodiscard]] Result<bool> isStaffRevoked(PracticeId practice, StaffId staff);

    /// LimitExceeded when too many wait already. A device that asks too often loses its own oldest;
    /// what is older than limits::StaffRequestLife goes, here and in waiting().
    [[nodiscard]] Status ask(PracticeId practice, const sync::StaffAsk& ask, Instant now);
    [[nodiscard]] Result<std::vector<sync::StaffAsk>> waiting(PracticeId practice, Instant now);
    [[nodiscard]] Status dismiss(
        PracticeId practice, DeviceId device, const crypto::SignPublicKey& key);

private:
    [[nodiscard]] Status dropOldAsks(PracticeId practice, Instant now);
    [[nodiscard]] Status makeRoom(PracticeId practice, const sync::StaffAsk& ask);

    Sql& m_sql;
};

} // namespace doorstep::server
