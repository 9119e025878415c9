#pragma once

#include "app/runtime/session.h"
#include "app/viewmodels/desk/plan_board.h"
#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/sync/records_in_hand.h"
#include "app/viewmodels/visit/last_save.h"

namespace doorstep::app {

/// Plan a round: choose, order, check, send. GUI thread.
class PlanViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of DeskViewModel")
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString dayText READ dayText NOTIFY changed)
    Q_PROPERTY(QVariantList days READ days NOTIFY changed)
    Q_PROPERTY(QString day READ day NOTIFY changed)
    Q_PROPERTY(QString leavesAt READ leavesAt NOTIFY changed)
    Q_PROPERTY(QString leavesAtError READ leavesAtError NOTIFY changed)
    Q_PROPERTY(QVariantList programmes READ programmes NOTIFY changed)
    Q_PROPERTY(QString programme READ programme NOTIFY changed)
    Q_PROPERTY(QString query READ query NOTIFY changed)
    Q_PROPERTY(QVariantList filters READ filters NOTIFY changed)
    Q_PROPERTY(QString filter READ filter NOTIFY changed)
    Q_PROPERTY(QString chooseAllText READ chooseAllText NOTIFY changed)
    Q_PROPERTY(QString emptyFact READ emptyFact NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* due READ due CONSTANT)
    Q_PROPERTY(QAbstractItemModel* stops READ stops CONSTANT)
    Q_PROPERTY(int stopCount READ stopCount NOTIFY changed)
    Q_PROPERTY(QString backBy READ backBy NOTIFY changed)
    Q_PROPERTY(QString stopTitle READ stopTitle NOTIFY changed)
    Q_PROPERTY(QVariantList atStop READ atStop NOTIFY changed)
    Q_PROPERTY(QVariantList forAll READ forAll NOTIFY changed)
    Q_PROPERTY(bool canUndoMove READ canUndoMove NOTIFY changed)
    Q_PROPERTY(bool canMoveUp READ canMoveUp NOTIFY changed)
    Q_PROPERTY(bool canMoveDown READ canMoveDown NOTIFY changed)
    Q_PROPERTY(QVariantList team READ team NOTIFY changed)
    Q_PROPERTY(QString teamText READ teamText NOTIFY changed)
    Q_PROPERTY(QVariantList tablets READ tablets NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* load READ load CONSTANT)
    Q_PROPERTY(QString loadSum READ loadSum NOTIFY changed)
    Q_PROPERTY(QVariantList checks READ checks NOTIFY changed)
    Q_PROPERTY(QString sum READ sum NOTIFY changed)
    Q_PROPERTY(QString canGo READ canGo NOTIFY changed)
    Q_PROPERTY(QString sendText READ sendText NOTIFY changed)
    Q_PROPERTY(bool sendReady READ sendReady NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(QString gap READ gap NOTIFY changed)
    Q_PROPERTY(QString sentText READ sentText NOTIFY changed)
public:
    PlanViewModel(RecordsInHand& records, LastSave& saves, QObject* parent);

    [[nodiscard]] QString name() const { return m_state.name; }
    [[nodiscard]] QString dayText() const;
    [[nodiscard]] QVariantList days() const;
    [[nodiscard]] QString day() const { return m_state.day.toString(Qt::ISODate); }
    [[nodiscard]] QString leavesAt() const { return m_leavesAt; }
    [[nodiscard]] QString leavesAtError() const { return m_leavesAtError; }
    [[nodiscard]] QVariantList programmes() const { return toVariants(m_board.programmes); }
    [[nodiscard]] QString programme() const { return m_state.programme; }
    [[nodiscard]] QString query() const { return m_look.query; }
    [[nodiscard]] QVariantList filters() const { return toVariants(m_board.filters); }
    [[nodiscard]] QString filter() const { return m_look.filter; }
    [[nodiscard]] QString chooseAllText() const { return m_board.chooseAllText; }
    [[nodiscard]] QString emptyFact()
        const; ///< why the list of patients is empty; "" when it is not
    [[nodiscard]] QAbstractItemModel* due() { return &m_due; }
    [[nodiscard]] QAbstractItemModel* stops() { return &m_stops; }
    [[nodiscard]] int stopCount() const { return m_stops.count(); }
    [[nodiscard]] QString backBy() const { return m_board.backBy; }
    [[nodiscard]] QString stopTitle() const { return m_board.stopTitle; }
    [[nodiscard]] QVariantList atStop() const { return toVariants(m_board.atStop); }
    [[nodiscard]] QVariantList forAll() const { return toVariants(m_board.forAll); }
    [[nodiscard]] bool canUndoMove() const { return m_state.before.has_value(); }
    [[nodiscard]] bool canMoveUp() const { return m_state.selected > 0; }
    [[nodiscard]] bool canMoveDown() const { return m_state.selected + 1 < m_state.stops.size(); }
    [[nodiscard]] QVariantList team() const { return toVariants(m_board.team); }
    [[nodiscard]] QString teamText() const { return m_board.teamText; }
    [[nodiscard]] QVariantList tablets() const { return toVariants(m_board.tablets); }
    [[nodiscard]] QAbstractItemModel* load() { return &m_load; }
    [[nodiscard]] QString loadSum() const { return m_board.loadSum; }
    [[nodiscard]] QVariantList checks() const { return toVariants(m_board.checks); }
    [[nodiscard]] QString sum() const { return m_board.sum; }
    [[nodiscard]] QString canGo() const { return m_board.canGo; }
    [[nodiscard]] QString sendText() const { return m_board.sendText; }
    [[nodiscard]] bool sendReady() const { return m_board.sendReady && !m_saves.busy(); }
    [[nodiscard]] bool busy() const { return m_saves.busy(); }
    [[nodiscard]] QString gap() const { return m_board.gap; }
    [[nodiscard]] QString sentText() const { return m_sent; }

    void readAgain();

    Q_INVOKABLE void editName(const QString& text);
    Q_INVOKABLE void chooseDay(const QString& isoDay);
    Q_INVOKABLE void editLeavesAt(const QString& text);
    Q_INVOKABLE void chooseProgramme(const QString& packId);
    Q_INVOKABLE void editQuery(const QString& text);
    Q_INVOKABLE void togglePatient(const QString& patientId);
    Q_INVOKABLE void chooseFilter(const QString& value);
    Q_INVOKABLE void chooseAllDue(); ///< as many as one round holds, in the proposed order
    Q_INVOKABLE void proposeOrder();
    Q_INVOKABLE void selectStop(const QString& stopId);
    Q_INVOKABLE void moveUp();
    Q_INVOKABLE void moveDown();
    Q_INVOKABLE void placeStop(const QString& stopId, int place); ///< counted from 0
    Q_INVOKABLE void undoMove();
    Q_INVOKABLE void toggleJob(const QString& patientId, const QString& job);
    Q_INVOKABLE void toggleJobForAll(const QString& job);
    Q_INVOKABLE void toggleTeam(const QString& staffId);
    Q_INVOKABLE void chooseTablet(const QString& deviceId);
    Q_INVOKABLE void changeLoad(const QString& batchId, int by);
    Q_INVOKABLE void loadNeeded();
    Q_INVOKABLE void send();

Q_SIGNALS:
    void changed();

private:
    void take(const PlanEvent& event);
    void refresh();
    void showBoard();
    void startAnew();

    RecordsInHand& m_records;
    RoundInHand& m_round;
    LastSave& m_saves;
    RowListModel<DueRow> m_due;
    RowListModel<PlanStopRow> m_stops;
    RowListModel<PlanLoadRow> m_load;
    PlanReading m_reading;
    PlanState m_state;
    PlanBoard m_board;
    PlanLook m_look;
    QString m_leavesAt = QStringLiteral("09:00");
    QString m_leavesAtError;
    QString m_sent;
    quint64 m_asked = 0;
};

} // namespace doorstep::app
