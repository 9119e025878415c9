#include "core/store/patient_store.h"
#include "sync/client/practice_root.h"
#include "sync/server/server_key.h"
#include "tests/e2e/practice.h"
#include "tests/support/test_registry.h"

#include <QProcess>
#include <QSqlQuery>

using namespace doorstep;
using test::Practice;
using namespace Qt::StringLiterals;

/// The server stores and routes what it cannot read: neither a practice key nor a word of it is
/// anywhere in its memory or in a value of its database, and the same searches find them in a
/// tablet or desk that is unlocked.
class TestBlindServer : public QObject {
    Q_OBJECT

    /// Byte by byte from locked memory: a plain copy of it would be what the search finds.
    static QByteArray hexOf(const SecretBytes& secret)
    {
        QByteArray hex;
        for (std::size_t at = 0; at < secret.size(); ++at)
            hex += QByteArray::number(uint(secret.data()[at]), 16).rightJustified(2, '0');
        return hex;
    }
    /// The practice's keys as a desk has them, in hex: both of the newest epoch, and practice_sign.
    static QList<QByteArray> keysOf(test::PracticeDevice& desk)
    {
        const auto keys = test::finished(
            desk.session.withStore(app::StorageThread::Urgency::Read, [](store::Store& store) {
                return [&]() -> Result<QList<QByteArray>> {
                    DOORSTEP_TRY(care, store.newestEpochKey(entry::KeyClass::Care));
                    DOORSTEP_TRY(desks, store.newestEpochKey(entry::KeyClass::Desk));
                    DOORSTEP_TRY(root, client::openDeskKeys(store));
                    return QList<QByteArray>{
                        hexOf(care.key), hexOf(desks.key), hexOf(root.practiceSignSeed)};
                }();
            }));
        return keys ? *keys : QList<QByteArray>();
    }
    /// The surname of somebody at a door: as a payload has it, and as Qt has it. Empty when it is
    /// too short to be found for its own sake alone.
    static QList<QByteArray> surnameOf(test::PracticeDevice& device, PatientId patient)
    {
        const auto row = device.read([&](store::Connection& connection) {
            return store::PatientStore(connection).find(patient);
        });
        if (!row || row->family.size() < 8)
            return {};
        const QByteArray utf16(
            reinterpret_cast<const char*>(row->family.utf16()), row->family.size() * qsizetype(2));
        return {row->family.toUtf8().toHex(), utf16.toHex()};
    }

    /// One column of a statement's rows.
    using Ask = std::function<QVariantList(const QString& sql)>;
    /// How many values of a whole database hold any of these byte strings, of how many.
    struct Values {
        int holding = 0;
        int looked = 0;
    };
    static Values valuesHolding(const Ask& ask, const QList<QByteArray>& hex)
    {
        Values values;
        for (const QVariant& table : ask(u"SELECT name FROM sqlite_master WHERE type = 'table'"_s))
            for (const QVariant& column :
                ask(u"SELECT name FROM pragma_table_info('%1')"_s.arg(table.toString())))
                for (const QVariant& value :
                    ask(u"SELECT \"%1\" FROM \"%2\""_s.arg(column.toString(), table.toString()))) {
                    const QByteArray bytes = value.toByteArray(); // of text: UTF-8
                    ++values.looked;
                    values.holding += std::ranges::any_of(
                        hex, [&](const QByteArray& each) { return bytes.contains(fromHex(each)); });
                }
        return values;
    }
    static QByteArray fromHex(const QByteArray& hex) { return QByteArray::fromHex(hex); }
    static Values valuesOfServer(const QString& folder, const QList<QByteArray>& hex)
    {
        const auto key = server::ServerKey::openOrMake(folder);
        const auto pages = key ? key->databaseKey() : key.error();
        Values values;
        {
            auto log = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"searched"_s);
            const auto opened = pages ? vfs::openSealed(log, server::databasePath(folder), *pages)
                                      : Result<vfs::SealedStatus>(pages.error());
            if (opened)
                values = valuesHolding(
                    [&](const QString& sql) {
                        QVariantList column;
                        QSqlQuery query(log);
                        for (bool more = query.exec(sql) && query.next(); more; more = query.next())
                            column.append(query.value(0));
                        return column;
                    },
                    hex);
        }
        QSqlDatabase::removeDatabase(u"searched"_s);
        return values;
    }
    static Values valuesOfDevice(test::PracticeDevice& device, const QList<QByteArray>& hex)
    {
        return device.read([&](store::Connection& connection) -> Result<Values> {
            return valuesHolding(
                [&](const QString& sql) {
                    QVariantList column;
                    auto statement = connection.prepare(sql);
                    for (auto more = statement ? statement->next() : statement.error();
                         more && *more; more = statement->next())
                        column.append(statement->variant(0));
                    return column;
                },
                hex);
        });
    }

    struct Search {
        int code = -1;
        QList<QByteArray> answers;
    };
    static Search searchIn(qint64 process, const QList<QByteArray>& hex)
    {
        QProcess search;
        search.start(u"python3"_s,
            {QStringLiteral(DOORSTEP_SOURCE_DIR "/tests/support/search_memory.py"),
                QString::number(process)});
        search.write(hex.join('\n'));
        search.closeWriteChannel();
        if (!search.waitForFinished(120'000) || search.exitStatus() != QProcess::NormalExit)
            return {};
        return {search.exitCode(), search.readAllStandardOutput().trimmed().split('\n')};
    }

private Q_SLOTS:
    void keysAndWords_areInTheUnlockedDevice_andNowhereAtTheServer()
    {
        test::FoundedPractice founded;
        QVERIFY(founded.found());
        const QTemporaryDir folder;
        const auto practice = founded.copyInto(folder.path());
        QVERIFY(practice->open());
        Practice& p = *practice;
        const auto round = p.plan(p.oldest(3), {&p.one});
        for (const test::Door& door : round.doors)
            QVERIFY(p.one.save(p.vaccinates(p.one, p.staff.bronwen, round, door)));
        QVERIFY(p.one.syncs());
        QVERIFY(p.desk.syncs());
        QVERIFY(p.entriesAtServer() > 10);

        const auto keys = keysOf(p.desk);
        QCOMPARE(keys.size(), 3);
        const auto words = surnameOf(p.one, round.doors.front().patient);
        QCOMPARE(words.size(), 2);
        const auto wanted = keys + words;

        // Every value of its database first: that needs nobody's leave.
        const qint64 process = p.server.processId();
        const Search server = searchIn(process, wanted);
        p.server.stop();
        const Values atServer = valuesOfServer(p.server.directory(), wanted);
        QVERIFY2(atServer.looked > 200, qPrintable(QString::number(atServer.looked)));
        QCOMPARE(atServer.holding, 0);
        QVERIFY(valuesOfDevice(p.one, words).holding > 0); // the same search, of a tablet

        if (server.code == 3)
            QSKIP("reading another process's memory needs root");
        QCOMPARE(server.code, 0);
        QCOMPARE(server.answers, QList<QByteArray>(5, "absent"));
        // Desk and tablet are in this one process.
        const Search device = searchIn(QCoreApplication::applicationPid(), wanted);
        QCOMPARE(device.answers.first(2), QList<QByteArray>(2, "found"));
        QCOMPARE(device.answers.last(2), QList<QByteArray>(2, "found"));
    }
};
DOORSTEP_TEST(TestBlindServer);

#include "tst_blind_server.moc"
