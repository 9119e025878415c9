#include "core/store/set_aside.h"

#include "core/crypto/chunk_stream.h"
#include "core/store/append_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

namespace doorstep::store {

namespace set_aside {

using namespace Qt::StringLiterals;

constexpr QByteArrayView Magic("DSASD1\0\0", 8);
constexpr qsizetype BoxSize = 32 + 16 + crypto::KeySize; ///< crypto_box_SEALBYTES more than the key
constexpr qsizetype HeadSize = 8 + BoxSize + crypto::StreamHeaderSize;
constexpr qint64 Chunk = 65536;
const QString Ending = u".sealed"_s;
const QString Unfinished = u".new"_s;

QByteArray associated(const SetAsideFile& file, quint64 number)
{
    QByteArray bytes = file.name().toUtf8();
    const auto name = bytes.size();
    bytes.resize(name + 8);
    qToLittleEndian(number, bytes.data() + name);
    return bytes;
}

Error unreadable()
{
    return Error::transient(ErrorCode::Io, "a file that was set aside cannot be read");
}

Error damaged()
{
    return {ErrorCode::Corrupt, "a file that was set aside is not as it was sealed", true};
}

Status seal(const SetAsideFile& file, const crypto::BoxPublicKey& recovery)
{
    QFile from(file.path);
    if (!from.open(QIODevice::ReadOnly))
        return unreadable();
    const SecretBytes key = crypto::randomSecret();
    DOORSTEP_TRY(box, crypto::sealTo(recovery, key.view()));
    crypto::ChunkSealer sealer(key);
    return writeFileInParts(file.sealedPath(), [&](const WritePart& write) -> Status {
        DOORSTEP_CHECK(write(Magic.toByteArray() + box + sealer.header()));
        quint64 number = 0;
        do {
            const QByteArray plain = from.read(Chunk);
            if (from.error() != QFileDevice::NoError)
                return unreadable();
            DOORSTEP_CHECK(write(sealer.seal(plain, associated(file, number++), from.atEnd())));
        } while (!from.atEnd());
        return {};
    });
}

/// Calls `part` with the plain chunks, in order.
Status open(const SetAsideFile& file, const crypto::BoxKeyPair& recovery, const WritePart& part)
{
    QFile from(file.sealedPath());
    if (!from.open(QIODevice::ReadOnly))
        return unreadable();
    const QByteArray head = from.read(HeadSize);
    if (head.size() != HeadSize || !head.startsWith(Magic))
        return damaged();
    DOORSTEP_TRY(key,
        crypto::openSealedSecret(recovery, QByteArrayView(head).sliced(Magic.size(), BoxSize)));
    DOORSTEP_TRY(opener,
        crypto::ChunkOpener::start(key, QByteArrayView(head).last(crypto::StreamHeaderSize)));
    bool isWhole = false;
    for (quint64 number = 0; !from.atEnd(); ++number) {
        DOORSTEP_TRY(
            chunk, opener.open(from.read(Chunk + crypto::ChunkOverhead), associated(file, number)));
        if (isWhole)
            return damaged();
        isWhole = chunk.isLast;
        DOORSTEP_CHECK(part(chunk.plain));
    }
    return isWhole ? Status() : Status(damaged());
}

} // namespace set_aside

QString SetAsideFile::name() const
{
    return QFileInfo(path).fileName();
}

QString SetAsideFile::sealedPath() const
{
    return path + set_aside::Ending;
}

QStringList setAsideFolders(const StoreFiles& files)
{
    QStringList folders;
    const auto found
        = QDir(files.setAside()).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QFileInfo& each : found)
        folders += each.filePath();
    return folders;
}

std::vector<SetAsideFile> setAsideFiles(const QString& folder)
{
    using namespace set_aside;
    const QDir in(folder);
    QStringList names;
    for (QString name : in.entryList(QDir::Files | QDir::Hidden, QDir::Name)) {
        if (name.endsWith(Unfinished))
            continue;
        if (name.endsWith(Ending))
            name.chop(Ending.size());
        if (!names.contains(name))
            names += name;
    }
    std::vector<SetAsideFile> files;
    for (const QString& name : names) {
        SetAsideFile file{in.filePath(name), false};
        file.isSealed = QFile::exists(file.sealedPath());
        files.push_back(file);
    }
    return files;
}

Status sealSetAside(const StoreFiles& files, const crypto::BoxPublicKey& recovery)
{
    for (const QString& folder : setAsideFolders(files)) {
        bool changed = false;
        for (const SetAsideFile& file : setAsideFiles(folder)) {
            if (!QFile::exists(file.path))
                continue;
            if (!file.isSealed)
                DOORSTEP_CHECK(set_aside::seal(file, recovery));
            DOORSTEP_CHECK(shredFile(file.path));
            changed = true;
        }
        if (changed)
            DOORSTEP_CHECK(syncFolder(folder));
    }
    return {};
}

Status openSetAside(const SetAsideFile& file, const crypto::BoxKeyPair& recovery, const QString& to)
{
    return writeFileInParts(
        to, [&](const WritePart& write) { return set_aside::open(file, recovery, write); });
}

} // namespace doorstep::store
