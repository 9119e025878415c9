#pragma once

#include <QString>

namespace doorstep::store {

/// The files of one store, all in one folder of their own. Sizes and layouts: docs/store-format.md.
struct StoreFiles {
    QString folder;

    [[nodiscard]] QString envelope() const { return at("store.env"); }
    [[nodiscard]] QString envelopeCopy() const { return at("store.env.2"); }
    [[nodiscard]] QString device() const { return at("device.seal"); }
    [[nodiscard]] QString deviceCopy() const { return at("device.seal.2"); }
    [[nodiscard]] QString lockout() const { return at("lockout"); }
    [[nodiscard]] QString database() const { return at("store.db"); }
    [[nodiscard]] QString outbox() const { return at("outbox.seal"); }
    [[nodiscard]] QString spool() const { return at("spool"); }
    [[nodiscard]] QString incarnation() const { return at("incarnation"); }
    /// One file an attachment, named by its id in hex.
    [[nodiscard]] QString attachments() const { return at("attachments"); }
    /// What the practice is to this device, under the master key: outlives the database.
    [[nodiscard]] QString practice() const { return at("practice.seal"); }
    /// Where a database that does not open is put, whole, with its WAL: never lost (set_aside.h).
    [[nodiscard]] QString setAside() const { return at("set-aside"); }

    /// A desk's order to wipe, from the moment it is believed (core/store/wipe.h).
    [[nodiscard]] QString wipeOrder() const { return at("wipe.order"); }
    /// After a wipe: the key to send what is left with, under a secret of its own.
    [[nodiscard]] QString wipedDevice() const { return at("device.wiped"); }

    /// Any file that only an earlier run can have left.
    [[nodiscard]] bool storeExists() const;

private:
    [[nodiscard]] QString at(const char* name) const
    {
        return folder + QLatin1Char('/') + QLatin1String(name);
    }
};

} // namespace doorstep::store
