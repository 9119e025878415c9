/// Writes the version of a closed store's database: `store_version FOLDER PIN N`, N
/// above this build's as a newer program would have left it, 0 as this one does. The device secret
/// comes from the keyring, as the app's does.
#include "core/store/database.h"
#include "core/store/schema.h"
#include "core/store/start_state.h"
#include "core/store/unlock.h"
#include "platform/linux/keychain_vault.h"

#include <QCoreApplication>
#include <cstdio>

using namespace doorstep;

namespace {

Status writeVersion(
    const store::StoreFiles& files, const SecretBytes& secret, QByteArrayView pin, int above)
{
    DOORSTEP_TRY(envelope, store::readEnvelope(files));
    if (envelope.staff().empty())
        return Error{ErrorCode::NotFound, "nobody has a PIN here"};
    DOORSTEP_TRY(
        keys, envelope.open(envelope.staff().front().staff, SecretBytes::copyOf(pin), secret));
    DOORSTEP_CHECK(vfs::registerSealedVfs());
    DOORSTEP_TRY(cipher, vfs::cipherFromByte(envelope.head().cipher));
    DOORSTEP_TRY(key,
        vfs::VfsKey::load(store::deriveFromMaster(keys.masterKey, store::MasterKeyUse::Database),
            envelope.head().databaseSalt, cipher));
    DOORSTEP_TRY(
        writer, store::Connection::open(files.database(), key, store::Connection::Mode::Write));
    return writer->run(
        QStringLiteral("PRAGMA user_version = %1").arg(store::SchemaVersion + above));
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    if (argc != 4)
        return 2;
    const store::StoreFiles files{QString::fromLocal8Bit(argv[1])};
    platform::KeychainVault vault(QStringLiteral("doorstep"));
    vault.read(store::deviceSecretName(files), [&](const Result<SecretBytes>& secret) {
        const Status written = secret
            ? writeVersion(files, *secret, argv[2], QByteArray(argv[3]).toInt())
            : Status(secret.error());
        if (!written)
            std::fprintf(stderr, "%s\n", written.error().detail.constData());
        QCoreApplication::exit(written ? 0 : 1);
    });
    return QCoreApplication::exec();
}
