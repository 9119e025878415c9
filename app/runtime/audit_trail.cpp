#include "app/runtime/audit_trail.h"

#include "app/runtime/desk_reads.h"

namespace doorstep::app {

namespace audit_trail {

const auto viewed = QStringLiteral("viewed");
const auto letIn = QStringLiteral("let-in");
const auto pinReplaced = QStringLiteral("pin-replaced");
const auto unlockFailed = QStringLiteral("unlock-failed");
constexpr qsizetype mostAttempts = 100; ///< a script at the PIN pad must not fill the disk

} // namespace audit_trail

AuditTrail::AuditTrail(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(BundleTime);
    connect(&m_timer, &QTimer::timeout, this, &AuditTrail::bundle);
    connect(&m_session, &Session::locking, this, &AuditTrail::bundle);
    connect(&m_session, &Session::stateChanged, this, &AuditTrail::settle);
    connect(&m_session, &Session::attemptFailed, this, &AuditTrail::noteAttempt);
    connect(&m_session, &Session::somebodyLetIn, this, &AuditTrail::noteLetIn);
}

void AuditTrail::viewed(AggregateId subject)
{
    const Instant now = m_session.clock().now();
    const auto seen = m_seen.constFind(subject);
    const bool isSameView
        = seen != m_seen.constEnd() && now.ms >= seen->ms && now.ms - seen->ms < SameViewMs;
    if (subject.isNull() || isSameView)
        return;
    m_seen.insert(subject, now);
    m_lines.append({now, audit_trail::viewed, subject, {}, m_session.person().staff});
    settle();
}

void AuditTrail::noteAttempt(StaffId staff)
{
    if (m_lines.size() < audit_trail::mostAttempts)
        m_lines.append({m_session.clock().now(), audit_trail::unlockFailed, {}, {}, staff});
}

void AuditTrail::noteLetIn(StaffId person, StaffId voucher, bool anew)
{
    m_lines.append({m_session.clock().now(), anew ? audit_trail::pinReplaced : audit_trail::letIn,
        person.as<AggregateId>(), {}, voucher});
    settle();
}

void AuditTrail::settle()
{
    if (m_session.state() != Session::State::Open) {
        m_timer.stop();
        m_seen.clear();
    } else if (!m_lines.isEmpty() && !m_timer.isActive()) {
        m_timer.start();
    }
}

void AuditTrail::bundle()
{
    if (m_lines.isEmpty() || m_session.state() != Session::State::Open)
        return;
    const auto lines = std::exchange(m_lines, {});
    m_session
        .withStore(StorageThread::Urgency::Save,
            [lines, &mint = m_session.mint()](store::Store& store) -> Status {
                DOORSTEP_TRY(scopes, readScopes(store.connection()));
                ledger::Act act(mint);
                act.add(scopes.desk, mint.next<AggregateId>(), ledger::AuditBundled{lines});
                DOORSTEP_TRY(saved, store.save(act));
                Q_UNUSED(saved)
                return {};
            })
        .then(this, [this, lines](const Status& saved) {
            if (!saved)
                m_lines = lines + m_lines;
            settle();
        });
}

} // namespace doorstep::app
