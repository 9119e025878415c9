#pragma once

#include "app/runtime/session.h"
#include "core/domain/checks.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace doorstep::app {

/// Runs the checks across aggregates on a desk and raises what they find as holds, once each:
/// everybody after the first unlock, and after that whom a save or a sync touched. Two desks that
/// find the same raise one hold, whose id follows from the rule and its entries.
///
/// GUI thread; the work is done on the storage thread in pieces of about SliceTime, behind saves
/// and reads. A lock stops it between two pieces; it goes on with the next unlock.
class DeskChecks final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds SliceTime{15};

    explicit DeskChecks(Session& session, QObject* parent = nullptr);

    [[nodiscard]] bool isSettled() const;
    /// After a sync: doses whose stock was still on its way are looked at again.
    void lookAgain();

Q_SIGNALS:
    /// Everything is checked and what was found is raised.
    void settled();

private:
    struct Slice;
    struct Found;
    /// Storage thread.
    [[nodiscard]] static Result<std::shared_ptr<Found>> work(
        store::Connection& connection, const Slice& slice);
    void note(const QList<AggregateId>& aggregates);
    void go();
    void take(const Found& found);
    void raise(std::vector<domain::Finding> findings);

    Session& m_session;
    QTimer m_soon;
    QSet<AggregateId> m_touched; ///< not looked at yet
    QSet<PatientId> m_open; ///< CheckedPatient::isOpen
    PatientId m_sweptTo; ///< patients up to this id were checked
    bool m_isSwept = false;
    bool m_isRunning = false;
    bool m_isRaising = false;
};

} // namespace doorstep::app
