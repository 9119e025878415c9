#include "core/store/append_file.h"
#include "core/store/attachment_store.h"
#include "core/store/database.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QDir>

using namespace doorstep;
using namespace Qt::StringLiterals;
using store::AttachmentChunk;
using store::AttachmentId;
using test::StoreFixture;

class TestAttachment : public QObject {
    Q_OBJECT

    static constexpr qsizetype Head = 8 + 16 + 24;
    static constexpr qsizetype SealedChunk = AttachmentChunk + 17;

    std::unique_ptr<StoreFixture> m_fixture;
    std::unique_ptr<store::Store> m_store;
    PatientId m_patient;

    [[nodiscard]] store::AttachmentStore& attachments() { return m_store->attachments(); }
    [[nodiscard]] Result<store::Attachment> add(QByteArrayView content)
    {
        return attachments().add({m_patient.as<ScopeId>(), m_patient.as<AggregateId>(),
                                     "image/jpeg", m_fixture->clock.now()},
            content);
    }
    [[nodiscard]] QString pathOf(AttachmentId id) const
    {
        return m_fixture->files.attachments() + u'/' + QString::fromLatin1(id.toHex());
    }
    [[nodiscard]] QByteArray fileOf(AttachmentId id) const
    {
        return *store::readFileWhole(pathOf(id), 1 << 30);
    }
    void put(AttachmentId id, const QByteArray& bytes) const
    {
        QVERIFY(store::writeFileWhole(pathOf(id), bytes));
    }
    [[nodiscard]] QStringList files() const
    {
        return QDir(m_fixture->files.attachments()).entryList(QDir::Files);
    }
    static QByteArray photo(qsizetype size)
    {
        const QByteArray canary("zebulon's left heel ");
        return canary.repeated(size / canary.size() + 1).first(size);
    }
    [[nodiscard]] bool reopen()
    {
        m_store.reset();
        auto opened = m_fixture->open();
        if (!opened)
            return false;
        m_store = std::move(*opened);
        return true;
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<StoreFixture>();
        m_store = m_fixture->openNew();
        QVERIFY(m_store);
        m_patient = m_fixture->mint.next<PatientId>();
    }
    void cleanup()
    {
        m_store.reset();
        m_fixture.reset();
    }

    void added_isReadBack_afterReopeningToo_andNothingPlainIsOnDisk()
    {
        for (const qsizetype size : {qsizetype(1), AttachmentChunk - 1, AttachmentChunk,
                 AttachmentChunk + 1, 2 * AttachmentChunk, 3 * AttachmentChunk + 777}) {
            const auto made = add(photo(size));
            QVERIFY2(made.ok(), made ? "" : made.error().detail.constData());
            const QByteArray file = fileOf(made->id);
            QCOMPARE(file.size(), store::sealedAttachmentSize(size));
            QCOMPARE(made->blob, crypto::hash({file}));
            QVERIFY(!file.contains("zebulon"));
        }
        const auto check = [this] {
            const auto all = attachments().about(m_patient.as<AggregateId>());
            QCOMPARE(all->size(), std::size_t(6));
            for (const store::Attachment& each : *all) {
                QCOMPARE(each.mediaType, QByteArray("image/jpeg"));
                QCOMPARE(*attachments().read(each.id), photo(each.size));
            }
        };
        check();
        QVERIFY(reopen());
        check();
        QCOMPARE(files().size(), 6);
    }
    void names_areRandom_andEachFileHasAKeyOfItsOwn()
    {
        const auto one = add(photo(100));
        const auto other = add(photo(100));
        QVERIFY(one->id.toBytes().first(4) != other->id.toBytes().first(4)); // no time in it
        QVERIFY(fileOf(one->id).sliced(Head) != fileOf(other->id).sliced(Head));
        // Neither the other's row nor its file's head makes it open.
        QByteArray moved = fileOf(one->id);
        put(other->id, moved);
        QCOMPARE(attachments().read(other->id).error().code, ErrorCode::Corrupt);
        put(other->id, moved.replace(8, 16, other->id.toBytes()));
        QCOMPARE(attachments().read(other->id).error().code, ErrorCode::Corrupt);
        QCOMPARE(*attachments().read(one->id), photo(100));
    }
    void everyCut_isRefused()
    {
        const auto small = add(photo(60));
        const QByteArray whole = fileOf(small->id);
        for (qsizetype length = 0; length < whole.size(); ++length) {
            put(small->id, whole.first(length));
            QCOMPARE(attachments().read(small->id).error().code, ErrorCode::Corrupt);
        }
        put(small->id, whole + '\0');
        QCOMPARE(attachments().read(small->id).error().code, ErrorCode::Corrupt);
        // At a boundary, where only the mark of the last chunk tells; by way of a row that says so.
        const auto large = add(photo(2 * AttachmentChunk));
        put(large->id, fileOf(large->id).first(Head + SealedChunk));
        QVERIFY(
            m_store->connection().run(u"UPDATE attachment SET size = 65536 WHERE size = 131072"_s));
        QCOMPARE(attachments().read(large->id).error().code, ErrorCode::Corrupt);
    }
    void everyRegionChanged_orChunksMoved_isRefused()
    {
        const auto made = add(photo(3 * AttachmentChunk));
        const QByteArray whole = fileOf(made->id);
        QList<qsizetype> places;
        for (qsizetype at = 0; at < Head + 40; ++at)
            places.append(at);
        for (qsizetype chunk = 0; chunk < 3; ++chunk)
            for (const qsizetype at :
                {qsizetype(0), qsizetype(1), SealedChunk / 2, SealedChunk - 17, SealedChunk - 1})
                places.append(Head + chunk * SealedChunk + at);
        for (const qsizetype at : places) {
            QByteArray damaged = whole;
            damaged[at] = char(damaged[at] ^ 0x10);
            put(made->id, damaged);
            QVERIFY2(!attachments().read(made->id), QByteArray::number(at));
        }
        const auto chunk
            = [&](int number) { return whole.mid(Head + number * SealedChunk, SealedChunk); };
        for (const auto& order :
            std::vector<std::vector<int>>{{1, 0, 2}, {0, 2, 1}, {0, 0, 2}, {0, 1, 1}, {2, 1, 0}}) {
            QByteArray moved = whole.first(Head);
            for (const int number : order)
                moved += chunk(number);
            put(made->id, moved);
            QCOMPARE(attachments().read(made->id).error().code, ErrorCode::Corrupt);
        }
        const auto other = add(photo(3 * AttachmentChunk));
        put(made->id, whole.first(Head + SealedChunk) + fileOf(other->id).mid(Head + SealedChunk));
        QCOMPARE(attachments().read(made->id).error().code, ErrorCode::Corrupt);
        put(made->id, whole);
        QCOMPARE(*attachments().read(made->id), photo(3 * AttachmentChunk));
    }
    void bounds_areKept()
    {
        QCOMPARE(add({}).error().code, ErrorCode::InvalidInput);
        const QByteArray tooLarge(store::MaxAttachment + 1, 'x');
        QCOMPARE(add(tooLarge).error().code, ErrorCode::LimitExceeded);
        QVERIFY(files().isEmpty());
        QVERIFY(add(QByteArrayView(tooLarge).first(store::MaxAttachment)).ok());
        QCOMPARE(attachments().read(AttachmentId({1})).error().code, ErrorCode::NotFound);
    }
    void rowNotWritten_noFileIsLeft()
    {
        QVERIFY(m_store->connection().run(u"ALTER TABLE attachment RENAME TO away"_s));
        QVERIFY(!add(photo(1000)));
        QVERIFY(files().isEmpty());
        QVERIFY(m_store->connection().run(u"ALTER TABLE away RENAME TO attachment"_s));
    }
    void whatAKillLeft_isSweptAtTheNextOpening()
    {
        const auto made = add(photo(1000));
        // Killed before the row, while writing, and after the key was deleted.
        put(AttachmentId({1}), fileOf(made->id));
        QVERIFY(store::writeFileWhole(pathOf(made->id) + u".new"_s, "half"));
        QVERIFY(reopen());
        QCOMPARE(files(), QStringList{QString::fromLatin1(made->id.toHex())});
        QCOMPARE(*attachments().read(made->id), photo(1000));
    }
    void removed_keyAndFileAreGone()
    {
        const auto made = add(photo(1000));
        const QByteArray file = fileOf(made->id);
        QVERIFY(attachments().remove(made->id));
        QVERIFY(files().isEmpty());
        QVERIFY(attachments().remove(made->id));
        // The file that flash kept is put back: nothing opens it, and it goes again.
        put(made->id, file);
        QCOMPARE(attachments().read(made->id).error().code, ErrorCode::NotFound);
        QVERIFY(reopen());
        QVERIFY(files().isEmpty());
    }
    void scopeGivenUp_waitsForThePracticeToHaveIt_thenGoes()
    {
        const auto scope = m_patient.as<ScopeId>();
        const auto made = add(photo(1000));
        const auto staying = attachments().add(
            {ScopeId({3}), AggregateId({3}), "image/jpeg", m_fixture->clock.now()}, photo(10));
        QCOMPARE(m_store->forgetScope(scope).error().code, ErrorCode::Busy);
        QCOMPARE(*attachments().read(made->id), photo(1000));
        QVERIFY(attachments().setSent(made->id));
        QVERIFY((*attachments().find(made->id))->isSent);
        QVERIFY(m_store->forgetScope(scope).ok());
        QVERIFY(!*attachments().find(made->id));
        QCOMPARE(files(), QStringList{QString::fromLatin1(staying->id.toHex())});
        QCOMPARE(*attachments().read(staying->id), photo(10));
    }
    void databaseSetAside_takesItsAttachmentsAlong()
    {
        const auto made = add(photo(1000));
        const QByteArray file = fileOf(made->id);
        m_store.reset();
        QFile database(m_fixture->files.database());
        QVERIFY(database.open(QIODevice::ReadWrite));
        QVERIFY(database.seek(100));
        QVERIFY(database.write(QByteArray(8192, 'x')) > 0);
        database.close();
        QCOMPARE(m_fixture->open().error().code, ErrorCode::Corrupt);
        QVERIFY(store::makeDatabaseAnew(m_fixture->files, m_fixture->masterKey));
        QVERIFY(reopen());
        QVERIFY(files().isEmpty());
        const QDir aside(m_fixture->files.setAside());
        const QStringList kept = aside.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(kept.size(), 1);
        QCOMPARE(*store::readFileWhole(aside.filePath(kept.front()) + u"/attachments/"_s
                         + QString::fromLatin1(made->id.toHex()),
                     1 << 20),
            file);
    }
};

DOORSTEP_TEST(TestAttachment);
#include "tst_attachment.moc"
