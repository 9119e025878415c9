#pragma once

#include "app/runtime/generation_mark.h"
#include "app/runtime/let_in.h"
#include "app/runtime/person.h"
#include "app/runtime/storage_thread.h"
#include "app/runtime/wipe_run.h"
#include "core/base/clock.h"
#include "core/clinical/programme_pack.h"
#include "core/ledger/act.h"
#include "core/store/start_state.h"
#include "core/store/store.h"
#include "core/store/unlock.h"
#include "platform/api/boot_clock.h"
#include "platform/api/key_vault.h"
#include "sync/client/reading_lease.h"

#include <QObject>
#include <QTimer>

namespace doorstep::vfs {
struct StoreCheck;
}

namespace doorstep::app {

/// One program's hold on one store: what state it is in, who is unlocked, saves and reads.
///
/// GUI thread. Nothing here blocks: every call that touches disk, keystore or Argon2id runs on the
/// storage thread and answers through a QFuture. View-models are given the Session and nothing
/// below it.
class Session final : public QObject {
    Q_OBJECT
public:
    enum class State {
        Starting,
        FirstRun, ///< enrol, or create a practice
        KeystoreMissing, ///< no keystore answers: nothing is opened or made
        KeystoreLocked, ///< open the keystore, then start() again
        RecoverKeys, ///< the store is here, its device secret is gone
        RecoverStore, ///< the envelope is gone or damaged; the files stay
        NewerStore, ///< a newer version wrote the store; the files stay
        Wiping, ///< a desk's order is being carried out
        Wiped, ///< no key and no record is left; what waits to be sent is sent
        Locked,
        Open
    };
    Q_ENUM(State)

    struct Parts {
        const Clock& clock;
        const platform::BootClock& bootClock;
        platform::KeyVault& keyVault;
        store::StoreFiles files;
    };
    explicit Session(Parts parts, QObject* parent = nullptr);
    ~Session() override;

    /// Looks at files and keystore and settles on a state. Again after the keystore was opened.
    void start();
    /// Saves in hand are made durable and told, reads are dropped, keys and database are closed.
    /// Before those who wait for an answer are gone; nothing can be asked afterwards.
    void end();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Clock& clock() const { return m_parts.clock; }
    [[nodiscard]] IdMint& mint() { return m_mint; }
    [[nodiscard]] StorageThread& storage() { return m_storage; }
    [[nodiscard]] const store::StoreFiles& files() const { return m_parts.files; }
    [[nodiscard]] platform::KeyVault& keyVault() { return m_parts.keyVault; }
    [[nodiscard]] std::function<store::BootTime()> bootTimes() const;
    [[nodiscard]] platform::KeystoreLevel keystoreLevel() const { return m_parts.keyVault.level(); }

    /// While locked or open: what this device is. Without secrets.
    using Device = DeviceFacts;
    [[nodiscard]] const Device& device() const { return m_device; }
    [[nodiscard]] bool isDesk() const { return m_device.role != QLatin1String("tablet"); }
    /// Null unless Open.
    [[nodiscard]] const Person& person() const { return m_person; }
    /// The packs shipped with this build, newest first.
    [[nodiscard]] const std::vector<clinical::ProgrammePack>& packs() const { return m_packs; }

    /// WrongSecret with the attempts left in detail, Locked with the wait in seconds, or a store
    /// error. On success the state is Open.
    [[nodiscard]] QFuture<Status> unlock(StaffId staff, SecretBytes pin);
    /// Opens for the new person, or leaves all as it was; errors as above (the voucher's), Refused.
    [[nodiscard]] QFuture<Status> letIn(LetIn asked);
    void takeUpNames(); ///< of people whom a sync brought, to the door
    /// The last right PIN found the records damaged and set aside whole (ErrorCode::Corrupt).
    [[nodiscard]] bool mayBeginAnew() const { return m_mayBeginAnew; }
    /// unlock() into an empty database in their place: a person decided. Or Exists, Refused.
    [[nodiscard]] QFuture<Status> beginAnew(StaffId staff, SecretBytes pin);
    /// While one is on its way the store's files are the storage thread's, the spool too.
    [[nodiscard]] bool isUnlocking() const { return m_unlocking > 0; }
    /// True when this person has a PIN on this device; false: a staff code is needed first.
    [[nodiscard]] bool hasPin(StaffId staff) const { return m_withPin.contains(staff); }
    [[nodiscard]] QFuture<Result<store::LockoutState>> lockout(StaffId staff);
    /// While Locked: reads every page of the store and of its log, and changes nothing. Busy: open
    /// here or in another process.
    [[nodiscard]] QFuture<Result<vfs::StoreCheck>> verify(StaffId staff, SecretBytes pin);
    /// Closes the database and wipes every key. Drafts are in the store already.
    void lock();
    /// Going to the background: the log goes into the database, and the keystore learns how far the
    /// store is. A tablet locks when that lasts for half a minute; a desk waits for the idle lock.
    void rest();
    /// Any touch or key: puts the idle lock off; or locks, when the device slept through the time,
    /// for timers stand still while it sleeps.
    void noteActivity();
    /// Back in the foreground: locks when the time is up, and puts nothing off otherwise.
    void wake();
    void setIdleLock(int minutes);

    /// One Save: durable when the future says ok. changed() follows.
    [[nodiscard]] QFuture<Result<store::Store::Saved>> save(ledger::Act act);

    /// How reading stands, as last looked at: while Open, at least every half minute.
    [[nodiscard]] const client::ReadingStanding& reading() const { return m_reading; }
    /// After a sync, and whenever time may have passed unseen. Whoever is out of use is locked out.
    void lookAtLease();

    /// `read` gets a connection on the storage thread and returns Result<T>. Locked when not Open,
    /// Expired when the lease is over: this is the door to patients.
    template <typename Read>
    [[nodiscard]] auto read(Read read) -> QFuture<std::invoke_result_t<Read, store::Connection&>>
    {
        return m_storage.run(StorageThread::Urgency::Read,
            [this, read]() mutable -> std::invoke_result_t<Read, store::Connection&> {
                DOORSTEP_CHECK(mayRead());
                return read(m_store->connection());
            });
    }
    /// The same whatever the lease says: counts, looks, and the visit that is under way. Nothing
    /// else about a patient may come through here.
    template <typename Read>
    [[nodiscard]] auto readAnyTime(Read read)
        -> QFuture<std::invoke_result_t<Read, store::Connection&>>
    {
        return m_storage.run(StorageThread::Urgency::Read,
            [this, read]() mutable -> std::invoke_result_t<Read, store::Connection&> {
                if (!m_store)
                    return Error{ErrorCode::Locked, "not unlocked"};
                return read(m_store->connection());
            });
    }
    /// The same with the whole store, for sync and enrolment: `work` gets store::Store&.
    template <typename Work>
    [[nodiscard]] auto withStore(StorageThread::Urgency urgency, Work work)
        -> QFuture<std::invoke_result_t<Work, store::Store&>>
    {
        return m_storage.run(
            urgency, [this, work]() mutable -> std::invoke_result_t<Work, store::Store&> {
                if (!m_store)
                    return Error{ErrorCode::Locked, "not unlocked"};
                return work(*m_store);
            });
    }

    /// Carries out a desk's order, which is checked once more: the store is closed and never opened
    /// again. State Wiping, then Wiped.
    void wipe(const entry::WipeOrdered& order);
    /// While Wiping or Wiped.
    [[nodiscard]] const std::optional<store::WipeRecord>& wiped() const { return m_wiped; }
    void noteWipeTold();
    /// While Wiped: puts aside what is left, so that the device can be set up as a new one.
    void setUpAgain();

    /// The device's own identity and request key: while locked or wiped, too. Locked before the
    /// door is found.
    [[nodiscard]] QFuture<Result<store::DeviceIdentity>> identity();
    /// Puts the store's newest order about the server's keys in force, or the code that somebody
    /// typed (sync/client/server_pins.h). addressChanged() follows when that changed something.
    [[nodiscard]] QFuture<Status> takeUpPins();
    [[nodiscard]] QFuture<Status> repin(const QByteArray& code);

    /// Tell the screens what a page of sync changed.
    void announce(const std::vector<AggregateId>& aggregates);

Q_SIGNALS:
    void stateChanged();
    /// What may be read is another: look again.
    void readingChanged();
    /// Somebody tries a PIN, or tried one in vain.
    void unlockingChanged();
    /// Somebody's PIN was wrong.
    void attemptFailed(doorstep::StaffId staff);
    void somebodyLetIn(doorstep::StaffId person, doorstep::StaffId voucher, bool anew);
    /// About to lock: hand in drafts now; what is handed in by the end of the signal is kept.
    void locking();
    /// After lock() or rest(): the log is in the database and the keystore knows how far the store
    /// is, or could not be told.
    void atRest();
    /// Something of this device's own waits to be sent.
    void saved();
    /// Rows of these aggregates are new: look again.
    void changed(const QList<doorstep::AggregateId>& aggregates);
    void addressChanged();

private:
    struct Door;
    struct OutOfUse;
    void knock(Result<SecretBytes> deviceSecret);
    void stand(SecretBytes deviceSecret);
    void settle(State state);
    enum class Records { AsTheyAre, Anew };
    [[nodiscard]] QFuture<Status> enter(StaffId staff, SecretBytes pin, Records records);
    void welcome(StaffId staff);
    struct Opened;
    struct Crossing;
    [[nodiscard]] QFuture<Status> cross(Crossing who, std::function<Result<Opened>(qint64)> open);
    // Storage thread, down to lookAtTime(). An older copy than `reached` is noticed.
    [[nodiscard]] Result<Opened> openNewSlot(const LetIn& asked, qint64 reached);
    [[nodiscard]] Status putSlot(const store::StaffKeys& keys, const SecretBytes& pin);
    [[nodiscard]] Result<Opened> openStore(store::StaffKeys keys, qint64 reached);
    [[nodiscard]] Result<qint64> settleStore();
    [[nodiscard]] Status mayRead();
    /// Keeps how far time has come when that is news by more than this.
    [[nodiscard]] client::ReadingStanding lookAtTime(std::chrono::milliseconds unkept);
    void takeReading(const client::ReadingStanding& reading);
    void goOnWiping(store::WipeRecord record, std::optional<store::DeviceIdentity> identity);
    void endWiping(const store::WipeRecord& record);
    void rested(const Result<qint64>& generation);
    void beginIdle();
    [[nodiscard]] bool isTimeUp() const;

    Parts m_parts;
    IdMint m_mint;
    std::vector<clinical::ProgrammePack> m_packs;
    State m_state = State::Starting;
    int m_unlocking = 0;
    bool m_mayBeginAnew = false;
    Device m_device;
    Person m_person;
    QSet<StaffId> m_withPin;
    QTimer m_idle;
    qint64 m_activeAt = 0; ///< boot time of the last touch or key, ms
    QTimer m_away;
    std::optional<qint64> m_awayAt; ///< boot time of going to the background
    GenerationMark m_mark;
    client::ReadingStanding m_reading;
    bool m_removesSlot = false;
    QTimer m_leaseWatch;
    std::optional<store::WipeRecord> m_wiped;
    std::unique_ptr<WipeRun> m_wipeRun;
    std::shared_ptr<SecretBytes> m_wipedSecret; ///< of the key that sends what a wipe left
    std::unique_ptr<Door> m_door; ///< storage thread only
    std::unique_ptr<store::Store> m_store; ///< storage thread only
    StorageThread m_storage; ///< last: ends before what its work refers to
};

} // namespace doorstep::app
