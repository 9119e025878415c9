#include "tests/bench/store/store_workloads.h"

#include <QFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUuid>
#include <QVariant>
#include <cstdlib>

namespace doorstep::bench {

namespace {

[[noreturn]] void stop(const QString& what)
{
    qFatal("bench_store: %s", qPrintable(what));
    std::abort();
}

void require(bool ok, const QSqlQuery& query)
{
    if (!ok)
        stop(query.lastQuery() + QLatin1Char(' ') + query.lastError().text());
}

QSqlQuery prepared(const BenchStore& store, const char* sql)
{
    QSqlQuery query(store.db());
    query.setForwardOnly(true);
    require(query.prepare(QString::fromLatin1(sql)), query);
    return query;
}

/// Every row and column, as a screen or an export would take them.
qint64 readAll(QSqlQuery& query)
{
    qint64 cells = 0;
    require(query.exec(), query);
    while (query.next()) {
        for (int column = 0; column < query.record().count(); ++column)
            cells += query.value(column).toString().size() >= 0;
    }
    return cells;
}

QString surname(std::mt19937& random)
{
    static constexpr const char* First[] = {"Ash", "Birch", "Brook", "Clay", "Dale", "Elm", "Fern",
        "Glen", "Hazel", "Ivy", "Lark", "Moor", "Oak", "Reed", "Stone", "Thorn", "Vale", "Wren"};
    static constexpr const char* Last[] = {"by", "combe", "field", "ford", "ham", "ley", "more",
        "shaw", "ton", "well", "wick", "wood", "worth"};
    return QString::fromLatin1(First[random() % std::size(First)])
        + QString::fromLatin1(Last[random() % std::size(Last)]);
}

void makeSchema(const BenchStore& store)
{
    for (const char* sql : {"CREATE TABLE patients(id INTEGER PRIMARY KEY, nhs TEXT UNIQUE,"
                            " surname TEXT, given TEXT, born TEXT, address TEXT, note TEXT)",
             "CREATE INDEX patients_surname ON patients(surname, given)",
             "CREATE TABLE visits(id INTEGER PRIMARY KEY, patient INTEGER, day TEXT, state INTEGER,"
             " note TEXT)",
             "CREATE INDEX visits_day ON visits(day, state)",
             "CREATE INDEX visits_patient ON visits(patient)",
             "CREATE TABLE readings(id INTEGER PRIMARY KEY, patient INTEGER, code TEXT, at TEXT,"
             " value REAL)",
             "CREATE INDEX readings_patient ON readings(patient, code, at)",
             "CREATE TABLE entries(id INTEGER PRIMARY KEY, body TEXT)"})
        store.run(QString::fromLatin1(sql));
}

void insertVisitsAndReadings(const BenchStore& store, int patients, std::mt19937& random)
{
    QSqlQuery visit
        = prepared(store, "INSERT INTO visits(patient, day, state, note) VALUES (?,?,?,?)");
    QSqlQuery reading
        = prepared(store, "INSERT INTO readings(patient, code, at, value) VALUES (?,?,?,?)");
    const auto patient = [&] { return int(random() % unsigned(patients)) + 1; };
    const auto bind = [](QSqlQuery& query, std::initializer_list<QVariant> values) {
        int place = 0;
        for (const QVariant& value : values)
            query.bindValue(place++, value);
        require(query.exec(), query);
    };
    for (int i = 0; i < patients * 2; ++i)
        bind(visit,
            {patient(), QStringLiteral("2026-11-%1").arg(int(random() % 30) + 1), int(random() % 4),
                QStringLiteral("Synthetic visit note for the benchmark")});
    for (int i = 0; i < patients * 10; ++i)
        bind(reading,
            {patient(), QStringLiteral("75367002"), QStringLiteral("2026-11-01T10:%1").arg(i % 60),
                double(random() % 2000) / 10});
}

void bulkInsert(const BenchStore& store, int patients)
{
    std::mt19937 random(1);
    makeSchema(store);
    store.run(QStringLiteral("BEGIN"));
    QSqlQuery patient = prepared(store,
        "INSERT INTO patients(nhs, surname, given, born, address, note) VALUES (?,?,?,?,?,?)");
    for (int i = 0; i < patients; ++i) {
        patient.bindValue(0, QStringLiteral("999%1").arg(i, 7, 10, QLatin1Char('0')));
        patient.bindValue(1, surname(random));
        patient.bindValue(2, surname(random));
        patient.bindValue(
            3, QStringLiteral("19%1-0%2-1%3").arg(30 + i % 60).arg(1 + i % 9).arg(i % 9));
        patient.bindValue(
            4, QStringLiteral("%1 %2 Lane, Testtown").arg(i % 200).arg(surname(random)));
        patient.bindValue(
            5, QStringLiteral("Keysafe by the door; %1 %2").arg(surname(random), surname(random)));
        require(patient.exec(), patient);
    }
    insertVisitsAndReadings(store, patients, random);
    store.run(QStringLiteral("COMMIT"));
}

void commitEach(const BenchStore& store, int count)
{
    QSqlQuery insert = prepared(store, "INSERT INTO entries(body) VALUES (?)");
    const QString body = QString(400, QLatin1Char('e'));
    for (int i = 0; i < count; ++i) {
        insert.bindValue(0, body);
        require(insert.exec(), insert);
    }
}

void readPoints(const BenchStore& store, int count, int patients)
{
    std::mt19937 random(2);
    QSqlQuery query = prepared(store, "SELECT * FROM patients WHERE id = ?");
    for (int i = 0; i < count; ++i) {
        query.bindValue(0, int(random() % unsigned(patients)) + 1);
        readAll(query);
    }
}

void searchPrefix(const BenchStore& store, int count)
{
    std::mt19937 random(3);
    QSqlQuery query = prepared(store,
        "SELECT id, surname, given, born FROM patients WHERE surname >= ? AND surname < ?"
        " ORDER BY surname, given LIMIT 20");
    for (int i = 0; i < count; ++i) {
        const QString prefix = surname(random).left(3);
        query.bindValue(0, prefix);
        query.bindValue(1, prefix + QLatin1Char('~'));
        readAll(query);
    }
}

void readWorklist(const BenchStore& store, int count)
{
    QSqlQuery query = prepared(store,
        "SELECT v.id, p.surname, p.given, p.address, (SELECT r.value FROM readings r WHERE"
        " r.patient = p.id AND r.code = '75367002' ORDER BY r.at DESC LIMIT 1)"
        " FROM visits v JOIN patients p ON p.id = v.patient WHERE v.day = ? AND v.state = 1"
        " ORDER BY p.surname LIMIT 60");
    for (int i = 0; i < count; ++i) {
        query.bindValue(0, QStringLiteral("2026-11-%1").arg(i % 30 + 1));
        readAll(query);
    }
}

void buildTextIndex(const BenchStore& store)
{
    store.run(QStringLiteral("CREATE VIRTUAL TABLE search USING fts5(surname, address, note)"));
    store.run(QStringLiteral("INSERT INTO search SELECT surname, address, note FROM patients"));
}

void searchText(const BenchStore& store, int count)
{
    std::mt19937 random(4);
    QSqlQuery query
        = prepared(store, "SELECT rowid, surname FROM search WHERE search MATCH ? LIMIT 20");
    for (int i = 0; i < count; ++i) {
        query.bindValue(0, surname(random).left(4) + QLatin1Char('*'));
        readAll(query);
    }
}

void openOften(BenchStore& store, int count)
{
    for (int i = 0; i < count; ++i) {
        store.close();
        store.open();
        QSqlQuery query = prepared(store, "SELECT surname FROM patients WHERE id = 7");
        readAll(query);
    }
}

} // namespace

BenchStore::BenchStore(QString path, const vfs::VfsKey* key)
    : m_path(std::move(path))
    , m_key(key)
    , m_name(QUuid::createUuid().toString())
    , m_db(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name))
{
}

BenchStore::~BenchStore()
{
    m_db.close();
    m_db = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
    for (const char* suffix : {"", "-wal", "-shm", "-lock"})
        QFile::remove(m_path + QLatin1String(suffix));
}

void BenchStore::open()
{
    if (m_key) {
        if (const auto status = vfs::openSealed(m_db, m_path, *m_key); !status)
            stop(QString::fromLatin1(status.error().detail));
        return;
    }
    m_db.setDatabaseName(m_path);
    if (!m_db.open() || !vfs::applyStorePragmas(m_db))
        stop(m_db.lastError().text());
}

void BenchStore::close()
{
    m_db.close();
}

void BenchStore::run(const QString& sql) const
{
    QSqlQuery query(m_db);
    require(query.exec(sql), query);
}

std::vector<Workload> storeWorkloads(const Size& size)
{
    return {
        {"bulk insert", 1.15, false, [=](BenchStore& s) { bulkInsert(s, size.patients); }},
        {"checkpoint", 1.30, false,
            [](BenchStore& s) { s.run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")); }},
        {"durable commits", 1.60, false, [=](BenchStore& s) { commitEach(s, size.commits); }},
        {"point reads", 1.15, true,
            [=](BenchStore& s) { readPoints(s, size.pointReads, size.patients); }},
        {"prefix search", 1.15, true, [=](BenchStore& s) { searchPrefix(s, size.searches); }},
        {"worklist join", 1.15, true, [=](BenchStore& s) { readWorklist(s, size.worklists); }},
        {"full scan", 1.15, true,
            [](BenchStore& s) {
                QSqlQuery query = prepared(s, "SELECT * FROM readings");
                readAll(query);
            }},
        {"FTS5 build", 1.20, true, [](BenchStore& s) { buildTextIndex(s); }},
        {"FTS5 query", 1.15, true, [=](BenchStore& s) { searchText(s, size.searches); }},
        {"open and first row", 1.20, false, [=](BenchStore& s) { openOften(s, size.opens); }},
    };
}

} // namespace doorstep::bench
