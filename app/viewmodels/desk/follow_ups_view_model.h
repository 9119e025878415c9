#pragma once

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/round_in_hand.h"
#include "app/viewmodels/visit/last_save.h"

namespace doorstep::app {

struct FollowUpItem {
    Q_GADGET
    DOORSTEP_FIELD(QString, followUpId)
    DOORSTEP_FIELD(QString, patientName)
    DOORSTEP_FIELD(QString, task)
    DOORSTEP_FIELD(QString, due)
    DOORSTEP_FIELD(QString, owner)
    DOORSTEP_FIELD(QString, tone) ///< stop overdue or urgent, warn today, neutral
    DOORSTEP_FIELD(bool, selected)
    bool operator==(const FollowUpItem&) const = default;
};

/// Work that outcomes and findings made, with owner and due date. GUI thread.
class FollowUpsViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of DeskViewModel")
    Q_PROPERTY(QAbstractItemModel* rows READ rows CONSTANT)
    Q_PROPERTY(QString countText READ countText NOTIFY changed)
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(QString selected READ selected NOTIFY changed)
    Q_PROPERTY(QString selectedName READ selectedName NOTIFY changed)
    Q_PROPERTY(QString selectedTask READ selectedTask NOTIFY changed)
    Q_PROPERTY(QString result READ result NOTIFY changed)
    Q_PROPERTY(QString doneText READ doneText NOTIFY changed)
    Q_PROPERTY(bool doneReady READ doneReady NOTIFY changed)
public:
    FollowUpsViewModel(RoundInHand& round, LastSave& saves, QObject* parent);

    [[nodiscard]] QAbstractItemModel* rows() { return &m_rows; }
    [[nodiscard]] QString countText() const;
    [[nodiscard]] int count() const { return static_cast<int>(m_open.size()); }
    [[nodiscard]] QString selected() const;
    [[nodiscard]] QString selectedName() const; ///< of the patient, "" while none is selected
    [[nodiscard]] QString selectedTask() const;
    [[nodiscard]] QString result() const { return m_result; }
    [[nodiscard]] QString doneText() const;
    [[nodiscard]] bool doneReady() const;

    void readAgain();

    Q_INVOKABLE void select(const QString& followUpId);
    Q_INVOKABLE void editResult(const QString& text);
    Q_INVOKABLE void done();

Q_SIGNALS:
    void changed();

private:
    void showRows();
    [[nodiscard]] const domain::FollowUpRow* selectedRow() const;

    RoundInHand& m_round;
    LastSave& m_saves;
    RowListModel<FollowUpItem> m_rows;
    std::vector<domain::FollowUpRow> m_open;
    QHash<PatientId, QString> m_names;
    QHash<StaffId, QString> m_people;
    FollowUpId m_selected;
    QString m_result;
};

} // namespace doorstep::app
