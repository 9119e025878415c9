#include "sync/server/device_store.h"

#include "sync/protocol/limits.h"

namespace doorstep::server {
namespace device_sql {

constexpr const char* Find = "SELECT role, sign_pk, box_pk, not_after, revoked_at FROM device"
                             " WHERE practice = ? AND device = ?";
/// A row that ends at 0 is of a device that was revoked before its certificate came.
constexpr const char* Upsert
    = "INSERT INTO device(practice, device, role, sign_pk, box_pk, not_after, revoked_at)"
      " VALUES(?, ?, ?, ?, ?, ?, 0) ON CONFLICT(practice, device)"
      " DO UPDATE SET sign_pk = excluded.sign_pk, box_pk = excluded.box_pk,"
      " not_after = excluded.not_after, role = excluded.role"
      " WHERE (device.not_after = 0"
      " OR (device.sign_pk = excluded.sign_pk AND device.box_pk = excluded.box_pk))"
      " AND excluded.not_after > device.not_after";
constexpr const char* Revoke
    = "INSERT INTO device(practice, device, role, sign_pk, box_pk, not_after, revoked_at)"
      " VALUES(?, ?, 0, ?, ?, 0, ?) ON CONFLICT(practice, device)"
      " DO UPDATE SET revoked_at = excluded.revoked_at WHERE device.revoked_at = 0";
constexpr const char* Count = "SELECT COUNT(*) FROM device WHERE practice = ? AND not_after > 0";
constexpr const char* FindLane = "SELECT acked, hash FROM incarnation"
                                 " WHERE practice = ? AND device = ? AND incarnation = ?";
constexpr const char* SaveLane
    = "INSERT INTO incarnation(practice, device, incarnation, acked, hash) VALUES(?, ?, ?, ?, ?)"
      " ON CONFLICT(practice, device, incarnation)"
      " DO UPDATE SET acked = excluded.acked, hash = excluded.hash";
constexpr const char* StaffKeys
    = "SELECT k.staff, k.staff_pk FROM staff_key k WHERE k.practice = ? AND k.device = ?"
      " AND NOT EXISTS (SELECT 1 FROM staff_revoked r"
      " WHERE r.practice = k.practice AND r.staff = k.staff)";
constexpr const char* KeysEver
    = "SELECT staff_pk FROM staff_key WHERE practice = ? AND device = ? AND staff = ?";
constexpr const char* InsertStaffKey
    = "INSERT INTO staff_key(practice, device, staff, staff_pk, not_after) VALUES(?, ?, ?, ?, ?)"
      " ON CONFLICT(practice, device, staff, staff_pk)"
      " DO UPDATE SET not_after = excluded.not_after";
constexpr const char* RevokeStaff
    = "INSERT INTO staff_revoked(practice, staff, revoked_at) VALUES(?, ?, ?)"
      " ON CONFLICT(practice, staff) DO NOTHING";
constexpr const char* IsStaffRevoked
    = "SELECT 1 FROM staff_revoked WHERE practice = ? AND staff = ?";
constexpr const char* DropOldAsks = "DELETE FROM staff_request WHERE practice = ? AND asked_at < ?";
constexpr const char* OtherAsksOf = "SELECT staff_pk FROM staff_request WHERE practice = ?"
                                    " AND device = ? AND staff_pk <> ?"
                                    " ORDER BY asked_at DESC, staff_pk";
constexpr const char* CountAsks = "SELECT COUNT(*) FROM staff_request WHERE practice = ?";
constexpr const char* InsertAsk
    = "INSERT INTO staff_request(practice, device, staff_pk, staff, care_epoch, mac, asked_at)"
      " VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(practice, device, staff_pk)"
      " DO UPDATE SET mac = excluded.mac, care_epoch = excluded.care_epoch,"
      " staff = excluded.staff, asked_at = excluded.asked_at";
constexpr const char* Waiting = "SELECT device, staff_pk, staff, care_epoch, mac"
                                " FROM staff_request WHERE practice = ? ORDER BY asked_at";
constexpr const char* Dismiss
    = "DELETE FROM staff_request WHERE practice = ? AND device = ? AND staff_pk = ?";

} // namespace device_sql

Result<std::optional<Device>> DeviceStore::find(PracticeId practice, DeviceId device)
{
    DOORSTEP_TRY(rows, m_sql.run(device_sql::Find, practice, device));
    if (!rows.next())
        return std::optional<Device>();
    Device found;
    found.id = device;
    found.role = static_cast<entry::DeviceRole>(rows.number(0));
    found.signKey = rows.fixed<crypto::SignPublicKey>(1);
    found.boxKey = rows.fixed<crypto::BoxPublicKey>(2);
    found.notAfter = rows.instant(3);
    found.revokedAt = rows.instant(4);
    return std::optional(found);
}

Status DeviceStore::certify(PracticeId practice, const entry::DeviceCertificate& certificate)
{
    return m_sql.change(device_sql::Upsert, practice, certificate.device,
        static_cast<int>(certificate.role), certificate.signKey, certificate.boxKey,
        certificate.notAfter);
}

Status DeviceStore::revoke(PracticeId practice, DeviceId device, Instant now)
{
    return m_sql.change(
        device_sql::Revoke, practice, device, crypto::SignPublicKey(), crypto::BoxPublicKey(), now);
}

Result<qint64> DeviceStore::count(PracticeId practice)
{
    DOORSTEP_TRY(rows, m_sql.run(device_sql::Count, practice));
    return rows.next() ? rows.number(0) : 0;
}

Result<Lane> DeviceStore::lane(
    PracticeId practice, DeviceId device, sync::IncarnationId incarnation)
{
    DOORSTEP_TRY(rows, m_sql.run(device_sql::FindLane, practice, device, incarnation));
    Lane lane;
    if (rows.next()) {
        lane.acked = static_cast<quint64>(rows.number(0));
        lane.hash = rows.fixed<crypto::Digest>(1);
    }
    return lane;
}

Status DeviceStore::saveLane(
    PracticeId practice, DeviceId device, sync::IncarnationId incarnation, const Lane& lane)
{
    return m_sql.change(device_sql::SaveLane, practice, device, incarnation, lane.acked, lane.hash);
}

Result<std::vector<StaffKey>> DeviceStore::staffKeys(PracticeId practice, DeviceId device)
{
    DOORSTEP_TRY(rows, m_sql.run(device_sql::StaffKeys, practice, device));
    std::vector<StaffKey> keys;
    while (rows.next())
        keys.push_back({rows.fixed<StaffId>(0), rows.fixed<crypto::SignPublicKey>(1)});
    return keys;
}

Result<std::vector<crypto::SignPublicKey>> DeviceStore::keysEver(
    PracticeId practice, StaffId staff, DeviceId device)
{
    DOORSTEP_TRY(rows, m_sql.run(device_sql::KeysEver, practice, device, staff));
    std::vector<crypto::SignPublicKey> keys;
    while (rows.next())
        keys.push_back(rows.fixed<crypto::SignPublicKey>(0));
    return keys;
}

Status DeviceStore::certify(PracticeId practice, const entry::StaffCertificate& certificate)
{
    DOORSTEP_CHECK(m_sql.change(device_sql::InsertStaffKey, practice, certificate.device,
        certificate.staff, certificate.staffKey, certificate.notAfter));
    return dismiss(practice, certificate.device, certificate.staffKey);
}

Status DeviceStore::revokeStaff(PracticeId practice, StaffId staff, Instant now)
{
    return m_sql.change(device_sql::RevokeStaff, practice, staff, now);
}

Result<bool> DeviceStore::isStaffRevoked(PracticeId practice, StaffId staff)
{
    DOORSTEP_TRY(rows, m_sql.run(device_sql::IsStaffRevoked, practice, staff));
    return rows.next();
}

Status DeviceStore::dropOldAsks(PracticeId practice, Instant now)
{
    using std::chrono::milliseconds;
    return m_sql.change(device_sql::DropOldAsks, practice,
        now.plusMs(-milliseconds(sync::limits::StaffRequestLife).count()));
}

/// Room for one more of this device: its own oldest go.
Status DeviceStore::makeRoom(PracticeId practice, const sync::StaffAsk& ask)
{
    std::vector<crypto::SignPublicKey> others;
    {
        DOORSTEP_TRY(rows, m_sql.run(device_sql::OtherAsksOf, practice, ask.device, ask.staffKey));
        while (rows.next())
            others.push_back(rows.fixed<crypto::SignPublicKey>(0));
    }
    for (std::size_t kept = sync::limits::MaxDeviceStaffRequests - 1; kept < others.size(); ++kept)
        DOORSTEP_CHECK(dismiss(practice, ask.device, others[kept]));
    return {};
}

Status DeviceStore::ask(PracticeId practice, const sync::StaffAsk& ask, Instant now)
{
    DOORSTEP_CHECK(dropOldAsks(practice, now));
    DOORSTEP_CHECK(makeRoom(practice, ask));
    {
        DOORSTEP_TRY(rows, m_sql.run(device_sql::CountAsks, practice));
        if (rows.next() && rows.number(0) >= sync::limits::MaxStaffRequests)
            return Error::transient(ErrorCode::LimitExceeded, "staff requests");
    }
    return m_sql.change(device_sql::InsertAsk, practice, ask.device, ask.staffKey, ask.staff,
        ask.careEpoch, ask.mac, now);
}

Result<std::vector<sync::StaffAsk>> DeviceStore::waiting(PracticeId practice, Instant now)
{
    DOORSTEP_CHECK(dropOldAsks(practice, now));
    DOORSTEP_TRY(rows, m_sql.run(device_sql::Waiting, practice));
    std::vector<sync::StaffAsk> asks;
    while (rows.next()) {
        sync::StaffAsk ask;
        ask.device = rows.fixed<DeviceId>(0);
        ask.staffKey = rows.fixed<crypto::SignPublicKey>(1);
        ask.staff = rows.fixed<StaffId>(2);
        ask.careEpoch = static_cast<quint32>(rows.number(3));
        ask.mac = rows.fixed<crypto::Digest>(4);
        asks.push_back(ask);
    }
    return asks;
}

Status DeviceStore::dismiss(PracticeId practice, DeviceId device, const crypto::SignPublicKey& key)
{
    return m_sql.change(device_sql::Dismiss, practice, device, key);
}

} // namespace doorstep::server
