#include "core/exchange/csv_writer.h"
#include "core/ledger/payload.h"
#include "core/store/outbox.h"
#include "core/store/recovery.h"
#include "programs/doorstepctl/command.h"
#include "programs/doorstepctl/recover_words.h"
#include "programs/doorstepctl/recovery_key.h"

#include <QDir>
#include <QTemporaryDir>

/// The worst day: what is left of a store, with two recovery cards, as a list that people read and
/// as the sealed entries themselves. Nothing in the folder it reads is changed.
namespace doorstep::ctl {

namespace {

using namespace Qt::StringLiterals;

const QString fromOption = u"from"_s;
const QString deskOption = u"desk"_s;
const QString toOption = u"to"_s;
const QString listName = u"recovered-entries.csv"_s;
const QString sealedName = u"recovered-entries.sealed"_s;

struct Found {
    store::Recovery lost; ///< of the store that was lost
    std::optional<store::Recovery> desk; ///< of the desk that is to have its entries
    int unopened = 0;
    int missing = 0; ///< entries that the desk does not have

    [[nodiscard]] bool deskHas(EntryId id) const
    {
        const auto at = desk->entries.find(id);
        return at != desk->entries.end() && at->second.inDatabase;
    }
    [[nodiscard]] Result<QByteArray> open(const entry::Entry& entry) const
    {
        auto own = lost.open(entry);
        return own || !desk ? std::move(own) : desk->open(entry);
    }
};

QString hexOf(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

/// One line of the list. Content is CBOR's diagnostic notation: field names and values as recorded.
QStringList rowOf(Found& found, const store::RecoveredEntry& recovered)
{
    const entry::Header& header = recovered.entry.header;
    QStringList places;
    if (recovered.inOutbox)
        places << u"outbox"_s;
    if (recovered.inSpool)
        places << u"spool"_s;
    if (recovered.inDatabase)
        places << u"database"_s;
    QString atDesk = u"not compared"_s;
    if (found.desk) {
        const bool has = found.deskHas(header.id);
        found.missing += has ? 0 : 1;
        atDesk = has ? u"yes"_s : u"no"_s;
    }
    QStringList row{hexOf(header.id.toBytes()), header.wall.toUtc().toString(Qt::ISODateWithMs),
        hexOf(header.device.toBytes()), hexOf(header.staff.toBytes()), places.join(u' '), atDesk};
    const auto bytes = found.open(recovered.entry);
    const auto payload
        = bytes ? ledger::decodePayload(*bytes) : Result<ledger::Payload>(bytes.error());
    if (payload)
        return row << payload->kind << hexOf(payload->aggregate.toBytes())
                   << QCborValue(payload->fields).toDiagnosticNotation(QCborValue::Compact);
    ++found.unopened;
    return row << u"not opened"_s << QString() << QString();
}

struct Written {
    QByteArray list;
    QByteArray sealed;
};

Written write(Found& found)
{
    exchange::CsvWriter list;
    std::vector<QByteArray> sealed;
    list.row({u"entry"_s, u"written"_s, u"device"_s, u"staff"_s, u"found in"_s, u"at the desk"_s,
        u"kind"_s, u"about"_s, u"content"_s});
    for (const auto& [id, recovered] : found.lost.entries) {
        list.row(rowOf(found, recovered));
        sealed.push_back(entry::encodeEntry(recovered.entry));
    }
    return {list.bytes(), store::packEntries(sealed)};
}

Result<Found> look(const QCommandLineParser& options, const QString& scratch)
{
    DOORSTEP_TRY(recovery, recoveryKeyFrom(options));
    const store::StoreFiles lost{QDir(options.value(fromOption)).absolutePath()};
    if (!QDir().mkpath(scratch + u"/lost"_s) || !QDir().mkpath(scratch + u"/desk"_s))
        return Error{ErrorCode::Io, "no folder for a copy of the database"};
    DOORSTEP_TRY(read, store::recover(lost, recovery, scratch + u"/lost"_s));
    Found found{std::move(read), {}};
    if (options.isSet(deskOption)) {
        const store::StoreFiles desk{QDir(options.value(deskOption)).absolutePath()};
        DOORSTEP_TRY(known, store::recover(desk, recovery, scratch + u"/desk"_s));
        found.desk = std::move(known);
    }
    return found;
}

/// The folder to write to: there, apart from the store, and with no earlier list in it.
Result<QDir> targetFrom(const QCommandLineParser& options)
{
    const QString from = options.value(fromOption);
    const QString to = options.value(toOption);
    if (from.isEmpty() || to.isEmpty() || !hasRecoveryCards(options))
        return Error{ErrorCode::InvalidInput, "--from, --to and two --card are needed"};
    const QString source = QDir(from).absolutePath();
    const QDir target(QDir(to).absolutePath());
    if (target.path() == source || target.path().startsWith(source + u'/'))
        return Error{ErrorCode::InvalidInput, "--to is outside the folder that is read"};
    if (target.exists(listName) || target.exists(sealedName))
        return Error{ErrorCode::Exists, "there is an earlier list in that folder"};
    if (!QDir().mkpath(target.path()))
        return Error{ErrorCode::Io, "the folder for the list cannot be made"};
    return target;
}

void tell(const Found& found)
{
    print(foundSentence(found.lost));
    for (const QString& sentence : lostSentences(found.lost))
        print(sentence);
    if (found.desk)
        print(u"%1 of them are not in the desk's store."_s.arg(found.missing));
    if (found.unopened != 0)
        print(
            u"%1 of them are kept sealed: no practice key for them was found here; a desk's store "
            "has it, name it with --desk."_s.arg(found.unopened));
}

int refuse(const Error& error)
{
    if (error.code == ErrorCode::Busy)
        print(u"The store is open in another program; nothing was read or changed; close it there "
              "and ask again."_s);
    else
        complain(u"recover"_s, error);
    return error.code == ErrorCode::InvalidInput ? 2 : 1;
}

int recoverStore(const QCommandLineParser& options)
{
    const auto target = targetFrom(options);
    if (!target)
        return refuse(target.error());
    const QTemporaryDir scratch(target->filePath(u".recover-XXXXXX"_s));
    auto found = look(options, scratch.path());
    if (!found)
        return refuse(found.error());
    const Written files = write(*found);
    tell(*found);
    if (found->lost.entries.empty())
        return 1;
    for (const auto& [name, bytes] :
        {std::pair{listName, files.list}, std::pair{sealedName, files.sealed}})
        if (const Status written = writeFile(target->filePath(name), bytes); !written)
            return refuse(written.error());
    print(u"Written: %1, which holds patients' records in the clear, and %2, which does not."_s.arg(
        listName, sealedName));
    return 0;
}

void declareRecover(QCommandLineParser& options)
{
    declareRecoveryCards(options);
    options.addOption({fromOption, u"Folder of the store that was lost."_s, u"folder"_s});
    options.addOption({deskOption,
        u"Folder of a desk's store of the practice, closed: it has the practice's keys, and what "
        u"it "
        "has already is marked."_s,
        u"folder"_s});
    options.addOption({toOption, u"Folder for the list and the sealed entries."_s, u"folder"_s});
}

} // namespace

std::vector<Command> recoverCommands()
{
    return {{"recover", "--from DIR --to DIR --card FILE --card FILE [--desk DIR]", declareRecover,
        [](const QCommandLineParser& options, const Done& done) { done(recoverStore(options)); }}};
}

} // namespace doorstep::ctl
