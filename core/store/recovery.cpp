#include "core/store/recovery.h"

#include "core/store/database.h"
#include "core/store/epoch_key_store.h"
#include "core/store/outbox.h"
#include "core/store/set_aside.h"

#include <QDir>
#include <QFile>
#include <QtEndian>
#include <algorithm>

namespace doorstep::store {

namespace recovering {

using What = LostPart::What;

const QString AllEntries = QStringLiteral("SELECT bytes FROM entry ORDER BY row");

constexpr qsizetype SequenceBytes = 8;
constexpr qsizetype SpoolHeadBytes = 16 + 8 + 32; ///< incarnation, ctr, previous chain

Error noRoom()
{
    return Error::transient(ErrorCode::DiskFull, "no room for a copy of the database");
}

/// Puts one folder's readable parts together.
class Reader {
public:
    Reader(const StoreFiles& files, const crypto::BoxKeyPair& recovery)
        : m_files(files)
        , m_recovery(recovery)
    {
    }
    [[nodiscard]] Status readDatabase(const QString& scratch);
    [[nodiscard]] Status readOutbox();
    [[nodiscard]] Status readSpool();
    [[nodiscard]] Recovery take() { return std::move(m_found); }

private:
    void lose(What what, const QByteArray& detail = {}, quint64 sequence = 0)
    {
        m_found.lost.push_back({what, {}, sequence, detail});
    }
    void lose(What what, const std::vector<DamagedStretch>& stretches)
    {
        for (const DamagedStretch& stretch : stretches)
            m_found.lost.push_back({what, stretch, 0, {}});
    }
    [[nodiscard]] bool keep(QByteArrayView bytes, bool RecoveredEntry::*where);
    [[nodiscard]] Status readOneDatabase(const StoreFiles& files, const KeyEnvelope& envelope,
        const SecretBytes& masterKey, const QString& scratch);
    /// One that was set aside: as it was found, or sealed to the recovery key.
    [[nodiscard]] Status readSetAside(const QString& folder, const KeyEnvelope& envelope,
        const SecretBytes& masterKey, const QString& scratch);
    [[nodiscard]] Result<StoreFiles> nextCopy(const QString& scratch);
    [[nodiscard]] Status nameDamage(
        const StoreFiles& files, const KeyEnvelope& envelope, const SecretBytes& masterKey);
    [[nodiscard]] Status readCopy(
        const StoreFiles& copy, const KeyEnvelope& envelope, const SecretBytes& masterKey);
    void readOutboxLine(QByteArrayView line);
    [[nodiscard]] bool readSpoolLine(QByteArrayView line);

    const StoreFiles& m_files;
    const crypto::BoxKeyPair& m_recovery;
    Recovery m_found;
    int m_copies = 0;
};

bool Reader::keep(QByteArrayView bytes, bool RecoveredEntry::*where)
{
    auto entry = entry::decodeEntry(bytes);
    if (!entry)
        return false;
    const EntryId id = entry->header.id;
    RecoveredEntry& kept = m_found.entries[id];
    // A redacted copy does not stand for one that still has its body.
    if (kept.entry.header.id != id || kept.entry.body.isEmpty())
        kept.entry = std::move(*entry);
    kept.*where = true;
    return true;
}

Status Reader::readDatabase(const QString& scratch)
{
    const auto envelope = readEnvelope(m_files);
    if (!envelope) {
        lose(What::NoEnvelope, envelope.error().detail);
        return {};
    }
    const auto masterKey = envelope->openRecovery(m_recovery);
    if (!masterKey) {
        lose(What::OtherPractice, masterKey.error().detail);
        return {};
    }
    if (!QFile::exists(m_files.database()))
        lose(What::NoDatabase);
    else
        DOORSTEP_CHECK(readOneDatabase(m_files, *envelope, *masterKey, scratch));
    for (const QString& folder : setAsideFolders(m_files))
        DOORSTEP_CHECK(readSetAside(folder, *envelope, *masterKey, scratch));
    return {};
}

Status Reader::readSetAside(const QString& folder, const KeyEnvelope& envelope,
    const SecretBytes& masterKey, const QString& scratch)
{
    const std::vector<SetAsideFile> files = setAsideFiles(folder);
    const StoreFiles found{folder};
    if (std::ranges::none_of(files, &SetAsideFile::isSealed))
        return QFile::exists(found.database())
            ? readOneDatabase(found, envelope, masterKey, scratch)
            : Status();
    DOORSTEP_TRY(opened, nextCopy(scratch));
    for (const SetAsideFile& file : files) {
        const QString to = opened.folder + u'/' + file.name();
        Status had = file.isSealed       ? openSetAside(file, m_recovery, to)
            : QFile::copy(file.path, to) ? Status()
                                         : Status(noRoom());
        if (!had && had.error().code != ErrorCode::Corrupt)
            return had;
        if (!had)
            lose(What::Database, had.error().detail);
    }
    if (QFile::exists(opened.database())) {
        DOORSTEP_CHECK(nameDamage(opened, envelope, masterKey));
        if (const Status read = readCopy(opened, envelope, masterKey); !read)
            lose(What::Database, read.error().detail);
    }
    return {};
}

Result<StoreFiles> Reader::nextCopy(const QString& scratch)
{
    const StoreFiles copy{scratch + u'/' + QString::number(++m_copies)};
    return QDir().mkpath(copy.folder) ? Result<StoreFiles>(copy) : Result<StoreFiles>(noRoom());
}

Status Reader::nameDamage(
    const StoreFiles& files, const KeyEnvelope& envelope, const SecretBytes& masterKey)
{
    const auto check = checkDatabase(files, envelope.head(), masterKey);
    if (!check && check.error().code == ErrorCode::Busy)
        return check.error();
    if (check && check->firstBad)
        lose(What::Database,
            "page " + QByteArray::number(*check->firstBad) + " does not authenticate");
    if (check && check->badFrame)
        lose(What::Database,
            "its log ends at frame " + QByteArray::number(*check->badFrame)
                + ": a power cut or damage");
    return {};
}

Status Reader::readOneDatabase(const StoreFiles& files, const KeyEnvelope& envelope,
    const SecretBytes& masterKey, const QString& scratch)
{
    DOORSTEP_CHECK(nameDamage(files, envelope, masterKey));
    DOORSTEP_TRY(copy, nextCopy(scratch));
    const QString log = QStringLiteral("-wal");
    if (!QFile::copy(files.database(), copy.database())
        || (QFile::exists(files.database() + log)
            && !QFile::copy(files.database() + log, copy.database() + log)))
        return noRoom();
    if (const Status read = readCopy(copy, envelope, masterKey); !read)
        lose(What::Database, read.error().detail);
    return {};
}

Status Reader::readCopy(
    const StoreFiles& copy, const KeyEnvelope& envelope, const SecretBytes& masterKey)
{
    DOORSTEP_TRY(database, Database::open(copy, envelope.head(), masterKey));
    EpochKeyStore keys(*database.writer, deriveFromMaster(masterKey, MasterKeyUse::EpochKeys));
    DOORSTEP_TRY(all, keys.all());
    for (entry::EpochKey& key : all)
        m_found.keys.push_back(std::move(key));
    DOORSTEP_TRY(statement, database.writer->prepare(AllEntries));
    while (true) {
        DOORSTEP_TRY(more, statement.next());
        if (!more)
            return {};
        if (!keep(statement.bytes(0), &RecoveredEntry::inDatabase))
            return Error{ErrorCode::Corrupt, "an entry of another version"};
    }
}

Status Reader::readOutbox()
{
    const auto damaged = salvageLines(
        m_files.outbox(), outboxLines(), [this](QByteArrayView line) { readOutboxLine(line); });
    if (damaged)
        lose(What::OutboxStretch, *damaged);
    else if (damaged.error().code == ErrorCode::NotFound)
        lose(What::NoOutbox);
    else
        return damaged.error();
    return {};
}

void Reader::readOutboxLine(QByteArrayView line)
{
    if (line.size() < SequenceBytes)
        return lose(What::OutboxLine, {}, 0);
    const auto sequence = qFromLittleEndian<quint64>(line.data());
    const auto content = crypto::openSealed(m_recovery, line.sliced(SequenceBytes));
    if (!content) {
        lose(What::OutboxLine, {}, sequence);
        return;
    }
    ++m_found.outboxLines;
    const auto entries = unpackEntries(*content);
    bool whole = entries.ok();
    for (std::size_t i = 0; entries && i < entries->size(); ++i)
        whole = keep((*entries)[i], &RecoveredEntry::inOutbox) && whole;
    if (!whole)
        lose(What::OutboxContent, {}, sequence);
}

Status Reader::readSpool()
{
    bool whole = true;
    const auto damaged = salvageLines(m_files.spool(), spoolLines(),
        [&](QByteArrayView line) { whole = readSpoolLine(line) && whole; });
    if (!whole)
        lose(What::SpoolContent);
    if (damaged)
        lose(What::SpoolStretch, *damaged);
    else if (damaged.error().code == ErrorCode::NotFound)
        lose(What::NoSpool);
    else
        return damaged.error();
    return {};
}

bool Reader::readSpoolLine(QByteArrayView line)
{
    while (!line.isEmpty()) {
        if (line.size() < SpoolHeadBytes + 4)
            return false;
        const auto length = qFromLittleEndian<quint32>(line.data() + SpoolHeadBytes);
        line = line.sliced(SpoolHeadBytes + 4);
        if (qint64(length) > line.size()
            || !keep(line.first(qsizetype(length)), &RecoveredEntry::inSpool))
            return false;
        line = line.sliced(qsizetype(length));
    }
    return true;
}

} // namespace recovering

Result<QByteArray> Recovery::open(const entry::Entry& entry) const
{
    if (!entry::isSealed(entry.header.entryClass))
        return entry::openPayload(entry, nullptr);
    Result<QByteArray> opened = Error{ErrorCode::NotFound, "no key of this epoch"};
    for (const entry::EpochKey& key : keys) {
        if (key.keyClass != entry.header.keyClass || key.epoch != entry.header.keyEpoch)
            continue;
        opened = entry::openPayload(entry, &key);
        if (opened)
            break;
    }
    return opened;
}

Result<Recovery> recover(
    const StoreFiles& files, const crypto::BoxKeyPair& recovery, const QString& scratch)
{
    if (!files.storeExists())
        return Error{ErrorCode::NotFound, "no file of a store is there"};
    recovering::Reader reader(files, recovery);
    DOORSTEP_CHECK(reader.readDatabase(scratch));
    DOORSTEP_CHECK(reader.readOutbox());
    DOORSTEP_CHECK(reader.readSpool());
    return reader.take();
}

} // namespace doorstep::store
