#include "core/store/wipe.h"

#include "core/entry/cbor.h"
#include "core/store/append_file.h"
#include "core/store/start_state.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace doorstep::store {

namespace wipe_parts {

using namespace Qt::StringLiterals;

constexpr int MaxFile = 4096;
constexpr int MaxName = 200;
constexpr int MaxOrder = 1024;

Result<entry::WipeOrdered> orderFrom(const QByteArray& bytes)
{
    DOORSTEP_TRY(clear, entry::decodeClear(entry::EntryClass::Control, bytes));
    const auto* order = std::get_if<entry::WipeOrdered>(&clear.body);
    if (!order)
        return Error{ErrorCode::Corrupt, "no wipe order", true};
    return *order;
}

} // namespace wipe_parts

Result<std::optional<WipeRecord>> readWipe(const StoreFiles& files)
{
    using namespace wipe_parts;
    const auto bytes = readFileWhole(files.wipeOrder(), MaxFile);
    if (!bytes) {
        if (bytes.error().code == ErrorCode::NotFound)
            return std::optional<WipeRecord>();
        return bytes.error();
    }
    DOORSTEP_TRY(map, entry::decodeCbor(*bytes));
    entry::CborReader in(map);
    WipeRecord record;
    record.practice = in.fixed<PracticeId>("practice"_L1);
    record.deviceSecret = in.text("secret"_L1, MaxName);
    record.isDone = in.boolean("done"_L1);
    record.isTold = in.boolean("told"_L1);
    const QByteArray order = in.bytes("order"_L1, MaxOrder);
    DOORSTEP_CHECK(in.status());
    DOORSTEP_TRY(read, orderFrom(order));
    record.order = read;
    return std::optional(record);
}

Status noteWipe(const StoreFiles& files, const WipeRecord& record)
{
    using namespace wipe_parts;
    DOORSTEP_TRY(order, entry::encodeClear(record.order, ActId()));
    return writeFileWhole(files.wipeOrder(),
        entry::encodeCbor(
            {{"practice"_L1, record.practice.toBytes()}, {"secret"_L1, record.deviceSecret},
                {"done"_L1, record.isDone}, {"told"_L1, record.isTold}, {"order"_L1, order}}));
}

Result<WipeRecord> acceptWipe(
    const StoreFiles& files, const DeviceIdentity& identity, const entry::WipeOrdered& order)
{
    if (order.device != identity.device
        || !entry::isCertified(order, identity.practice, identity.practiceSign))
        return Error{ErrorCode::Untrusted, "a wipe order that no desk signed", true};
    // The first one stands: the second must not take back what the first has come to.
    DOORSTEP_TRY(earlier, readWipe(files));
    if (earlier)
        return *earlier;
    const WipeRecord record{order, identity.practice, deviceSecretName(files), false, false};
    DOORSTEP_CHECK(noteWipe(files, record));
    return record;
}

QString wipedSecretName(DeviceId device)
{
    return QStringLiteral("doorstep/wiped-") + QString::fromLatin1(device.toHex());
}

Status keepWipedDevice(
    const StoreFiles& files, const DeviceIdentity& identity, const SecretBytes& wipedSecret)
{
    DeviceIdentity left;
    left.practice = identity.practice;
    left.practiceName = identity.practiceName;
    left.device = identity.device;
    left.deviceRole = identity.deviceRole;
    left.signSeed = identity.signSeed.clone();
    left.boxSecret = SecretBytes(crypto::KeySize);
    left.practiceSign = identity.practiceSign;
    left.serverSign = identity.serverSign;
    left.connection = identity.connection;
    return writeDeviceFile(files.wipedDevice(), left, wipedSecret);
}

Result<DeviceIdentity> readWipedDevice(const StoreFiles& files, const SecretBytes& wipedSecret)
{
    return readDeviceFile(files.wipedDevice(), wipedSecret);
}

Status destroyKeys(const StoreFiles& files)
{
    Status all;
    for (const QString& path :
        {files.envelope(), files.envelopeCopy(), files.device(), files.deviceCopy()})
        if (const Status gone = shredFile(path); !gone)
            all = gone;
    return all ? syncFolder(files.folder) : all;
}

Status destroyRecords(const StoreFiles& files)
{
    using namespace wipe_parts;
    // Sealed as well: a file as it was before a damaged line was mended (line_salvage.h).
    const auto damaged = u".damaged"_s;
    const QStringList kept{files.outbox(), files.outbox() + damaged, files.spool(),
        files.spool() + damaged, files.wipeOrder(), files.wipedDevice()};
    const auto every
        = QDir(files.folder)
              .entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    bool isGone = true;
    for (const QFileInfo& each : every) {
        const QString path = files.folder + QLatin1Char('/') + each.fileName();
        if (kept.contains(path))
            continue;
        const bool isFolder = each.isDir() && !each.isSymLink();
        isGone = (isFolder ? QDir(path).removeRecursively() : QFile::remove(path)) && isGone;
    }
    if (!isGone)
        return Error::transient(ErrorCode::Io, "cannot delete a record file");
    return syncFolder(files.folder);
}

Status putWipedAside(const StoreFiles& files)
{
    DOORSTEP_TRY(record, readWipe(files));
    if (!record || !record->isDone)
        return Error{ErrorCode::Refused, "the wipe is not done", true};
    const QString aside = files.folder + QStringLiteral(".wiped-")
        + QString::fromLatin1(record->order.order.toHex());
    if (!QFile::rename(files.folder, aside))
        return Error::transient(ErrorCode::Io, "cannot put the wiped store aside");
    return syncFolder(QFileInfo(files.folder).absolutePath());
}

} // namespace doorstep::store
