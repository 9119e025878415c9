#pragma once

#include "tests/fault/memory_disk.h"

#include <random>

namespace doorstep::test {

/// What is on the disk, durably, before the first event.
struct DiskStart {
    std::map<std::string, int> names; ///< inodes
    std::map<int, QByteArray> contents;
};

/// Walks the events of a disk forward and says what a power cut at that moment may leave:
/// everything that was synced, and of the rest any part, in any order, torn at 512 bytes, sometimes
/// as garbage. Changes of names reach the disk in order (a journaling file system) and for certain
/// only when a folder is synced: that of a file makes its content durable and not its name. Which
/// of the others were in time is chance.
class PowerCut {
public:
    using Random = std::mt19937_64;

    explicit PowerCut(const std::vector<DiskEvent>& events, const DiskStart& start = {});
    using Names = std::map<std::string, int>;
    static void changeNames(Names& names, const DiskEvent& event);

    /// To just before event `index`; never backwards.
    void advanceTo(std::size_t index);
    [[nodiscard]] MemoryDisk::Files image(Random& random) const;
    /// Only what is certain.
    [[nodiscard]] MemoryDisk::Files durable() const;

private:
    enum class Survival { Nothing, Everything, WholeWrites, Sectors, Prefix };
    struct Inode {
        QByteArray durable;
        std::vector<const DiskEvent*> pending;
    };

    void apply(const DiskEvent& event);
    static void write(QByteArray& content, const DiskEvent& event, qsizetype from, qsizetype count);
    static void writeSectors(QByteArray& content, const DiskEvent& event, Random& random);
    static QByteArray survivor(const Inode& inode, Survival survival, Random& random);
    static void renameIn(Names& names, const std::string& from, const std::string& to);

    const std::vector<DiskEvent>& m_events;
    std::size_t m_at = 0;
    std::map<int, Inode> m_inodes;
    std::map<std::string, int> m_names; ///< durable
    std::vector<const DiskEvent*> m_pendingNames;
};

} // namespace doorstep::test
