#pragma once

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/round/box_balance.h"
#include "app/viewmodels/sync/records_in_hand.h"
#include "app/viewmodels/visit/last_save.h"

namespace doorstep::app {

struct OpenVisit {
    Q_GADGET
    DOORSTEP_FIELD(QString, visitId)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, text)
    bool operator==(const OpenVisit&) const = default;
};

/// Closing the round: nothing left open, the box balanced or its difference named, what is not yet
/// at the practice, and back safely. GUI thread.
class EndOfRoundViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by AppViewModel")
    Q_PROPERTY(QString roundName READ roundName NOTIFY changed)
    Q_PROPERTY(QString roundWhen READ roundWhen NOTIFY changed)
    Q_PROPERTY(QVariantList openVisits READ openVisits NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* lines READ lines CONSTANT)
    Q_PROPERTY(bool differs READ differs NOTIFY changed)
    Q_PROPERTY(QString difference READ difference NOTIFY changed)
    Q_PROPERTY(QString differenceError READ differenceError NOTIFY changed)
    Q_PROPERTY(QString temperatureText READ temperatureText NOTIFY changed)
    Q_PROPERTY(QString temperatureTone READ temperatureTone NOTIFY changed)
    Q_PROPERTY(QString temperature READ temperature NOTIFY changed)
    Q_PROPERTY(QString temperatureError READ temperatureError NOTIFY changed)
    Q_PROPERTY(QString syncText READ syncText NOTIFY changed)
    Q_PROPERTY(QString syncTone READ syncTone NOTIFY changed)
    Q_PROPERTY(QString syncIcon READ syncIcon NOTIFY changed)
    Q_PROPERTY(bool backSafely READ backSafely NOTIFY changed)
    Q_PROPERTY(QVariantList notices READ notices NOTIFY changed)
    Q_PROPERTY(QString closeText READ closeText NOTIFY changed)
    Q_PROPERTY(bool ready READ ready NOTIFY changed)
public:
    EndOfRoundViewModel(RecordsInHand& records, LastSave& saves, QObject* parent = nullptr);

    [[nodiscard]] QString roundName() const { return m_round.file().round.name; }
    [[nodiscard]] QString roundWhen() const;
    [[nodiscard]] QVariantList openVisits() const;
    [[nodiscard]] QAbstractItemModel* lines() { return &m_lines; }
    [[nodiscard]] bool differs() const { return !m_balance.sentence.isEmpty(); }
    [[nodiscard]] QString difference() const { return m_reason; }
    [[nodiscard]] QString differenceError() const { return m_balance.sentence; }
    [[nodiscard]] QString temperatureText() const;
    [[nodiscard]] QString temperatureTone() const;
    [[nodiscard]] QString temperature() const { return m_temperature; }
    [[nodiscard]] QString temperatureError() const { return m_temperatureError; }
    [[nodiscard]] QString syncText() const { return m_records.strip().text; }
    [[nodiscard]] QString syncTone() const { return m_records.strip().tone; }
    [[nodiscard]] QString syncIcon() const { return m_records.strip().iconName; }
    [[nodiscard]] bool backSafely() const { return m_backSafely; }
    [[nodiscard]] QVariantList notices() const;
    [[nodiscard]] QString closeText() const;
    [[nodiscard]] bool ready() const;

    Q_INVOKABLE void waste(const QString& batchId, int by);
    Q_INVOKABLE void giveBack(const QString& batchId, int by);
    Q_INVOKABLE void editDifference(const QString& text);
    Q_INVOKABLE void editTemperature(const QString& text);
    Q_INVOKABLE void acceptTemperature();
    Q_INVOKABLE void toggleSafe();
    Q_INVOKABLE void act(const QString& noticeId);
    Q_INVOKABLE void close();

Q_SIGNALS:
    void changed();
    void closed();

private:
    void refresh();
    void count(const QString& batchId, int HandCount::*which, int by);
    [[nodiscard]] int openCount() const;

    RecordsInHand& m_records;
    RoundInHand& m_round;
    LastSave& m_saves;
    RowListModel<BalanceRow> m_lines;
    HandCounts m_counts;
    BoxBalance m_balance;
    QString m_reason;
    QString m_temperature;
    QString m_temperatureError;
    bool m_backSafely = false;
};

} // namespace doorstep::app
