#pragma once

#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/round_in_hand.h"
#include "app/viewmodels/visit/visit_draft.h"

namespace doorstep::app {

/// The visit that is open: whose it is, what is known of the patient, what is typed. Shared by the
/// visit's screens. GUI thread.
class VisitInHand final : public QObject {
    Q_OBJECT
public:
    explicit VisitInHand(RoundInHand& round, QObject* parent = nullptr);

    [[nodiscard]] RoundInHand& round() const { return m_round; }
    [[nodiscard]] VisitDraft& draft() { return m_draft; }

    void open(VisitId visit);
    void close();

    [[nodiscard]] bool isOpen() const { return !m_visit.isNull(); }
    [[nodiscard]] VisitId visitId() const { return m_visit; }
    /// Null when nothing is open or the round no longer has it.
    [[nodiscard]] const domain::VisitRow* visit() const { return m_round.file().visit(m_visit); }
    [[nodiscard]] const PatientFile* patient() const;
    [[nodiscard]] QString callName() const;
    [[nodiscard]] QString fullName() const;
    [[nodiscard]] PatientTop top() const;

    /// When identity was checked at this visit; 0: not yet.
    [[nodiscard]] Instant identityAt() const;
    void noteIdentity();

    /// A save with who, when and about whom filled in, and the note that is still only typed.
    [[nodiscard]] VisitSave newSave() const;
    /// True when every job but `alsoDone` is done: then this Save ends the visit too.
    [[nodiscard]] bool endsWith(const QStringList& alsoDone) const;
    [[nodiscard]] bool doseGivenBefore() const;
    /// Visits at the same door, this one too, in visiting order.
    [[nodiscard]] std::vector<VisitId> household() const;

Q_SIGNALS:
    void opened(); ///< another visit, before its draft is back
    void changed(); ///< anything shown may be new

private:
    RoundInHand& m_round;
    VisitDraft m_draft;
    VisitId m_visit;
};

} // namespace doorstep::app
