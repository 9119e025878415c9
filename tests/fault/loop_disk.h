#pragma once

#include <QByteArray>

namespace doorstep::test {

/// A real file system of its own, on a loop device over a file in memory, whose power can fail:
/// the kernel's shutdown call stops everything that is not on the device yet, log included.
/// Needs root. The mount is seen by this process and its children alone, and ends with them.
class LoopDisk {
public:
    /// `kind` is ext4 or xfs. Makes, mounts; see failure().
    LoopDisk(QByteArray kind, const QByteArray& scratch);
    ~LoopDisk();
    LoopDisk(const LoopDisk&) = delete;
    LoopDisk& operator=(const LoopDisk&) = delete;

    /// Empty, or why this machine cannot have one.
    [[nodiscard]] static QByteArray obstacle(const QByteArray& kind);

    [[nodiscard]] const QByteArray& failure() const { return m_failure; }
    [[nodiscard]] const QByteArray& kind() const { return m_kind; }
    [[nodiscard]] const QByteArray& folder() const { return m_folder; }
    /// Everything written so far is on the device.
    void settle() const;
    /// From here on nothing reaches the device and every call fails. False: the kernel refused.
    [[nodiscard]] bool cutPower() const;
    /// Mounted anew, its log replayed, as after a start. Nobody may have a file open.
    [[nodiscard]] bool restart();

private:
    [[nodiscard]] bool mountImage();

    QByteArray m_kind;
    QByteArray m_image;
    QByteArray m_folder;
    QByteArray m_failure;
};

} // namespace doorstep::test
