#include "sync/server/audit_store.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

namespace doorstep::server {
namespace audit_sql {

constexpr const char* Last = "SELECT seq, chain FROM audit WHERE practice = ?"
                             " ORDER BY seq DESC LIMIT 1";
constexpr const char* Insert
    = "INSERT INTO audit(practice, seq, at, event, device, object, chain, signature)"
      " VALUES(?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* All = "SELECT seq, at, event, device, object, chain, signature FROM audit"
                            " WHERE practice = ? ORDER BY seq";

crypto::Digest chainOf(const crypto::Digest& previous, PracticeId practice, const AuditLine& line)
{
    const quint64 seq = qToLittleEndian(line.seq);
    const qint64 at = qToLittleEndian(line.at.ms);
    return crypto::hash({"DS-SRV-AUDIT-1", previous.view(), practice.toBytes(),
        QByteArrayView(reinterpret_cast<const char*>(&seq), sizeof seq),
        QByteArrayView(reinterpret_cast<const char*>(&at), sizeof at), line.device.toBytes(),
        line.object.toBytes(), line.event.toUtf8()});
}

AuditLine lineOf(const Rows& rows)
{
    AuditLine line;
    line.seq = static_cast<quint64>(rows.number(0));
    line.at = rows.instant(1);
    line.event = rows.text(2);
    line.device = rows.fixed<DeviceId>(3);
    line.object = rows.fixed<AggregateId>(4);
    line.chain = rows.fixed<crypto::Digest>(5);
    line.signature = rows.fixed<crypto::Signature>(6);
    return line;
}

QByteArray textOf(PracticeId practice, const AuditLine& line)
{
    const auto hex = [](const auto& id) { return QString::fromLatin1(id.toBytes().toHex()); };
    const QJsonObject object{{QStringLiteral("practice"), hex(practice)},
        {QStringLiteral("seq"), qint64(line.seq)}, {QStringLiteral("at"), line.at.ms},
        {QStringLiteral("event"), line.event}, {QStringLiteral("device"), hex(line.device)},
        {QStringLiteral("object"), hex(line.object)}, {QStringLiteral("chain"), hex(line.chain)},
        {QStringLiteral("signature"), hex(line.signature)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace audit_sql

Status AuditStore::append(PracticeId practice, const char* event, DeviceId device,
    AggregateId object, Instant now, const SecretBytes& serverSignKey)
{
    AuditLine line;
    crypto::Digest previous;
    {
        DOORSTEP_TRY(rows, m_sql.run(audit_sql::Last, practice));
        if (rows.next()) {
            line.seq = static_cast<quint64>(rows.number(0));
            previous = rows.fixed<crypto::Digest>(1);
        }
    }
    ++line.seq;
    line.at = now;
    line.event = QString::fromLatin1(event);
    line.device = device;
    line.object = object;
    line.chain = audit_sql::chainOf(previous, practice, line);
    line.signature = crypto::sign(serverSignKey, line.chain.view());
    return m_sql.change(audit_sql::Insert, practice, line.seq, line.at, line.event, line.device,
        line.object, line.chain, line.signature);
}

Result<quint64> AuditStore::length(PracticeId practice)
{
    DOORSTEP_TRY(rows, m_sql.run(audit_sql::Last, practice));
    return rows.next() ? static_cast<quint64>(rows.number(0)) : 0;
}

Result<QByteArray> AuditStore::asText(PracticeId practice)
{
    DOORSTEP_TRY(rows, m_sql.run(audit_sql::All, practice));
    QByteArray text;
    while (rows.next())
        text += audit_sql::textOf(practice, audit_sql::lineOf(rows));
    return text;
}

Result<std::optional<quint64>> AuditStore::firstBroken(
    PracticeId practice, const crypto::SignPublicKey& serverKey)
{
    DOORSTEP_TRY(rows, m_sql.run(audit_sql::All, practice));
    crypto::Digest previous;
    quint64 expected = 0;
    while (rows.next()) {
        const AuditLine line = audit_sql::lineOf(rows);
        const bool follows
            = line.seq == ++expected && line.chain == audit_sql::chainOf(previous, practice, line);
        if (!follows || !crypto::verify(serverKey, line.chain.view(), line.signature))
            return std::optional(expected);
        previous = line.chain;
    }
    return std::optional<quint64>();
}

} // namespace doorstep::server
