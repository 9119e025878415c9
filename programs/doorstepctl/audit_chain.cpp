#include "programs/doorstepctl/audit_chain.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>
#include <QtEndian>

namespace doorstep::ctl {

namespace {

struct Line {
    PracticeId practice;
    quint64 seq = 0;
    Instant at;
    QString event;
    DeviceId device;
    AggregateId object;
    crypto::Digest chain;
    crypto::Signature signature;
};

/// Numbers in JSON are exact up to here; no chain gets so long and no clock so late.
constexpr double LargestExact = 9'007'199'254'740'991.0;

template <typename Fixed> Result<Fixed> fixedFrom(const QJsonValue& value)
{
    const QByteArray hex = value.toString().toLatin1();
    const QByteArray bytes = QByteArray::fromHex(hex);
    if (bytes.toHex() != hex)
        return Error{ErrorCode::InvalidInput, "not lower-case hex"};
    return Fixed::fromBytes(bytes);
}

Result<qint64> wholeFrom(const QJsonValue& value)
{
    const double number = value.toDouble(-1);
    if (number < 0 || number > LargestExact || number != double(qint64(number)))
        return Error{ErrorCode::InvalidInput, "not a whole number"};
    return qint64(number);
}

Result<Line> lineFrom(const QByteArray& text)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    const auto field = [&](const char* name) { return object.value(QLatin1String(name)); };
    DOORSTEP_TRY(practice, fixedFrom<PracticeId>(field("practice")));
    DOORSTEP_TRY(seq, wholeFrom(field("seq")));
    DOORSTEP_TRY(at, wholeFrom(field("at")));
    DOORSTEP_TRY(device, fixedFrom<DeviceId>(field("device")));
    DOORSTEP_TRY(about, fixedFrom<AggregateId>(field("object")));
    DOORSTEP_TRY(chain, fixedFrom<crypto::Digest>(field("chain")));
    DOORSTEP_TRY(signature, fixedFrom<crypto::Signature>(field("signature")));
    return Line{practice, quint64(seq), Instant{at}, field("event").toString(), device, about,
        chain, signature};
}

crypto::Digest chainAfter(const crypto::Digest& previous, const Line& line)
{
    QByteArray numbers(16, Qt::Uninitialized);
    qToLittleEndian(qint64(line.seq), numbers.data());
    qToLittleEndian(line.at.ms, numbers.data() + 8);
    return crypto::hash({"DS-SRV-AUDIT-1", previous.view(), line.practice.toBytes(), numbers,
        line.device.toBytes(), line.object.toBytes(), line.event.toUtf8()});
}

/// A finding in the making.
class Walk {
public:
    explicit Walk(const AuditExpectation& expected)
        : m_expected(expected)
    {
    }
    /// False: there is a flaw, and no more to look for.
    bool take(const QByteArray& text, int number)
    {
        const auto line = lineFrom(text);
        if (!line)
            return blame(AuditFlaw::Unreadable, number);
        if (line->practice != m_expected.practice)
            return true;
        if (line->seq != m_finding.last.seq + 1
            || line->chain != chainAfter(m_finding.last.chain, *line))
            return blame(AuditFlaw::Gap, number);
        if (!crypto::verify(m_expected.serverKey, line->chain.view(), line->signature))
            return blame(AuditFlaw::Forged, number);
        if (m_expected.noted && m_expected.noted->seq == line->seq
            && m_expected.noted->chain != line->chain)
            return blame(AuditFlaw::Rewritten, number);
        if (m_finding.lines++ == 0)
            m_finding.from = line->at;
        m_finding.until = line->at;
        m_finding.last = {line->seq, line->chain};
        return true;
    }
    AuditFinding end()
    {
        if (m_finding.flaw == AuditFlaw::None && m_expected.noted
            && m_finding.last.seq < m_expected.noted->seq)
            blame(AuditFlaw::CutShort, 0);
        return m_finding;
    }

private:
    bool blame(AuditFlaw flaw, int number)
    {
        m_finding.flaw = flaw;
        m_finding.atLine = number;
        return false;
    }

    const AuditExpectation& m_expected;
    AuditFinding m_finding;
};

QString dayOf(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(at.ms, QTimeZone::utc()).date().toString(Qt::ISODate);
}

} // namespace

Result<NotedLine> notedLineFrom(const QString& text)
{
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    bool isNumber = false;
    const quint64 seq = text.left(colon).toULongLong(&isNumber);
    const auto chain
        = fixedFrom<crypto::Digest>(QJsonValue(text.mid(colon + 1).trimmed().toLower()));
    if (colon < 1 || !isNumber || !chain)
        return Error{ErrorCode::InvalidInput, "a noted line is written NUMBER:CHAIN"};
    return NotedLine{seq, *chain};
}

AuditFinding checkAudit(QByteArrayView text, const AuditExpectation& expected)
{
    Walk walk(expected);
    int number = 0;
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('\n');
        const QByteArray line = (end < 0 ? text : text.first(end)).toByteArray();
        text = end < 0 ? QByteArrayView() : text.sliced(end + 1);
        if (!walk.take(line, ++number))
            break;
    }
    return walk.end();
}

QString auditSentence(const AuditFinding& finding)
{
    const auto noted = [&] {
        return QStringLiteral("%1:%2").arg(QString::number(finding.last.seq),
            QString::fromLatin1(finding.last.chain.toBytes().toHex()));
    };
    switch (finding.flaw) {
    case AuditFlaw::None:
        if (finding.lines == 0)
            return QStringLiteral("No line of this practice is in the file: ask the server's "
                                  "administrator for its audit.");
        return QStringLiteral("%1 lines from %2 to %3, all sound. Note the last one, and check "
                              "against it next time: %4")
            .arg(
                QString::number(finding.lines), dayOf(finding.from), dayOf(finding.until), noted());
    case AuditFlaw::Unreadable:
        return QStringLiteral("Line %1 is not a line of an audit; the %2 before it are sound. Ask "
                              "for the file again.")
            .arg(finding.atLine)
            .arg(finding.lines);
    case AuditFlaw::Gap:
        return QStringLiteral(
            "Line %1 does not follow from the one before: something was changed, "
            "left out or put in there. The %2 before it are sound. Keep this file.")
            .arg(finding.atLine)
            .arg(finding.lines);
    case AuditFlaw::Forged:
        return QStringLiteral("Line %1 was not signed by this practice's server. The %2 before it "
                              "are sound. Keep this file.")
            .arg(finding.atLine)
            .arg(finding.lines);
    case AuditFlaw::CutShort:
        return QStringLiteral("The file ends at line %1 of the chain, before the one you noted: "
                              "lines were taken away, or the server was put back from an older "
                              "backup. Keep this file and ask the server's administrator.")
            .arg(finding.last.seq);
    case AuditFlaw::Rewritten:
        return QStringLiteral("Line %1 is not the one you noted: the chain was written again. Keep "
                              "this file and your note.")
            .arg(finding.atLine);
    }
    return {};
}

} // namespace doorstep::ctl
