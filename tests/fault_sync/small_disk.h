#pragma once

#include "tests/fault_sync/sync_practice.h"

namespace doorstep::test {

/// The server's folder on a small file system of its own, with the server running there, for as
/// long as this lives. Only this thread and the processes it starts see it; with them it is gone,
/// whatever happens. Needs root.
class SmallDisk {
public:
    explicit SmallDisk(SyncPractice& practice);
    ~SmallDisk();
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] bool isMounted() const { return m_isMounted; }
    /// Why not.
    [[nodiscard]] QByteArray error() const { return m_error; }
    /// A file that leaves so much.
    void fillUp(qint64 left);
    void makeRoom();

private:
    [[nodiscard]] QString ballast() const;

    SyncPractice& m_practice;
    bool m_isMounted = false;
    QByteArray m_error;
};

} // namespace doorstep::test
