#include "platform/linux/linux_boot_clock.h"
#include "platform/linux/linux_paths.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

using namespace doorstep;

class TestLinuxPaths : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void storeFolder_parentIsMadeForItsOwnerOnly_storeItselfIsNot()
    {
        QTemporaryDir folder;
        const QString root = folder.filePath(QStringLiteral("new/root"));
        const auto store = platform::LinuxPaths(root).storeFolder();
        QVERIFY(store);
        QCOMPARE(*store, root + QStringLiteral("/store"));
        QVERIFY(!QFile::exists(*store));
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
            | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFile::permissions(root) & others));
    }
    void storeFolder_parentIsAFile_isAnError()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        QCOMPARE(platform::LinuxPaths(file.fileName()).storeFolder().error().code, ErrorCode::Io);
    }
    void bootClock_sameBoot_sameIdAndNeverBack()
    {
        platform::LinuxBootClock first, second;
        QCOMPARE(first.bootId(), second.bootId());
        QVERIFY((first.bootId() != std::array<quint8, 16>{}));
        const auto before = first.elapsedMs();
        QVERIFY(before > 0);
        QVERIFY(second.elapsedMs() >= before);
    }
};
DOORSTEP_TEST(TestLinuxPaths);

#include "tst_linux_paths.moc"
