#include "sync/client/practice_root.h"

#include "core/entry/cbor.h"
#include "core/store/append_file.h"
#include "core/store/key_envelope.h"
#include "core/store/setting_store.h"

namespace doorstep::client {

using namespace Qt::StringLiterals;

namespace {

constexpr auto RootSetting = "practice.root";
constexpr int MostCertificate = 512;
constexpr int SealedSeed = crypto::KeySize + crypto::SealOverhead;
constexpr QByteArrayView BesideMagic("DSPRA1\0\0", 8);
constexpr qint64 MostBeside = 4096;

Result<QByteArray> readBeside(const QString& path, const SecretBytes& key)
{
    DOORSTEP_TRY(bytes, store::readFileWhole(path, MostBeside));
    const qsizetype head = BesideMagic.size() + crypto::NonceSize;
    if (bytes.size() < head + crypto::TagSize || !bytes.startsWith(BesideMagic))
        return Error{ErrorCode::Corrupt, "the practice's file is not one", true};
    const QByteArrayView view(bytes);
    return crypto::open(
        key, view.sliced(BesideMagic.size(), crypto::NonceSize), BesideMagic, view.sliced(head));
}

Status writeBeside(const QString& path, const SecretBytes& key, const QByteArray& root)
{
    const QByteArray nonce = crypto::randomBytes(crypto::NonceSize);
    return store::writeFileWhole(
        path, BesideMagic.toByteArray() + nonce + crypto::seal(key, nonce, BesideMagic, root));
}

Result<PracticeRoot> rootFrom(const QByteArray& bytes)
{
    DOORSTEP_TRY(map, entry::decodeCbor(bytes));
    entry::CborReader in(map);
    PracticeRoot root;
    root.scopes.practice = in.fixed<ScopeId>("practice"_L1);
    root.scopes.desk = in.fixed<ScopeId>("desk"_L1);
    root.scopes.directory = in.fixed<ScopeId>("directory"_L1);
    root.recoveryKey = in.fixed<crypto::BoxPublicKey>("recoveryKey"_L1);
    root.practiceSignSealed = in.bytes("practiceSign"_L1, SealedSeed);
    if (in.has("practiceSignForRecovery"_L1)) // stores of before have none
        root.practiceSignForRecovery = in.bytes("practiceSignForRecovery"_L1, SealedSeed);
    const QByteArray server = in.bytes("server"_L1, MostCertificate);
    DOORSTEP_CHECK(in.status());
    DOORSTEP_TRY(clear, entry::decodeClear(entry::EntryClass::Control, server));
    const auto* certificate = std::get_if<entry::ServerCertificate>(&clear.body);
    if (!certificate)
        return Error{ErrorCode::Corrupt, "practice root without a server certificate"};
    root.server = *certificate;
    return root;
}

} // namespace

Status writePracticeRoot(store::Connection& connection, const PracticeRoot& root)
{
    DOORSTEP_TRY(server, entry::encodeClear(root.server, {}));
    return store::SettingStore(connection)
        .put(RootSetting,
            entry::encodeCbor({{"practice"_L1, root.scopes.practice.toBytes()},
                {"desk"_L1, root.scopes.desk.toBytes()},
                {"directory"_L1, root.scopes.directory.toBytes()},
                {"recoveryKey"_L1, root.recoveryKey.toBytes()}, {"server"_L1, server},
                {"practiceSign"_L1, root.practiceSignSealed},
                {"practiceSignForRecovery"_L1, root.practiceSignForRecovery}}));
}

Result<PracticeRoot> readPracticeRoot(store::Connection& connection)
{
    DOORSTEP_TRY(bytes, store::SettingStore(connection).find(RootSetting));
    if (!bytes)
        return Error{ErrorCode::NotFound, "this device knows no practice yet"};
    return rootFrom(*bytes);
}

Result<PracticeRoot> readRootBeside(const store::StoreFiles& files, const SecretBytes& masterKey)
{
    DOORSTEP_TRY(bytes,
        readBeside(
            files.practice(), store::deriveFromMaster(masterKey, store::MasterKeyUse::Practice)));
    return rootFrom(bytes);
}

Status keepPracticeRoot(store::Store& store, const store::StoreFiles& files)
{
    const auto key = store::deriveFromMaster(store.keys().masterKey, store::MasterKeyUse::Practice);
    const auto beside = readBeside(files.practice(), key);
    store::SettingStore settings(store.connection());
    DOORSTEP_TRY(root, settings.find(RootSetting));
    if (!root)
        return beside ? settings.put(RootSetting, *beside) : Status();
    return beside && *beside == *root ? Status() : writeBeside(files.practice(), key, *root);
}

Result<DeskKeys> openDeskKeys(store::Store& store)
{
    DOORSTEP_TRY(root, readPracticeRoot(store.connection()));
    if (root.practiceSignSealed.isEmpty())
        return Error{ErrorCode::Refused, "this device is not a desk"};
    const store::DeviceIdentity& identity = store.identity();
    DOORSTEP_TRY(seed,
        crypto::openSealedSecret(
            {identity.boxPublic, identity.boxSecret.clone()}, root.practiceSignSealed));
    auto pair = crypto::signKeyPairFromSeed(seed);
    if (pair.publicKey != identity.practiceSign)
        return Error{ErrorCode::Untrusted, "the signing seed is not this practice's"};
    DOORSTEP_TRY(epochs, store.epochKeys());
    return DeskKeys{std::move(seed), std::move(pair.secretKey), std::move(epochs)};
}

} // namespace doorstep::client
