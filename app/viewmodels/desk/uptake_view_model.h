#pragma once

#include "app/runtime/desk_reads.h"
#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/round_in_hand.h"

#include <QtQml/qqmlregistration.h>

namespace doorstep::app {

/// One register's uptake. The five counts add up to `everybody`.
struct UptakeRow {
    Q_GADGET
    DOORSTEP_FIELD(QString, label)
    DOORSTEP_FIELD(int, everybody)
    DOORSTEP_FIELD(int, ours)
    DOORSTEP_FIELD(int, elsewhere)
    DOORSTEP_FIELD(int, refused)
    DOORSTEP_FIELD(int, due)
    DOORSTEP_FIELD(int, notEligible)
    DOORSTEP_FIELD(QString, percent) ///< given of those who are offered it
    DOORSTEP_FIELD(qreal, share)
    bool operator==(const UptakeRow&) const = default;
};

/// One patient as uptake counts: pure input.
struct UptakeFact {
    QStringList registers;
    clinical::Eligibility eligibility;
    std::optional<domain::VaccinationSource> given; ///< source of the dose that counts
    bool refused = false; ///< the newest record of this programme is a refusal
};
/// All, then each register, by label. Given beats refused beats due.
[[nodiscard]] std::vector<UptakeRow> uptakeRows(const std::vector<UptakeFact>& facts);

/// How far the programme has come. GUI thread.
class UptakeViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of DeskViewModel")
    Q_PROPERTY(QVariantList programmes READ programmes CONSTANT)
    Q_PROPERTY(QString programme READ programme NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* rows READ rows CONSTANT)
    Q_PROPERTY(int everybody READ everybody NOTIFY changed)
    Q_PROPERTY(QString asOf READ asOf NOTIFY changed)
    Q_PROPERTY(QString factsText READ factsText NOTIFY changed)
public:
    UptakeViewModel(RoundInHand& round, QObject* parent);

    [[nodiscard]] QVariantList programmes() const;
    [[nodiscard]] QString programme() const { return m_programme; }
    [[nodiscard]] QAbstractItemModel* rows() { return &m_rows; }
    [[nodiscard]] int everybody() const; ///< on the register; 0 before the first list
    [[nodiscard]] QString asOf() const { return m_asOf; }
    [[nodiscard]] QString factsText() const; ///< which pack the cohorts come from, and its date

    void readAgain();
    Q_INVOKABLE void chooseProgramme(const QString& packId);

Q_SIGNALS:
    void changed();

private:
    RoundInHand& m_round;
    RowListModel<UptakeRow> m_rows;
    QString m_programme;
    QString m_asOf;
    quint64 m_asked = 0;
};

} // namespace doorstep::app
