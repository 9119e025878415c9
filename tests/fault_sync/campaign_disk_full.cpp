#include "tests/fault_sync/sync_campaigns.h"

#include <cerrno>
#include <cstring>
#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace disk_full_detail {

constexpr qint64 CiCases = 12;
constexpr qint64 ReleaseCases = 300;
constexpr int Written = 60;
constexpr auto DiskSize = "size=16m";
constexpr qint64 MostLeft = 160 * 1024; ///< about what the server writes for one sync, twice

/// The server's folder on a small file system of its own, for as long as this lives. Only this
/// thread and the processes it starts see it; with them it is gone, whatever happens.
class SmallDisk {
public:
    explicit SmallDisk(SyncPractice& practice)
        : m_practice(practice)
    {
        practice.server.kill();
        practice.keep(u"server"_s, u"moved"_s);
        const QByteArray folder = QFile::encodeName(practice.server.directory());
        m_isMounted = ::unshare(CLONE_NEWNS) == 0
            && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
            && ::mount("tmpfs", folder.constData(), "tmpfs", 0, DiskSize) == 0;
        if (!m_isMounted)
            m_error = std::strerror(errno);
    }
    ~SmallDisk()
    {
        m_practice.server.kill();
        if (m_isMounted)
            ::umount2(QFile::encodeName(m_practice.server.directory()).constData(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] bool isMounted() const { return m_isMounted; }
    [[nodiscard]] QByteArray error() const { return m_error; }
    /// A file that leaves so much.
    void fillUp(qint64 left)
    {
        struct statvfs room { };
        ::statvfs(QFile::encodeName(m_practice.server.directory()).constData(), &room);
        QFile file(ballast());
        const qint64 size = qint64(room.f_bavail * room.f_bsize) - left;
        const QByteArray block(64 * 1024, 'b');
        if (!file.open(QIODevice::WriteOnly))
            qFatal("disk-full: the ballast");
        for (qint64 done = 0; done < size; done += block.size())
            file.write(block.constData(), std::min<qint64>(block.size(), size - done));
    }
    void makeRoom() { QFile::remove(ballast()); }

private:
    [[nodiscard]] QString ballast() const { return m_practice.server.directory() + u"/ballast"_s; }

    SyncPractice& m_practice;
    bool m_isMounted = false;
    QByteArray m_error;
};

void live(
    SyncPractice& practice, SmallDisk& disk, SyncTally& tally, SyncOracle& oracle, qint64 left)
{
    practice.setClocks();
    ClientDevice& tablet = *practice.one;
    const PatientId met = tablet.savePatient(u"Walkin"_s);
    if (!tablet.saveNotes(met, Written - 1))
        qFatal("disk-full: notes");
    disk.fillUp(left);
    practice.connectAnew(tablet);
    const auto report = tablet.sync();
    const int waiting = tablet.receipts().here;
    if (report)
        oracle.expect(waiting == 0, "a sync that says it is done is not");
    else
        oracle.expect(!report.error().permanent, "not tried again: " + report.error().detail);
    tally.refused += report ? 0 : 1;
    disk.makeRoom();
    // The copy that is read needs room; what was acknowledged must be in it all the same.
    (void)oracle.checkAcknowledged(tablet);
    oracle.expect(practice.settle(tablet), "no sync though there is room again");
    oracle.checkEverythingSent(tablet);
    oracle.expect(practice.settle(*practice.desk), "the desk's sync failed");
    oracle.checkSame(tablet, *practice.desk, met);
    tally.acknowledged += Written;
}

} // namespace disk_full_detail

SyncTally runServerDiskFull(const SyncCampaignRun& run)
{
    using namespace disk_full_detail;
    SyncTally tally;
    if (::geteuid() != 0) {
        tally.skipped = "needs root, for a small file system";
        return tally;
    }
    SmallDisk disk(run.practice);
    if (!disk.isMounted()) {
        tally.skipped = "no small file system here: " + disk.error();
        return tally;
    }
    run.practice.bringBack(u"server"_s, u"moved"_s);
    run.practice.startServer();
    SyncOracle oracle(run.practice, tally);
    std::mt19937_64 random(run.seed);
    const qint64 cases = run.cases > 0 ? run.cases : run.release ? ReleaseCases : CiCases;
    for (; tally.cases < cases; ++tally.cases) {
        const qint64 left = qint64(random() % quint64(MostLeft));
        oracle.name("case " + QByteArray::number(tally.cases) + ", " + QByteArray::number(left)
            + " bytes left");
        live(run.practice, disk, tally, oracle, left);
    }
    oracle.expect(tally.cases < 5 || tally.refused > 0, "the disk was never full");
    return tally;
}

} // namespace doorstep::test
