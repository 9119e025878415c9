#pragma once

#include "core/crypto/made_on.h"
#include "core/store/attachment_store.h"
#include "core/store/entry_store.h"
#include "sync/client/https_transport.h"
#include "sync/client/practice_root.h"
#include "sync/client/sync_engine.h"
#include "tests/client/faulty_transport.h"
#include "tests/store/store_fixture.h"

#include <QEventLoop>
#include <QFutureWatcher>
#include <QTest>
#include <QTimer>

namespace doorstep::test {

/// Runs the event loop until the future is there; a test that waits in vain ends the program.
template <typename T> T waitFor(QFuture<T> future)
{
    constexpr int Patience = 60'000;
    QEventLoop loop;
    QFutureWatcher<T> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    QTimer::singleShot(Patience, &loop, &QEventLoop::quit);
    if (!future.isFinished())
        loop.exec();
    if (!future.isFinished() || future.isCanceled())
        qFatal("the future never came");
    return future.takeResult();
}

inline constexpr sync::AppVersion ThisApp{100};

/// The disk at once, on the thread that asks.
inline void inlineDisk(const std::function<Status()>& work, const std::function<void(Status)>& done)
{
    done(work());
}

/// One device with its store on disk and its way to the server.
struct ClientDevice {
    store::StoreFiles files;
    SecretBytes deviceSecret;
    SecretBytes masterKey;
    StaffId staff;
    SecretBytes staffSeed;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<client::HttpsTransport> https;
    std::unique_ptr<FaultyTransport> transport;
    std::unique_ptr<client::InlineStorePort> port;
    const Clock* clock = nullptr;
    IdMint* mint = nullptr;
    std::chrono::milliseconds second{1000}; ///< that a busy server asks to wait

    void connectTo(const client::ServerAddress& address,
        std::chrono::milliseconds stallTime = std::chrono::seconds(10))
    {
        https = std::make_unique<client::HttpsTransport>(address, stallTime, clock);
        transport = std::make_unique<FaultyTransport>(*https);
    }
    void adopt(std::unique_ptr<store::Store> opened)
    {
        store = std::move(opened);
        port = std::make_unique<client::InlineStorePort>(*store);
    }
    [[nodiscard]] client::DeviceSigner signer() const
    {
        return client::DeviceSigner::of(store->identity());
    }
    [[nodiscard]] DeviceId id() const { return store->identity().device; }
    [[nodiscard]] std::shared_ptr<client::SignedExchange> exchange() const
    {
        return std::make_shared<client::SignedExchange>(*transport, *clock, signer());
    }
    [[nodiscard]] Result<client::SyncReport> sync() const
    {
        client::SyncEngine::Parts parts{*transport, *port, *clock, signer(), ThisApp};
        parts.second = second;
        client::SyncEngine engine(std::move(parts));
        return waitFor(engine.sync());
    }
    /// Closes and opens again, as after a kill.
    [[nodiscard]] Status reopen()
    {
        port.reset();
        store.reset();
        DOORSTEP_TRY(opened, openStore());
        adopt(std::move(opened));
        return {};
    }
    [[nodiscard]] Result<std::unique_ptr<store::Store>> openStore() const
    {
        DOORSTEP_TRY(identity, store::readDeviceIdentity(files, deviceSecret));
        return store::Store::open(files, {staff, masterKey.clone(), staffSeed.clone()},
            std::move(identity), *clock, *mint);
    }
    /// A copy of the database alone, as a phone's own backup makes it, for putDatabaseBack().
    [[nodiscard]] bool keepDatabase()
    {
        port.reset();
        store.reset();
        return QFile::copy(files.database(), keptDatabase()) && reopen();
    }
    /// The copy in its place; the files beside it stay as they are.
    [[nodiscard]] bool putDatabaseBack()
    {
        port.reset();
        store.reset();
        QFile::remove(files.database() + QStringLiteral("-wal"));
        return QFile::remove(files.database()) && QFile::rename(keptDatabase(), files.database())
            && reopen();
    }
    [[nodiscard]] QString keptDatabase() const
    {
        return files.database() + QStringLiteral(".kept");
    }
    [[nodiscard]] sync::PracticeScopes scopes() const
    {
        return client::readPracticeRoot(store->connection())->scopes;
    }
    /// A patient in a scope of their own.
    [[nodiscard]] PatientId savePatient(const QString& family) const
    {
        ledger::Act act(*mint);
        const auto patient = crypto::madeOn(store->identity().device, mint->next<PatientId>());
        ledger::PatientRecorded recorded;
        recorded.family = family;
        act.add(patient.as<ScopeId>(), patient.as<AggregateId>(), recorded);
        return store->save(act) ? patient : PatientId();
    }
    [[nodiscard]] bool saveNotes(PatientId patient, int count) const
    {
        for (int i = 0; i < count; ++i) {
            ledger::Act act(*mint);
            ledger::NoteRecorded note;
            note.text = QStringLiteral("note %1, rang the bell and waited").arg(i);
            act.add(patient.as<ScopeId>(), patient.as<AggregateId>(), note);
            if (!store->save(act))
                return false;
        }
        return true;
    }
    /// A photo about the patient, the file and the entry that names it, as a camera screen will
    /// save them.
    [[nodiscard]] Result<store::Attachment> savePhoto(
        PatientId patient, const QByteArray& content) const
    {
        auto& attachments = store->attachments();
        DOORSTEP_TRY(made,
            attachments.add(
                {patient.as<ScopeId>(), patient.as<AggregateId>(), "image/jpeg", clock->now()},
                content));
        DOORSTEP_TRY(recorded, attachments.describe(made.id, {}));
        ledger::Act act(*mint);
        act.add(patient.as<ScopeId>(), patient.as<AggregateId>(), recorded);
        DOORSTEP_TRY(saved, store->save(act));
        Q_UNUSED(saved)
        return made;
    }
    /// Records about the patient; the grant of the scope, which has the same id, is none.
    [[nodiscard]] int known(PatientId patient) const
    {
        const auto rows
            = store::EntryStore(store->connection()).ofAggregate(patient.as<AggregateId>());
        return static_cast<int>(std::count_if(rows->begin(), rows->end(),
            [](const store::EntryRow& row) { return entry::isSealed(row.entryClass); }));
    }
    [[nodiscard]] store::ReceiptCounts receipts() const
    {
        return *store::EntryStore(store->connection()).receiptCounts();
    }
};

} // namespace doorstep::test
