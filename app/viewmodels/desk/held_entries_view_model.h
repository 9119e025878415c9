#pragma once

#include "app/viewmodels/desk/held_reading.h"
#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/reading/round_in_hand.h"
#include "app/viewmodels/visit/last_save.h"

namespace doorstep::app {

/// What devices sent that are not in use, and the practice server therefore held: in no chart until
/// somebody at a desk lets it in. Left out it is kept, and listed as decided.
class HeldEntriesViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of DeskViewModel")
    Q_PROPERTY(QAbstractItemModel* rows READ rows CONSTANT)
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(QString countText READ countText NOTIFY changed)
    Q_PROPERTY(QString doorText READ doorText NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* decisions READ decisions CONSTANT)
    Q_PROPERTY(int decisionCount READ decisionCount NOTIFY changed)
    Q_PROPERTY(QString deciding READ deciding NOTIFY changed)
    Q_PROPERTY(QString device READ device NOTIFY changed)
    Q_PROPERTY(QString who READ who NOTIFY changed)
    Q_PROPERTY(QString why READ why NOTIFY changed)
    Q_PROPERTY(QString bar READ bar NOTIFY changed)
    Q_PROPERTY(QVariantList lines READ lines NOTIFY changed)
    Q_PROPERTY(QVariantList ways READ ways NOTIFY changed)
    Q_PROPERTY(QString way READ way NOTIFY changed)
    Q_PROPERTY(QVariantList reasons READ reasons NOTIFY changed)
    Q_PROPERTY(QString reason READ reason NOTIFY changed)
    Q_PROPERTY(QString decides READ decides NOTIFY changed)
    Q_PROPERTY(QString saveText READ saveText NOTIFY changed)
    Q_PROPERTY(bool saveReady READ saveReady NOTIFY changed)
public:
    HeldEntriesViewModel(RoundInHand& round, LastSave& saves, QObject* parent);

    [[nodiscard]] QAbstractItemModel* rows() { return &m_rows; }
    [[nodiscard]] int count() const { return m_rows.count(); }
    [[nodiscard]] QString countText() const;
    [[nodiscard]] QString doorText() const; ///< leads here; "" while there is nothing to see
    [[nodiscard]] QAbstractItemModel* decisions() { return &m_decisions; }
    [[nodiscard]] int decisionCount() const { return m_decisions.count(); }
    [[nodiscard]] QString deciding() const { return m_deciding; } ///< save id, "" for none
    // Of the one being decided; "" and empty for none.
    [[nodiscard]] QString device() const { return decided().device; }
    [[nodiscard]] QString who() const { return decided().who; }
    [[nodiscard]] QString why() const { return decided().why; }
    [[nodiscard]] QString bar() const { return decided().bar; }
    [[nodiscard]] QVariantList lines() const { return decided().lines; }
    [[nodiscard]] QVariantList ways() const; ///< Choice: "in", "out"
    [[nodiscard]] QString way() const { return m_way; }
    [[nodiscard]] QVariantList reasons() const; ///< Choice; empty before a way is chosen
    [[nodiscard]] QString reason() const; ///< "" before one is chosen
    [[nodiscard]] QString decides() const; ///< who may
    [[nodiscard]] QString saveText() const;
    [[nodiscard]] bool saveReady() const;

    void readAgain();

    Q_INVOKABLE void decide(const QString& saveId);
    Q_INVOKABLE void chooseWay(const QString& value);
    Q_INVOKABLE void chooseReason(const QString& value);
    Q_INVOKABLE void save();

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] HeldSave decided() const;
    [[nodiscard]] bool mayDecide() const; ///< whoever is at the desk now
    void take(HeldReading reading);
    void forget();
    void showRows();

    RoundInHand& m_round;
    LastSave& m_saves;
    RowListModel<HeldSave> m_rows;
    RowListModel<DecidedSave> m_decisions;
    HeldReading m_reading;
    QString m_deciding;
    QString m_way;
    std::optional<HeldReason> m_reason;
    quint64 m_asked = 0;
};

} // namespace doorstep::app
