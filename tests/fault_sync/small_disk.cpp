#include "tests/fault_sync/small_disk.h"

#include <cerrno>
#include <cstring>
#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace small_disk_detail {

constexpr auto DiskSize = "size=16m";

} // namespace small_disk_detail

SmallDisk::SmallDisk(SyncPractice& practice)
    : m_practice(practice)
{
    if (::geteuid() != 0) {
        m_error = "needs root, for a small file system";
        return;
    }
    practice.server.kill();
    practice.keep(u"server"_s, u"moved"_s);
    const QByteArray folder = QFile::encodeName(practice.server.directory());
    m_isMounted = ::unshare(CLONE_NEWNS) == 0
        && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
        && ::mount("tmpfs", folder.constData(), "tmpfs", 0, small_disk_detail::DiskSize) == 0;
    if (!m_isMounted) {
        m_error = QByteArray("no small file system here: ") + std::strerror(errno);
        return;
    }
    practice.bringBack(u"server"_s, u"moved"_s);
    practice.startServer();
}

SmallDisk::~SmallDisk()
{
    if (!m_isMounted)
        return;
    m_practice.server.kill();
    ::umount2(QFile::encodeName(m_practice.server.directory()).constData(), MNT_DETACH);
}

void SmallDisk::fillUp(qint64 left)
{
    struct statvfs room { };
    ::statvfs(QFile::encodeName(m_practice.server.directory()).constData(), &room);
    QFile file(ballast());
    const qint64 size = qint64(room.f_bavail * room.f_bsize) - left;
    const QByteArray block(64 * 1024, 'b');
    if (!file.open(QIODevice::WriteOnly))
        qFatal("small disk: the ballast");
    for (qint64 done = 0; done < size; done += block.size())
        file.write(block.constData(), std::min<qint64>(block.size(), size - done));
}

void SmallDisk::makeRoom()
{
    QFile::remove(ballast());
}

QString SmallDisk::ballast() const
{
    return m_practice.server.directory() + u"/ballast"_s;
}

} // namespace doorstep::test
