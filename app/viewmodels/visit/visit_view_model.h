#pragma once

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/visit/last_save.h"
#include "app/viewmodels/visit/visit_in_hand.h"
#include "app/viewmodels/visit/visit_jobs.h"

namespace doorstep::app {

/// A person at the same door.
struct Member {
    Q_GADGET
    DOORSTEP_FIELD(QString, visitId)
    DOORSTEP_FIELD(QString, text)
    DOORSTEP_FIELD(bool, chosen)
    bool operator==(const Member&) const = default;
};
/// A note or follow-up of this visit, with how far it has travelled.
struct AddedLine {
    Q_GADGET
    DOORSTEP_FIELD(QString, iconName)
    DOORSTEP_FIELD(QString, text)
    DOORSTEP_FIELD(QString, stage)
    DOORSTEP_FIELD(QString, receipt)
    bool operator==(const AddedLine&) const = default;
};

/// Visit: who, what helps, getting in, the jobs, what to add, one Save. GUI thread.
class VisitViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by AppViewModel")
    Q_PROPERTY(doorstep::app::PatientTop patient READ patient NOTIFY changed)
    Q_PROPERTY(QVariantList members READ members NOTIFY changed)
    Q_PROPERTY(QString helpsHeading READ helpsHeading NOTIFY changed)
    Q_PROPERTY(QVariantList helps READ helps NOTIFY changed)
    Q_PROPERTY(QVariantList ways READ ways NOTIFY changed)
    Q_PROPERTY(QString keySafe READ keySafe NOTIFY changed)
    Q_PROPERTY(QString keyCode READ keyCode NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* jobs READ jobs CONSTANT)
    Q_PROPERTY(QString jobsFact READ jobsFact NOTIFY changed)
    Q_PROPERTY(QVariantList notices READ notices NOTIFY changed)
    Q_PROPERTY(QVariantList added READ added NOTIFY changed)
    Q_PROPERTY(QString primaryText READ primaryText NOTIFY changed)
    Q_PROPERTY(bool primaryReady READ primaryReady NOTIFY changed)
    Q_PROPERTY(QString note READ note NOTIFY noteChanged)
    Q_PROPERTY(QString keptText READ keptText NOTIFY noteChanged)
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
public:
    VisitViewModel(VisitInHand& hand, LastSave& saves, QObject* parent = nullptr);

    [[nodiscard]] PatientTop patient() const { return m_hand.top(); }
    [[nodiscard]] QVariantList members() const;
    [[nodiscard]] QString helpsHeading() const;
    [[nodiscard]] QVariantList helps() const;
    [[nodiscard]] QVariantList ways() const;
    [[nodiscard]] QString keySafe() const;
    [[nodiscard]] QString keyCode() const;
    [[nodiscard]] QAbstractItemModel* jobs() { return &m_jobs; }
    [[nodiscard]] QString jobsFact() const { return m_board.fact; }
    [[nodiscard]] QVariantList notices() const;
    [[nodiscard]] QVariantList added() const;
    [[nodiscard]] QString primaryText() const;
    [[nodiscard]] bool primaryReady() const { return m_hand.visit() && !m_saves.busy(); }
    [[nodiscard]] QString note() const;
    [[nodiscard]] QString keptText() const;
    [[nodiscard]] bool isOpen() const { return m_hand.isOpen(); }

    /// Opens a visit of today's round; `started`: the person is at the door.
    Q_INVOKABLE void show(const QString& visitId, bool started);
    Q_INVOKABLE void openJob(const QString& jobKey);
    Q_INVOKABLE void addPressure(); ///< blood pressure alone, though nobody planned it
    Q_INVOKABLE void addObservations(); ///< the same, a whole set
    Q_INVOKABLE void undoJob(const QString& jobKey);
    Q_INVOKABLE void checkIdentity();
    Q_INVOKABLE void showCode();
    Q_INVOKABLE void editNote(const QString& text);
    Q_INVOKABLE void addPhrase(const QString& phrase);
    Q_INVOKABLE void saveNote();
    Q_INVOKABLE void primary();
    Q_INVOKABLE void act(const QString& noticeId);

Q_SIGNALS:
    void changed();
    void noteChanged();
    void vaccinateWanted(const QString& programme);
    void observeWanted(const QString& jobKey);
    void outcomeWanted();
    void authoritiesWanted();
    void left(); ///< saved, or nothing more to do here

private:
    enum class Primary { NextJob, SaveVisit, SayWhatHappened, Leave };
    [[nodiscard]] Primary primaryKind() const;
    void refresh();
    void start();
    void saveVisit();

    VisitInHand& m_hand;
    LastSave& m_saves;
    RowListModel<JobRow> m_jobs;
    JobBoard m_board;
    bool m_codeShown = false;
};

} // namespace doorstep::app
