#pragma once

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/sync/records_in_hand.h"
#include "app/viewmodels/visit/last_save.h"

namespace doorstep::app {

struct FoundRow {
    Q_GADGET
    DOORSTEP_FIELD(QString, patientId)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, under)
    DOORSTEP_FIELD(QVariantList, tags) ///< Tag
    bool operator==(const FoundRow&) const = default;
};

/// Find anyone on this device; walk-ins join today's round. GUI thread.
class FindViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by AppViewModel")
    Q_PROPERTY(QString query READ query NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* results READ results CONSTANT)
    Q_PROPERTY(QString countText READ countText NOTIFY changed)
    Q_PROPERTY(QString emptyFact READ emptyFact NOTIFY changed)
    Q_PROPERTY(QString emptyNext READ emptyNext NOTIFY changed)
    Q_PROPERTY(QString addText READ addText NOTIFY changed)
    Q_PROPERTY(bool addOpen READ addOpen NOTIFY changed)
    Q_PROPERTY(QString family READ family NOTIFY changed)
    Q_PROPERTY(QString given READ given NOTIFY changed)
    Q_PROPERTY(QString born READ born NOTIFY changed)
    Q_PROPERTY(QString nhsNumber READ nhsNumber NOTIFY changed)
    Q_PROPERTY(QString addError READ addError NOTIFY changed)
public:
    FindViewModel(RecordsInHand& records, LastSave& saves, QObject* parent = nullptr);

    [[nodiscard]] QString query() const { return m_query; }
    [[nodiscard]] QAbstractItemModel* results() { return &m_results; }
    [[nodiscard]] QString countText() const;
    [[nodiscard]] QString emptyFact() const;
    [[nodiscard]] QString emptyNext() const;
    [[nodiscard]] QString addText() const;
    [[nodiscard]] bool addOpen() const { return m_addOpen; }
    [[nodiscard]] QString family() const { return m_new.family; }
    [[nodiscard]] QString given() const { return m_new.given; }
    [[nodiscard]] QString born() const { return m_born; }
    [[nodiscard]] QString nhsNumber() const { return m_new.nhsNumber; }
    [[nodiscard]] QString addError() const { return m_addError; }

    void startAnew(); ///< who was looked for before is not who is looked for now
    Q_INVOKABLE void editQuery(const QString& text);
    /// Opens the visit of today's round, or adds the patient to the round first.
    Q_INVOKABLE void open(const QString& patientId);
    Q_INVOKABLE void add();
    Q_INVOKABLE void closeAdd();
    Q_INVOKABLE void editFamily(const QString& text);
    Q_INVOKABLE void editGiven(const QString& text);
    Q_INVOKABLE void editBorn(const QString& text);
    Q_INVOKABLE void editNhsNumber(const QString& text);
    Q_INVOKABLE void saveNew();

Q_SIGNALS:
    void changed();
    void visitWanted(const QString& visitId, bool started);

private:
    void search();
    void join(WalkIn walkIn);
    [[nodiscard]] FoundRow rowOf(const domain::PatientRow& patient) const;

    RecordsInHand& m_records;
    RoundInHand& m_round;
    LastSave& m_saves;
    RowListModel<FoundRow> m_results;
    QString m_query;
    QString m_born;
    QString m_addError;
    WalkIn m_new;
    quint64 m_asked = 0;
    bool m_addOpen = false;
    bool m_searched = false;
};

} // namespace doorstep::app
