#pragma once

#include "app/viewmodels/desk/hold_ways.h"
#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/round_in_hand.h"
#include "app/viewmodels/visit/last_save.h"
#include "core/domain/desk_rows.h"

namespace doorstep::app {

struct HoldValue {
    Q_GADGET
    DOORSTEP_FIELD(QString, entryId)
    DOORSTEP_FIELD(QString, text)
    DOORSTEP_FIELD(QString, who) ///< "Dev Harroway, 10:42 today"
    DOORSTEP_FIELD(bool, current)
    bool operator==(const HoldValue&) const = default;
};
struct HoldItem {
    Q_GADGET
    DOORSTEP_FIELD(QString, holdId)
    DOORSTEP_FIELD(QString, heading)
    DOORSTEP_FIELD(QString, about)
    DOORSTEP_FIELD(QString, sentence)
    DOORSTEP_FIELD(QString, who) ///< who must decide: "Bronwen Achebe, practice nurse"
    DOORSTEP_FIELD(QString, tone)
    DOORSTEP_FIELD(QVariantList, values) ///< HoldValue, both sides
    DOORSTEP_FIELD(QVariantList, choices) ///< Choice: what may be decided
    DOORSTEP_FIELD(bool, selected)
    bool operator==(const HoldItem&) const = default;
};

/// A decision that was taken: what about, what stands, why, and by whom.
struct DecidedHold {
    Q_GADGET
    DOORSTEP_FIELD(QString, holdId)
    DOORSTEP_FIELD(QString, heading)
    DOORSTEP_FIELD(QString, about)
    DOORSTEP_FIELD(QString, stands)
    DOORSTEP_FIELD(QString, decision)
    DOORSTEP_FIELD(QString, who) ///< "Priya Nandra, 10:42 today"
    bool operator==(const DecidedHold&) const = default;
};

/// What was kept and waits for a named person. Both values show; neither is lost by deciding.
class HoldsViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of DeskViewModel")
    Q_PROPERTY(QAbstractItemModel* rows READ rows CONSTANT)
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* decisions READ decisions CONSTANT)
    Q_PROPERTY(int decisionCount READ decisionCount NOTIFY changed)
    Q_PROPERTY(QString countText READ countText NOTIFY changed)
    Q_PROPERTY(QString deciding READ deciding NOTIFY changed)
    Q_PROPERTY(QString about READ about NOTIFY changed)
    Q_PROPERTY(QString heading READ heading NOTIFY changed)
    Q_PROPERTY(QString sentence READ sentence NOTIFY changed)
    Q_PROPERTY(QString who READ who NOTIFY changed)
    Q_PROPERTY(QString tone READ tone NOTIFY changed)
    Q_PROPERTY(QVariantList values READ values NOTIFY changed)
    Q_PROPERTY(QVariantList choices READ choices NOTIFY changed)
    Q_PROPERTY(QString chosen READ chosen NOTIFY changed)
    Q_PROPERTY(QString decision READ decision NOTIFY changed)
    Q_PROPERTY(QString saveText READ saveText NOTIFY changed)
    Q_PROPERTY(bool saveReady READ saveReady NOTIFY changed)
public:
    HoldsViewModel(RoundInHand& round, LastSave& saves, QObject* parent);

    [[nodiscard]] QAbstractItemModel* rows() { return &m_rows; }
    [[nodiscard]] int count() const { return m_rows.count(); }
    [[nodiscard]] QAbstractItemModel* decisions() { return &m_decisions; } ///< the latest first
    [[nodiscard]] int decisionCount() const { return m_decisions.count(); }
    [[nodiscard]] QString countText() const;
    [[nodiscard]] QString deciding() const; ///< hold id, "" for none
    // Of the hold being decided; "" and empty for none.
    [[nodiscard]] QString about() const { return decided().about; }
    [[nodiscard]] QString heading() const { return decided().heading; }
    [[nodiscard]] QString sentence() const { return decided().sentence; }
    [[nodiscard]] QString who() const { return decided().who; }
    [[nodiscard]] QString tone() const { return decided().tone; }
    [[nodiscard]] QVariantList values() const { return decided().values; }
    [[nodiscard]] QVariantList choices() const { return decided().choices; }
    [[nodiscard]] QString chosen() const { return m_choice; } ///< of choices; "" while none is
    [[nodiscard]] QString decision() const { return m_decision; }
    [[nodiscard]] QString saveText() const;
    [[nodiscard]] bool saveReady() const;

    void readAgain();

    Q_INVOKABLE void decide(const QString& holdId);
    Q_INVOKABLE void choose(const QString& value);
    Q_INVOKABLE void editDecision(const QString& text);
    Q_INVOKABLE void save();
    Q_INVOKABLE void close();

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] HoldItem decided() const;
    [[nodiscard]] const HoldWay* way() const; ///< the chosen one; nullptr while none is
    [[nodiscard]] bool mayDecide() const; ///< whoever is at the desk now
    void showRows();

    RoundInHand& m_round;
    LastSave& m_saves;
    RowListModel<HoldItem> m_rows;
    RowListModel<DecidedHold> m_decisions;
    std::vector<domain::HoldRow> m_holds;
    std::vector<HoldItem> m_items;
    QHash<HoldId, ScopeId> m_scopes;
    std::map<HoldId, std::vector<HoldWay>> m_ways;
    HoldId m_deciding;
    QString m_choice;
    quint64 m_asked = 0;
    QString m_decision;
};

} // namespace doorstep::app
