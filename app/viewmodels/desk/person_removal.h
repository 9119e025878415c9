#pragma once

#include "app/runtime/session.h"
#include "app/runtime/sync_driver.h"
#include "app/viewmodels/parts/values.h"

namespace doorstep::app {

/// One person of the practice and how they are taken out of use: nothing is done before somebody
/// has chosen it and pressed the button that names the person. For ever: who comes back is added
/// anew. GUI thread.
class PersonRemoval final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of DevicesViewModel")
    Q_PROPERTY(QString standing READ standing NOTIFY changed)
    Q_PROPERTY(QVariantList choices READ choices NOTIFY changed)
    Q_PROPERTY(QString chosen READ chosen NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY changed)
public:
    struct Somebody {
        StaffId staff;
        QString name;
        QStringList devices; ///< that let them in, by name
        bool isOut = false;
    };

    PersonRemoval(Session& session, SyncDriver& sync, QObject* parent);

    /// Where they are let in, and what follows from how they stand.
    [[nodiscard]] QString standing() const;
    /// "out", or none: for whoever is in, and for somebody who is out.
    [[nodiscard]] QVariantList choices() const;
    [[nodiscard]] QString chosen() const { return m_chosen; }
    [[nodiscard]] QString error() const { return m_error; }

    [[nodiscard]] QString primaryText() const;
    [[nodiscard]] bool isChosen() const { return !m_chosen.isEmpty(); }
    [[nodiscard]] bool ready() const { return isChosen() && !m_busy; }
    [[nodiscard]] bool busy() const { return m_busy; }

    /// Another person or the same one read again; a choice stands while it can still be made.
    void show(const Somebody& somebody);
    void clear() { show({}); }
    /// What is chosen already is put back.
    Q_INVOKABLE void choose(const QString& value);
    void putBack();
    /// Does what primaryText says and tells the practice at once; done() when it is saved.
    void confirm();

Q_SIGNALS:
    void changed();
    void done();

private:
    [[nodiscard]] bool isForIt() const;

    Session& m_session;
    SyncDriver& m_sync;
    Somebody m_somebody;
    QString m_chosen;
    QString m_error;
    bool m_busy = false;
};

} // namespace doorstep::app
