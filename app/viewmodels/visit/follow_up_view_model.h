#pragma once

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/visit/last_save.h"
#include "app/viewmodels/visit/visit_in_hand.h"

namespace doorstep::app {

/// The sheet "Follow-up": work for later, with an owner and a day. GUI thread.
class FollowUpViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by AppViewModel")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(QVariantList tasks READ tasks CONSTANT)
    Q_PROPERTY(QString task READ task NOTIFY changed)
    Q_PROPERTY(QVariantList owners READ owners NOTIFY changed)
    Q_PROPERTY(QString owner READ owner NOTIFY changed)
    Q_PROPERTY(QVariantList dues READ dues NOTIFY changed)
    Q_PROPERTY(QVariantList days READ days NOTIFY changed)
    Q_PROPERTY(QString due READ due NOTIFY changed)
    Q_PROPERTY(QString note READ note NOTIFY changed)
    Q_PROPERTY(QString saveText READ saveText NOTIFY changed)
    Q_PROPERTY(bool saveReady READ saveReady NOTIFY changed)
public:
    FollowUpViewModel(VisitInHand& hand, LastSave& saves, QObject* parent = nullptr);

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] QVariantList tasks() const;
    [[nodiscard]] QString task() const { return m_state.task; }
    [[nodiscard]] QVariantList owners() const;
    [[nodiscard]] QString owner() const { return m_state.owner; }
    [[nodiscard]] QVariantList dues() const;
    [[nodiscard]] QVariantList days() const;
    [[nodiscard]] QString due() const { return m_state.due.toString(Qt::ISODate); }
    [[nodiscard]] QString note() const { return m_state.note; }
    [[nodiscard]] QString saveText() const;
    [[nodiscard]] bool saveReady() const;

    Q_INVOKABLE void show();
    Q_INVOKABLE void close();
    Q_INVOKABLE void chooseTask(const QString& value);
    Q_INVOKABLE void chooseOwner(const QString& value);
    Q_INVOKABLE void chooseDue(const QString& value);
    Q_INVOKABLE void editNote(const QString& text);
    Q_INVOKABLE void save();

Q_SIGNALS:
    void changed();
    void saved();

private:
    struct State {
        QString task;
        QString owner; ///< role word, or a staff id in hex
        QDate due;
        QString note;
    };
    void keep();
    [[nodiscard]] QString ownerName() const;

    VisitInHand& m_hand;
    LastSave& m_saves;
    State m_state;
    bool m_open = false;
};

} // namespace doorstep::app
