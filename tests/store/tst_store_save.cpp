#include "core/domain/patient_rows.h"
#include "core/store/append_file.h"
#include "core/store/database.h"
#include "core/store/draft_store.h"
#include "core/store/entry_store.h"
#include "core/store/patient_store.h"
#include "core/store/setting_store.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QDirIterator>
#include <csignal>
#include <sys/resource.h>

using namespace doorstep;
using test::StoreFixture;

namespace {

/// The disk is full at this size, for every file, until it goes.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes)
        : m_former(::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit small{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    ~FullDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        ::signal(SIGXFSZ, m_former);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit m_before{};
    sighandler_t m_former;
};

} // namespace

class TestStoreSave : public QObject {
    Q_OBJECT

    static QStringList filesOf(const StoreFixture& fixture)
    {
        QStringList paths;
        QDirIterator each(fixture.files.folder, QDir::Files, QDirIterator::Subdirectories);
        while (each.hasNext())
            paths << each.next();
        return paths;
    }
    static QHash<QString, QByteArray> databaseBytes(const StoreFixture& fixture)
    {
        QHash<QString, QByteArray> bytes;
        for (const QString& path : filesOf(fixture))
            if (path.startsWith(fixture.files.database()))
                bytes.insert(path, *store::readFileWhole(path, 1 << 30));
        return bytes;
    }
    static void putBack(const StoreFixture& fixture, const QHash<QString, QByteArray>& bytes)
    {
        for (const QString& path : filesOf(fixture))
            if (path.startsWith(fixture.files.database()))
                QVERIFY(QFile::remove(path));
        for (auto it = bytes.begin(); it != bytes.end(); ++it)
            QVERIFY(store::writeFileWhole(it.key(), it.value()));
    }
    /// The device's whole chain, from its first entry on, as a server would check it.
    static void verifyChain(store::Store& store, quint64 from = 1)
    {
        const auto all = store.outgoing(from, 1000, 1 << 30);
        QVERIFY(all);
        auto chain = all->previousChain;
        quint64 ctr = from;
        for (const auto& entry : all->entries) {
            QCOMPARE(entry.ctr, ctr++);
            QCOMPARE(entry.previousChain, chain);
            chain = entry::chain(chain, entry::decodeEntry(entry.bytes)->header);
        }
    }

private Q_SLOTS:
    void save_rowsReceiptSpoolAndOutboxAgree()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        QVERIFY(store);
        const auto patient = fixture.mint.next<PatientId>();
        const auto act
            = fixture.patientAct(patient, QStringLiteral("Testcase"), QStringLiteral("Olive"));
        const auto saved = store->save(act);
        QVERIFY2(saved, saved ? "" : saved.error().detail.constData());
        QCOMPARE(saved->receipts.size(), std::size_t(1));
        QCOMPARE(saved->receipts.front().stage, store::Stage::Here);
        QCOMPARE(saved->receipts.front().entry, act.drafts().front().id);
        QCOMPARE(saved->aggregates, std::vector{patient.as<AggregateId>()});

        const auto row = store::PatientStore(store->connection()).find(patient);
        QVERIFY(row && *row);
        QCOMPARE((*row)->family, QStringLiteral("Testcase"));
        const auto spool = store::Spool::open(fixture.files.spool());
        QCOMPARE(spool->pending().size(), std::size_t(1));
        const auto outbox = store::readOutbox(fixture.files.outbox(), fixture.recovery);
        QCOMPARE(outbox->lines.size(), std::size_t(1));
        const auto packed = store::unpackEntries(outbox->lines.front().content);
        QCOMPARE(packed->front(), spool->pending().front().bytes);
        QVERIFY(entry::verifyEntry(*entry::decodeEntry(packed->front()), store->staffKey()));
        QCOMPARE(store::EntryStore(store->connection()).receiptCounts()->here, 1);
    }
    void save_withoutAPracticeKey_isToldAndWritesNothing()
    {
        StoreFixture fixture;
        QVERIFY(fixture.create());
        auto store = fixture.open();
        QVERIFY(store);
        const auto saved = (*store)->save(fixture.noteAct(PatientId({1}), QStringLiteral("note")));
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::NotFound);
        QCOMPARE(store::readOutbox(fixture.files.outbox(), fixture.recovery)->lines.size(),
            std::size_t(0));
    }
    void save_reopened_rowsAreThereAndTheChainGoesOn()
    {
        StoreFixture fixture;
        const auto patient = fixture.mint.next<PatientId>();
        {
            auto store = fixture.openNew();
            QVERIFY(
                store->save(fixture.patientAct(patient, QStringLiteral("A"), QStringLiteral("B"))));
        }
        auto store = fixture.open();
        QVERIFY(store);
        QVERIFY((*store)->save(fixture.noteAct(patient, QStringLiteral("later"))));
        verifyChain(**store);
        QCOMPARE(
            store::PatientStore((*store)->connection()).notes(patient)->size(), std::size_t(1));
        QCOMPARE((*store)->outgoing(0, 10, 1 << 20)->waiting, 2);
    }
    void reader_onItsOwnConnection_seesTheSaveAndCannotWrite()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const auto reader = store->openReader();
        QVERIFY2(reader, reader ? "" : reader.error().detail.constData());
        const auto patient = fixture.mint.next<PatientId>();
        QVERIFY(store->save(fixture.patientAct(patient, QStringLiteral("A"), QStringLiteral("B"))));
        QVERIFY(store::PatientStore(**reader).find(patient)->has_value());
        QVERIFY(!(*reader)->run(QStringLiteral("DELETE FROM entry")));
    }
    void save_diskFull_isToldKeepsNothingAndTheNextOneWorks()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const auto patient = fixture.mint.next<PatientId>();
        QVERIFY(store->save(fixture.patientAct(patient, QStringLiteral("A"), QStringLiteral("B"))));
        const auto before = store::EntryStore(store->connection()).receiptCounts()->total();
        int refused = 0;
        const qint64 walSize = QFileInfo(fixture.files.database() + QStringLiteral("-wal")).size();
        // From "not even the outbox line fits" to "all but the last page of the commit fits".
        for (const rlim_t limit : {rlim_t(64), rlim_t(4096), rlim_t(walSize),
                 rlim_t(walSize + 4096), rlim_t(walSize + 12'000)}) {
            const FullDisk full(limit);
            const auto saved = store->save(fixture.noteAct(patient, QString(3000, u'x')));
            QVERIFY(!saved);
            // The limit stands in for ENOSPC; SQLite calls EFBIG an I/O error.
            QVERIFY(saved.error().code == ErrorCode::DiskFull
                || (limit > 64 && saved.error().code == ErrorCode::Io));
            ++refused;
        }
        QCOMPARE(refused, 5);
        QCOMPARE(store::EntryStore(store->connection()).receiptCounts()->total(), before);
        QCOMPARE(store::Spool::open(fixture.files.spool())->pending().size(), std::size_t(1));
        QCOMPARE(store::readOutbox(fixture.files.outbox(), fixture.recovery)->lines.size(),
            std::size_t(1));
        QVERIFY(store->save(fixture.noteAct(patient, QStringLiteral("now there is room"))));
        verifyChain(*store);
        QCOMPARE(store::PatientStore(store->connection()).notes(patient)->size(), std::size_t(1));
    }
    void open_killedBetweenSpoolAndCommit_theSaveIsCompleted()
    {
        StoreFixture fixture;
        const auto patient = fixture.mint.next<PatientId>();
        QHash<QString, QByteArray> before;
        {
            auto store = fixture.openNew();
            QVERIFY(
                store->save(fixture.patientAct(patient, QStringLiteral("A"), QStringLiteral("B"))));
            QVERIFY(store->checkpoint());
            before = databaseBytes(fixture);
            QVERIFY(store->save(fixture.noteAct(patient, QStringLiteral("in the spool only"))));
        }
        putBack(fixture, before);
        auto store = fixture.open();
        QVERIFY2(store, store ? "" : store.error().detail.constData());
        const auto notes = store::PatientStore((*store)->connection()).notes(patient);
        QCOMPARE(notes->size(), std::size_t(1));
        QCOMPARE(notes->front().text, QStringLiteral("in the spool only"));
        verifyChain(**store);
        QVERIFY((*store)->save(fixture.noteAct(patient, QStringLiteral("after"))));
        verifyChain(**store);
    }
    void open_restoredUnderAnotherIncarnation_everythingUnsafeIsNumberedAnew()
    {
        StoreFixture fixture;
        const auto patient = fixture.mint.next<PatientId>();
        store::IncarnationId former;
        {
            auto store = fixture.openNew();
            for (int i = 0; i < 3; ++i)
                QVERIFY(store->save(fixture.noteAct(patient, QString::number(i))));
            former = store->outgoing(0, 1, 1)->incarnation;
            QVERIFY(store->acknowledge({former, {{1, 2, 11}}, {}, 11})); // the first one is safe
        }
        QVERIFY(store::writeIncarnationBeside(fixture.files, store::IncarnationId({77})));
        auto store = fixture.open();
        QVERIFY(store);
        const auto outgoing = (*store)->outgoing(0, 10, 1 << 20);
        QVERIFY(outgoing->incarnation != former);
        QCOMPARE(outgoing->entries.size(), std::size_t(2));
        QCOMPARE(outgoing->firstCtr, quint64(1));
        QCOMPARE(store::Spool::open(fixture.files.spool())->pending().size(), std::size_t(2));
        verifyChain(**store);
        QVERIFY((*store)->save(fixture.noteAct(patient, QStringLiteral("next"))));
        verifyChain(**store);
        QCOMPARE(store::EntryStore((*store)->connection()).receiptCounts()->safe, 1);
    }
    void files_holdNothingThatWasTyped()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const QList<QByteArray> canaries{"Quillfeather", "Zebulon", "9990000018", "ferret bites"};
        const auto patient = fixture.mint.next<PatientId>();
        QVERIFY(store->save(fixture.patientAct(patient, QString::fromUtf8(canaries[0]),
            QString::fromUtf8(canaries[1]), QString::fromUtf8(canaries[2]))));
        QVERIFY(store->save(fixture.noteAct(patient, QString::fromUtf8(canaries[3]))));
        QVERIFY(store::DraftStore(store->connection())
                    .put({"visit/1/note", patient.as<AggregateId>(), fixture.amina, canaries[3],
                        fixture.clock.now()}));
        const auto search = [&] {
            int searched = 0;
            for (const QString& path : filesOf(fixture)) {
                const auto bytes = store::readFileWhole(path, 1 << 30);
                QVERIFY(bytes);
                ++searched;
                for (const QByteArray& canary :
                    canaries + QList<QByteArray>{"CREATE TABLE", "Amina"}) {
                    QVERIFY2(!bytes->contains(canary), qPrintable(path));
                    const auto utf16 = QString::fromUtf8(canary);
                    QVERIFY(!bytes->contains(QByteArray(
                        reinterpret_cast<const char*>(utf16.utf16()), utf16.size() * 2)));
                }
            }
            QVERIFY(searched >= 8);
        };
        search(); // with a WAL
        store.reset();
        search(); // closed
    }
    void open_newerVersion_isRefusedAndUntouched()
    {
        StoreFixture fixture;
        {
            auto store = fixture.openNew();
            QVERIFY(store->connection().run(QStringLiteral("PRAGMA user_version = 99")));
            QVERIFY(store->checkpoint());
        }
        const auto before = databaseBytes(fixture);
        const auto refused = fixture.open();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Unsupported);
        QCOMPARE(databaseBytes(fixture).value(fixture.files.database()),
            before.value(fixture.files.database()));
        QVERIFY(!QFile::exists(fixture.files.setAside()));
    }
    void open_damagedDatabase_isSetAsideAndUnsentWorkComesBack()
    {
        StoreFixture fixture;
        const auto patient = fixture.mint.next<PatientId>();
        {
            auto store = fixture.openNew();
            QVERIFY(store->save(
                fixture.patientAct(patient, QStringLiteral("Testcase"), QStringLiteral("Olive"))));
        }
        QByteArray bytes = *store::readFileWhole(fixture.files.database(), 1 << 30);
        for (qsizetype i = 100; i < 4096; ++i)
            bytes[i] = static_cast<char>(bytes.at(i) ^ 0x55);
        QVERIFY(store::writeFileWhole(fixture.files.database(), bytes));

        const auto refused = fixture.open();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Corrupt);
        QVERIFY(!QFile::exists(fixture.files.database()));
        QDirIterator aside(fixture.files.setAside(), {QStringLiteral("store.db")}, QDir::Files,
            QDirIterator::Subdirectories);
        QVERIFY(aside.hasNext());
        QCOMPARE(*store::readFileWhole(aside.next(), 1 << 30), bytes);
        QCOMPARE(fixture.open().error().code, ErrorCode::Corrupt); // and again: still not recreated
        QVERIFY(!QFile::exists(fixture.files.database()));

        // A person decided to fetch everything again: what was never sent is still in the spool.
        QVERIFY(store::makeDatabaseAnew(fixture.files, fixture.masterKey));
        auto store = fixture.open();
        QVERIFY2(store, store ? "" : store.error().detail.constData());
        QCOMPARE((*store)->outgoing(0, 10, 1 << 20)->waiting, 1);
        QVERIFY(!store::PatientStore((*store)->connection()).find(patient)->has_value());
        QVERIFY((*store)->putEpochKey(fixture.careKey)); // as the keyring entry will bring it
        QVERIFY(store::PatientStore((*store)->connection()).find(patient)->has_value());
        QCOMPARE(store::makeDatabaseAnew(fixture.files, fixture.masterKey).error().code,
            ErrorCode::Exists);
    }
    void open_missingOrEmptyDatabase_isNeverAFreshOne()
    {
        for (const bool empty : {false, true}) {
            StoreFixture fixture;
            QVERIFY(fixture.openNew() != nullptr);
            QVERIFY(QFile::remove(fixture.files.database()));
            if (empty)
                QVERIFY(store::writeFileWhole(fixture.files.database(), ""));
            QCOMPARE(fixture.open().error().code, ErrorCode::Corrupt);
            QVERIFY(!QFile::exists(fixture.files.database()));
        }
    }
    void open_envelopeOlderThanTheDatabase_isUntrusted()
    {
        StoreFixture fixture;
        QVERIFY(fixture.openNew() != nullptr);
        const auto old = store::readFileWhole(fixture.files.envelope(), 1 << 20);
        QVERIFY(fixture.unlock()->putStaff(
            fixture.staffKeys(), StoreFixture::secret("135790"), store::SecretKind::Pin));
        const auto bo = fixture.mint.next<StaffId>();
        QVERIFY(fixture.unlock()->putStaff({bo, fixture.masterKey.clone(), crypto::randomSecret()},
            StoreFixture::secret("246802"), store::SecretKind::Pin));
        SecretBytes renewed = crypto::randomSecret();
        QVERIFY(fixture.unlock()->removeStaff(
            bo, fixture.masterKey, store::DeviceSecretId({4}), renewed.clone()));
        fixture.deviceSecret = std::move(renewed);
        QVERIFY(fixture.open());
        QVERIFY(store::writeFileWhole(fixture.files.envelope(), *old));
        QVERIFY(store::writeFileWhole(fixture.files.envelopeCopy(), *old));
        QCOMPARE(fixture.open().error().code, ErrorCode::Untrusted);
        QVERIFY(QFile::exists(fixture.files.database()));
    }
    void projectionsOfAnotherVersion_areFoldedAnewFromTheEntries()
    {
        StoreFixture fixture;
        const auto patient = fixture.mint.next<PatientId>();
        {
            auto store = fixture.openNew();
            QVERIFY(store->save(
                fixture.patientAct(patient, QStringLiteral("Testcase"), QStringLiteral("Olive"))));
            store::SettingStore settings(store->connection());
            auto former = **settings.find("store.projections");
            former[0] = static_cast<char>(former.at(0) ^ 1);
            QVERIFY(settings.put("store.projections", former));
            QVERIFY(store->connection().run(QStringLiteral("DELETE FROM patient")));
        }
        auto store = fixture.open();
        QVERIFY(store);
        QVERIFY(store::PatientStore((*store)->connection()).find(patient)->has_value());
    }
    void drafts_surviveTheLockAndGoWhenSaved()
    {
        StoreFixture fixture;
        const PatientId patient({1});
        {
            auto store = fixture.openNew();
            store::DraftStore drafts(store->connection());
            for (const QByteArray typed : {"h", "he", "hel"})
                QVERIFY(drafts.put({"visit/1/note", patient.as<AggregateId>(), fixture.amina, typed,
                    fixture.clock.now()}));
        }
        auto store = fixture.open();
        store::DraftStore drafts((*store)->connection());
        QCOMPARE((*drafts.find("visit/1/note"))->content, QByteArray("hel"));
        QCOMPARE(drafts.about(patient.as<AggregateId>())->size(), std::size_t(1));
        QCOMPARE(drafts.of(fixture.amina)->size(), std::size_t(1));
        QVERIFY(drafts.remove("visit/1/note"));
        QVERIFY(!drafts.find("visit/1/note")->has_value());
    }
    void transaction_withinATransaction_isRefused()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const auto transaction = store::Transaction::begin(store->connection());
        QVERIFY(transaction);
        QVERIFY(!store::Transaction::begin(store->connection()));
    }
};
DOORSTEP_TEST(TestStoreSave);

#include "tst_store_save.moc"
