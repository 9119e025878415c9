#pragma once

#include "core/base/id.h"
#include "platform/api/key_vault.h"

#include <QObject>
#include <QTimer>
#include <functional>

namespace doorstep::app {

/// The newest generation of this device's store, in the keystore (core/store/freshness.h). GUI
/// thread.
class GenerationMark final : public QObject {
    Q_OBJECT
public:
    /// `vault` outlives it.
    explicit GenerationMark(platform::KeyVault& vault, QObject* parent = nullptr);

    /// Once for a device; `then` runs whatever the keystore said. What cannot be read is no mark: a
    /// keystore that lost it must not keep anybody out of their records.
    void read(DeviceId device, std::function<void()> then);
    /// 0: none known.
    [[nodiscard]] qint64 reached() const { return m_reached; }
    /// The store is there now, durably: kept within half a minute.
    void note(qint64 generation);
    /// Kept now; `then` runs when the keystore has answered, or at once when it knows. What fails
    /// is tried again with the next note.
    void keep(std::function<void()> then = [] {});

private:
    platform::KeyVault& m_vault;
    DeviceId m_device;
    qint64 m_reached = 0;
    qint64 m_kept = 0;
    QTimer m_soon;
};

} // namespace doorstep::app
