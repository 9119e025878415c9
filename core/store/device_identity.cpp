/// device.seal and device.seal.2:
///   "DSDEV1\0\0" | nonce 24 | XChaCha20-Poly1305(k, nonce, AD = the 8 magic bytes, CBOR)
///   k = BLAKE2b(key = device secret; "DS-DEVICE-1")
/// CBOR is a map with the fields named below. Secret members pass through ordinary memory while the
/// map is built or read; that memory is wiped.
#include "core/store/device_identity.h"

#include "core/entry/cbor.h"
#include "core/store/append_file.h"

#include <QCborArray>
#include <cstring>

namespace doorstep::store {

namespace identity {

using namespace Qt::StringLiterals;

constexpr QByteArrayView Magic("DSDEV1\0\0", 8);
constexpr qint64 MaxBytes = qint64{64} * 1024;
constexpr int MaxText = 200;
constexpr int MaxNames = 512; ///< what an enrolment hands over (sync::limits::MaxEnrolStaff)

SecretBytes sealKey(const SecretBytes& deviceSecret)
{
    return crypto::deriveKey(deviceSecret, {"DS-DEVICE-1"});
}

void wipe(const QByteArray& bytes)
{
    explicit_bzero(const_cast<char*>(bytes.constData()), static_cast<std::size_t>(bytes.size()));
}

QCborMap publicMap(const DeviceIdentity& identity)
{
    QCborArray names;
    for (const UnlockName& name : identity.names)
        names.append(QCborArray{name.staff.toBytes(), name.name, name.role});
    return {{u"practice"_s, identity.practice.toBytes()},
        {u"practiceName"_s, identity.practiceName}, {u"device"_s, identity.device.toBytes()},
        {u"deviceRole"_s, identity.deviceRole}, {u"boxPublic"_s, identity.boxPublic.toBytes()},
        {u"practiceSign"_s, identity.practiceSign.toBytes()},
        {u"serverSign"_s, identity.serverSign.toBytes()}, {u"connection"_s, identity.connection},
        {u"names"_s, names}, {u"pinAllowed"_s, identity.pinAllowed}};
}

Result<std::vector<UnlockName>> namesOf(const QCborArray& array)
{
    std::vector<UnlockName> names;
    for (const auto& item : array) {
        const QCborArray fields = item.toArray();
        if (fields.size() != 3)
            return Error{ErrorCode::Corrupt, "name on the unlock screen", true};
        DOORSTEP_TRY(staff, StaffId::fromBytes(fields.at(0).toByteArray()));
        names.push_back({staff, fields.at(1).toString(), fields.at(2).toString()});
    }
    return names;
}

Result<DeviceIdentity> decode(const SecretBytes& plain)
{
    // A view over locked memory: the parser copies members out, the whole is never copied.
    const auto borrowed = QByteArray::fromRawData(
        reinterpret_cast<const char*>(plain.data()), static_cast<qsizetype>(plain.size()));
    DOORSTEP_TRY(map, entry::decodeCbor(borrowed));
    entry::CborReader reader(map);
    DeviceIdentity identity;
    identity.practice = reader.fixed<PracticeId>("practice"_L1);
    identity.practiceName = reader.text("practiceName"_L1, MaxText);
    identity.device = reader.fixed<DeviceId>("device"_L1);
    identity.deviceRole = reader.text("deviceRole"_L1, MaxText);
    identity.boxPublic = reader.fixed<crypto::BoxPublicKey>("boxPublic"_L1);
    identity.practiceSign = reader.fixed<crypto::SignPublicKey>("practiceSign"_L1);
    identity.serverSign = reader.fixed<crypto::SignPublicKey>("serverSign"_L1);
    identity.connection = reader.bytes("connection"_L1, 4096);
    identity.pinAllowed = reader.boolean("pinAllowed"_L1);
    DOORSTEP_TRY(names, namesOf(reader.array("names"_L1, MaxNames)));
    identity.names = names;
    const QByteArray signSeed = reader.bytes("signSeed"_L1, crypto::KeySize);
    const QByteArray boxSecret = reader.bytes("boxSecret"_L1, crypto::KeySize);
    identity.signSeed = SecretBytes::copyOf(signSeed);
    identity.boxSecret = SecretBytes::copyOf(boxSecret);
    wipe(signSeed);
    wipe(boxSecret);
    DOORSTEP_CHECK(reader.status());
    return identity;
}

Result<DeviceIdentity> readOne(const QString& path, const SecretBytes& deviceSecret)
{
    DOORSTEP_TRY(bytes, readFileWhole(path, MaxBytes));
    const qsizetype head = Magic.size() + crypto::NonceSize;
    if (bytes.size() < head + crypto::TagSize || !bytes.startsWith(Magic))
        return Error{ErrorCode::Corrupt, "device file is not one", true};
    const QByteArrayView view(bytes);
    const auto plain = crypto::openSecret(sealKey(deviceSecret),
        view.sliced(Magic.size(), crypto::NonceSize), Magic, view.sliced(head));
    if (!plain)
        return Error{ErrorCode::WrongSecret, "device file does not open", true};
    return decode(*plain);
}

} // namespace identity

Status writeDeviceFile(
    const QString& path, const DeviceIdentity& device, const SecretBytes& deviceSecret)
{
    using namespace identity;
    QCborMap map = publicMap(device);
    const QByteArray signSeed = device.signSeed.view().toByteArray();
    const QByteArray boxSecret = device.boxSecret.view().toByteArray();
    map.insert(u"signSeed"_s, signSeed);
    map.insert(u"boxSecret"_s, boxSecret);
    const QByteArray plain = entry::encodeCbor(map);
    const QByteArray nonce = crypto::randomBytes(crypto::NonceSize);
    const QByteArray file
        = Magic.toByteArray() + nonce + crypto::seal(sealKey(deviceSecret), nonce, Magic, plain);
    wipe(plain);
    wipe(signSeed);
    wipe(boxSecret);
    return writeFileWhole(path, file);
}

Status writeDeviceIdentity(
    const StoreFiles& files, const DeviceIdentity& device, const SecretBytes& deviceSecret)
{
    DOORSTEP_CHECK(writeDeviceFile(files.device(), device, deviceSecret));
    return writeDeviceFile(files.deviceCopy(), device, deviceSecret);
}

Result<DeviceIdentity> readDeviceFile(const QString& path, const SecretBytes& deviceSecret)
{
    return identity::readOne(path, deviceSecret);
}

Result<DeviceIdentity> readDeviceIdentity(const StoreFiles& files, const SecretBytes& deviceSecret)
{
    // While a person is being removed the two copies are sealed under the old and the new secret.
    auto first = identity::readOne(files.device(), deviceSecret);
    if (first)
        return first;
    auto second = identity::readOne(files.deviceCopy(), deviceSecret);
    if (second || first.error().code == ErrorCode::NotFound)
        return second;
    return first;
}

} // namespace doorstep::store
