#include "app/runtime/session.h"

#include "app/runtime/session_door.h"
#include "core/domain/word.h"
#include "core/store/database.h"
#include "core/store/hold_store.h"
#include "sync/client/practice_root.h"
#include "sync/client/staff_revocation.h"

namespace doorstep::app {

namespace {

constexpr int idleMinutes = 2;
constexpr auto awayLimit = std::chrono::milliseconds(30'000);
constexpr auto leaseLook = std::chrono::seconds(30);

} // namespace

Session::Session(Parts parts, QObject* parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_mint(m_parts.clock)
    , m_mark(m_parts.keyVault)
{
    if (auto packs = clinical::shippedProgrammePacks())
        m_packs = std::move(*packs);
    m_idle.setSingleShot(true);
    setIdleLock(idleMinutes);
    connect(&m_idle, &QTimer::timeout, this, &Session::lock);
    m_away.setSingleShot(true);
    m_away.setInterval(awayLimit);
    connect(&m_away, &QTimer::timeout, this, &Session::lock);
    m_leaseWatch.setInterval(leaseLook);
    connect(&m_leaseWatch, &QTimer::timeout, this, &Session::lookAtLease);
}

Session::~Session()
{
    end();
}

void Session::end()
{
    // Keys and database go on the thread that owns them, before the thread does.
    m_storage.end([this] {
        m_store.reset();
        m_door.reset();
    });
}

void Session::start()
{
    settle(State::Starting);
    if (const auto wipe = store::readWipe(m_parts.files); wipe && *wipe) {
        goOnWiping(**wipe, {});
        return;
    }
    const QString name = store::deviceSecretName(m_parts.files);
    if (name.isEmpty()) {
        knock(Error{ErrorCode::NotFound, "no envelope names a device secret"});
        return;
    }
    m_parts.keyVault.read(name, [this](Result<SecretBytes> secret) { knock(std::move(secret)); });
}

void Session::knock(Result<SecretBytes> secret)
{
    switch (store::startState(m_parts.files, secret)) {
    case store::StartState::FirstRun:
        settle(State::FirstRun);
        return;
    case store::StartState::KeystoreLocked:
        settle(State::KeystoreLocked);
        return;
    case store::StartState::RecoverKeys:
        settle(!secret && secret.error().code == ErrorCode::KeystoreMissing ? State::KeystoreMissing
                                                                            : State::RecoverKeys);
        return;
    case store::StartState::RecoverStore:
        settle(State::RecoverStore);
        return;
    case store::StartState::NewerStore:
        settle(State::NewerStore);
        return;
    case store::StartState::Wiping:
    case store::StartState::Wiped:
        settle(State::Wiping); // start() goes on with it
        return;
    case store::StartState::Unlock:
        break;
    }
    stand(std::move(secret).value());
}

void Session::stand(SecretBytes secret)
{
    struct Seen {
        Device device;
        QSet<StaffId> withPin;
    };
    auto shared = std::make_shared<SecretBytes>(std::move(secret));
    m_storage
        .run(StorageThread::Urgency::Read,
            [this, shared]() -> Result<Seen> {
                DOORSTEP_TRY(identity, store::readDeviceIdentity(m_parts.files, *shared));
                DOORSTEP_TRY(
                    unlock, store::Unlock::open(m_parts.files, shared->clone(), bootTimes()));
                Seen seen{{identity.practice, identity.practiceName, identity.device,
                              identity.deviceRole, identity.names},
                    {}};
                for (const auto& slot : unlock.envelope().staff())
                    seen.withPin.insert(slot.staff);
                m_door = std::make_unique<Door>(Door{std::move(*shared), std::move(unlock)});
                return seen;
            })
        .then(this, [this](Result<Seen> seen) {
            if (!seen) {
                settle(State::RecoverStore);
                return;
            }
            m_device = seen->device;
            m_withPin = seen->withPin;
            m_mark.read(m_device.device, [this] { settle(State::Locked); });
        });
}

std::function<store::BootTime()> Session::bootTimes() const
{
    return [&clock = m_parts.bootClock] {
        return store::BootTime{clock.bootId(), clock.elapsedMs()};
    };
}

QFuture<Status> Session::unlock(StaffId staff, SecretBytes pin)
{
    return enter(staff, std::move(pin), Records::AsTheyAre);
}

QFuture<Status> Session::beginAnew(StaffId staff, SecretBytes pin)
{
    return enter(staff, std::move(pin), Records::Anew);
}

QFuture<Status> Session::enter(StaffId staff, SecretBytes pin, Records records)
{
    auto shared = std::make_shared<SecretBytes>(std::move(pin));
    return cross({staff, staff}, [=, this](qint64 reached) -> Result<Opened> {
        if (!m_door)
            return Error{ErrorCode::Locked, "no door"};
        DOORSTEP_TRY(keys, m_door->unlock.tryPin(staff, *shared));
        if (records == Records::Anew)
            DOORSTEP_CHECK(store::makeDatabaseAnew(m_parts.files, keys.masterKey));
        return openStore(std::move(keys), reached);
    });
}

QFuture<Status> Session::cross(Crossing who, std::function<Result<Opened>(qint64)> open)
{
    const auto setAside = std::make_shared<bool>(false); // written before its future is told
    ++m_unlocking;
    Q_EMIT unlockingChanged();
    return m_storage
        .run(StorageThread::Urgency::Save,
            [=, this, open = std::move(open), reached = m_mark.reached()]() -> Result<Opened> {
                auto opened = open(reached);
                *setAside = !opened && opened.error().code == ErrorCode::Corrupt
                    && store::isDatabaseSetAside(m_parts.files);
                return opened;
            })
        .then(this, [this, who, setAside](Result<Opened> opened) -> Status {
            --m_unlocking;
            if (opened || opened.error().code == ErrorCode::Corrupt)
                m_mayBeginAnew = *setAside;
            if (!opened) {
                if (opened.error().code == ErrorCode::WrongSecret)
                    Q_EMIT attemptFailed(who.tries);
                Q_EMIT unlockingChanged();
                return opened.error();
            }
            m_mark.note(opened->generation);
            m_reading = opened->reading;
            welcome(who.enters);
            return {};
        });
}

Result<Session::Opened> Session::openStore(store::StaffKeys keys, qint64 reached)
{
    DOORSTEP_TRY(identity, store::readDeviceIdentity(m_parts.files, m_door->deviceSecret));
    DOORSTEP_TRY(opened,
        store::Store::open(
            m_parts.files, std::move(keys), std::move(identity), m_parts.clock, m_mint));
    DOORSTEP_CHECK(client::staffStands(*opened, opened->staff()));
    DOORSTEP_CHECK(opened->meetGeneration(reached));
    // A copy that could not be written now is written at the next opening.
    std::ignore = client::keepPracticeRoot(*opened, m_parts.files);
    DOORSTEP_TRY(generation, opened->generation());
    m_store = std::move(opened);
    return Opened{generation, lookAtTime({})};
}

void Session::welcome(StaffId staff)
{
    m_person = {staff, {}, domain::Role::Unknown};
    for (const auto& name : m_device.names) {
        if (name.staff == staff)
            m_person = {staff, name.name, domain::fromWord<domain::Role>(name.role)};
    }
    m_withPin.insert(staff);
    m_leaseWatch.start();
    beginIdle();
    takeUpNames();
    settle(State::Open);
    OutOfUse::look(*this);
}

QFuture<Result<store::LockoutState>> Session::lockout(StaffId staff)
{
    return m_storage.run(
        StorageThread::Urgency::Read, [this, staff]() -> Result<store::LockoutState> {
            if (!m_door)
                return Error{ErrorCode::Locked, "no door"};
            return m_door->unlock.lockout(staff);
        });
}

QFuture<Result<vfs::StoreCheck>> Session::verify(StaffId staff, SecretBytes pin)
{
    auto shared = std::make_shared<SecretBytes>(std::move(pin));
    return m_storage.run(
        StorageThread::Urgency::Apply, [this, staff, shared]() -> Result<vfs::StoreCheck> {
            if (!m_door || m_store)
                return Error::transient(ErrorCode::Busy, "the store is open");
            DOORSTEP_TRY(keys, m_door->unlock.tryPin(staff, *shared));
            return store::checkDatabase(
                m_parts.files, m_door->unlock.envelope().head(), keys.masterKey);
        });
}

void Session::lock()
{
    if (m_state != State::Open)
        return;
    Q_EMIT locking();
    m_storage
        .run(
            StorageThread::Urgency::Save, // after drafts handed in now, before anyone unlocks again
            [this]() -> Result<qint64> {
                auto generation = settleStore();
                m_store.reset();
                return generation;
            })
        .then(this, [this](const Result<qint64>& generation) { rested(generation); });
    m_away.stop();
    m_awayAt.reset();
    m_leaseWatch.stop();
    m_person = {};
    m_reading = {};
    settle(State::Locked);
}

void Session::rest()
{
    if (m_state != State::Open)
        return;
    if (!isDesk() && !m_awayAt) {
        m_awayAt = m_parts.bootClock.elapsedMs();
        m_away.start();
    }
    m_storage.run(StorageThread::Urgency::Save, [this] { return settleStore(); })
        .then(this, [this](const Result<qint64>& generation) { rested(generation); });
}

Result<qint64> Session::settleStore()
{
    if (!m_store)
        return Error{ErrorCode::Locked, "not unlocked"};
    std::ignore = lookAtTime({});
    // A log that stays is no harm: the next opening reads it.
    std::ignore = m_store->checkpoint();
    return m_store->generation();
}

void Session::rested(const Result<qint64>& generation)
{
    if (generation)
        m_mark.note(*generation);
    m_mark.keep([this] { Q_EMIT atRest(); });
}

void Session::noteActivity()
{
    wake();
    if (m_state == State::Open)
        beginIdle();
}

void Session::wake()
{
    if (m_state == State::Open && isTimeUp())
        lock();
    m_away.stop();
    m_awayAt.reset();
}

void Session::beginIdle()
{
    m_activeAt = m_parts.bootClock.elapsedMs();
    m_idle.start();
}

bool Session::isTimeUp() const
{
    const qint64 now = m_parts.bootClock.elapsedMs();
    return now - m_activeAt >= m_idle.interval()
        || (m_awayAt && now - *m_awayAt >= awayLimit.count());
}

void Session::setIdleLock(int minutes)
{
    m_idle.setInterval(std::chrono::minutes(std::clamp(minutes, 1, 15)));
    if (m_state == State::Open)
        beginIdle();
}

QFuture<Result<store::Store::Saved>> Session::save(ledger::Act act)
{
    auto shared = std::make_shared<ledger::Act>(std::move(act));
    return withStore(StorageThread::Urgency::Save, [shared](store::Store& store) {
        store::HoldStore heads(store.connection());
        shared->nameBasis([&heads](AggregateId aggregate, const QString& field) {
            const auto head = heads.fieldHead(aggregate, field);
            return head ? *head : EntryId();
        });
        return store.save(*shared);
    }).then(this, [this](Result<store::Store::Saved> saved) {
        if (saved) {
            m_mark.note(saved->generation);
            announce(saved->aggregates);
            Q_EMIT this->saved();
        }
        return saved;
    });
}

QFuture<Result<store::DeviceIdentity>> Session::identity()
{
    return m_storage.run(StorageThread::Urgency::Read, [this]() -> Result<store::DeviceIdentity> {
        if (m_wipedSecret)
            return store::readWipedDevice(m_parts.files, *m_wipedSecret);
        if (!m_door)
            return Error{ErrorCode::Locked, "no door"};
        return store::readDeviceIdentity(m_parts.files, m_door->deviceSecret);
    });
}

void Session::announce(const std::vector<AggregateId>& aggregates)
{
    if (!aggregates.empty())
        Q_EMIT changed(QList<AggregateId>(aggregates.begin(), aggregates.end()));
}

void Session::settle(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace doorstep::app
