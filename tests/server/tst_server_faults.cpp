#include "sync/protocol/limits.h"
#include "tests/server/server_story.h"

#include <QDirIterator>
#include <QRandomGenerator>
#include <chrono>
#include <csignal>
#include <thread>

using namespace doorstep;
using namespace doorstep::sync;
using doorstep::test::ServerStory;

class TestServerFaults : public QObject {
    Q_OBJECT
    std::unique_ptr<ServerStory> m_story;

    test::WireClient& client() { return *m_story->client; }
    const test::WirePractice& practice() { return m_story->practice; }
    test::WireDevice& desk() { return m_story->desk; }
    ScopeId freshScope() { return *ScopeId::fromBytes(crypto::randomBytes(16)); }
    bool isServed()
    {
        client().close();
        return desk().push(client(), practice()).ok();
    }

    static QList<QByteArray> hostileRequests()
    {
        const QByteArray host = "Host: a\r\n";
        const auto post = [&](const QByteArray& lines, const QByteArray& body = {}) {
            return "POST /sync/1 HTTP/1.1\r\n" + host + lines + "\r\n" + body;
        };
        return {post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
            post("Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n\r\n"),
            post("Transfer-Encoding: xchunked\r\nContent-Length: 3\r\n", "abc"),
            post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"),
            post("Content-Length: -1\r\n"), post("Content-Length: 5, 5\r\n", "hello"),
            post("Content-Length: 99999999999999999999\r\n"),
            post("Content-Length: 629145600\r\n", QByteArray(1024, 'x')), post("Host: b\r\n"),
            post("X : y\r\n"), post("X: a\r\n b\r\n"), post(QByteArray("X: \0\r\n", 6)),
            post("X: a\rb\r\n"), post(QByteArray(200, 'X') + "\r\n"),
            post("X: " + QByteArray(20'000, 'y') + "\r\n"),
            post(QByteArray("A: b\r\n").repeated(80)), "POST /sync/1 HTTP/1.1\r\n\r\n",
            "POST /sync/1 HTTP/1.0\r\nHost: a\r\n\r\n", "POST /sync/1 HTTP/3.0\r\nHost: a\r\n\r\n",
            "GET /sync/1 HTTP/1.1\r\nHost: a\r\n\r\n", "DELETE /sync/1 HTTP/1.1\r\nHost: a\r\n\r\n",
            "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST /../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST /sync/1/ HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST //sync/1 HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST http://a/sync/1 HTTP/1.1\r\nHost: a\r\n\r\n",
            "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", "\r\n\r\n",
            QByteArray(512, '\0') + "\r\n\r\n", QByteArray(40'000, 'A'),
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", QByteArray("\x16\x03\x01\x02", 4) + "\r\n\r\n",
            "POST /sync/1 HTTP/1.1\nHost: a\n\n\r\n\r\n"};
    }

private Q_SLOTS:
    void init()
    {
        m_story = std::make_unique<ServerStory>();
        QVERIFY(m_story->begin());
    }
    void http_malformed_isAnsweredAndClosed_nextClientIsServed()
    {
        int answered = 0;
        for (const auto& request : hostileRequests()) {
            const auto answer = client().sendRaw(request, 5000);
            const auto status = answer.split(' ').value(1);
            answered += !answer.isEmpty();
            QVERIFY2(answer.isEmpty() || status == "400" || status == "404" || status == "413",
                (request.left(60) + " -> " + answer.left(40)).constData());
            QVERIFY2(answer.count("HTTP/1.1 ") <= 1, "a second request was read");
        }
        QVERIFY(answered == hostileRequests().size());
        QVERIFY(isServed());
    }
    void http_answers_carryNoVersionAndAreNotStored()
    {
        const auto answer = client().sendRaw("POST /nowhere HTTP/1.1\r\nHost: a\r\n\r\n");
        QVERIFY(answer.contains("Cache-Control: no-store"));
        QVERIFY(answer.contains("X-Content-Type-Options: nosniff"));
        for (const QByteArray word : {"Server:", "Boost", "Beast", "Qt", "SQL", "/sync/"})
            QVERIFY2(!answer.contains(word), word.constData());
    }
    void http_expectContinue_isAnsweredBeforeTheBody()
    {
        const auto answer
            = client().sendRaw("POST /claim/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
                               "Expect: 100-continue\r\nConnection: close\r\n\r\nabc");
        QVERIFY(answer.startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 400"));
    }
    void http_pipelinedRequests_areAnsweredInOrder()
    {
        const QByteArray one = "POST /claim/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
        const auto answer = client().sendRaw(one + one + "POST /x HTTP/1.1\r\nHost: a\r\n\r\n");
        QCOMPARE(answer.count("HTTP/1.1 400"), 2);
        QCOMPARE(answer.count("HTTP/1.1 404"), 1);
    }
    void connections_fromOnePeerUnknown_areCapped_knownOnesAreNot()
    {
        QVERIFY(isServed()); // a known connection, kept open
        std::vector<std::unique_ptr<test::WireClient>> crowd;
        int connected = 0;
        for (int i = 0; i < limits::MaxUnknownConnectionsPerPeer + 10; ++i) {
            crowd.push_back(std::make_unique<test::WireClient>(m_story->server.port()));
            connected += !crowd.back()->pin().isEmpty();
        }
        QVERIFY(connected <= limits::MaxUnknownConnectionsPerPeer);
        QVERIFY(desk().push(client(), practice()).ok());
        crowd.clear();
        QTRY_VERIFY(isServed());
    }
    void killed_duringIngest_everyAcknowledgedEntryIsThere()
    {
        constexpr int Rounds = 8;
        const auto seed = QRandomGenerator::global()->generate();
        std::mt19937 random(seed);
        auto nurse = m_story->admit();
        const auto scope = freshScope();
        int kills = 0;
        for (int round = 0; round < Rounds; ++round) {
            for (int i = 0; i < 400; ++i)
                nurse->queue(nurse->record(practice(), scope, crypto::randomBytes(60)));
            const auto victim = pid_t(m_story->server.processId());
            std::thread killer([victim, delay = 1 + random() % 60] {
                std::this_thread::sleep_for(std::chrono::milliseconds(delay));
                ::kill(victim, SIGKILL);
            });
            while (nurse->acked() < nurse->log().size()) {
                if (!nurse->push(client(), practice(), 40).ok())
                    break;
            }
            killer.join();
            m_story->server.kill();
            ++kills;
            QVERIFY(m_story->beginAgain());
            const auto before = nurse->acked();
            const auto answer = nurse->exchange(client(), practice(), nurse->pushRequest(0));
            QVERIFY2(answer.ok(), qPrintable(QStringLiteral("seed %1").arg(seed)));
            QVERIFY2(
                answer->ackedThrough >= before, qPrintable(QStringLiteral("seed %1").arg(seed)));
        }
        while (nurse->acked() < nurse->log().size())
            QVERIFY(nurse->push(client(), practice()).ok());
        const auto page = desk().pull(client(), practice());
        QVERIFY(page.ok());
        std::map<EntryId, int> seen;
        for (const auto& line : *page)
            ++seen[line.entry.header.id];
        for (const auto& e : nurse->log())
            QVERIFY2(seen[e.header.id] == 1, qPrintable(QStringLiteral("seed %1").arg(seed)));
        qInfo("%d kills, %zu entries acknowledged, all there once", kills, nurse->log().size());
    }
    void restoredFromBackup_devicesNotice_resendAndStartOver()
    {
        auto nurse = m_story->admit();
        const auto scope = freshScope();
        for (int i = 0; i < 10; ++i)
            nurse->queue(nurse->record(practice(), scope, "before the backup"));
        QVERIFY(nurse->push(client(), practice()).ok());
        const auto backup = m_story->server.command({QStringLiteral("backup")});
        QVERIFY(backup.startsWith("backup "));
        const auto copy = m_story->server.backupDirectory() + QLatin1Char('/')
            + QString::fromUtf8(backup.mid(7).trimmed());
        for (int i = 0; i < 10; ++i)
            nurse->queue(nurse->record(practice(), scope, "after the backup"));
        QVERIFY(nurse->push(client(), practice()).ok());
        QVERIFY(desk().pull(client(), practice()).ok());
        m_story->server.stop();

        const auto database = m_story->server.directory() + QStringLiteral("/log.db");
        for (const auto& suffix : {QString(), QStringLiteral("-wal"), QStringLiteral("-shm")})
            QFile::remove(database + suffix);
        QVERIFY(QFile::copy(copy, database));
        QVERIFY(m_story->beginAgain());

        auto request = desk().pushRequest(0);
        request.cursor = desk().cursor;
        request.pageLimit = 500;
        const auto noticed = desk().exchange(client(), practice(), request);
        QVERIFY(noticed.ok());
        QVERIFY(noticed->restarted);
        QVERIFY(ServerStory::holds(noticed->page, nurse->log().front()));
        // The tablet says where it stands and is told to send again from there.
        QCOMPARE(nurse->push(client(), practice())->ackedThrough, quint64(10));
        QCOMPARE(nurse->push(client(), practice())->ackedThrough, quint64(20));
        desk().cursor = noticed->cursor;
        const auto rest = desk().pull(client(), practice());
        QVERIFY(ServerStory::holds(*rest, nurse->log().back()));
        auto again = desk().pushRequest(0);
        again.cursor = desk().cursor;
        again.pageLimit = 10;
        const auto after = desk().exchange(client(), practice(), again);
        QVERIFY(!after->restarted && after->page.empty());
        QCOMPARE(after->timeline, noticed->timeline);
    }
    void files_holdNothingReadable_andNobodyElseMayReadThem()
    {
        auto nurse = m_story->admit();
        nurse->queue(nurse->record(practice(), freshScope(), "canary in a note"));
        QVERIFY(nurse->push(client(), practice()).ok());
        QVERIFY(!m_story->server.command({QStringLiteral("backup")}).isEmpty());
        const auto& e = nurse->log().front();
        const QList<QByteArray> wanted{"canary in a note", "Lantern Lane", "CREATE TABLE",
            "practice_head", practice().id.toBytes(), nurse->id.toBytes(), e.header.id.toBytes(),
            e.body, practice().careKey.key.view().toByteArray(), "device certified"};
        int files = 0;
        for (const auto& root : {m_story->server.directory(), m_story->server.backupDirectory()}) {
            QDirIterator each(root, QDir::Files | QDir::Hidden | QDir::System);
            while (each.hasNext()) {
                QFile file(each.next());
                const auto permissions = file.permissions();
                QVERIFY2(!(permissions & (QFile::ReadGroup | QFile::ReadOther)),
                    qPrintable(file.fileName()));
                if (!file.open(QIODevice::ReadOnly))
                    continue; // the socket
                ++files;
                const auto bytes = file.readAll();
                for (const auto& text : wanted)
                    QVERIFY2(!bytes.contains(text), qPrintable(file.fileName()));
            }
        }
        QVERIFY(files >= 6);
    }
    void key_missingOrReadableByOthers_serverDoesNotStart()
    {
        m_story->server.stop();
        QFile key(m_story->server.directory() + QStringLiteral("/server.key"));
        QVERIFY(key.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        QVERIFY(!m_story->server.start());
        QVERIFY(key.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(key.rename(key.fileName() + QStringLiteral(".away")));
        QVERIFY(!m_story->server.start());
        QVERIFY(!QFile::exists(m_story->server.directory() + QStringLiteral("/server.key")));
        QVERIFY(key.rename(m_story->server.directory() + QStringLiteral("/server.key")));
        QVERIFY(m_story->beginAgain());
        QVERIFY(isServed());
    }
};
DOORSTEP_TEST(TestServerFaults);

#include "tst_server_faults.moc"
