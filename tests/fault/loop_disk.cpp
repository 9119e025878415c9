#include "tests/fault/loop_disk.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

namespace doorstep::test {

namespace {

/// EXT4_IOC_SHUTDOWN and XFS_IOC_GOINGDOWN are the same number, and so is "without the log".
constexpr unsigned long Shutdown = _IOR('X', 125, quint32);
constexpr quint32 WithoutLog = 2;
/// The smallest that mkfs.xfs makes is 300 MB; the file has holes.
constexpr qint64 ImageBytes = qint64{320} * 1024 * 1024;

QString programFor(const QByteArray& kind)
{
    const QString name = QStringLiteral("mkfs.") + QString::fromLatin1(kind);
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(
               name, {QStringLiteral("/usr/sbin"), QStringLiteral("/sbin")})
                           : found;
}

int run(const QString& program, const QStringList& arguments)
{
    return QProcess::execute(program, arguments);
}

} // namespace

QByteArray LoopDisk::obstacle(const QByteArray& kind)
{
    if (::geteuid() != 0)
        return "needs root";
    if (programFor(kind).isEmpty())
        return "needs mkfs." + kind;
    if (!QFile::exists(QStringLiteral("/dev/loop-control")))
        return "needs loop devices";
    return {};
}

LoopDisk::LoopDisk(QByteArray kind, const QByteArray& scratch)
    : m_kind(std::move(kind))
    , m_image(scratch + '/' + m_kind + ".image")
    , m_folder(scratch + '/' + m_kind)
{
    QFile image(QFile::decodeName(m_image));
    const QStringList quiet = m_kind == "xfs"
        ? QStringList{QStringLiteral("-q"), QStringLiteral("-f")}
        : QStringList{QStringLiteral("-q"), QStringLiteral("-F")};
    if (!image.open(QIODevice::WriteOnly) || !image.resize(ImageBytes)
        || run(programFor(m_kind), quiet + QStringList{image.fileName()}) != 0)
        m_failure = "no " + m_kind + " could be made";
    else if (::unshare(CLONE_NEWNS) != 0
        || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0
        || (::mkdir(m_folder.constData(), 0700) != 0 && errno != EEXIST) || !mountImage())
        m_failure = m_kind + " could not be mounted";
}

LoopDisk::~LoopDisk()
{
    ::umount2(m_folder.constData(), MNT_DETACH);
    ::unlink(m_image.constData());
}

bool LoopDisk::mountImage()
{
    return run(QStringLiteral("mount"),
               {QStringLiteral("-t"), QString::fromLatin1(m_kind), QStringLiteral("-o"),
                   QStringLiteral("loop"), QFile::decodeName(m_image), QFile::decodeName(m_folder)})
        == 0;
}

void LoopDisk::settle() const
{
    const int folder = ::open(m_folder.constData(), O_RDONLY | O_DIRECTORY);
    if (folder < 0 || ::syncfs(folder) != 0)
        std::abort();
    ::close(folder);
}

bool LoopDisk::cutPower() const
{
    const int folder = ::open(m_folder.constData(), O_RDONLY | O_DIRECTORY);
    const bool isDown = folder >= 0 && ::ioctl(folder, Shutdown, &WithoutLog) == 0;
    ::close(folder);
    return isDown;
}

bool LoopDisk::restart()
{
    return ::umount2(m_folder.constData(), 0) == 0 && mountImage();
}

} // namespace doorstep::test
