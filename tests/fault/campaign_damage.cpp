/// Damaged, foreign and hostile files where a store should be: repaired, or refused and set aside
/// whole; never other rows, and never a new store in the old one's place.
#include "core/store/database.h"
#include "core/store/schema.h"
#include "core/store/start_state.h"
#include "tests/fault/campaigns.h"
#include "tests/fault/life_record.h"
#include "tests/fault/remembered_argon2.h"
#include "tests/fault/sql_connection.h"

#include <QTemporaryDir>

namespace doorstep::test {

namespace damage {

constexpr qsizetype PageBytes = 4096;
const std::string Main = "store/store.db";
const std::string Wal = "store/store.db-wal";

enum class Kind {
    BitFlip,
    PageSwap,
    PageReplay,
    WalCut,
    WalFlip,
    WalForeign,
    Zeroed,
    Random,
    Plaintext,
    Newer,
    Hostile,
    TornFirstPage,
    EnvelopeFlip,
    Emptied,
    Count
};

/// What the store must do about it.
enum class Expected { NeverOtherRows, AllOwnEntries, SetAside, Refused, Same, Anything };

Expected expectedOf(Kind kind)
{
    switch (kind) {
    case Kind::BitFlip:
    case Kind::PageSwap:
        return Expected::NeverOtherRows;
    case Kind::PageReplay: // an old copy of a page in its own place authenticates: known limit
        return Expected::Anything;
    case Kind::WalCut:
    case Kind::WalFlip:
    case Kind::WalForeign: // commits of the WAL may go; own entries come back from the spool
        return Expected::AllOwnEntries;
    case Kind::Zeroed:
    case Kind::Random:
    case Kind::Plaintext:
    case Kind::Hostile:
    case Kind::Emptied:
        return Expected::SetAside;
    case Kind::Newer:
        return Expected::Refused;
    case Kind::TornFirstPage: // the WAL holds the good copy
    case Kind::EnvelopeFlip: // so does the second envelope
        return Expected::Same;
    case Kind::Count:
        break;
    }
    return Expected::Anything;
}

using Files = MemoryDisk::Files;
using Random64 = std::mt19937_64;

void flip(QByteArray& bytes, Random64& random)
{
    const auto bit = random() % quint64(bytes.size() * 8);
    bytes[qsizetype(bit / 8)] = char(bytes[qsizetype(bit / 8)] ^ (1 << (bit % 8)));
}

QByteArray noise(qsizetype size, Random64& random)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (char& byte : bytes)
        byte = char(random());
    return bytes;
}

QByteArray plainDatabase()
{
    const QTemporaryDir folder;
    const QByteArray path = folder.filePath(QStringLiteral("plain.db")).toUtf8();
    SqlConnection plain(path);
    plain.run("CREATE TABLE entry(id); CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM "
              "entry; END; CREATE VIEW setting AS SELECT 1 AS name, 2 AS value");
    plain.close();
    return filesIn(folder.path().toUtf8()).at("plain.db");
}

/// One store as it stands: closed, as a kill leaves it, and closed earlier.
struct Subject {
    Subject(quint64 seed, const QByteArray& scratch)
        : folder(scratch + "/life")
        , life(Phase::Checkpoint, seed, folder)
    {
        failure = life.failure();
        closedEarlier = filesIn(folder);
        for (int step = 0; step < life.steps(); ++step)
            if (!life.take(step))
                failure = "a step failed";
        life.close();
        closed = filesIn(folder);
        // Every page of the small store goes through the WAL, page 1 too.
        auto opened = life.openIn(folder);
        if (!opened
            || !(*opened)->save(life.fixture().patientAct(life.fixture().mint.next<PatientId>(),
                QStringLiteral("Testcase"), QStringLiteral("Last")))
            || !(*opened)->connection().run(
                QStringLiteral("PRAGMA user_version = %1").arg(store::SchemaVersion)))
            failure = "the last save failed";
        killed = filesIn(folder);
    }
    /// What a person of another version, or someone with the key, could have made of it.
    QByteArray changedBy(const QStringList& statements)
    {
        putFiles(folder, closed);
        {
            auto opened = life.openIn(folder);
            for (const QString& statement : statements)
                if (!opened || !(*opened)->connection().run(statement))
                    failure = "a statement failed";
        }
        return filesIn(folder).at(Main);
    }

    QByteArray folder;
    StoreLife life;
    Files closed, closedEarlier, killed;
    QByteArray failure;
};

Files damaged(Kind kind, Subject& subject, const Subject& other, Random64& random)
{
    const bool usesWal = kind == Kind::WalCut || kind == Kind::WalFlip || kind == Kind::WalForeign
        || kind == Kind::TornFirstPage;
    Files files = usesWal ? subject.killed : subject.closed;
    QByteArray& main = files[Main];
    const auto pages = quint64(main.size() / PageBytes);
    switch (kind) {
    case Kind::BitFlip:
        flip(main, random);
        break;
    case Kind::PageSwap: {
        const auto a = qsizetype(random() % pages) * PageBytes;
        const auto b = qsizetype(random() % pages) * PageBytes;
        const QByteArray page = main.mid(a, PageBytes);
        main.replace(a, PageBytes, main.mid(b, PageBytes)).replace(b, PageBytes, page);
        break;
    }
    case Kind::PageReplay: {
        const QByteArray& old = subject.closedEarlier.at(Main);
        const auto at = qsizetype(random() % quint64(old.size() / PageBytes)) * PageBytes;
        main.replace(at, PageBytes, old.mid(at, PageBytes));
        break;
    }
    case Kind::WalCut:
        files[Wal].truncate(qsizetype(random() % quint64(files[Wal].size())));
        break;
    case Kind::WalFlip:
        flip(files[Wal], random);
        break;
    case Kind::WalForeign:
        files[Wal] = other.killed.at(Wal);
        break;
    case Kind::Zeroed:
        main.fill('\0');
        break;
    case Kind::Random:
        main = noise(main.size(), random);
        break;
    case Kind::Plaintext:
        main = plainDatabase();
        break;
    case Kind::Newer:
        main = subject.changedBy({QStringLiteral("PRAGMA user_version = 999")});
        break;
    case Kind::Hostile:
        main = subject.changedBy(
            {random() % 2 ? QStringLiteral("CREATE TRIGGER quiet AFTER INSERT ON entry BEGIN "
                                           "DELETE FROM entry; END")
                          : QStringLiteral("CREATE VIEW quiet AS SELECT * FROM entry")});
        break;
    case Kind::TornFirstPage:
        main.replace(512 * qsizetype(random() % 7), 512, noise(512, random));
        break;
    case Kind::EnvelopeFlip:
        flip(files[random() % 2 ? "store/store.env" : "store/store.env.2"], random);
        break;
    case Kind::Emptied:
        main.clear();
        break;
    case Kind::Count:
        break;
    }
    return files;
}

bool wasSetAside(const Files& before, const Files& after)
{
    if (after.contains(Main))
        return false;
    for (const auto& [name, bytes] : after)
        if (name.starts_with("store/set-aside/") && name.ends_with("/store.db"))
            return bytes.size() == before.at(Main).size();
    return false;
}

/// Empty when it is as expected.
QByteArray judge(Expected expected, Subject& subject, const QByteArray& image, const Files& files,
    const Observation& whole, Tally& tally)
{
    const auto seen = subject.life.observe(image);
    const Files after = filesIn(image);
    const bool isAside
        = !seen && seen.error().code == ErrorCode::Corrupt && wasSetAside(files, after);
    tally.setAside += isAside;
    tally.refused += !seen && !isAside;
    if (!seen && seen.error().code == ErrorCode::Corrupt && !after.contains(Main) && !isAside)
        return "gone, and not set aside whole";
    switch (expected) {
    case Expected::Anything:
        return {};
    case Expected::NeverOtherRows:
        return seen && seen->rows != whole.rows ? QByteArray("other rows") : QByteArray();
    case Expected::AllOwnEntries:
        if (seen && seen->ownEntries != whole.ownEntries)
            return "own entries are gone";
        return {};
    case Expected::SetAside:
        return isAside ? QByteArray() : "not set aside: " + (seen ? "opened" : seen.error().detail);
    case Expected::Refused:
        return !seen && seen.error().code == ErrorCode::Unsupported
                && after.at(Main) == files.at(Main)
            ? QByteArray()
            : "not refused, or touched";
    case Expected::Same:
        if (!seen)
            return "not repaired: " + seen.error().detail;
        return seen->rows == whole.rows ? QByteArray() : "other rows";
    }
    return {};
}

} // namespace damage

Tally runDamage(const Share& share, const QByteArray& scratch)
{
    using namespace damage;
    rememberArgon2();
    Tally tally;
    const QByteArray image = scratch + "/image";
    Subject subject(share.seedOf(0), scratch);
    Subject other(share.seedOf(1) ^ 0xf00, scratch + "/other");
    putFiles(image, subject.closed);
    const auto closed = subject.life.observe(image);
    putFiles(image, subject.killed);
    const auto killed = subject.life.observe(image);
    if (!subject.failure.isEmpty() || !closed || !killed) {
        tally.fault(tally.lost, "no store to damage: " + subject.failure);
        return tally;
    }
    Random64 random(share.seedOf(0));
    for (qint64 i = 0; i < share.own(); ++i) {
        // Every third is a flipped bit.
        const auto kind = i % 3 == 0 ? Kind::BitFlip : Kind(random() % quint64(Kind::Count));
        const Files files = damaged(kind, subject, other, random);
        putFiles(image, {});
        putFiles(image, files);
        const bool usesWal = files.contains(Wal);
        const QByteArray what
            = judge(expectedOf(kind), subject, image, files, usesWal ? *killed : *closed, tally);
        ++tally.cases;
        if (!what.isEmpty())
            tally.fault(tally.lost,
                what + " (kind " + QByteArray::number(int(kind)) + ", --only damage --seed "
                    + QByteArray::number(share.seed) + ')');
    }
    return tally;
}

} // namespace doorstep::test
