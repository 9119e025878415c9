#include "platform/linux/keychain_vault.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>

using namespace doorstep;

/// Against the Secret Service that tests/support/with-keyring.sh set up: open, locked or none.
class TestKeychainVault : public QObject {
    Q_OBJECT

    static bool stateIs(const char* state) { return qgetenv("WITH_KEYRING") == state; }

    template <typename Value>
    static Result<Value> answerOf(
        const std::function<void(std::function<void(Result<Value>)>)>& ask)
    {
        std::optional<Result<Value>> answer;
        ask([&answer](Result<Value> result) { answer.emplace(std::move(result)); });
        [&answer] { QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 30'000); }();
        if (!answer)
            return Error{ErrorCode::Internal, "no answer", true};
        return std::move(*answer);
    }
    static Result<SecretBytes> read(platform::KeychainVault& vault, const QString& name)
    {
        return answerOf<SecretBytes>([&](auto reply) { vault.read(name, reply); });
    }
    static Result<SecretBytes> create(platform::KeychainVault& vault, const QString& name)
    {
        return answerOf<SecretBytes>([&](auto reply) { vault.create(name, reply); });
    }
    static Status remove(platform::KeychainVault& vault, const QString& name)
    {
        return answerOf<void>([&](auto reply) { vault.remove(name, reply); });
    }

private Q_SLOTS:
    void open_createdSecret_isReadBackAlsoByAnotherVault()
    {
        if (!stateIs("open"))
            QSKIP("needs an open keyring");
        platform::KeychainVault vault(QStringLiteral("doorstep-test"));
        const auto made = create(vault, QStringLiteral("device"));
        QVERIFY2(made, made ? "" : made.error().detail.constData());
        QCOMPARE(made->size(), platform::KeyVault::SecretSize);
        platform::KeychainVault other(QStringLiteral("doorstep-test"));
        const auto again = read(other, QStringLiteral("device"));
        QVERIFY(again);
        QVERIFY(again->equals(*made));
    }
    void open_existingSecret_isNeverReplaced()
    {
        if (!stateIs("open"))
            QSKIP("needs an open keyring");
        platform::KeychainVault vault(QStringLiteral("doorstep-test"));
        const auto first = create(vault, QStringLiteral("kept"));
        QVERIFY(first);
        const auto second = create(vault, QStringLiteral("kept"));
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::Exists);
        QVERIFY(read(vault, QStringLiteral("kept"))->equals(*first));
    }
    void open_unknownName_isNotFound()
    {
        if (!stateIs("open"))
            QSKIP("needs an open keyring");
        platform::KeychainVault vault(QStringLiteral("doorstep-test"));
        QCOMPARE(read(vault, QStringLiteral("nobody")).error().code, ErrorCode::NotFound);
        QCOMPARE(remove(vault, QStringLiteral("nobody")).error().code, ErrorCode::NotFound);
    }
    void open_replacedBytes_areReadBack()
    {
        if (!stateIs("open"))
            QSKIP("needs an open keyring");
        platform::KeychainVault vault(QStringLiteral("doorstep-test"));
        for (const char fill : {'a', 'b'}) {
            const QByteArray bytes(platform::KeyVault::SecretSize, fill);
            QVERIFY(answerOf<void>([&](auto reply) {
                vault.replace(QStringLiteral("mark"), SecretBytes::copyOf(bytes), reply);
            }));
            const auto again = read(vault, QStringLiteral("mark"));
            QVERIFY(again);
            QCOMPARE(again->view(), QByteArrayView(bytes));
        }
    }
    void open_removedSecret_isGone()
    {
        if (!stateIs("open"))
            QSKIP("needs an open keyring");
        platform::KeychainVault vault(QStringLiteral("doorstep-test"));
        QVERIFY(create(vault, QStringLiteral("old")));
        QVERIFY(remove(vault, QStringLiteral("old")));
        QCOMPARE(read(vault, QStringLiteral("old")).error().code, ErrorCode::NotFound);
    }
    void locked_isNeverNotFound()
    {
        if (!stateIs("locked"))
            QSKIP("needs a locked keyring");
        platform::KeychainVault vault(QStringLiteral("doorstep-test"));
        QCOMPARE(read(vault, QStringLiteral("device")).error().code, ErrorCode::KeystoreLocked);
        QCOMPARE(create(vault, QStringLiteral("device")).error().code, ErrorCode::KeystoreLocked);
    }
    void none_isMissing()
    {
        if (!stateIs("none"))
            QSKIP("needs a session without a keyring");
        platform::KeychainVault vault(QStringLiteral("doorstep-test"));
        const auto answer = read(vault, QStringLiteral("device"));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::KeystoreMissing);
        QVERIFY(!answer.error().permanent);
    }
};
DOORSTEP_TEST(TestKeychainVault);

#include "tst_keychain_vault.moc"
