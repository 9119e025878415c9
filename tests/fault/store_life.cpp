#include "tests/fault/store_life.h"

#include "core/ledger/tables.h"
#include "core/store/attachment_store.h"
#include "core/store/database.h"
#include "core/store/outbox.h"
#include "core/store/recovery.h"
#include "core/store/setting_store.h"
#include "core/store/start_state.h"
#include "core/vfs/sealed_vfs.h"
#include "sync/client/recovery_cards.h"
#include "tests/fault/crew.h"
#include "tests/fault/recorded_folder.h"
#include "tests/fault/step_plan.h"

#include <QCryptographicHash>
#include <QDir>
#include <QTemporaryDir>
#include <algorithm>
#include <set>

namespace doorstep::test {

const char* nameOf(Phase phase)
{
    switch (phase) {
    case Phase::Save:
        return "save";
    case Phase::Sync:
        return "sync";
    case Phase::Import:
        return "import";
    case Phase::Forget:
        return "forget";
    case Phase::Checkpoint:
        return "checkpoint";
    case Phase::Migration:
        return "migration";
    case Phase::Rekey:
        return "rekey";
    case Phase::Pin:
        return "pin";
    case Phase::Create:
        return "create";
    case Phase::People:
        return "people";
    case Phase::LostSecret:
        return "lost-secret";
    }
    return "";
}

StoreLife::StoreLife(Phase phase, quint64 seed, const QByteArray& folder)
    : m_phase(phase)
    , m_random(seed)
    , m_folder(folder)
    , m_fixture((seedRandomness(seed), QStringLiteral("tablet")), seed)
    , m_newSecret(crypto::randomSecret())
    , m_bo(m_fixture.mint.next<StaffId>())
{
    putFiles(folder, {});
    m_fixture.files = filesIn(folder);
    StepPlan plan(*this);
    if (const auto planned = plan.make(); !planned)
        m_failure = "prepare: " + planned.error().detail;
    close();
}

StoreLife::~StoreLife() = default;

store::StoreFiles StoreLife::filesIn(const QByteArray& folder)
{
    return {QString::fromUtf8(folder) + QStringLiteral("/store")};
}

void StoreLife::close()
{
    m_store.reset();
}

Status StoreLife::take(int step)
{
    return m_steps[std::size_t(step)]();
}

Result<std::unique_ptr<store::Store>> StoreLife::openIn(const QByteArray& folder)
{
    const auto files = filesIn(folder);
    // As the program does: the envelope says which secret, the keystore gives it.
    DOORSTEP_TRY(envelope, store::readEnvelope(files));
    const bool isNew = envelope.head().deviceSecret == m_newSecretId;
    DOORSTEP_TRY(
        identity, store::readDeviceIdentity(files, isNew ? m_newSecret : m_fixture.deviceSecret));
    return store::Store::open(
        files, m_fixture.staffKeys(), std::move(identity), m_fixture.clock, m_fixture.mint);
}

Status StoreLife::ensureOpen()
{
    if (m_store)
        return {};
    DOORSTEP_TRY(opened, openIn(m_folder));
    m_store = std::move(opened);
    return {};
}

Result<QByteArray> StoreLife::rowsOf(store::Connection& connection)
{
    static const QStringList queries = [] {
        QStringList all{
            QStringLiteral("SELECT id, own, acked, seq, state, opened, verified FROM entry "
                           "ORDER BY id"),
            QStringLiteral("SELECT scope, token, complete FROM cursor ORDER BY scope"),
            QStringLiteral("SELECT key, content FROM draft ORDER BY key"),
            QStringLiteral("SELECT patient FROM searchRow ORDER BY patient"),
            QStringLiteral("SELECT size, scope, sent FROM attachment ORDER BY size")};
        for (const ledger::Table& table : ledger::tables()) {
            QByteArrayList columns;
            for (const ledger::Column& column : table.columns)
                columns << '"' + column.name + '"';
            all << QString::fromUtf8("SELECT " + columns.join(',') + " FROM \"" + table.name
                + "\" ORDER BY \"" + table.key.join("\",\"") + '"');
        }
        return all;
    }();
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const QString& query : queries) {
        if (!m_looksEverywhere && !m_queriesWithRows.contains(query))
            continue;
        DOORSTEP_TRY(statement, connection.prepare(query));
        const auto columns = query.left(query.indexOf(QStringLiteral(" FROM"))).count(u',') + 1;
        while (true) {
            DOORSTEP_TRY(more, statement.next());
            if (!more)
                break;
            m_queriesWithRows.insert(query);
            for (int column = 0; column < columns; ++column)
                hash.addData(statement.bytes(column) + '\x1f');
            hash.addData(query.toUtf8());
        }
    }
    return hash.result();
}

int StoreLife::openingPin(
    const store::KeyEnvelope& envelope, StaffId staff, const SecretBytes& secret)
{
    if (!envelope.slotOf(staff))
        return -1;
    for (std::size_t i = 0; i < m_pins.size(); ++i)
        if (envelope.open(staff, m_pins[i], secret))
            return int(i);
    return -1;
}

/// As on the worst day: the folder, two cards, and no device secret. What is lost must be nothing,
/// and the folder must be as it was, so that a recovery that was stopped can be begun again.
Result<Observation> StoreLife::observeWithCards(const QByteArray& folder)
{
    const auto files = filesIn(folder);
    if (store::startState(files, Error{ErrorCode::NotFound, "secret lost"})
        != store::StartState::RecoverKeys)
        return Error{ErrorCode::Internal, "no way to the recovery cards", true};
    const auto before = test::filesIn(folder);
    DOORSTEP_TRY(recovery, client::joinRecoveryCards(m_cards[0].view(), m_cards[1].view()));
    const QTemporaryDir scratch;
    DOORSTEP_TRY(recovered, store::recover(files, recovery, scratch.path()));
    if (test::filesIn(folder) != before)
        return Error{ErrorCode::Internal, "recovery changed what it reads", true};
    Observation seen;
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const auto& [id, found] : recovered.entries)
        hash.addData(entry::encodeEntry(found.entry));
    seen.rows = hash.result();
    // The keys that open what was found.
    seen.unspooled = recovered.keys.empty() ? 1 : 0;
    return seen;
}

Result<int> StoreLife::unspooledIn(store::Connection& connection, const store::StoreFiles& files)
{
    DOORSTEP_TRY(spool, store::Spool::open(files.spool()));
    std::set<EntryId> spooled;
    for (const store::OutgoingEntry& line : spool.pending()) {
        DOORSTEP_TRY(decoded, entry::decodeEntry(line.bytes));
        spooled.insert(decoded.header.id);
    }
    DOORSTEP_TRY(unsent,
        connection.prepare(QStringLiteral("SELECT id FROM entry WHERE own = 1 AND acked = 0")));
    int missing = 0;
    while (true) {
        DOORSTEP_TRY(more, unsent.next());
        if (!more)
            return missing;
        missing += !spooled.contains(unsent.id<EntryId>(0));
    }
}

QByteArray StoreLife::contentOf(qint64 size)
{
    return QByteArray("pixels ").repeated(size / 7 + 1).first(size);
}

Status StoreLife::checkAttachments(store::Store& store, const store::StoreFiles& files)
{
    auto rows = store.connection().prepare(QStringLiteral("SELECT id, size FROM attachment"));
    if (!rows)
        return rows.error();
    qsizetype named = 0;
    while (true) {
        DOORSTEP_TRY(more, rows->next());
        if (!more)
            break;
        ++named;
        DOORSTEP_TRY(content, store.attachments().read(rows->id<store::AttachmentId>(0)));
        if (content != contentOf(rows->integer(1)))
            return Error{ErrorCode::Corrupt, "attachment of other content", true};
    }
    if (QDir(files.attachments()).entryList(QDir::Files).size() != named)
        return Error{ErrorCode::Corrupt, "files that no row names", true};
    return {};
}

Result<Observation> StoreLife::observe(const QByteArray& folder)
{
    if (m_phase == Phase::LostSecret)
        return observeWithCards(folder);
    const auto files = filesIn(folder);
    Observation seen;
    if (m_phase == Phase::Pin || m_phase == Phase::Create || m_phase == Phase::People) {
        DOORSTEP_TRY(envelope, store::readEnvelope(files));
        seen.pin = openingPin(envelope, m_fixture.amina, m_fixture.deviceSecret);
        seen.newcomersPin = openingPin(envelope, m_bo, m_fixture.deviceSecret);
        store::Lockout lockout(files.lockout(), m_fixture.deviceSecret, m_fixture.boot.reader());
        DOORSTEP_TRY(state, lockout.state(m_fixture.amina));
        seen.fails = state.fails;
    }
    DOORSTEP_TRY(store, openIn(folder));
    DOORSTEP_TRY(rows, rowsOf(store->connection()));
    seen.rows = rows;
    DOORSTEP_CHECK(checkAttachments(*store, files));
    DOORSTEP_TRY(own,
        store->connection().prepare(QStringLiteral(
            "SELECT group_concat(hex(id)) FROM (SELECT id FROM entry WHERE own = 1 ORDER BY id)")));
    DOORSTEP_TRY(any, own.next());
    seen.ownEntries = any ? crypto::hash({own.text(0).toUtf8()}).toBytes() : QByteArray();
    DOORSTEP_TRY(unspooled, unspooledIn(store->connection(), files));
    seen.unspooled = unspooled;
    DOORSTEP_TRY(torn, store::AppendFile::read(files.outbox(), [&](QByteArrayView line) {
        // Sequence and size: the sealed box itself is new each time a life is lived.
        seen.outboxLines.push_back(
            crypto::crc32c(line.first(8).toByteArray() + QByteArray::number(line.size())));
    }));
    if (torn)
        return Error{ErrorCode::Corrupt, "outbox torn after it was opened", true};
    std::ranges::sort(seen.outboxLines);
    return seen;
}

QByteArray StoreLife::examine(const QByteArray& folder)
{
    const auto files = filesIn(folder);
    {
        auto opened = openIn(folder);
        if (!opened)
            return "open again: " + opened.error().detail;
        auto& store = **opened;
        auto check = store.connection().prepare(QStringLiteral("PRAGMA integrity_check"));
        if (!check || !check->next() || check->text(0) != QStringLiteral("ok"))
            return "integrity check";
        const auto patient = m_fixture.mint.next<PatientId>();
        if (const auto saved = store.save(
                m_fixture.patientAct(patient, QStringLiteral("Testcase"), QStringLiteral("Later")));
            !saved)
            return "a later save: " + saved.error().detail;
    }
    const auto outbox = store::readOutbox(files.outbox(), m_fixture.recovery);
    if (!outbox || outbox->unreadable != 0 || outbox->tornTail)
        return "the outbox does not open with the recovery key";
    const auto envelope = store::readEnvelope(files);
    const auto pages = store::checkDatabase(files, envelope->head(), m_fixture.masterKey);
    if (!pages)
        return "page check: " + pages.error().detail;
    if (pages->badFrame)
        return "frame " + QByteArray::number(*pages->badFrame) + " of the log";
    return pages->firstBad ? "page " + QByteArray::number(*pages->firstBad) : QByteArray();
}

bool StoreLife::isFirstRun(const QByteArray& folder)
{
    const auto files = filesIn(folder);
    if (store::startState(files, Result<SecretBytes>(m_fixture.deviceSecret.clone()))
        != store::StartState::FirstRun)
        return false;
    return store::createStore(
        files, m_fixture.newStore(), m_fixture.deviceSecret, m_fixture.boot.reader(), {})
        .ok();
}

} // namespace doorstep::test
