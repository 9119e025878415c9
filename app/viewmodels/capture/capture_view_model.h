#pragma once

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/sync/records_in_hand.h"
#include "app/viewmodels/visit/last_save.h"
#include "app/viewmodels/visit/visit_draft.h"

namespace doorstep::app {

/// A visit that was begun before the lease ended.
struct BegunVisit {
    Q_GADGET
    DOORSTEP_FIELD(QString, visitId)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, under)
    bool operator==(const BegunVisit&) const = default;
};

/// Home while the lease is over: why, the visits that were begun, and a form for new records. What
/// is typed is kept as it is typed. GUI thread.
class CaptureViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by AppViewModel")
    Q_PROPERTY(QVariant notice READ notice NOTIFY changed)
    Q_PROPERTY(bool mayWrite READ mayWrite NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* visits READ visits CONSTANT)
    Q_PROPERTY(bool hasVisits READ hasVisits NOTIFY changed)
    Q_PROPERTY(QString family READ family NOTIFY changed)
    Q_PROPERTY(QString given READ given NOTIFY changed)
    Q_PROPERTY(QString born READ born NOTIFY changed)
    Q_PROPERTY(QString nhsNumber READ nhsNumber NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY changed)
    Q_PROPERTY(bool ready READ isReady NOTIFY changed)
    Q_PROPERTY(QString waitingText READ waitingText NOTIFY changed)
public:
    CaptureViewModel(RecordsInHand& records, LastSave& saves, QObject* parent = nullptr);

    [[nodiscard]] QVariant notice() const;
    [[nodiscard]] bool mayWrite() const;
    [[nodiscard]] QAbstractItemModel* visits() { return &m_visits; }
    [[nodiscard]] bool hasVisits() const { return m_visits.count() > 0; }
    [[nodiscard]] QString family() const { return typed("family"); }
    [[nodiscard]] QString given() const { return typed("given"); }
    [[nodiscard]] QString born() const { return typed("born"); }
    [[nodiscard]] QString nhsNumber() const { return typed("nhsNumber"); }
    [[nodiscard]] QString text() const { return typed("text"); }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] bool isReady() const;
    [[nodiscard]] QString waitingText() const;

    /// `field`: family, given, born, nhsNumber or text.
    Q_INVOKABLE void edit(const QString& field, const QString& text);
    Q_INVOKABLE void save();
    Q_INVOKABLE void tryNow();
    Q_INVOKABLE void openVisit(const QString& visitId);

Q_SIGNALS:
    void changed();
    void visitWanted(const QString& visitId, bool started);

private:
    [[nodiscard]] QString typed(const char* field) const;
    void follow();
    void refresh();

    RecordsInHand& m_records;
    LastSave& m_saves;
    VisitDraft m_draft; ///< the form's, under the person's own id
    RowListModel<BegunVisit> m_visits;
    QString m_error;
    bool m_open = false;
};

} // namespace doorstep::app
