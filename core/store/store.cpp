#include "core/store/store.h"

#include "core/base/mutant.h"
#include "core/store/entry_store.h"
#include "core/store/setting_store.h"
#include "core/store/store_parts.h"

namespace doorstep::store {

Store::Store(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const StoreFiles& files, StaffKeys keys,
    DeviceIdentity identity, const Clock& clock, IdMint& mint)
{
    DOORSTEP_TRY(envelope, readEnvelope(files));
    DOORSTEP_CHECK(envelope.authenticate(keys.masterKey));
    DOORSTEP_TRY(database, Database::open(files, envelope.head(), keys.masterKey));
    DOORSTEP_TRY(outbox, Outbox::open(files.outbox(), envelope.head().recoveryKey));
    DOORSTEP_TRY(spool, Spool::open(files.spool()));
    auto parts = std::make_unique<Parts>(files, std::move(keys), std::move(identity), clock, mint,
        std::move(database), std::move(outbox), std::move(spool));
    DOORSTEP_CHECK(parts->findPlace());
    DOORSTEP_CHECK(parts->adoptSpool());
    DOORSTEP_CHECK(parts->actOnNewWords());
    DOORSTEP_CHECK(parts->refoldStale());
    DOORSTEP_CHECK(parts->eraseForgotten());
    DOORSTEP_TRY(swept, parts->attachments.sweep());
    Q_UNUSED(swept)
    return std::unique_ptr<Store>(new Store(std::move(parts)));
}

Status Store::Parts::findPlace()
{
    DOORSTEP_TRY(kept, SettingStore(writer()).find(setting::Incarnation));
    const auto inDatabase = IncarnationId::fromBytes(kept.value_or(QByteArray()));
    const auto beside = incarnationBeside(files);
    if (!inDatabase || !beside || *inDatabase != *beside)
        return startIncarnation();
    incarnation = *inDatabase;
    DOORSTEP_TRY(last, EntryTable(writer()).lastOwn(incarnation));
    if (last) {
        lastCtr = last->ctr;
        chain = last->chain;
    }
    return {};
}

Status Store::Parts::startIncarnation()
{
    const auto fresh = *IncarnationId::fromBytes(crypto::randomBytes(IncarnationId::Size));
    EntryTable table(writer());
    DOORSTEP_TRY(transaction, Transaction::begin(writer()));
    DOORSTEP_TRY(safeSeq, SettingStore(writer()).integer(setting::SafeSeq, 0));
    DOORSTEP_TRY(rows, table.ownNotSafe(safeSeq));
    OwnPlace place{fresh, 0, {}, 0};
    std::vector<OutgoingEntry> waiting;
    QSet<EntryId> renumbered;
    for (const auto& row : rows) {
        DOORSTEP_TRY(decoded, entry::decodeEntry(row.bytes));
        waiting.push_back({fresh, ++place.ctr, place.chain, row.bytes});
        place.chain = entry::chain(place.chain, decoded.header);
        DOORSTEP_CHECK(table.renumber(row.row, place));
        renumbered.insert(decoded.header.id);
    }
    // What only the spool holds (a restored or new database) goes on behind, numbered by adoption.
    for (const OutgoingEntry& spooled : spool.pending()) {
        const auto decoded = entry::decodeEntry(spooled.bytes);
        if (decoded && !renumbered.contains(decoded->header.id))
            waiting.push_back({IncarnationId(), 0, {}, spooled.bytes});
    }
    DOORSTEP_CHECK(SettingStore(writer()).put(setting::Incarnation, fresh.toBytes()));
    DOORSTEP_CHECK(transaction.commit());
    // A kill from here on finds the two apart and starts another incarnation: harmless.
    DOORSTEP_CHECK(spool.replaceWith(std::move(waiting)));
    DOORSTEP_CHECK(writeIncarnationBeside(files, fresh));
    incarnation = fresh;
    lastCtr = place.ctr;
    chain = place.chain;
    return {};
}

Status Store::Parts::adoptSpool()
{
    if (mutated(Mutant::SpoolNotAdopted))
        return {};
    EntryTable table(writer());
    std::vector<OutgoingEntry> pending = spool.pending();
    bool adopted = false;
    DOORSTEP_TRY(transaction, Transaction::begin(writer()));
    Ingest taking = ingest();
    quint64 ctr = lastCtr;
    crypto::Digest last = chain;
    for (OutgoingEntry& spooled : pending) {
        const auto decoded = entry::decodeEntry(spooled.bytes);
        if (!decoded)
            continue;
        DOORSTEP_TRY(known, table.known(decoded->header.id));
        if (known)
            continue;
        spooled = {incarnation, ++ctr, last, spooled.bytes};
        last = entry::chain(last, decoded->header);
        NewEntry lost;
        lost.entry = *decoded;
        lost.bytes = spooled.bytes;
        lost.own = OwnPlace{incarnation, ctr, last, 0};
        DOORSTEP_CHECK(taking.adopt(std::move(lost)));
        adopted = true;
    }
    if (!adopted)
        return {};
    DOORSTEP_TRY(applied, taking.finish());
    Q_UNUSED(applied)
    DOORSTEP_CHECK(transaction.commit());
    DOORSTEP_CHECK(spool.replaceWith(std::move(pending)));
    lastCtr = ctr;
    chain = last;
    return {};
}

Status Store::Parts::actOnNewWords()
{
    const QByteArray words = entry::clearWords().join('\n');
    SettingStore settings(writer());
    DOORSTEP_TRY(former, settings.find(setting::ClearWords));
    if (former == words)
        return {};
    DOORSTEP_TRY(transaction, Transaction::begin(writer()));
    if (former) {
        Ingest acting = ingest();
        DOORSTEP_CHECK(acting.readBeyond(former->split('\n')));
        DOORSTEP_TRY(applied, acting.finish());
        Q_UNUSED(applied)
    }
    DOORSTEP_CHECK(settings.put(setting::ClearWords, words));
    return transaction.commit();
}

Status Store::Parts::refoldStale()
{
    constexpr int perTransaction = 200;
    while (true) {
        DOORSTEP_TRY(transaction, Transaction::begin(writer()));
        DOORSTEP_TRY(stale, projections.stale(perTransaction));
        if (stale.empty())
            return {};
        for (const AggregateId& aggregate : stale)
            DOORSTEP_CHECK(projections.refold(aggregate));
        DOORSTEP_CHECK(transaction.commit());
    }
}

const DeviceIdentity& Store::identity() const
{
    return m_parts->identity;
}
StaffId Store::staff() const
{
    return m_parts->keys.staff;
}
const crypto::SignPublicKey& Store::staffKey() const
{
    return m_parts->sign.publicKey;
}
const StaffKeys& Store::keys() const
{
    return m_parts->keys;
}
Connection& Store::connection()
{
    return m_parts->writer();
}

AttachmentStore& Store::attachments()
{
    return m_parts->attachments;
}

Result<std::unique_ptr<Connection>> Store::openReader() const
{
    return Connection::open(
        m_parts->files.database(), m_parts->database.key, Connection::Mode::Read);
}

bool Store::keyringsTended() const
{
    return m_parts->keyringsTended;
}

void Store::setKeyringsTended()
{
    m_parts->keyringsTended = true;
}

Result<std::vector<entry::EpochKey>> Store::epochKeys()
{
    return m_parts->epochKeys.all();
}

Result<entry::EpochKey> Store::newestEpochKey(entry::KeyClass keyClass)
{
    DOORSTEP_TRY(newest, m_parts->epochKeys.newest(keyClass));
    if (!newest)
        return Error{ErrorCode::NotFound, "no practice key of this class", false};
    return entry::EpochKey{newest->keyClass, newest->epoch, newest->key.clone()};
}

Status Store::putEpochKey(const entry::EpochKey& key)
{
    DOORSTEP_TRY(transaction, Transaction::begin(m_parts->writer()));
    Ingest ingest = m_parts->ingest();
    DOORSTEP_CHECK(ingest.putKey(key));
    DOORSTEP_TRY(applied, ingest.finish());
    Q_UNUSED(applied)
    return transaction.commit();
}

Status Store::checkpoint()
{
    DOORSTEP_TRY(emptied, m_parts->emptyLog());
    Q_UNUSED(emptied)
    return {};
}

Result<bool> Store::Parts::emptyLog()
{
    DOORSTEP_TRY(statement, writer().prepare(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")));
    DOORSTEP_TRY(answered, statement.next());
    return answered && statement.integer(0) == 0; // 1: busy
}

} // namespace doorstep::store
