#pragma once

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/round_in_hand.h"

#include <QtQml/qqmlregistration.h>

namespace doorstep::app {

struct OutcomeItem {
    Q_GADGET
    DOORSTEP_FIELD(QString, visitId)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, when)
    DOORSTEP_FIELD(QString, outcome)
    DOORSTEP_FIELD(QString, iconName)
    DOORSTEP_FIELD(QString, tone)
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(QString, next) ///< "Try again Thu 26 Nov"
    bool operator==(const OutcomeItem&) const = default;
};

/// How the visits of the last days ended; what was not given is work. GUI thread.
class OutcomesViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of DeskViewModel")
    Q_PROPERTY(QAbstractItemModel* rows READ rows CONSTANT)
    Q_PROPERTY(QVariantList rounds READ rounds NOTIFY changed)
    Q_PROPERTY(QString round READ round NOTIFY changed)
    Q_PROPERTY(QString sumText READ sumText NOTIFY changed)
    Q_PROPERTY(bool onlyNotGiven READ onlyNotGiven NOTIFY changed)
public:
    OutcomesViewModel(RoundInHand& round, QObject* parent);

    [[nodiscard]] QAbstractItemModel* rows() { return &m_rows; }
    [[nodiscard]] QVariantList rounds() const;
    [[nodiscard]] QString round() const { return QString::fromLatin1(m_chosen.toHex()); }
    [[nodiscard]] QString sumText() const { return m_sum; }
    [[nodiscard]] bool onlyNotGiven() const { return m_onlyNotGiven; }

    void readAgain();

    Q_INVOKABLE void chooseRound(const QString& roundId);
    Q_INVOKABLE void toggleOnlyNotGiven();

Q_SIGNALS:
    void changed();

private:
    RoundInHand& m_round;
    RowListModel<OutcomeItem> m_rows;
    std::vector<domain::RoundRow> m_rounds;
    RoundId m_chosen;
    QString m_sum;
    bool m_onlyNotGiven = false;
    quint64 m_asked = 0;
};

} // namespace doorstep::app
