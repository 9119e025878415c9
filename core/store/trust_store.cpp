#include "core/store/trust_store.h"

#include "core/store/setting_store.h"

namespace doorstep::store {

namespace trust_sql {

/// Of each serial one, after a dot; without a serial what was the newest to an earlier version.
const QByteArray PinsSetting("trust.pins");
const QString Pins = QStringLiteral(
    "SELECT value FROM setting WHERE name >= 'trust.pins' AND name < 'trust.pins/'");

const QString KeysFor
    = QStringLiteral("SELECT staffKey FROM staffCertificate WHERE staff = ? AND device = ?");
const QString Device = QStringLiteral(
    "SELECT device, role, signKey, boxKey, notAfter FROM deviceCertificate WHERE device = ?");
const QString Devices = QStringLiteral(
    "SELECT device, role, signKey, boxKey, notAfter FROM deviceCertificate ORDER BY device");
const QString StaffOn = QStringLiteral("SELECT staff, device, staffKey, role, notAfter "
                                       "FROM staffCertificate WHERE device = ? ORDER BY staff");
const QString Servers
    = QStringLiteral("SELECT serverKey, notAfter FROM serverCertificate ORDER BY notAfter");
const QString Revoked = QStringLiteral("SELECT 1 FROM revocation WHERE id = ?");
const QString GrantsOf = QStringLiteral("SELECT device, scope, fromMs, toMs, revokedFrom "
                                        "FROM scopeGrant WHERE device = ? ORDER BY fromMs");
const QString GrantsOn = QStringLiteral("SELECT device, scope, fromMs, toMs, revokedFrom "
                                        "FROM scopeGrant WHERE scope = ? ORDER BY fromMs");
const QString LoneDue = QStringLiteral(
    "SELECT opaque, by, device, staff FROM loneExpected WHERE by <= ? ORDER BY by");
const QString PutDevice = QStringLiteral(
    "INSERT INTO deviceCertificate(device, role, signKey, boxKey, notAfter) "
    "VALUES(?, ?, ?, ?, ?) ON CONFLICT(device) DO UPDATE SET role = excluded.role, "
    "notAfter = excluded.notAfter WHERE signKey = excluded.signKey "
    "AND boxKey = excluded.boxKey AND excluded.notAfter > notAfter");
const QString PutStaff = QStringLiteral(
    "INSERT OR REPLACE INTO staffCertificate(staff, device, staffKey, role, notAfter) "
    "VALUES(?, ?, ?, ?, ?)");
const QString PutServer
    = QStringLiteral("INSERT OR REPLACE INTO serverCertificate(serverKey, notAfter) VALUES(?, ?)");
const QString PutRevoked = QStringLiteral("INSERT OR REPLACE INTO revocation(id) VALUES(?)");
const QString PutGrant = QStringLiteral(
    "INSERT OR REPLACE INTO scopeGrant(entry, device, scope, fromMs, toMs, revokedFrom) "
    "VALUES(?, ?, ?, ?, ?, ?)");
const QString PutLone = QStringLiteral(
    "INSERT OR REPLACE INTO loneExpected(opaque, by, device, staff) VALUES(?, ?, ?, ?)");

template <typename Fixed> Fixed fixedAt(const Statement& statement, int column)
{
    const auto value = Fixed::fromBytes(statement.bytes(column));
    return value ? *value : Fixed();
}

entry::DeviceCertificate deviceAt(const Statement& statement)
{
    entry::DeviceCertificate certificate;
    certificate.device = statement.id<DeviceId>(0);
    if (const auto role = entry::deviceRoleFromWord(statement.text(1)))
        certificate.role = *role;
    certificate.signKey = fixedAt<crypto::SignPublicKey>(statement, 2);
    certificate.boxKey = fixedAt<crypto::BoxPublicKey>(statement, 3);
    certificate.notAfter = statement.instant(4);
    return certificate;
}

entry::StaffCertificate staffAt(const Statement& statement)
{
    entry::StaffCertificate certificate;
    certificate.staff = statement.id<StaffId>(0);
    certificate.device = statement.id<DeviceId>(1);
    certificate.staffKey = fixedAt<crypto::SignPublicKey>(statement, 2);
    if (const auto role = entry::staffRoleFromWord(statement.text(3)))
        certificate.role = *role;
    certificate.notAfter = statement.instant(4);
    return certificate;
}

GrantRow grantAt(const Statement& statement)
{
    GrantRow grant{statement.id<DeviceId>(0), statement.id<ScopeId>(1), statement.instant(2),
        statement.instant(3), std::nullopt};
    if (!statement.isNull(4))
        grant.revokedFrom = statement.instant(4);
    return grant;
}

/// Every row, through one mapper.
template <typename Mapper>
auto rowsOf(Statement& statement, Mapper mapper)
    -> Result<std::vector<std::invoke_result_t<Mapper, const Statement&>>>
{
    std::vector<std::invoke_result_t<Mapper, const Statement&>> rows;
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return rows;
        rows.push_back(mapper(statement));
    }
}

} // namespace trust_sql

Result<std::vector<crypto::SignPublicKey>> TrustStore::keysFor(StaffId staff, DeviceId device)
{
    DOORSTEP_TRY(statement, m_connection.prepare(trust_sql::KeysFor));
    return trust_sql::rowsOf(statement.bind(staff).bind(device),
        [](const Statement& row) { return trust_sql::fixedAt<crypto::SignPublicKey>(row, 0); });
}

Result<std::optional<entry::DeviceCertificate>> TrustStore::device(DeviceId device)
{
    DOORSTEP_TRY(statement, m_connection.prepare(trust_sql::Device));
    statement.bind(device);
    DOORSTEP_TRY(found, statement.next());
    if (!found)
        return std::optional<entry::DeviceCertificate>();
    return std::optional(trust_sql::deviceAt(statement));
}

Result<std::vector<entry::DeviceCertificate>> TrustStore::devices()
{
    DOORSTEP_TRY(statement, m_connection.prepare(trust_sql::Devices));
    return trust_sql::rowsOf(statement, trust_sql::deviceAt);
}

Result<std::vector<entry::StaffCertificate>> TrustStore::staffOn(DeviceId device)
{
    DOORSTEP_TRY(statement, m_connection.prepare(trust_sql::StaffOn));
    return trust_sql::rowsOf(statement.bind(device), trust_sql::staffAt);
}

Result<std::vector<entry::ServerCertificate>> TrustStore::servers()
{
    DOORSTEP_TRY(statement, m_connection.prepare(trust_sql::Servers));
    return trust_sql::rowsOf(statement, [](const Statement& row) {
        return entry::ServerCertificate{
            trust_sql::fixedAt<crypto::SignPublicKey>(row, 0), row.instant(1), {}};
    });
}

Result<bool> TrustStore::isRevokedId(AggregateId id)
{
    DOORSTEP_TRY(statement, m_connection.prepare(trust_sql::Revoked));
    return statement.bind(id).next();
}

Result<std::vector<GrantRow>> TrustStore::grantsOf(DeviceId device)
{
    DOORSTEP_TRY(statement, m_connection.prepare(trust_sql::GrantsOf));
    return trust_sql::rowsOf(statement.bind(device), trust_sql::grantAt);
}

Result<std::vector<GrantRow>> TrustStore::grantsOn(ScopeId scope)
{
    DOORSTEP_TRY(statement, m_connection.prepare(trust_sql::GrantsOn));
    return trust_sql::rowsOf(statement.bind(scope), trust_sql::grantAt);
}

Result<std::vector<LoneRow>> TrustStore::loneDue(Instant moment)
{
    DOORSTEP_TRY(statement, m_connection.prepare(trust_sql::LoneDue));
    return trust_sql::rowsOf(statement.bind(moment), [](const Statement& row) {
        return LoneRow{
            row.id<AggregateId>(0), row.instant(1), row.id<DeviceId>(2), row.id<StaffId>(3)};
    });
}

Status TrustStore::put(const entry::DeviceCertificate& certificate)
{
    DOORSTEP_TRY(statement, m_connection.prepare(trust_sql::PutDevice));
    return statement.bind(certificate.device)
        .bind(QString(entry::roleWord(certificate.role)))
        .bind(certificate.signKey.toBytes())
        .bind(certificate.boxKey.toBytes())
        .bind(certificate.notAfter)
        .run();
}

Status TrustStore::put(const entry::StaffCertificate& certificate)
{
    DOORSTEP_TRY(statement, m_connection.prepare(trust_sql::PutStaff));
    return statement.bind(certificate.staff)
        .bind(certificate.device)
        .bind(certificate.staffKey.toBytes())
        .bind(QString(entry::roleWord(certificate.role)))
        .bind(certificate.notAfter)
        .run();
}

Status TrustStore::put(const entry::ServerCertificate& certificate)
{
    DOORSTEP_TRY(statement, m_connection.prepare(trust_sql::PutServer));
    return statement.bind(certificate.serverKey.toBytes()).bind(certificate.notAfter).run();
}

Result<std::optional<entry::PinsOrdered>> TrustStore::pins(quint64 inForce, Instant now)
{
    DOORSTEP_TRY(statement, m_connection.prepare(trust_sql::Pins));
    DOORSTEP_TRY(orders, trust_sql::rowsOf(statement, [](const Statement& row) {
        return entry::decodeClear(entry::EntryClass::Control, row.bytes(0));
    }));
    std::optional<entry::PinsOrdered> newest;
    for (const auto& clear : orders) {
        const auto* order = clear ? std::get_if<entry::PinsOrdered>(&clear->body) : nullptr;
        if (!order)
            return Error{ErrorCode::Corrupt, "kept pins"};
        if ((!newest || newest->serial < order->serial)
            && entry::isSerialNear(order->serial, inForce, now))
            newest = *order;
    }
    return newest;
}

Status TrustStore::put(const entry::PinsOrdered& order)
{
    const QByteArray name = trust_sql::PinsSetting + '.' + QByteArray::number(order.serial);
    DOORSTEP_TRY(bytes, entry::encodeClear(order, ActId()));
    SettingStore settings(m_connection);
    DOORSTEP_TRY(kept, settings.find(name));
    return kept && *kept >= bytes ? Status() : settings.put(name, bytes);
}

Status TrustStore::putRevoked(AggregateId id)
{
    DOORSTEP_TRY(statement, m_connection.prepare(trust_sql::PutRevoked));
    return statement.bind(id).run();
}

Status TrustStore::putGrant(EntryId entry, const GrantRow& grant)
{
    DOORSTEP_TRY(statement, m_connection.prepare(trust_sql::PutGrant));
    statement.bind(entry).bind(grant.device).bind(grant.scope).bind(grant.from).bind(grant.to);
    return (grant.revokedFrom ? statement.bind(*grant.revokedFrom) : statement.bindNull()).run();
}

Status TrustStore::putLone(const entry::LoneExpected& expected, const entry::Header& header)
{
    DOORSTEP_TRY(statement, m_connection.prepare(trust_sql::PutLone));
    return statement.bind(expected.opaque)
        .bind(expected.by)
        .bind(header.device)
        .bind(header.staff)
        .run();
}

} // namespace doorstep::store
