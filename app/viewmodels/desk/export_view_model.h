#pragma once

#include "app/runtime/export_act.h"
#include "app/viewmodels/desk/export_folder.h"
#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/round_in_hand.h"
#include "app/viewmodels/visit/last_save.h"

namespace doorstep::app {

struct ExportedLine {
    Q_GADGET
    DOORSTEP_FIELD(QString, title)
    DOORSTEP_FIELD(QString, under)
    bool operator==(const ExportedLine&) const = default;
};

/// Export what was recorded on rounds of some days: files into a folder the person chose, then the
/// record that says what left. GUI thread; files are written on the storage thread.
class ExportViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of DeskViewModel")
    Q_PROPERTY(QVariantList presets READ presets NOTIFY changed)
    Q_PROPERTY(QString preset READ preset NOTIFY changed)
    Q_PROPERTY(QString folder READ folder NOTIFY changed)
    Q_PROPERTY(QString folderError READ folderError NOTIFY changed)
    Q_PROPERTY(QVariantList kinds READ kinds CONSTANT)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(QString daysText READ daysText NOTIFY changed)
    Q_PROPERTY(QString exportText READ exportText NOTIFY changed)
    Q_PROPERTY(bool exportReady READ exportReady NOTIFY changed)
    Q_PROPERTY(QString doneText READ doneText NOTIFY changed)
    Q_PROPERTY(QStringList files READ files NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* history READ history CONSTANT)
    Q_PROPERTY(int historyCount READ historyCount NOTIFY changed)
public:
    ExportViewModel(RoundInHand& round, ExportFolder& folder, LastSave& saves, QObject* parent);

    [[nodiscard]] QVariantList presets() const;
    [[nodiscard]] QString preset() const { return m_preset; }
    [[nodiscard]] QString folder() const { return m_folder.typed(); }
    [[nodiscard]] QString folderError() const { return m_folderError; }
    [[nodiscard]] QVariantList kinds() const; ///< what will be written, one line each
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] QString daysText() const; ///< "18 Nov 2026 to 24 Nov 2026"
    [[nodiscard]] QString exportText() const;
    [[nodiscard]] bool exportReady() const;
    [[nodiscard]] QString doneText() const { return m_doneText; }
    [[nodiscard]] QStringList files() const { return m_files; }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] QAbstractItemModel* history() { return &m_history; }
    [[nodiscard]] int historyCount() const { return m_history.count(); }

    void readAgain();

    Q_INVOKABLE void choosePreset(const QString& value); ///< today, week, month
    Q_INVOKABLE void editFolder(const QString& path);
    Q_INVOKABLE void chooseFolder(const QUrl& folder);
    Q_INVOKABLE void exportNow();

Q_SIGNALS:
    void changed();

private:
    void forget();
    void choosePresetDays(); ///< the preset means other days tomorrow
    void publish(const std::shared_ptr<ExportFiles>& files);
    void fail(const Error& error);
    void tell(const ExportFiles& made);

    RoundInHand& m_round;
    ExportFolder& m_folder;
    LastSave& m_saves;
    RowListModel<ExportedLine> m_history;
    QDate m_first;
    QDate m_last;
    QString m_preset = QStringLiteral("today");
    QString m_folderError;
    QString m_doneText;
    QString m_error;
    QStringList m_files;
    bool m_busy = false;
};

} // namespace doorstep::app
