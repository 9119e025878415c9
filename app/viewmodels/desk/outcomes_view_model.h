#pragma once

#include "app/viewmodels/desk/export_folder.h"
#include "app/viewmodels/paper/sheet_files.h"
#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/round_in_hand.h"
#include "app/viewmodels/visit/last_save.h"

#include <QtQml/qqmlregistration.h>

namespace doorstep::app {

struct OutcomeItem {
    Q_GADGET
    DOORSTEP_FIELD(QString, visitId)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, when)
    DOORSTEP_FIELD(QString, outcome)
    DOORSTEP_FIELD(QString, icon)
    DOORSTEP_FIELD(QString, tone)
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(QString, next) ///< "Try again Thu 26 Nov"
    DOORSTEP_FIELD(bool, ended)
    bool operator==(const OutcomeItem&) const = default;
};

struct PastRoundItem {
    Q_GADGET
    DOORSTEP_FIELD(QString, roundId)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, day)
    DOORSTEP_FIELD(bool, selected)
    bool operator==(const PastRoundItem&) const = default;
};

/// How the visits of the last days ended; what was not given is work. Sheets for
/// paper go as PDF into a folder the person chose, each with the record that it left. GUI thread;
/// sheets are set on the storage thread.
class OutcomesViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of DeskViewModel")
    Q_PROPERTY(QAbstractItemModel* rows READ rows CONSTANT)
    Q_PROPERTY(QAbstractItemModel* rounds READ rounds CONSTANT)
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(bool hasRounds READ hasRounds NOTIFY changed)
    Q_PROPERTY(QString roundName READ roundName NOTIFY changed)
    Q_PROPERTY(QString sumText READ sumText NOTIFY changed)
    Q_PROPERTY(bool onlyNotGiven READ onlyNotGiven NOTIFY changed)
    Q_PROPERTY(QString folder READ folder NOTIFY changed)
    Q_PROPERTY(QString folderError READ folderError NOTIFY changed)
    Q_PROPERTY(QString sheetText READ sheetText NOTIFY changed)
    Q_PROPERTY(bool sheetReady READ sheetReady NOTIFY changed)
    Q_PROPERTY(QString sheetDone READ sheetDone NOTIFY changed)
    Q_PROPERTY(QString sheetError READ sheetError NOTIFY changed)
public:
    OutcomesViewModel(RoundInHand& round, ExportFolder& folder, LastSave& saves, QObject* parent);

    [[nodiscard]] QAbstractItemModel* rows() { return &m_rows; }
    [[nodiscard]] QAbstractItemModel* rounds() { return &m_rounds; }
    [[nodiscard]] int count() const { return m_rows.count(); }
    [[nodiscard]] bool hasRounds() const { return m_rounds.count() > 0; }
    [[nodiscard]] QString roundName() const { return m_roundName; }
    [[nodiscard]] QString sumText() const { return m_sum; }
    [[nodiscard]] bool onlyNotGiven() const { return m_onlyNotGiven; }
    [[nodiscard]] QString folder() const { return m_folder.typed(); }
    [[nodiscard]] QString folderError() const { return m_folderError; }
    [[nodiscard]] QString sheetText() const; ///< the button: what it saves or what is missing
    [[nodiscard]] bool sheetReady() const;
    [[nodiscard]] QString sheetDone() const { return m_done; }
    [[nodiscard]] QString sheetError() const { return m_error; }

    void readAgain();

    Q_INVOKABLE void chooseRound(const QString& roundId);
    Q_INVOKABLE void toggleOnlyNotGiven();
    Q_INVOKABLE void editFolder(const QString& path);
    Q_INVOKABLE void chooseFolder(const QUrl& folder);
    Q_INVOKABLE void saveRoundSheet();
    Q_INVOKABLE void saveVisitSheet(const QString& visitId);

Q_SIGNALS:
    void changed();

private:
    using MakeSheet = std::function<Result<SheetFile>(store::Connection&, const SheetAsk&)>;
    void saveSheet(MakeSheet make);
    void publish(const std::shared_ptr<ExportFiles>& files);
    void fail(const Error& error);

    RoundInHand& m_round;
    ExportFolder& m_folder;
    LastSave& m_saves;
    RowListModel<OutcomeItem> m_rows;
    RowListModel<PastRoundItem> m_rounds;
    RoundId m_chosen;
    QString m_roundName;
    QString m_folderError;
    QString m_done;
    QString m_error;
    bool m_busy = false;
    QString m_sum;
    bool m_onlyNotGiven = false;
    quint64 m_asked = 0;
};

} // namespace doorstep::app
