#pragma once

#include "app/runtime/sync_driver.h"

#include <QtQml/qqmlregistration.h>

namespace doorstep::app {

/// Whether the practice knows the key that the unlocked person signs with on this device, and a
/// staff code to be typed while it does not: the first one mistyped, lost, or not there yet. The
/// key stays the same; only the request is new. GUI thread.
class StaffCodeViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by AppViewModel")
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QString code READ code NOTIFY changed)
    Q_PROPERTY(bool ready READ ready NOTIFY changed)
    Q_PROPERTY(QString result READ result NOTIFY changed)
    Q_PROPERTY(QString tone READ tone NOTIFY changed)
public:
    StaffCodeViewModel(Session& session, SyncDriver& sync, QObject* parent = nullptr);

    /// Empty once the key is certified: there is nothing to ask.
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString code() const { return m_code; }
    [[nodiscard]] bool ready() const;
    [[nodiscard]] QString result() const { return m_result; }
    [[nodiscard]] QString tone() const { return m_tone; }

    Q_INVOKABLE void edit(const QString& text);
    Q_INVOKABLE void use();

Q_SIGNALS:
    void changed();

private:
    void look();
    void forget();

    Session& m_session;
    SyncDriver& m_sync;
    bool m_unconfirmed = false;
    QString m_code; ///< as typed
    QString m_result;
    QString m_tone = QStringLiteral("ok");
};

} // namespace doorstep::app
