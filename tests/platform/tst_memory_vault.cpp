#include "tests/support/memory_vault.h"
#include "tests/support/test_registry.h"

using namespace doorstep;

/// The keystore the other tests use keeps the same promises as the real one.
class TestMemoryVault : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reply_comesAfterTheCallReturned()
    {
        test::MemoryVault vault;
        bool replied = false;
        vault.create(QStringLiteral("a"), [&](const Result<SecretBytes>&) { replied = true; });
        QVERIFY(!replied);
        QTRY_VERIFY(replied);
    }
    void destroyedVault_neverReplies()
    {
        bool replied = false;
        {
            test::MemoryVault vault;
            vault.read(QStringLiteral("a"), [&](const Result<SecretBytes>&) { replied = true; });
        }
        QCoreApplication::processEvents();
        QVERIFY(!replied);
    }
    void failure_isReportedAsTold()
    {
        test::MemoryVault vault;
        vault.failWith(ErrorCode::KeystoreLocked);
        std::optional<ErrorCode> code;
        vault.read(QStringLiteral("a"),
            [&](const Result<SecretBytes>& answer) { code = answer.error().code; });
        QTRY_VERIFY(code.has_value());
        QCOMPARE(*code, ErrorCode::KeystoreLocked);
    }
};
DOORSTEP_TEST(TestMemoryVault);

#include "tst_memory_vault.moc"
