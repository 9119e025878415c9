#include "tests/bench/store/store_workloads.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QVariant>
#include <ctime>
#include <random>

namespace doorstep::bench {

namespace {

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

void scanReadings(const BenchStore& store)
{
    QSqlQuery query = prepared(store, "SELECT * FROM readings");
    readAll(query);
}

constexpr const char* CpuUnit = "cpu ms";

double cpuMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

double checkpoint(const BenchStore& store)
{
    // The commit would checkpoint by itself, and nothing be left to measure.
    store.run(QStringLiteral("PRAGMA wal_autocheckpoint = 0"));
    store.run(QStringLiteral("UPDATE readings SET value = value + 1"));
    const double before = cpuMilliseconds();
    store.run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
    const double after = cpuMilliseconds();
    store.run(QStringLiteral("PRAGMA wal_autocheckpoint = 1000"));
    return after - before;
}

double sizeOnDisk(BenchStore& store)
{
    store.run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
    return double(store.fileSize());
}

struct Goals {
    double plain = 0;
    double peer = 0;
};

Workload cpuWorkload(const char* name, Goals goals, const std::function<void(BenchStore&)>& run)
{
    return {name, CpuUnit, goals.plain, goals.peer, [run](BenchStore& store) {
                const double before = cpuMilliseconds();
                run(store);
                return cpuMilliseconds() - before;
            }};
}

/// On a cache that holds nothing yet.
Workload readWorkload(
    const char* name, Goals goals, int cacheKib, const std::function<void(BenchStore&)>& run)
{
    return {name, CpuUnit, goals.plain, goals.peer, [run, cacheKib](BenchStore& store) {
                store.reopen(cacheKib);
                const double before = cpuMilliseconds();
                run(store);
                return cpuMilliseconds() - before;
            }};
}

constexpr int ProductCacheKib = 16'384;
constexpr int DefaultCacheKib = 2'000; ///< SQLite's own

} // namespace

std::vector<Workload> storeWorkloads(const Size& size)
{
    std::vector<Workload> all{
        cpuWorkload(
            "bulk insert", {1.10, 1.0}, [=](BenchStore& s) { bulkInsert(s, size.patients); }),
        {"file size, inserted", "bytes", 1.011, 0, sizeOnDisk},
        {"checkpoint", CpuUnit, 1.06, 1.0, [](BenchStore& s) { return checkpoint(s); }},
        cpuWorkload("durable commits", {1.50, 1 / 1.5},
            [=](BenchStore& s) { commitEach(s, size.commits); }),
    };
    for (const int cacheKib : {ProductCacheKib, DefaultCacheKib}) {
        const bool isGated = cacheKib == ProductCacheKib;
        const Goals goals = isGated ? Goals{1.10, 1.0} : Goals{};
        const auto add = [&](const char* name, const char* smallCacheName,
                             const std::function<void(BenchStore&)>& run) {
            all.push_back(readWorkload(isGated ? name : smallCacheName, goals, cacheKib, run));
        };
        add("point reads", "point reads, 2 MB",
            [=](BenchStore& s) { readPoints(s, size.pointReads, size.patients); });
        add("prefix search", "prefix search, 2 MB",
            [=](BenchStore& s) { searchPrefix(s, size.searches); });
        add("worklist join", "worklist join, 2 MB",
            [=](BenchStore& s) { readWorklist(s, size.worklists); });
        add("full scan", "full scan, 2 MB", [](BenchStore& s) { scanReadings(s); });
    }
    all.push_back(readWorkload(
        "FTS5 build", {1.15, 1.0}, ProductCacheKib, [](BenchStore& s) { buildTextIndex(s); }));
    all.push_back(readWorkload("FTS5 query", {1.10, 1.0}, ProductCacheKib,
        [=](BenchStore& s) { searchText(s, size.searches); }));
    all.push_back(cpuWorkload(
        "open and first row", {1.20, 1.0}, [=](BenchStore& s) { openOften(s, size.opens); }));
    all.push_back({"file size, updated", "bytes", 1.011, 0, sizeOnDisk});
    all.push_back(cpuWorkload("change of key", {0, 1.0}, [](BenchStore& s) { s.changeKey(); }));
    return all;
}

} // namespace doorstep::bench
