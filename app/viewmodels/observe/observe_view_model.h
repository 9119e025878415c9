#pragma once

#include "app/viewmodels/observe/observe_step.h"
#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/visit/last_save.h"
#include "app/viewmodels/visit/visit_in_hand.h"
#include "app/viewmodels/words/observation_words.h"

namespace doorstep::app {

struct MeasureRow {
    Q_GADGET
    QML_ANONYMOUS
    DOORSTEP_FIELD(QString, key)
    DOORSTEP_FIELD(QString, label)
    DOORSTEP_FIELD(QString, value)
    DOORSTEP_FIELD(QString, unit)
    DOORSTEP_FIELD(QString, status) ///< "", missing, implausible, notTaken
    bool operator==(const MeasureRow&) const = default;
};

/// Observe: one sheet of values with its own pad. GUI thread.
class ObserveViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by AppViewModel")
    Q_PROPERTY(doorstep::app::PatientTop patient READ patient NOTIFY changed)
    Q_PROPERTY(doorstep::app::MeasureRow systolic READ systolic NOTIFY changed)
    Q_PROPERTY(doorstep::app::MeasureRow diastolic READ diastolic NOTIFY changed)
    Q_PROPERTY(QString activeKey READ activeKey NOTIFY changed)
    Q_PROPERTY(QString posture READ posture NOTIFY changed)
    Q_PROPERTY(QString lastStrong READ lastStrong NOTIFY changed)
    Q_PROPERTY(QString lastTail READ lastTail NOTIFY changed)
    Q_PROPERTY(QList<qreal> trend READ trend NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* tiles READ tiles CONSTANT)
    Q_PROPERTY(QString message READ message NOTIFY changed)
    Q_PROPERTY(QString messageTone READ messageTone NOTIFY changed)
    Q_PROPERTY(QString score READ score NOTIFY changed)
    Q_PROPERTY(QString scoreHeading READ scoreHeading NOTIFY changed)
    Q_PROPERTY(QString scoreMissing READ scoreMissing NOTIFY changed)
    Q_PROPERTY(QString scorePoints READ scorePoints NOTIFY changed)
    Q_PROPERTY(QString scoreNext READ scoreNext NOTIFY changed)
    Q_PROPERTY(QString scoreTone READ scoreTone NOTIFY changed)
    Q_PROPERTY(QVariantList choices READ choices NOTIFY changed)
    Q_PROPERTY(QString choice READ choice NOTIFY changed)
    Q_PROPERTY(QString advanceText READ advanceText NOTIFY changed)
    Q_PROPERTY(bool advanceSaves READ advanceSaves NOTIFY changed)
    Q_PROPERTY(bool advanceReady READ advanceReady NOTIFY changed)
    Q_PROPERTY(bool pointShown READ pointShown NOTIFY changed)
    Q_PROPERTY(bool reasonOpen READ reasonOpen NOTIFY changed)
    Q_PROPERTY(QString reasonHeading READ reasonHeading NOTIFY changed)
    Q_PROPERTY(QVariantList reasons READ reasons CONSTANT)
public:
    ObserveViewModel(VisitInHand& hand, LastSave& saves, QObject* parent = nullptr);

    [[nodiscard]] PatientTop patient() const { return m_hand.top(); }
    [[nodiscard]] MeasureRow systolic() const { return rowOf(ObservationKind::Systolic); }
    [[nodiscard]] MeasureRow diastolic() const { return rowOf(ObservationKind::Diastolic); }
    [[nodiscard]] QString activeKey() const;
    [[nodiscard]] QString posture() const { return words::postures().at(m_state.posture); }
    [[nodiscard]] QString lastStrong() const;
    [[nodiscard]] QString lastTail() const;
    [[nodiscard]] QList<qreal> trend() const;
    [[nodiscard]] QAbstractItemModel* tiles() { return &m_tiles; }
    [[nodiscard]] QString message() const;
    [[nodiscard]] QString messageTone() const;
    [[nodiscard]] QString score() const { return m_news2.score; }
    [[nodiscard]] QString scoreHeading() const { return m_news2.heading; }
    [[nodiscard]] QString scoreMissing() const { return m_news2.missing; }
    [[nodiscard]] QString scorePoints() const { return m_news2.points; }
    [[nodiscard]] QString scoreNext() const { return m_news2.next; }
    [[nodiscard]] QString scoreTone() const { return m_news2.tone; }
    [[nodiscard]] QVariantList choices() const;
    [[nodiscard]] QString choice() const { return m_state.at(m_state.active).text; }
    [[nodiscard]] QString advanceText() const;
    [[nodiscard]] bool advanceSaves() const { return !nextWanted(m_state); }
    [[nodiscard]] bool advanceReady() const;
    [[nodiscard]] bool pointShown() const;
    [[nodiscard]] bool reasonOpen() const { return m_reasonOpen; }
    [[nodiscard]] QString reasonHeading() const;
    [[nodiscard]] QVariantList reasons() const;

    Q_INVOKABLE void show(const QString& jobKey);
    Q_INVOKABLE void chooseTile(const QString& key);
    Q_INVOKABLE void changePosture();
    Q_INVOKABLE void digit(const QString& figure);
    Q_INVOKABLE void point();
    Q_INVOKABLE void erase();
    Q_INVOKABLE void chooseWord(const QString& value);
    Q_INVOKABLE void notTaken();
    Q_INVOKABLE void chooseReason(const QString& value);
    Q_INVOKABLE void closeReason();
    Q_INVOKABLE void advance();

Q_SIGNALS:
    void changed();
    void saved(bool visitEnded);

private:
    void take(const ObserveEvent& event);
    void refresh();
    void save();
    [[nodiscard]] MeasureRow rowOf(ObservationKind kind) const;
    [[nodiscard]] bool isScored() const;
    [[nodiscard]] clinical::News2Use use() const;

    VisitInHand& m_hand;
    LastSave& m_saves;
    RowListModel<MeasureRow> m_tiles;
    ObserveState m_state;
    words::News2Words m_news2;
    QString m_job;
    bool m_reasonOpen = false;
};

} // namespace doorstep::app
