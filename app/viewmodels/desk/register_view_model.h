#pragma once

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/sync/records_in_hand.h"
#include "app/viewmodels/visit/last_save.h"

#include <QtQml/qqmlregistration.h>

namespace doorstep::app {

struct RegisterRow {
    Q_GADGET
    DOORSTEP_FIELD(QString, patientId)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, born)
    DOORSTEP_FIELD(QString, nhsNumber)
    DOORSTEP_FIELD(QString, place)
    DOORSTEP_FIELD(QVariantList, tags) ///< Tag: registers
    DOORSTEP_FIELD(bool, selected)
    bool operator==(const RegisterRow&) const = default;
};
/// One dated line of what a record holds.
struct RecordLine {
    Q_GADGET
    DOORSTEP_FIELD(QString, iconName)
    DOORSTEP_FIELD(QString, when)
    DOORSTEP_FIELD(QString, text)
    bool operator==(const RecordLine&) const = default;
};

/// Everybody the practice has, narrowed by register and search, with the chosen one's record.
class RegisterViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of DeskViewModel")
    Q_PROPERTY(QString query READ query NOTIFY changed)
    Q_PROPERTY(QVariantList registers READ registers NOTIFY changed)
    Q_PROPERTY(QString registerWord READ registerWord NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* rows READ rows CONSTANT)
    Q_PROPERTY(QString countText READ countText NOTIFY changed)
    Q_PROPERTY(QString emptyFact READ emptyFact NOTIFY changed)
    Q_PROPERTY(QString emptyNext READ emptyNext NOTIFY changed)
    Q_PROPERTY(bool hasPatient READ hasPatient NOTIFY changed)
    Q_PROPERTY(doorstep::app::PatientTop patient READ patient NOTIFY changed)
    Q_PROPERTY(QVariantList helps READ helps NOTIFY changed)
    Q_PROPERTY(QVariantList record READ record NOTIFY changed)
    Q_PROPERTY(bool mayTakeApart READ mayTakeApart NOTIFY changed)
public:
    RegisterViewModel(RecordsInHand& records, LastSave& saves, QObject* parent);

    [[nodiscard]] QString query() const { return m_query; }
    [[nodiscard]] QVariantList registers() const;
    [[nodiscard]] QString registerWord() const { return m_register; }
    [[nodiscard]] QAbstractItemModel* rows() { return &m_rows; }
    [[nodiscard]] QString countText() const;
    [[nodiscard]] QString emptyFact() const;
    [[nodiscard]] QString emptyNext() const;
    [[nodiscard]] bool hasPatient() const { return m_patient.has_value(); }
    [[nodiscard]] PatientTop patient() const;
    [[nodiscard]] QVariantList helps() const;
    [[nodiscard]] QVariantList record() const;
    /// The open record was joined with another, and this person may decide about that.
    [[nodiscard]] bool mayTakeApart() const;

    void readAgain();

    Q_INVOKABLE void editQuery(const QString& text);
    Q_INVOKABLE void chooseRegister(const QString& word);
    Q_INVOKABLE void open(const QString& patientId);
    Q_INVOKABLE void close();
    Q_INVOKABLE void takeApart(); ///< they are different people

Q_SIGNALS:
    void changed();
    void recordOpened(doorstep::PatientId patient);

private:
    void readPatientFile();
    void showRows();

    RecordsInHand& m_records;
    RoundInHand& m_round;
    LastSave& m_saves;
    RowListModel<RegisterRow> m_rows;
    std::vector<domain::PatientRow> m_patients;
    QMap<QString, int> m_counts;
    std::optional<PatientFile> m_patient;
    PatientId m_open;
    QString m_query;
    QString m_register;
    int m_total = 0;
    quint64 m_asked = 0;
};

} // namespace doorstep::app
