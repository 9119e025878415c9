#pragma once

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
    DOORSTEP_FIELD(QString, who) ///< who must decide
    DOORSTEP_FIELD(QString, tone)
    DOORSTEP_FIELD(QVariantList, values) ///< HoldValue, both sides
    bool operator==(const HoldItem&) const = default;
};

/// What was kept and waits for a named person. Both values show; neither is lost by deciding.
class HoldsViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of DeskViewModel")
    Q_PROPERTY(QAbstractItemModel* rows READ rows CONSTANT)
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(QString countText READ countText NOTIFY changed)
    Q_PROPERTY(QString deciding READ deciding NOTIFY changed)
    Q_PROPERTY(QString chosen READ chosen NOTIFY changed)
    Q_PROPERTY(QString decision READ decision NOTIFY changed)
    Q_PROPERTY(QString saveText READ saveText NOTIFY changed)
    Q_PROPERTY(bool saveReady READ saveReady NOTIFY changed)
public:
    HoldsViewModel(RoundInHand& round, LastSave& saves, QObject* parent);

    [[nodiscard]] QAbstractItemModel* rows() { return &m_rows; }
    [[nodiscard]] int count() const { return m_rows.count(); }
    [[nodiscard]] QString countText() const;
    [[nodiscard]] QString deciding() const; ///< hold id, "" for none
    [[nodiscard]] QString chosen() const;
    [[nodiscard]] QString decision() const { return m_decision; }
    [[nodiscard]] QString saveText() const;
    [[nodiscard]] bool saveReady() const;

    void readAgain();

    Q_INVOKABLE void decide(const QString& holdId);
    Q_INVOKABLE void choose(const QString& entryId); ///< "" keeps both as they are
    Q_INVOKABLE void editDecision(const QString& text);
    Q_INVOKABLE void save();
    Q_INVOKABLE void close();

Q_SIGNALS:
    void changed();

private:
    RoundInHand& m_round;
    LastSave& m_saves;
    RowListModel<HoldItem> m_rows;
    std::vector<domain::HoldRow> m_holds;
    QHash<HoldId, ScopeId> m_scopes;
    HoldId m_deciding;
    EntryId m_chosen;
    QString m_decision;
};

} // namespace doorstep::app
