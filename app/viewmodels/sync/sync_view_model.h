#pragma once

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/sync/records_in_hand.h"

#include <QtQml/qqmlregistration.h>

namespace doorstep::app {

struct ReceiptStep {
    Q_GADGET
    DOORSTEP_FIELD(QString, stage) ///< device, practice, safe, exported, held
    DOORSTEP_FIELD(QString, text)
    DOORSTEP_FIELD(QString, count)
    bool operator==(const ReceiptStep&) const = default;
};
/// Five counts that add up to the total shown under them.
[[nodiscard]] std::vector<ReceiptStep> receiptSteps(const store::ReceiptCounts& counts);

/// Where your records are. GUI thread.
class SyncViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by AppViewModel")
    Q_PROPERTY(QString headline READ headline NOTIFY changed)
    Q_PROPERTY(QString body READ body NOTIFY changed)
    Q_PROPERTY(QString reachedText READ reachedText NOTIFY changed)
    Q_PROPERTY(QString photosText READ photosText NOTIFY changed)
    Q_PROPERTY(QVariantList steps READ steps NOTIFY changed)
    Q_PROPERTY(QString totalText READ totalText NOTIFY changed)
    Q_PROPERTY(QString total READ total NOTIFY changed)
    Q_PROPERTY(QString recordsHeading READ recordsHeading NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* records READ records CONSTANT)
    Q_PROPERTY(QString sendText READ sendText NOTIFY changed)
    Q_PROPERTY(QVariantList notices READ notices NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(QString busyText READ busyText NOTIFY changed)
    Q_PROPERTY(qreal progress READ progress NOTIFY changed)
public:
    explicit SyncViewModel(RecordsInHand& records, QObject* parent = nullptr);

    [[nodiscard]] QString headline() const;
    [[nodiscard]] QString body() const;
    [[nodiscard]] QString reachedText() const;
    /// Empty when none waits.
    [[nodiscard]] QString photosText() const;
    [[nodiscard]] QVariantList steps() const;
    [[nodiscard]] QString totalText() const { return tr("Made on this device"); }
    [[nodiscard]] QString total() const;
    [[nodiscard]] QString recordsHeading() const { return tr("On this device only"); }
    [[nodiscard]] QAbstractItemModel* records() { return &m_rows; }
    [[nodiscard]] QString sendText() const;
    [[nodiscard]] QVariantList notices() const;
    [[nodiscard]] bool busy() const;
    [[nodiscard]] QString busyText() const;
    [[nodiscard]] qreal progress() const;

    Q_INVOKABLE void send();
    Q_INVOKABLE void act(const QString& noticeId);

Q_SIGNALS:
    void changed();

private:
    RecordsInHand& m_records;
    RowListModel<WaitingRecord> m_rows;
};

} // namespace doorstep::app
