#include "core/store/append_file.h"
#include "core/store/attachment_store.h"
#include "core/store/patient_store.h"
#include "sync/client/blob_transfer.h"
#include "sync/protocol/limits.h"
#include "sync/server/server_key.h"
#include "tests/client/desk_and_tablet.h"
#include "tests/support/test_registry.h"

#include <QDirIterator>

using namespace doorstep;
using namespace Qt::StringLiterals;
using client::BlobReport;
using store::Attachment;
using test::ClientDevice;
using test::ClientWorld;
using Fault = test::FaultyTransport::Fault;

/// Photos from a tablet to a desk over the real server, and what networks and servers do to them.
class TestClientBlobs : public QObject, protected test::DeskAndTablet {
    Q_OBJECT
    static constexpr qint64 Step = sync::limits::BlobStepBytes;

    static QByteArray photo(qsizetype size)
    {
        const QByteArray canary("zebulon's left heel ");
        return canary.repeated(size / canary.size() + 1).first(size);
    }
    /// The file and the entry that names it, as a camera screen will save them.
    Result<Attachment> take(ClientDevice& device, const QByteArray& content)
    {
        return device.savePhoto(m_patient, content);
    }
    std::shared_ptr<client::BlobLine> lineOf(ClientDevice& device)
    {
        m_world->clock.advanceMs(10'000); // the server's allowance refills by this clock
        return std::make_shared<client::BlobLine>(
            *device.transport, m_world->clock, device.signer());
    }
    Result<BlobReport> send(ClientDevice& device)
    {
        return test::waitFor(client::sendBlobs(lineOf(device), *device.port));
    }
    Result<BlobReport> fetch(ClientDevice& device)
    {
        return test::waitFor(client::fetchBlobs(lineOf(device), *device.port));
    }
    static int waiting(ClientDevice& device)
    {
        return *store::attachmentsWaiting(device.store->connection());
    }
    static std::vector<qint64> sentOffsets(const ClientDevice& device)
    {
        std::vector<qint64> offsets;
        for (const auto& request : device.transport->sent)
            if (const auto step = sync::decodeBlobStep(request.body);
                request.method == "PATCH" && step && !step->bytes.isEmpty())
                offsets.push_back(step->offset);
        return offsets;
    }
    /// How many entries say so, and that each file is there with its content.
    bool holds(ClientDevice& device, const QByteArray& content)
    {
        const auto all = device.store->attachments().about(m_patient.as<AggregateId>());
        for (const Attachment& each : *all)
            if (const auto read = device.store->attachments().read(each.id);
                read && *read == content)
                return true;
        return false;
    }

    /// What a server that lies would answer `device`, with its own signature.
    void lie(ClientDevice& device,
        const std::function<std::pair<int, QByteArray>(const client::WireAnswer&)>& answerTo)
    {
        device.transport->alter
            = [this, &device, answerTo](int number, Result<client::WireAnswer>& answer) {
                  const auto& request = device.transport->sent[std::size_t(number)];
                  const auto claimed = sync::readRequestSignature(request.fields);
                  const auto key = server::ServerKey::openOrMake(m_world->serverFolder());
                  const auto [status, body] = answerTo(*answer);
                  answer = client::WireAnswer{status,
                      sync::signAnswer({claimed->device, claimed->nonce, status}, body,
                          m_world->clock.now(), key->signKey(claimed->practice).secretKey),
                      body};
              };
    }

private Q_SLOTS:
    void init() { QVERIFY(foundWithPatient()); }
    void cleanup() { close(); }

    void takenOnATablet_isReadAtTheDesk_andStaysOnTheTablet()
    {
        const QByteArray small = photo(300);
        const QByteArray large = photo(3 * Step + 777);
        const auto first = take(*m_tablet, large);
        QVERIFY(take(*m_tablet, small).ok());
        QCOMPARE(waiting(*m_tablet), 2);
        // Entries first: before they are at the practice nothing is offered.
        QCOMPARE(send(*m_tablet)->moved, 0);
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(waiting(*m_tablet), 2);
        m_tablet->transport->sent.clear();
        const auto sent = send(*m_tablet);
        QVERIFY2(sent.ok(), sent ? "" : sent.error().detail.constData());
        QCOMPARE(sent->moved, 2);
        QCOMPARE(sent->left, 0);
        QCOMPARE(waiting(*m_tablet), 0);
        // Both at once, so in half steps.
        std::vector<qint64> offsets{0};
        for (qint64 offset = 0; offset < large.size(); offset += Step / 2)
            offsets.push_back(offset);
        QCOMPARE(sentOffsets(*m_tablet), offsets);
        QVERIFY(m_tablet->store->attachments().find(first->id)->value().isSent);
        QCOMPARE(*m_tablet->store->attachments().read(first->id), large);

        QVERIFY(m_desk->sync().ok());
        QCOMPARE(fetch(*m_desk)->moved, 2);
        QVERIFY(holds(*m_desk, small) && holds(*m_desk, large));
        QCOMPARE(fetch(*m_desk)->moved, 0);
        QCOMPARE(waiting(*m_desk), 0);
        QVERIFY(m_desk->reopen().ok());
        QVERIFY(holds(*m_desk, small) && holds(*m_desk, large));
    }
    void nothingPlain_isAtTheServer()
    {
        const auto made = take(*m_tablet, photo(Step));
        const auto recorded = m_tablet->store->attachments().describe(made->id, {});
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(send(*m_tablet)->moved, 1);
        int files = 0;
        QDirIterator each(
            m_world->serverFolder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (each.hasNext()) {
            QFile file(each.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            ++files;
            const QByteArray bytes = file.readAll();
            QVERIFY(!bytes.contains("zebulon") && !bytes.contains("image/jpeg"));
            QVERIFY(!bytes.contains(recorded->key));
        }
        QVERIFY(files > 3);
    }
    void cutAtEveryStep_goesOnWhereTheServerIs()
    {
        const QByteArray content = photo(4 * Step);
        QVERIFY(take(*m_tablet, content).ok());
        QVERIFY(m_tablet->sync().ok());
        // 0 asks, 1 to 5 bring; each is lost on its way once, or its answer is.
        for (const Fault fault : {Fault::LoseRequest, Fault::LoseAnswer}) {
            m_tablet->transport->sent.clear();
            int number = 0;
            m_tablet->transport->fault = [&](int, const client::WireRequest&) {
                return ++number == 3 ? fault : Fault::None;
            };
            const auto report = send(*m_tablet);
            QVERIFY(!report.ok());
            QCOMPARE(report.error().code, ErrorCode::Unreachable);
            QVERIFY(!report.error().permanent);
            QCOMPARE(waiting(*m_tablet), 1);
            QVERIFY(m_tablet->reopen().ok()); // as after a kill
        }
        m_tablet->transport->fault = {};
        m_tablet->transport->sent.clear();
        QCOMPARE(send(*m_tablet)->moved, 1);
        // Of five steps one came with the first try, two with the second.
        QCOMPARE(sentOffsets(*m_tablet), (std::vector<qint64>{3 * Step, 4 * Step}));
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(fetch(*m_desk)->moved, 1);
        QVERIFY(holds(*m_desk, content));
    }
    void lastAnswerLost_isNotSentAgain()
    {
        QVERIFY(take(*m_tablet, photo(100)).ok());
        QVERIFY(m_tablet->sync().ok());
        int number = 0;
        m_tablet->transport->fault = [&](int, const client::WireRequest&) {
            return ++number == 2 ? Fault::LoseAnswer : Fault::None;
        };
        QVERIFY(!send(*m_tablet).ok());
        m_tablet->transport->fault = {};
        m_tablet->transport->sent.clear();
        QCOMPARE(send(*m_tablet)->moved, 1);
        QVERIFY(sentOffsets(*m_tablet).empty());
        QCOMPARE(waiting(*m_tablet), 0);
    }
    void damagedHere_isLeftOut_andTheNextOneGoes()
    {
        const auto bad = take(*m_tablet, photo(2000));
        QVERIFY(take(*m_tablet, photo(1000)).ok());
        QVERIFY(m_tablet->sync().ok());
        const QString path
            = m_tablet->files.attachments() + u'/' + QString::fromLatin1(bad->id.toHex());
        QByteArray bytes = *store::readFileWhole(path, 1 << 20);
        bytes[500] = char(bytes[500] ^ 1);
        QVERIFY(store::writeFileWhole(path, bytes).ok());
        const auto report = send(*m_tablet);
        QCOMPARE(report->moved, 1);
        QCOMPARE(report->left, 1);
        QCOMPARE(waiting(*m_tablet), 1);
    }
    void twoAtOnce_theLineBreaks_endsOnceAndGoesOnWhereItWas()
    {
        const QByteArray one = photo(2 * Step);
        const QByteArray two = photo(2 * Step + 500);
        QVERIFY(take(*m_tablet, one).ok());
        QVERIFY(take(*m_tablet, two).ok());
        QVERIFY(m_tablet->sync().ok());
        for (int broken = 1; broken <= 8; ++broken) {
            int number = 0;
            m_tablet->transport->fault = [&](int, const auto&) {
                return ++number == broken ? Fault::LoseAnswer : Fault::None;
            };
            const auto report = send(*m_tablet);
            if (report)
                break;
            QCOMPARE(report.error().code, ErrorCode::Unreachable);
        }
        m_tablet->transport->fault = {};
        m_tablet->transport->sent.clear();
        QVERIFY(send(*m_tablet).ok());
        QCOMPARE(waiting(*m_tablet), 0);
        qint64 again = 0;
        for (const auto& request : m_tablet->transport->sent)
            if (const auto step = sync::decodeBlobStep(request.body); step)
                again += step->bytes.size();
        QVERIFY2(again < one.size() + two.size(), "from the start");
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(fetch(*m_desk)->moved, 2);
        QVERIFY(holds(*m_desk, one) && holds(*m_desk, two));
    }
    void desk_asksLessAndLessForWhatIsStillOnTheTablet()
    {
        QVERIFY(take(*m_tablet, photo(2000)).ok());
        QVERIFY(m_tablet->sync().ok());
        QVERIFY(m_desk->sync().ok());
        const auto line = lineOf(*m_desk);
        m_desk->transport->sent.clear();
        for (int round = 0; round < 12; ++round) {
            const auto report = test::waitFor(client::fetchBlobs(line, *m_desk->port));
            QVERIFY(report.ok());
            QCOMPARE(report->left, 1);
        }
        QCOMPARE(m_desk->transport->sent.size(), std::size_t(4)); // rounds 0, 2, 5 and 10
        QCOMPARE(send(*m_tablet)->moved, 1);
        QCOMPARE(fetch(*m_desk)->moved, 1);
    }
    void entriesTravel_theLineWaits_andGoesOnAfter()
    {
        QVERIFY(take(*m_tablet, photo(3 * Step)).ok());
        QVERIFY(m_tablet->sync().ok());
        const auto line = lineOf(*m_tablet);
        m_tablet->transport->sent.clear();
        m_tablet->transport->alter = [&](int number, Result<client::WireAnswer>&) {
            if (number == 1)
                line->pause();
        };
        const auto sent = client::sendBlobs(line, *m_tablet->port);
        QVERIFY(QTest::qWaitFor([&] { return m_tablet->transport->sent.size() == 2; }, 10'000));
        QTest::qWait(200);
        QCOMPARE(m_tablet->transport->sent.size(), std::size_t(2));
        QVERIFY(!sent.isFinished());
        line->resume();
        QCOMPARE(test::waitFor(sent)->moved, 1);
    }
    void closedLine_cancels_andSendsNothingMore()
    {
        QVERIFY(take(*m_tablet, photo(3 * Step)).ok());
        QVERIFY(m_tablet->sync().ok());
        const auto line = lineOf(*m_tablet);
        m_tablet->transport->sent.clear();
        m_tablet->transport->alter = [&](int number, Result<client::WireAnswer>&) {
            number == 1 ? line->close() : void();
        };
        const auto sent = client::sendBlobs(line, *m_tablet->port);
        QVERIFY(QTest::qWaitFor([&] { return sent.isFinished(); }, 10'000));
        QVERIFY(sent.isCanceled());
        QCOMPARE(m_tablet->transport->sent.size(), std::size_t(2));
    }
    void serverThatLies_aboutAPlace_endsItAndNothingCountsAsSent_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<bool>("done");
        QTest::addColumn<bool>("thrownAway");
        QTest::addColumn<int>("code"); // -1: no error, left out
        QTest::newRow("beyond it")
            << 200 << sync::limits::MaxBlob << false << false << int(ErrorCode::Corrupt);
        QTest::newRow("done half-way")
            << 200 << qint64(1) << true << false << int(ErrorCode::Corrupt);
        QTest::newRow("never moves") << 409 << qint64(0) << false << false << int(ErrorCode::Busy);
        QTest::newRow("whole and not done")
            << 200 << store::sealedAttachmentSize(2000) << false << false << int(ErrorCode::Busy);
        QTest::newRow("always another hash") << 409 << qint64(0) << false << true << -1;
    }
    void serverThatLies_aboutAPlace_endsItAndNothingCountsAsSent()
    {
        QFETCH(const int, status);
        QFETCH(const qint64, offset);
        QFETCH(const bool, done);
        QFETCH(const bool, thrownAway);
        QFETCH(const int, code);
        QVERIFY(take(*m_tablet, photo(2000)).ok());
        QVERIFY(m_tablet->sync().ok());
        const sync::BlobPlace place{offset, done, thrownAway};
        m_tablet->transport->sent.clear();
        lie(*m_tablet, [&](const client::WireAnswer&) {
            return std::pair(status, sync::encodeBlobPlace(place));
        });
        const auto report = send(*m_tablet);
        if (code < 0)
            QCOMPARE(report->left, 1);
        else
            QCOMPARE(int(report.error().code), code);
        QCOMPARE(waiting(*m_tablet), 1);
        QVERIFY(m_tablet->transport->sent.size() < 20);
        m_tablet->transport->alter = {};
        QCOMPARE(send(*m_tablet)->moved, 1);
    }
    void serverThatGivesOtherBytes_isNotBelieved_norAskedAgain()
    {
        QVERIFY(take(*m_tablet, photo(2000)).ok());
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(send(*m_tablet)->moved, 1);
        QVERIFY(m_desk->sync().ok());
        const auto line = lineOf(*m_desk);
        m_desk->transport->sent.clear();
        lie(*m_desk, [](const client::WireAnswer& answer) {
            auto part = *sync::decodeBlobPart(answer.body);
            part.bytes[700] = char(part.bytes[700] ^ 1);
            return std::pair(200, sync::encodeBlobPart(part));
        });
        for (int round = 0; round < 3; ++round) {
            QCOMPARE(test::waitFor(client::fetchBlobs(line, *m_desk->port))->left, 1);
            QCOMPARE(m_desk->transport->sent.size(), std::size_t(1));
            QVERIFY(!holds(*m_desk, photo(2000)));
        }
        m_desk->transport->alter = {};
        QCOMPARE(fetch(*m_desk)->moved, 1); // with a new line, as after an unlock
        QVERIFY(holds(*m_desk, photo(2000)));
    }
    void serverPutBackToBeforeThePhoto_getsItAgain()
    {
        const QByteArray backup = m_world->server->backup()->mid(7).trimmed();
        const QByteArray content = photo(2 * Step);
        QVERIFY(take(*m_tablet, content).ok());
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(send(*m_tablet)->moved, 1);
        m_world->stopServer();
        const QString database = m_world->serverFolder() + u"/log.db"_s;
        for (const auto& suffix : {QString(), u"-wal"_s, u"-shm"_s})
            QFile::remove(database + suffix);
        QVERIFY(QFile::copy(
            m_world->folder.filePath(u"backup/"_s + QString::fromUtf8(backup)), database));
        QVERIFY(QDir(m_world->serverFolder() + u"/blobs"_s).removeRecursively());
        m_world->clock.advanceMs(2000);
        m_world->startServer();
        QVERIFY(m_tablet->sync().ok());
        QCOMPARE(waiting(*m_tablet), 1);
        QCOMPARE(send(*m_tablet)->moved, 1);
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(fetch(*m_desk)->moved, 1);
        QVERIFY(holds(*m_desk, content));
    }
    void floodOfBlobs_isSlowed_entriesOfTheSameDeviceAreNot()
    {
        const auto line = lineOf(*m_tablet);
        const sync::BlobStep question{m_patient.as<ScopeId>(), 1000, 0, {}};
        int answered = 0;
        int slowed = 0;
        // The server's clock stands: what it allows at once, and no more.
        constexpr int Allowed = 10 * sync::limits::BlobRequestsPerSecond;
        for (int sent = 0; sent < Allowed + 5; ++sent) {
            const bool isLast = sent >= Allowed;
            line->send({"PATCH", sync::blobPath({}), {}, sync::encodeBlobStep(question)},
                [&](const Result<client::SignedAnswer>& answer) {
                    ++answered;
                    slowed += !answer && answer.error().detail == "busy";
                });
            QVERIFY(QTest::qWaitFor([&] { return answered == sent + 1; }, 10'000));
            QCOMPARE(slowed > 0, isLast);
        }
        QVERIFY(m_tablet->saveNotes(m_patient, 1));
        QCOMPARE(m_tablet->sync()->acknowledged, 1);
    }
    void scopeNotGiven_untilThePhotoIsThere()
    {
        QVERIFY(take(*m_tablet, photo(2000)).ok());
        m_world->clock.advanceMs(8 * 86'400'000LL);
        QCOMPARE(m_tablet->sync()->forgotten, 0);
        QCOMPARE(send(*m_tablet)->moved, 1);
        QCOMPARE(m_tablet->sync()->forgotten, 1);
        QVERIFY(m_tablet->store->attachments().about(m_patient.as<AggregateId>())->empty());
        QVERIFY(m_desk->sync().ok());
        QCOMPARE(fetch(*m_desk)->moved, 1);
    }
};
DOORSTEP_TEST(TestClientBlobs);

#include "tst_client_blobs.moc"
