#pragma once

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/vaccinate/vaccinate_step.h"
#include "app/viewmodels/visit/visit_in_hand.h"

#include <QtQml/qqmlregistration.h>

namespace doorstep::app {

struct BatchOffer {
    Q_GADGET
    DOORSTEP_FIELD(QString, batchId)
    DOORSTEP_FIELD(QString, title)
    DOORSTEP_FIELD(QString, under)
    DOORSTEP_FIELD(QVariantList, tags) ///< Tag
    DOORSTEP_FIELD(bool, selected)
    bool operator==(const BatchOffer&) const = default;
};

/// The sheet "Which batch?": what lies in today's box for this vaccine and may be given. A scanner
/// that types, or a hand, goes through typed(). GUI thread.
class BatchViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of VaccinateViewModel")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* batches READ batches CONSTANT)
    Q_PROPERTY(QString typed READ typed NOTIFY changed)
    Q_PROPERTY(QString typedError READ typedError NOTIFY changed)
public:
    explicit BatchViewModel(VisitInHand& hand, QObject* parent = nullptr);

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] QAbstractItemModel* batches() { return &m_batches; }
    [[nodiscard]] QString typed() const { return m_typed; }
    [[nodiscard]] QString typedError() const { return m_error; }

    void show(const DoseChoice& dose);
    Q_INVOKABLE void choose(const QString& batchId);
    Q_INVOKABLE void editTyped(const QString& text);
    Q_INVOKABLE void acceptTyped();
    Q_INVOKABLE void close();

Q_SIGNALS:
    void changed();
    void chosen(const doorstep::app::DoseChoice& dose);

private:
    void take(const QString& lot, const std::optional<QDate>& scannedExpiry);
    void refuse(const QString& sentence);

    VisitInHand& m_hand;
    RowListModel<BatchOffer> m_batches;
    DoseChoice m_dose;
    QString m_typed;
    QString m_error;
    bool m_open = false;
};

} // namespace doorstep::app
