#include "core/store/schema.h"

#include "core/crypto/crypto.h"
#include "core/ledger/projector.h"
#include "core/ledger/tables.h"
#include "core/store/setting_store.h"

#include <QStringList>
#include <array>
#include <span>

namespace doorstep::store {

namespace schema {

using namespace Qt::StringLiterals;

/// `seq`: the server's order, NULL until it has one; `acked`: an own entry the server has. `state`:
/// 0 ordinary, 1 held, 2 rejected. `opened`: 0 waits for a practice key, 1 opened, 2 cannot be.
/// `verified`: 0 waits for a certificate, 1 verified, 2 the signature is wrong. Own entries also
/// carry their place in the device's chain.
const std::array Version1{
    uR"(CREATE TABLE entry(
            row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, entryClass INTEGER NOT NULL,
            keyClass INTEGER NOT NULL, keyEpoch INTEGER NOT NULL, device BLOB NOT NULL,
            staff BLOB NOT NULL, scope BLOB, wall INTEGER NOT NULL, bytes BLOB NOT NULL,
            redacted INTEGER NOT NULL DEFAULT 0, aggregate BLOB, act BLOB, kind TEXT,
            schema INTEGER, payload BLOB, opened INTEGER NOT NULL, verified INTEGER NOT NULL,
            own INTEGER NOT NULL, incarnation BLOB, ctr INTEGER, chain BLOB, outboxLine INTEGER,
            acked INTEGER NOT NULL DEFAULT 0, seq INTEGER, state INTEGER NOT NULL DEFAULT 0,
            reason TEXT, exported INTEGER NOT NULL DEFAULT 0))"_s,
    u"CREATE INDEX entryAggregate ON entry(aggregate, seq)"_s,
    u"CREATE INDEX entryAct ON entry(act)"_s,
    u"CREATE INDEX entryWall ON entry(wall)"_s,
    u"CREATE INDEX entryScope ON entry(scope)"_s,
    u"CREATE INDEX entrySeq ON entry(seq) WHERE seq IS NOT NULL"_s,
    u"CREATE UNIQUE INDEX entryCtr ON entry(incarnation, ctr) WHERE own = 1"_s,
    u"CREATE INDEX entryOwn ON entry(state, acked, seq, exported) WHERE own = 1"_s,
    u"CREATE INDEX entryClosed ON entry(keyClass, keyEpoch) WHERE opened = 0"_s,
    u"CREATE INDEX entryUnverified ON entry(staff, device) WHERE verified <> 1"_s,
    u"CREATE INDEX entryWaiting ON entry(incarnation, ctr) WHERE own = 1 AND acked = 0"_s,
    u"CREATE INDEX entryOutbox ON entry(outboxLine) WHERE own = 1"_s,
    uR"(CREATE TABLE beside(row INTEGER PRIMARY KEY, id BLOB, bytes BLOB NOT NULL UNIQUE,
            seq INTEGER, reason TEXT))"_s,
    uR"(CREATE TABLE aggregate(id BLOB PRIMARY KEY, foldedSeq INTEGER NOT NULL,
            foldVersion INTEGER NOT NULL, stale INTEGER NOT NULL) WITHOUT ROWID)"_s,
    u"CREATE INDEX aggregateStale ON aggregate(id) WHERE stale = 1"_s,
    uR"(CREATE TABLE deviceCertificate(device BLOB PRIMARY KEY, role TEXT NOT NULL,
            signKey BLOB NOT NULL, boxKey BLOB NOT NULL, notAfter INTEGER NOT NULL) WITHOUT ROWID)"_s,
    uR"(CREATE TABLE staffCertificate(staff BLOB NOT NULL, device BLOB NOT NULL,
            staffKey BLOB NOT NULL, role TEXT NOT NULL, notAfter INTEGER NOT NULL,
            PRIMARY KEY(staff, device, staffKey)) WITHOUT ROWID)"_s,
    uR"(CREATE TABLE serverCertificate(serverKey BLOB PRIMARY KEY,
            notAfter INTEGER NOT NULL) WITHOUT ROWID)"_s,
    u"CREATE TABLE revocation(id BLOB PRIMARY KEY, seq INTEGER) WITHOUT ROWID"_s,
    uR"(CREATE TABLE scopeGrant(entry BLOB PRIMARY KEY, device BLOB NOT NULL,
            scope BLOB NOT NULL, fromMs INTEGER NOT NULL, toMs INTEGER NOT NULL,
            revokedFrom INTEGER, seq INTEGER) WITHOUT ROWID)"_s,
    u"CREATE INDEX scopeGrantDevice ON scopeGrant(device, scope)"_s,
    uR"(CREATE TABLE loneExpected(opaque BLOB PRIMARY KEY, by INTEGER NOT NULL,
            device BLOB NOT NULL, staff BLOB NOT NULL, seq INTEGER) WITHOUT ROWID)"_s,
    uR"(CREATE TABLE epochKey(keyClass INTEGER NOT NULL, epoch INTEGER NOT NULL,
            nonce BLOB NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY(keyClass, epoch)) WITHOUT ROWID)"_s,
    uR"(CREATE TABLE cursor(scope BLOB PRIMARY KEY, token BLOB NOT NULL,
            complete INTEGER NOT NULL) WITHOUT ROWID)"_s,
    uR"(CREATE TABLE draft(key TEXT PRIMARY KEY, aggregate BLOB, staff BLOB,
            content BLOB NOT NULL, changed INTEGER NOT NULL) WITHOUT ROWID)"_s,
    u"CREATE INDEX draftAggregate ON draft(aggregate)"_s,
    u"CREATE TABLE setting(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"_s,
    u"CREATE TABLE searchRow(row INTEGER PRIMARY KEY, patient BLOB NOT NULL UNIQUE)"_s,
    uR"(CREATE VIRTUAL TABLE search USING fts5(names, nhsNumber, postcode, address,
            tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3', detail = column))"_s,
};

/// The first index was FTS5's, which keeps deleted words until a merge. Patients are folded again
/// to fill this one, as the words are made in C++. `row` is in the order of names.
const std::array Version2{
    u"UPDATE aggregate SET stale = 1 WHERE id IN (SELECT patient FROM searchRow)"_s,
    u"DROP TABLE search"_s,
    u"DROP TABLE searchRow"_s,
    uR"(CREATE TABLE searchRow(row INTEGER PRIMARY KEY, patient BLOB NOT NULL UNIQUE,
            words TEXT NOT NULL))"_s,
    uR"(CREATE TABLE searchWord(word TEXT NOT NULL, row INTEGER NOT NULL,
            PRIMARY KEY(word, row)) WITHOUT ROWID)"_s,
};

/// Postcodes stood among the names. What was put is in searchRow: folding takes exactly that away.
const std::array Version3{
    u"UPDATE aggregate SET stale = 1 WHERE id IN (SELECT patient FROM searchRow)"_s,
};

/// `nonce` and `sealedKey` hold the key of the file, sealed: it goes with its row.
const std::array Version4{
    uR"(CREATE TABLE attachment(id BLOB PRIMARY KEY, scope BLOB NOT NULL,
            aggregate BLOB NOT NULL, mediaType TEXT NOT NULL, size INTEGER NOT NULL,
            blob BLOB NOT NULL, added INTEGER NOT NULL, sent INTEGER NOT NULL,
            nonce BLOB NOT NULL, sealedKey BLOB NOT NULL) WITHOUT ROWID)"_s,
    u"CREATE INDEX attachmentScope ON attachment(scope)"_s,
    u"CREATE INDEX attachmentAggregate ON attachment(aggregate)"_s,
};

/// There was one key per epoch.
const std::array Version5{
    u"ALTER TABLE epochKey RENAME TO epochKeyBefore"_s,
    uR"(CREATE TABLE epochKey(keyClass INTEGER NOT NULL, epoch INTEGER NOT NULL,
            nonce BLOB NOT NULL, sealed BLOB NOT NULL,
            PRIMARY KEY(keyClass, epoch, nonce)) WITHOUT ROWID)"_s,
    u"INSERT INTO epochKey SELECT keyClass, epoch, nonce, sealed FROM epochKeyBefore"_s,
    u"DROP TABLE epochKeyBefore"_s,
    u"DROP INDEX entryClosed"_s,
    u"CREATE INDEX entryClosed ON entry(keyClass, keyEpoch) WHERE opened IN (0, 2)"_s,
};

/// What of others was held once: a desk lists it, and what was decided about it.
const std::array Version6{
    u"CREATE INDEX IF NOT EXISTS entryHeld ON entry(state, seq) WHERE own = 0 AND reason IS NOT NULL"_s,
};

struct Migration {
    int version;
    std::span<const QString> statements;
};
const std::array Migrations{Migration{1, Version1}, Migration{2, Version2}, Migration{3, Version3},
    Migration{4, Version4}, Migration{5, Version5}, Migration{6, Version6}};

constexpr auto ProjectionsSetting = "store.projections";

QString quoted(const QByteArray& name)
{
    return u'"' + QString::fromLatin1(name) + u'"';
}

QString quotedList(const QList<QByteArray>& names)
{
    QStringList list;
    for (const QByteArray& name : names)
        list << quoted(name);
    return list.join(u", "_s);
}

QString typeName(ledger::ColumnType type)
{
    switch (type) {
    case ledger::ColumnType::Text:
        return u"TEXT"_s;
    case ledger::ColumnType::Integer:
        return u"INTEGER"_s;
    case ledger::ColumnType::Blob:
        return u"BLOB"_s;
    }
    Q_UNREACHABLE();
}

/// Ordinary rowid tables: they allow NULL in a key column, and a fold must never fail on a row.
QStringList projectionStatements(const ledger::Table& table)
{
    QStringList columns;
    for (const ledger::Column& column : table.columns)
        columns << quoted(column.name) + u' ' + typeName(column.type);
    columns << u"PRIMARY KEY("_s + quotedList(table.key) + u')';
    QStringList statements{
        u"CREATE TABLE "_s + quoted(table.name) + u'(' + columns.join(u", "_s) + u')'};
    auto indexes = table.indexes;
    if (table.key.first() != table.aggregateColumn)
        indexes.append({table.aggregateColumn});
    for (int i = 0; i < indexes.size(); ++i)
        statements << u"CREATE INDEX "_s + quoted(table.name + "By" + QByteArray::number(i))
                + u" ON "_s + quoted(table.name) + u'(' + quotedList(indexes.at(i)) + u')';
    return statements;
}

/// Equal text, equal tables, equal fold, and one that reads the same entries: a kind may come
/// without a table of its own, and entries of it from newer devices wait here already.
QByteArray madeFingerprint()
{
    QByteArray text = QByteArray::number(ledger::FoldVersion);
    for (const ledger::Table& table : ledger::tables())
        text += '\n' + projectionStatements(table).join(u'\n').toUtf8();
    for (const ledger::KindDescriptor& kind : ledger::knownKinds())
        text += '\n' + QByteArray(kind.spec.name) + ' ' + QByteArray::number(kind.spec.schema);
    return crypto::hash({text}).toBytes();
}

const QByteArray& projectionsFingerprint()
{
    static const QByteArray fingerprint = madeFingerprint();
    return fingerprint;
}

Result<qint64> firstInteger(Connection& connection, const QString& text)
{
    DOORSTEP_TRY(statement, connection.prepare(text));
    DOORSTEP_TRY(found, statement.next());
    return found ? statement.integer(0) : 0;
}

Status refuseForeign(Connection& connection)
{
    DOORSTEP_TRY(application, firstInteger(connection, u"PRAGMA application_id"_s));
    DOORSTEP_TRY(version, firstInteger(connection, u"PRAGMA user_version"_s));
    if (application != ApplicationId && (application != 0 || version != 0))
        return Error{ErrorCode::Unsupported, "not a store of this application", true};
    if (version > SchemaVersion)
        return Error{ErrorCode::Unsupported, "store of a newer version", true};
    // We make neither. Whoever did wants our own statements to do something else.
    DOORSTEP_TRY(strange,
        firstInteger(
            connection, u"SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')"_s));
    if (strange != 0)
        return Error{ErrorCode::Corrupt, "store with triggers or views", true};
    return {};
}

Status migrate(Connection& connection, const Migration& migration)
{
    DOORSTEP_TRY(transaction, Transaction::begin(connection));
    for (const QString& statement : migration.statements)
        DOORSTEP_CHECK(connection.run(statement));
    DOORSTEP_CHECK(connection.run(u"PRAGMA application_id = "_s + QString::number(ApplicationId)));
    DOORSTEP_CHECK(
        connection.run(u"PRAGMA user_version = "_s + QString::number(migration.version)));
    return transaction.commit();
}

/// Tables of an older version of the rows too: their names are in the setting.
Status dropProjections(Connection& connection, const QByteArray& formerNames)
{
    for (const QByteArray& name : formerNames.split('\n'))
        if (!name.isEmpty())
            DOORSTEP_CHECK(connection.run(u"DROP TABLE IF EXISTS "_s + quoted(name)));
    return {};
}

Result<SchemaChange> prepareProjections(Connection& connection)
{
    SettingStore settings(connection);
    const QByteArray& fingerprint = projectionsFingerprint();
    DOORSTEP_TRY(former, settings.find(ProjectionsSetting));
    if (former && former->startsWith(fingerprint))
        return SchemaChange::None;
    DOORSTEP_TRY(transaction, Transaction::begin(connection));
    if (former)
        DOORSTEP_CHECK(dropProjections(connection, former->sliced(fingerprint.size())));
    QByteArray names;
    for (const ledger::Table& table : ledger::tables()) {
        names += '\n' + table.name;
        for (const QString& statement : projectionStatements(table))
            DOORSTEP_CHECK(connection.run(statement));
    }
    DOORSTEP_CHECK(connection.run(u"UPDATE aggregate SET stale = 1"_s));
    DOORSTEP_CHECK(settings.put(ProjectionsSetting, fingerprint + names));
    DOORSTEP_CHECK(transaction.commit());
    return SchemaChange::Projections;
}

} // namespace schema

Result<SchemaChange> prepareSchema(Connection& connection)
{
    DOORSTEP_CHECK(schema::refuseForeign(connection));
    DOORSTEP_TRY(version, schema::firstInteger(connection, QStringLiteral("PRAGMA user_version")));
    for (const auto& migration : schema::Migrations)
        if (migration.version > version)
            DOORSTEP_CHECK(schema::migrate(connection, migration));
    return schema::prepareProjections(connection);
}

} // namespace doorstep::store
