#include "sync/protocol/blob_messages.h"
#include "sync/protocol/limits.h"
#include "tests/server/server_story.h"

#include <QDir>
#include <QFile>

using namespace doorstep;
using namespace doorstep::sync;
using doorstep::test::ServerStory;
using doorstep::test::WireDevice;
using namespace Qt::StringLiterals;

/// Attachments at the real server: steps, offsets, whose they are, and what of a broken disk.
class TestBlobs : public QObject {
    Q_OBJECT
    static constexpr qint64 Step = limits::BlobStepBytes;
    std::unique_ptr<ServerStory> m_story;
    ScopeId m_scope;

    test::WireClient& client() { return *m_story->client; }
    const test::WirePractice& practice() { return m_story->practice; }
    WireDevice& desk() { return m_story->desk; }

    /// What a step was answered; `status` 0: no signed answer.
    struct Answered {
        int status = 0;
        BlobPlace place;
        Result<ErrorAnswer> refusal = Error{ErrorCode::NotFound, "none"};
    };
    Answered put(WireDevice& device, const BlobName& name, const BlobStep& step)
    {
        const auto reply = device.signedCall(
            client(), practice(), {"PATCH", blobPath(name), {}, encodeBlobStep(step)});
        Answered answered{reply.status, {}, test::refusalOf(reply)};
        if (const auto place = decodeBlobPlace(reply.body))
            answered.place = *place;
        return answered;
    }
    Answered put(WireDevice& device, const QByteArray& blob, qint64 offset, qint64 count)
    {
        return put(device, nameOf(blob), {m_scope, blob.size(), offset, blob.mid(offset, count)});
    }
    Answered ask(WireDevice& device, const QByteArray& blob) { return put(device, blob, 0, 0); }
    /// False when a step was not taken.
    bool send(WireDevice& device, const QByteArray& blob)
    {
        Answered last;
        for (qint64 at = 0; at < blob.size(); at += Step) {
            last = put(device, blob, at, Step);
            if (last.status != 200)
                return false;
        }
        return last.place.done;
    }
    /// Everything by steps; empty when refused.
    QByteArray fetch(WireDevice& device, const QByteArray& blob, int* status = nullptr)
    {
        QByteArray got;
        while (got.size() < blob.size()) {
            const auto reply = device.signedCall(
                client(), practice(), {"GET", blobPath(nameOf(blob)), blobQuery(got.size()), {}});
            if (status)
                *status = reply.status;
            const auto part = decodeBlobPart(reply.body);
            if (reply.status != 200 || !part || part->length != blob.size())
                return {};
            got += part->bytes;
        }
        return got;
    }
    static QByteArray blobOf(qint64 size) { return crypto::randomBytes(int(size)); }
    static BlobName nameOf(const QByteArray& blob) { return crypto::hash({blob}); }
    QString fileOf(const QByteArray& blob) const
    {
        return m_story->server.directory() + u"/blobs/"_s
            + QString::fromLatin1(m_story->practice.id.toHex()) + u'/'
            + QString::fromLatin1(nameOf(blob).toBytes().toHex());
    }
    int auditLines(const QByteArray& event) const
    {
        return int(m_story->server.command({u"audit"_s}).count("\"event\":\"" + event + '"'));
    }

private Q_SLOTS:
    void init()
    {
        m_story = std::make_unique<ServerStory>();
        QVERIFY(m_story->begin());
        m_scope = *ScopeId::fromBytes(crypto::randomBytes(16));
    }
    void cleanup() { m_story.reset(); }

    void stepsInOrder_lastOneCompletesIt_andADeskReadsIt()
    {
        const auto nurse = m_story->admit();
        for (const qint64 size : {qint64(1), Step - 1, Step, Step + 1, 3 * Step + 777}) {
            const QByteArray blob = blobOf(size);
            QCOMPARE(ask(*nurse, blob).place, BlobPlace());
            QVERIFY(send(*nurse, blob));
            QCOMPARE(fetch(desk(), blob), blob);
            QFile file(fileOf(blob));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll(), blob);
            QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        }
        QCOMPARE(auditLines("blob kept"), 5);
    }
    void wrongOffset_answersTheTrueOne_andTakesNothing()
    {
        const auto nurse = m_story->admit();
        const QByteArray blob = blobOf(3 * Step);
        QCOMPARE(put(*nurse, blob, Step, Step).status, 409);
        QCOMPARE(put(*nurse, blob, Step, Step).place, BlobPlace());
        QCOMPARE(put(*nurse, blob, 0, Step).place, (BlobPlace{Step, false, false}));
        for (const qint64 offset : {qint64(0), qint64(1), Step - 1, Step + 1, 2 * Step}) {
            const auto answered = put(*nurse, blob, offset, Step);
            QCOMPARE(answered.status, 409);
            QCOMPARE(answered.place, (BlobPlace{Step, false, false}));
        }
        QCOMPARE(QFileInfo(fileOf(blob)).size(), Step);
        QCOMPARE(put(*nurse, blob, Step, 100).place, (BlobPlace{Step + 100, false, false}));
        QCOMPARE(put(*nurse, blob, Step + 100, Step).place.offset, 2 * Step + 100);
        QVERIFY(put(*nurse, blob, 2 * Step + 100, Step).place.done);
        QCOMPARE(fetch(desk(), blob), blob);
    }
    void sameBlobFromTwoDevices_isOne_whateverTheirTurns()
    {
        const auto one = m_story->admit();
        const auto two = m_story->admit();
        const QByteArray blob = blobOf(4 * Step);
        for (qint64 at = 0; at < blob.size(); at += Step)
            QCOMPARE(put(at % (2 * Step) == 0 ? *one : *two, blob, at, Step).status, 200);
        QCOMPARE(ask(*one, blob).place, (BlobPlace{4 * Step, true, false}));
        QCOMPARE(put(*two, blob, 0, Step).place, (BlobPlace{4 * Step, true, false}));
        QCOMPARE(fetch(desk(), blob), blob);
        QCOMPARE(auditLines("blob kept"), 1);
        QVERIFY(
            m_story->server.command({u"status"_s}).contains("attachments 1 whole, 0 under way"));
    }
    void wrongHash_isThrownAwayAndSaidSo_andTheRightBytesPassAfterIt()
    {
        const auto nurse = m_story->admit();
        const QByteArray blob = blobOf(2 * Step);
        QByteArray changed = blob;
        changed[7] = char(changed[7] ^ 1);
        const BlobName name = nameOf(blob);
        QCOMPARE(put(*nurse, name, {m_scope, blob.size(), 0, changed.left(Step)}).status, 200);
        const auto last = put(*nurse, name, {m_scope, blob.size(), Step, changed.mid(Step)});
        QCOMPARE(last.status, 409);
        QCOMPARE(last.place, (BlobPlace{0, false, true}));
        QVERIFY(!QFile::exists(fileOf(blob)));
        QCOMPARE(fetch(desk(), blob), QByteArray());
        QVERIFY(send(*nurse, blob));
        QCOMPARE(fetch(desk(), blob), blob);
        QCOMPARE(auditLines("blob thrown away"), 1);
    }
    void partFileLostOrCut_beginsAgainAtZero_andTailsThatNobodyWasToldOfAreCut()
    {
        const auto nurse = m_story->admit();
        const QByteArray blob = blobOf(3 * Step);
        QCOMPARE(put(*nurse, blob, 0, Step).place.offset, Step);
        QVERIFY(QFile::remove(fileOf(blob)));
        QCOMPARE(ask(*nurse, blob).place, BlobPlace());
        QCOMPARE(put(*nurse, blob, 0, Step).place.offset, Step);
        QVERIFY(QFile::resize(fileOf(blob), Step - 1));
        QCOMPARE(put(*nurse, blob, Step, Step).place, BlobPlace());
        QCOMPARE(put(*nurse, blob, 0, Step).place.offset, Step);
        {
            QFile torn(fileOf(blob)); // written and not yet in the log when the power went
            QVERIFY(torn.open(QIODevice::Append));
            torn.write(QByteArray(777, 'x'));
        }
        QCOMPARE(ask(*nurse, blob).place.offset, Step);
        QCOMPARE(put(*nurse, blob, Step, Step).place.offset, 2 * Step);
        QVERIFY(put(*nurse, blob, 2 * Step, Step).place.done);
        QCOMPARE(fetch(desk(), blob), blob);
    }
    void wholeFileLost_isNotThere_andIsTakenAgain()
    {
        const auto nurse = m_story->admit();
        const QByteArray blob = blobOf(Step + 1);
        QVERIFY(send(*nurse, blob));
        QVERIFY(QFile::remove(fileOf(blob)));
        int status = 0;
        QCOMPARE(fetch(desk(), blob, &status), QByteArray());
        QCOMPARE(status, 404);
        QCOMPARE(auditLines("blob lost"), 1);
        QCOMPARE(ask(*nurse, blob).place, BlobPlace());
        QVERIFY(send(*nurse, blob));
        QCOMPARE(fetch(desk(), blob), blob);
    }
    void killedBetweenSteps_goesOnWhereTheLastAnswerSaid()
    {
        const auto nurse = m_story->admit();
        const QByteArray blob = blobOf(3 * Step);
        QCOMPARE(put(*nurse, blob, 0, Step).status, 200);
        QCOMPARE(put(*nurse, blob, Step, Step).status, 200);
        m_story->server.kill();
        QVERIFY(m_story->beginAgain());
        QCOMPARE(ask(*nurse, blob).place.offset, 2 * Step);
        QVERIFY(put(*nurse, blob, 2 * Step, Step).place.done);
        QCOMPARE(fetch(desk(), blob), blob);
    }
    void givenToReadersOfItsScopeAlone_andTheScopeOfTheFirstStands()
    {
        const auto nurse = m_story->admit();
        const auto other = m_story->admit();
        const QByteArray blob = blobOf(100);
        QVERIFY(send(*nurse, blob));
        int status = 0;
        QCOMPARE(fetch(*other, blob, &status), QByteArray());
        QCOMPARE(status, 404);
        const ScopeId own = *ScopeId::fromBytes(crypto::randomBytes(16));
        QVERIFY(m_story->grant(*other, own));
        const auto claimed = put(*other, nameOf(blob), {own, blob.size(), 0, {}});
        QCOMPARE(claimed.status, 403);
        QCOMPARE(claimed.refusal->refusal, Refusal::NotAllowed);
        QCOMPARE(fetch(*other, blob), QByteArray());
        QVERIFY(m_story->grant(*other, m_scope));
        QCOMPARE(fetch(*other, blob), blob);
    }
    void revoked_maySendAndNotRead()
    {
        const auto nurse = m_story->admit();
        QVERIFY(m_story->grant(*nurse, m_scope));
        const QByteArray blob = blobOf(Step + 5);
        QCOMPARE(put(*nurse, blob, 0, Step).status, 200);
        entry::DeviceRevoked revoked{nurse->id, {}};
        entry::certify(revoked, practice().id, practice().sign.secretKey);
        desk().queue(desk().clear(practice(), revoked));
        QVERIFY(desk().push(client(), practice()));
        QVERIFY(put(*nurse, blob, Step, 5).place.done);
        QCOMPARE(fetch(*nurse, blob), QByteArray());
        QCOMPARE(fetch(desk(), blob), blob);
    }
    void half_isGivenToNobody()
    {
        const auto nurse = m_story->admit();
        const QByteArray blob = blobOf(2 * Step);
        QCOMPARE(put(*nurse, blob, 0, Step).status, 200);
        QCOMPARE(fetch(desk(), blob), QByteArray());
    }
    void bounds_sizeStepAndOpenOnes()
    {
        const auto nurse = m_story->admit();
        const auto sized = [&](qint64 length, const QByteArray& bytes) {
            return put(*nurse, nameOf(blobOf(40)), {m_scope, length, 0, bytes}).status;
        };
        QCOMPARE(sized(limits::MaxBlob, {}), 200);
        QCOMPARE(sized(limits::MaxBlob + 1, {}), 400);
        QCOMPARE(sized(0, {}), 400);
        QCOMPARE(sized(10, blobOf(11)), 400);
        QCOMPARE(sized(limits::MaxBlob, blobOf(Step)), 200);
        QCOMPARE(sized(limits::MaxBlob, blobOf(Step + 1)), 400);
        QCOMPARE(sized(limits::MaxBlob, blobOf(2 * Step)), 413);
        for (int open = 2; open < limits::MaxOpenBlobs; ++open)
            QCOMPARE(sized(1000, {}), 200);
        QCOMPARE(sized(1000, {}), 503);
        const auto other = m_story->admit();
        QCOMPARE(put(*other, nameOf(blobOf(40)), {m_scope, 1000, 0, {}}).status, 200);
        // And entries of the same device pass.
        nurse->queue(nurse->record(practice(), m_scope, "a note"));
        QVERIFY(nurse->push(client(), practice()));
    }
    void otherForms_areRefused()
    {
        const auto nurse = m_story->admit();
        const QByteArray blob = blobOf(10);
        const QByteArray path = blobPath(nameOf(blob));
        const auto body = encodeBlobStep({m_scope, 10, 0, blob});
        const auto status = [&](const WireDevice::Call& call) {
            return nurse->signedCall(client(), practice(), call).status;
        };
        QCOMPARE(status({"PATCH", path + '0', {}, body}), 404);
        QCOMPARE(status({"PATCH", path.toUpper().replace("/BLOB/", "/blob/"), {}, body}), 404);
        QCOMPARE(status({"PATCH", "/blob/../log.db", {}, body}), 404);
        QCOMPARE(status({"PATCH", path, "o=0", body}), 404);
        QCOMPARE(status({"GET", path, {}, {}}), 404);
        QCOMPARE(status({"PATCH", path, {}, body + '\0'}), 400);
        QVERIFY(send(*nurse, blob));
        for (const QByteArray query : {"o=10", "o=00", "o=-1", "o=+1", "o=1 ", "O=1", "o=1&o=2"})
            QVERIFY2(
                desk().signedCall(client(), practice(), {"GET", path, query, {}}).status != 200,
                query.constData());
        QCOMPARE(fetch(desk(), blob), blob);
        // Unsigned, and signed for another method.
        QCOMPARE(client().call("GET", path + "?o=0", {}).status, 401);
        QCOMPARE(client().call("PATCH", path, body).status, 401);
        const auto nonce = RequestNonce::random();
        const auto fields = signRequest({"PATCH", client().authority(), path, "o=0"}, {},
            practice().id, desk().id, m_story->clock.now(), nonce, desk().signKey.secretKey);
        QCOMPARE(client().call("GET", path + "?o=0", {}, fields).status, 401);
    }
    void backup_holdsEveryWholeBlob_andALogPutBackFindsThemAgain()
    {
        const auto nurse = m_story->admit();
        const QByteArray before = blobOf(Step + 1);
        const QByteArray half = blobOf(2 * Step);
        const QByteArray after = blobOf(3 * Step);
        QVERIFY(send(*nurse, before));
        QCOMPARE(put(*nurse, half, 0, Step).status, 200);
        const auto backup = m_story->server.command({u"backup"_s});
        QVERIFY(backup.startsWith("backup "));
        const QString copies = m_story->server.backupDirectory() + u"/blobs/"_s
            + QString::fromLatin1(practice().id.toHex());
        QCOMPARE(
            QDir(copies).entryList(QDir::Files), QStringList{QFileInfo(fileOf(before)).fileName()});
        QVERIFY(send(*nurse, after));
        QCOMPARE(put(*nurse, half, Step, 10).status, 200);
        m_story->server.stop();
        const QString database = m_story->server.directory() + u"/log.db"_s;
        for (const auto& suffix : {QString(), u"-wal"_s, u"-shm"_s})
            QFile::remove(database + suffix);
        QVERIFY(QFile::copy(
            m_story->server.backupDirectory() + u'/' + QString::fromUtf8(backup.mid(7).trimmed()),
            database));
        QVERIFY(m_story->beginAgain());
        // Its row is gone and its file is there: asked for, it counts again without being sent.
        QCOMPARE(ask(*nurse, after).place, (BlobPlace{3 * Step, true, false}));
        QCOMPARE(fetch(desk(), after), after);
        QCOMPARE(fetch(desk(), before), before);
        QCOMPARE(ask(*nurse, half).place.offset, Step);
        QVERIFY(put(*nurse, half, Step, Step).place.done);
        QCOMPARE(fetch(desk(), half), half);
        // The files lost with the log, put back from the backup.
        QVERIFY(QFile::remove(fileOf(before)));
        QVERIFY(QFile::copy(copies + u'/' + QFileInfo(fileOf(before)).fileName(), fileOf(before)));
        QCOMPARE(fetch(desk(), before), before);
    }
};
DOORSTEP_TEST(TestBlobs);

#include "tst_blobs.moc"
