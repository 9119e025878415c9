#pragma once

#include "app/runtime/session.h"
#include "app/runtime/sync_driver.h"
#include "app/viewmodels/desk/device_list.h"
#include "app/viewmodels/parts/values.h"
#include "core/entry/clear_kinds.h"

namespace doorstep::app {

/// One device of the practice and how it is taken out of use: nothing is chosen before somebody
/// does, and what is done names the device on its button. For ever: a device that turns up again
/// is invited anew. GUI thread.
class DeviceRemoval final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of DevicesViewModel")
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString fact READ fact NOTIFY changed)
    Q_PROPERTY(QString standing READ standing NOTIFY changed)
    Q_PROPERTY(QVariantList choices READ choices NOTIFY changed)
    Q_PROPERTY(QString chosen READ chosen NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY changed)
public:
    DeviceRemoval(Session& session, SyncDriver& sync, QObject* parent);

    [[nodiscard]] QString name() const { return m_device.name; }
    [[nodiscard]] QString fact() const { return m_device.under; }
    /// What follows from how it stands, in one or two sentences.
    [[nodiscard]] QString standing() const;
    /// "revoke", "wipeAfter", "wipeNow": those that it can still come to. None for this device.
    [[nodiscard]] QVariantList choices() const;
    [[nodiscard]] QString chosen() const { return m_chosen; }
    [[nodiscard]] QString error() const { return m_error; }

    [[nodiscard]] QString primaryText() const;
    [[nodiscard]] bool ready() const { return !m_chosen.isEmpty() && !m_busy; }
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] QString deviceId() const { return m_device.deviceId; }
    [[nodiscard]] bool isForIt() const; ///< whether anything can be chosen

    /// Another device or the same one read again; a choice stands while it can still be made.
    void show(const DeviceItem& device);
    void clear() { show({}); }
    Q_INVOKABLE void choose(const QString& value);
    /// Does what primaryText says and tells the practice at once; done() when it is saved.
    void confirm();

Q_SIGNALS:
    void changed();
    void done();

private:
    Session& m_session;
    SyncDriver& m_sync;
    DeviceItem m_device;
    QString m_chosen;
    QString m_error;
    bool m_busy = false;
};

} // namespace doorstep::app
