#pragma once

#include "app/viewmodels/desk/import_reading.h"
#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/sync/records_in_hand.h"
#include "app/viewmodels/visit/last_save.h"

namespace doorstep::app {

struct ImportColumn {
    Q_GADGET
    DOORSTEP_FIELD(int, index)
    DOORSTEP_FIELD(QString, header)
    DOORSTEP_FIELD(QString, meaning) ///< value of a choice; "" not read
    DOORSTEP_FIELD(QString, meaningText)
    bool operator==(const ImportColumn&) const = default;
};
struct ImportLine {
    Q_GADGET
    DOORSTEP_FIELD(QString, line)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, facts) ///< born, NHS number
    DOORSTEP_FIELD(QString, findings)
    DOORSTEP_FIELD(QString, verdict)
    DOORSTEP_FIELD(QString, verdictIcon)
    DOORSTEP_FIELD(QString, tone)
    bool operator==(const ImportLine&) const = default;
};
struct ImportDone {
    Q_GADGET
    DOORSTEP_FIELD(QString, importId)
    DOORSTEP_FIELD(QString, title)
    DOORSTEP_FIELD(QString, under)
    DOORSTEP_FIELD(bool, canUndo)
    bool operator==(const ImportDone&) const = default;
};

/// Import a patient list: choose, look at every row's verdict, import what is ready, undo. Nothing
/// is written before the person says so. What its columns mean is saved with the import and stands
/// ready for the next list with the same columns. Before the device's first sync nothing is
/// imported: whoever is on the list may be in the practice's records already. GUI thread; files are
/// read on the storage thread.
class ImportViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of DeskViewModel")
    Q_PROPERTY(QString stage READ stage NOTIFY changed)
    Q_PROPERTY(QString path READ path NOTIFY changed)
    Q_PROPERTY(QString pathError READ pathError NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(QString fileName READ fileName NOTIFY changed)
    Q_PROPERTY(QString fileText READ fileText NOTIFY changed)
    Q_PROPERTY(QString fileTone READ fileTone NOTIFY changed)
    Q_PROPERTY(QVariantList columns READ columns NOTIFY changed)
    Q_PROPERTY(QString columnsFact READ columnsFact NOTIFY changed)
    Q_PROPERTY(QVariantList meanings READ meanings CONSTANT)
    Q_PROPERTY(QString dateOrder READ dateOrder NOTIFY changed)
    Q_PROPERTY(QVariantList filters READ filters NOTIFY changed)
    Q_PROPERTY(QString filter READ filter NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* lines READ lines CONSTANT)
    Q_PROPERTY(QString linesFact READ linesFact NOTIFY changed)
    Q_PROPERTY(QString sumText READ sumText NOTIFY changed)
    Q_PROPERTY(QString source READ source NOTIFY changed)
    Q_PROPERTY(QVariantList registers READ registers CONSTANT)
    Q_PROPERTY(QString registerWord READ registerWord NOTIFY changed)
    Q_PROPERTY(QString importText READ importText NOTIFY changed)
    Q_PROPERTY(bool importReady READ importReady NOTIFY changed)
    Q_PROPERTY(QString doneText READ doneText NOTIFY changed)
    Q_PROPERTY(bool doneCanUndo READ doneCanUndo NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* history READ history CONSTANT)
public:
    ImportViewModel(RecordsInHand& records, LastSave& saves, QObject* parent);

    [[nodiscard]] QString stage() const; ///< choose, preview, done
    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] QString pathError() const { return m_pathError; }
    [[nodiscard]] bool busy() const { return m_reading || m_busy || m_saves.busy(); }
    [[nodiscard]] QString fileName() const { return m_fileName; }
    [[nodiscard]] QString fileText() const;
    [[nodiscard]] QString fileTone() const;
    [[nodiscard]] QVariantList columns() const;
    [[nodiscard]] QString columnsFact() const; ///< whether the meanings were saved earlier
    [[nodiscard]] QVariantList meanings() const;
    [[nodiscard]] QString dateOrder() const; ///< day, month
    [[nodiscard]] QVariantList filters() const;
    [[nodiscard]] QString filter() const { return m_filter; }
    [[nodiscard]] QAbstractItemModel* lines() { return &m_lines; }
    [[nodiscard]] QString linesFact() const; ///< which of the lines are shown, when not all
    [[nodiscard]] QString sumText() const;
    [[nodiscard]] QString source() const { return m_source; }
    [[nodiscard]] QVariantList registers() const;
    [[nodiscard]] QString registerWord() const { return m_register; }
    [[nodiscard]] QString importText() const;
    [[nodiscard]] bool importReady() const;
    [[nodiscard]] QString doneText() const { return m_doneText; }
    [[nodiscard]] bool doneCanUndo() const { return !m_done.isNull(); }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] QAbstractItemModel* history() { return &m_history; }

    void readAgain();

    Q_INVOKABLE void editPath(const QString& text);
    Q_INVOKABLE void openPath(); ///< reads the file at `path`
    Q_INVOKABLE void chooseFile(const QUrl& file); ///< sets `path` and opens it
    Q_INVOKABLE void setMeaning(int column, const QString& meaning);
    Q_INVOKABLE void chooseDateOrder(const QString& value);
    Q_INVOKABLE void chooseFilter(const QString& value);
    Q_INVOKABLE void editSource(const QString& text);
    Q_INVOKABLE void chooseRegister(const QString& word);
    Q_INVOKABLE void importNow();
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void undo(const QString& importId);
    Q_INVOKABLE void undoDone(); ///< the import `doneText` speaks of

Q_SIGNALS:
    void changed();

private:
    void preview();
    void take(ReadList read);
    void showLines();
    void save(const std::shared_ptr<MadeImport>& made);
    void undoImport(ImportId import);
    void saveUndo(ImportId import, const std::shared_ptr<ImportUndo>& undo);
    void fail(const Error& error);

    RecordsInHand& m_records;
    RoundInHand& m_round;
    LastSave& m_saves;
    RowListModel<ImportLine> m_lines;
    RowListModel<ImportDone> m_history;
    std::shared_ptr<const exchange::ImportPreview> m_preview;
    exchange::Mapping m_mapping; ///< what the person or a saved mapping said
    MappingId m_mappingId; ///< null: these columns were not seen before
    bool m_fresh = false; ///< the file was just opened: a saved mapping may fit
    std::size_t m_linesOfFilter = 0;
    ImportId m_done;
    QString m_path;
    QString m_pathError;
    QString m_fileName;
    QByteArray m_fileHash;
    QString m_filter;
    QString m_source;
    QString m_register;
    QString m_doneText;
    QString m_error;
    quint64 m_asked = 0;
    bool m_reading = false;
    bool m_busy = false;
};

} // namespace doorstep::app
