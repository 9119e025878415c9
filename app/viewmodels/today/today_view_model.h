#pragma once

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/reading/round_in_hand.h"
#include "app/viewmodels/sync/records_in_hand.h"
#include "app/viewmodels/today/today_board.h"
#include "app/viewmodels/visit/visit_in_hand.h"

#include <QtQml/qqmlregistration.h>

namespace doorstep::app {

/// The vaccinator's home. GUI thread.
class TodayViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by AppViewModel")
    Q_PROPERTY(QString roundName READ roundName NOTIFY changed)
    Q_PROPERTY(QString roundWhen READ roundWhen NOTIFY changed)
    Q_PROPERTY(QString doneText READ doneText NOTIFY changed)
    Q_PROPERTY(QString dosesText READ dosesText NOTIFY changed)
    Q_PROPERTY(QStringList segments READ segments NOTIFY changed)
    Q_PROPERTY(qreal share READ share NOTIFY changed)
    Q_PROPERTY(QString tallyText READ tallyText NOTIFY changed)
    Q_PROPERTY(QString temperatureText READ temperatureText NOTIFY changed)
    Q_PROPERTY(QString syncText READ syncText NOTIFY changed)
    Q_PROPERTY(QString syncTone READ syncTone NOTIFY changed)
    Q_PROPERTY(QString syncIcon READ syncIcon NOTIFY changed)
    Q_PROPERTY(QVariant next READ next NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* stops READ stops CONSTANT)
    Q_PROPERTY(QString startText READ startText NOTIFY changed)
    Q_PROPERTY(QString doneAction READ doneAction NOTIFY changed)
    Q_PROPERTY(QVariantList notices READ notices NOTIFY changed)
    Q_PROPERTY(QString emptyFact READ emptyFact NOTIFY changed)
    Q_PROPERTY(QString emptyNext READ emptyNext NOTIFY changed)
    Q_PROPERTY(QString emptyAction READ emptyAction NOTIFY changed)
    Q_PROPERTY(bool pane READ pane WRITE setPane NOTIFY changed)
public:
    TodayViewModel(
        RoundInHand& round, VisitInHand& visit, RecordsInHand& records, QObject* parent = nullptr);

    [[nodiscard]] QString roundName() const;
    [[nodiscard]] QString roundWhen() const { return m_board.roundWhen; }
    [[nodiscard]] QString doneText() const { return m_board.doneText; }
    [[nodiscard]] QString dosesText() const { return m_board.dosesText; }
    [[nodiscard]] QStringList segments() const { return m_board.segments; }
    [[nodiscard]] qreal share() const { return m_board.share; }
    [[nodiscard]] QString tallyText() const { return m_board.tallyText; }
    [[nodiscard]] QString temperatureText() const { return m_board.temperatureText; }
    [[nodiscard]] QString syncText() const { return m_records.strip().text; }
    [[nodiscard]] QString syncTone() const { return m_records.strip().tone; }
    [[nodiscard]] QString syncIcon() const { return m_records.strip().iconName; }
    [[nodiscard]] QVariant next() const;
    [[nodiscard]] QAbstractItemModel* stops() { return &m_stops; }
    [[nodiscard]] QString startText() const;
    [[nodiscard]] QString doneAction() const;
    [[nodiscard]] QVariantList notices() const;
    [[nodiscard]] QString emptyFact() const;
    [[nodiscard]] QString emptyNext() const;
    [[nodiscard]] QString emptyAction() const;
    [[nodiscard]] bool pane() const { return m_pane; }
    void setPane(bool pane);

    Q_INVOKABLE void start();
    Q_INVOKABLE void openStop(const QString& stopId);
    Q_INVOKABLE void openJob(const QString& visitId, const QString& jobKey);
    Q_INVOKABLE void toggleDone();
    Q_INVOKABLE void act(const QString& noticeId);
    Q_INVOKABLE void emptyAct();

Q_SIGNALS:
    void changed();
    void visitWanted(const QString& visitId, bool started);
    void jobWanted(const QString& visitId, const QString& jobKey);
    void beforeYouGoWanted();
    void endOfRoundWanted();
    void findWanted();

private:
    void refresh();
    [[nodiscard]] bool isClosed() const;
    [[nodiscard]] bool isUnreadable() const;

    RoundInHand& m_round;
    VisitInHand& m_visit;
    RecordsInHand& m_records;
    RowListModel<StopRow> m_stops;
    TodayBoard m_board;
    bool m_doneShown = false;
    bool m_pane = false;
};

} // namespace doorstep::app
