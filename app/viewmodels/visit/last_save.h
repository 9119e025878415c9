#pragma once

#include "app/runtime/session.h"

#include <QtQml/qqmlregistration.h>
#include <functional>

namespace doorstep::app {

/// Saving, and what a person may do about the latest save: the toast, Undo, the sentence when it
/// failed. Shared by all screens, so that Undo survives a change of page. GUI thread.
class LastSave final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by AppViewModel")
    Q_PROPERTY(QString toastText READ toastText NOTIFY changed)
    Q_PROPERTY(bool canUndo READ canUndo NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
public:
    explicit LastSave(Session& session, QObject* parent = nullptr);

    [[nodiscard]] QString toastText() const { return m_toast; }
    [[nodiscard]] bool canUndo() const { return !m_act.isNull(); }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] bool busy() const { return m_saving > 0; }

    /// `done` runs once, after the store answered, and only when it is durable.
    void save(Result<store::Act> act, std::function<void()> done = {}, bool undoable = true);
    /// What nobody asked to save (a visit was opened): no toast, and the latest save a person made
    /// can still be taken back. A failure is said as always.
    void saveQuietly(Result<store::Act> act);
    /// Takes back everything that was saved together with this entry.
    void undoTogetherWith(EntryId entry);

    Q_INVOKABLE void undo();
    Q_INVOKABLE void toastGone();
    Q_INVOKABLE void errorSeen();

Q_SIGNALS:
    void changed();

private:
    void undoAct(ActId act);
    void fail(const Error& error);

    Session& m_session;
    QString m_toast;
    QString m_error;
    ActId m_act; ///< what Undo takes back
    int m_saving = 0;
};

} // namespace doorstep::app
