#pragma once

#include "app/runtime/session.h"
#include "core/ledger/kinds/desk_kinds.h"

namespace doorstep::app {

/// Who looked at whom on this device, who tried a PIN in vain, and who let whom in with a new one
/// (staff: who vouched; subject: who came in): entries of class audit that only desks are sent. At
/// most one bundle a minute, and one before each lock. What was noted in the minute before a kill
/// is lost, and attempts before a program ends that nobody unlocked again. GUI thread.
class AuditTrail final : public QObject {
    Q_OBJECT
public:
    /// A person who comes back to the same record within this time looks at it once.
    static constexpr qint64 SameViewMs = qint64{10} * 60'000;
    static constexpr std::chrono::seconds BundleTime{60};

    explicit AuditTrail(Session& session, QObject* parent = nullptr);

    /// The person who is unlocked sees this record.
    void viewed(AggregateId subject);

private:
    void noteAttempt(StaffId staff);
    void noteLetIn(StaffId person, StaffId voucher, bool anew);
    void settle();
    void bundle();

    Session& m_session;
    QTimer m_timer;
    QList<ledger::AuditLine> m_lines;
    QHash<AggregateId, Instant> m_seen; ///< by the person who is unlocked
};

} // namespace doorstep::app
