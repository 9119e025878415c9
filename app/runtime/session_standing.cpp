/// What a desk's word changes: a lease that is over, an order to wipe, the server's keys.
#include "app/runtime/session_door.h"
#include "sync/client/server_pins.h"
#include "sync/client/staff_revocation.h"

#include <QPointer>

namespace doorstep::app {

namespace {

/// Time counted since it was last kept is lost when the device is switched off.
constexpr auto keepTimeEvery = std::chrono::minutes(5);

} // namespace

Status Session::mayRead()
{
    if (!m_store)
        return Error{ErrorCode::Locked, "not unlocked"};
    DOORSTEP_TRY(kept, client::readLease(m_store->connection(), m_store->identity()));
    const auto now = store::floorTime(kept.floor, bootTimes()(), m_parts.clock.now());
    if (client::readingStanding(kept, now).right != client::ReadingRight::Full)
        return Error{ErrorCode::Expired, "lease"};
    return {};
}

client::ReadingStanding Session::lookAtTime(std::chrono::milliseconds unkept)
{
    auto kept = client::readLease(m_store->connection(), m_store->identity());
    if (!kept) {
        client::ReadingStanding doubted;
        doubted.right = client::ReadingRight::CaptureOnly;
        return doubted;
    }
    const auto raised = store::raisedFloor(kept->floor, bootTimes()(), m_parts.clock.now());
    const bool wasHeard = kept->floor.at.ms != 0;
    if (wasHeard
        && (raised.boot.bootId != kept->floor.boot.bootId
            || raised.at.ms - kept->floor.at.ms > unkept.count())) {
        kept->floor = raised;
        // What is not kept now is kept half a minute later.
        std::ignore = client::keepFloor(m_store->connection(), *kept);
    }
    return client::readingStanding(*kept, wasHeard ? raised.at : m_parts.clock.now());
}

void Session::lookAtLease()
{
    struct Look {
        client::ReadingStanding reading;
        Status person;
    };
    withStore(StorageThread::Urgency::Read, [this](store::Store& store) -> Result<Look> {
        return Look{lookAtTime(keepTimeEvery), client::staffStands(store, store.staff())};
    }).then(this, [this](const Result<Look>& look) {
        if (!look || m_state != State::Open)
            return;
        if (!look->person && look->person.error().code == ErrorCode::Refused)
            return lock();
        takeReading(look->reading);
        OutOfUse::look(*this);
    });
}

void Session::takeReading(const client::ReadingStanding& reading)
{
    const bool isNews = reading.right != m_reading.right || reading.until != m_reading.until
        || reading.revoked != m_reading.revoked
        || reading.certificateEnded != m_reading.certificateEnded
        || reading.isEndingSoon != m_reading.isEndingSoon;
    m_reading = reading;
    if (isNews)
        Q_EMIT readingChanged();
}

QFuture<Status> Session::takeUpPins()
{
    return m_storage
        .run(StorageThread::Urgency::Save,
            [this]() -> Result<bool> {
                if (!m_store || !m_door)
                    return Error{ErrorCode::Locked, "not unlocked"};
                return client::takeUpPins(
                    *m_store, m_parts.files, m_door->deviceSecret, m_parts.clock.now());
            })
        .then(this, [this](const Result<bool>& changed) -> Status {
            if (!changed)
                return changed.error();
            if (*changed)
                Q_EMIT addressChanged();
            return {};
        });
}

QFuture<Status> Session::repin(const QByteArray& code)
{
    return m_storage
        .run(StorageThread::Urgency::Save,
            [this, code]() -> Status {
                if (!m_store || !m_door)
                    return Error{ErrorCode::Locked, "not unlocked"};
                return client::takeRepinCode(
                    m_parts.files, m_door->deviceSecret, code, m_parts.clock.now());
            })
        .then(this, [this](const Status& taken) {
            if (taken)
                Q_EMIT addressChanged();
            return taken;
        });
}

void Session::wipe(const entry::WipeOrdered& order)
{
    struct Accepted {
        store::WipeRecord record;
        store::DeviceIdentity identity;
    };
    m_storage
        .run(StorageThread::Urgency::Save,
            [this, order]() -> Result<std::shared_ptr<Accepted>> {
                if (!m_door)
                    return Error{ErrorCode::Locked, "no door"};
                DOORSTEP_TRY(
                    identity, store::readDeviceIdentity(m_parts.files, m_door->deviceSecret));
                DOORSTEP_TRY(record, store::acceptWipe(m_parts.files, identity, order));
                m_store.reset();
                m_door.reset();
                return std::make_shared<Accepted>(Accepted{record, std::move(identity)});
            })
        .then(this, [this](const Result<std::shared_ptr<Accepted>>& accepted) {
            if (accepted)
                goOnWiping((*accepted)->record, std::move((*accepted)->identity));
        });
}

void Session::goOnWiping(store::WipeRecord record, std::optional<store::DeviceIdentity> identity)
{
    m_idle.stop();
    m_away.stop();
    m_leaseWatch.stop();
    m_person = {};
    m_reading = {};
    m_wiped = record;
    settle(State::Wiping);
    if (record.isDone)
        return endWiping(record);
    m_wipeRun
        = std::make_unique<WipeRun>(WipeRun::Parts{m_parts.keyVault, m_storage, m_parts.files},
            std::move(record), std::move(identity));
    m_wipeRun->start([this](const store::WipeRecord& now) { endWiping(now); });
}

void Session::endWiping(const store::WipeRecord& record)
{
    m_wiped = record;
    if (!record.isDone)
        return;
    m_parts.keyVault.read(store::wipedSecretName(record.order.device),
        [self = QPointer(this), this](Result<SecretBytes> secret) {
            if (!self)
                return;
            if (secret)
                m_wipedSecret = std::make_shared<SecretBytes>(std::move(*secret));
            settle(State::Wiped);
        });
}

void Session::noteWipeTold()
{
    if (!m_wiped || m_wiped->isTold)
        return;
    m_wiped->isTold = true;
    m_storage
        .run(StorageThread::Urgency::Save,
            [files = m_parts.files, record = *m_wiped] { return store::noteWipe(files, record); })
        .then(this, [](const Status&) {}); // unkept it is told once more
}

void Session::setUpAgain()
{
    if (m_state != State::Wiped)
        return;
    const QString secret = store::wipedSecretName(m_wiped->order.device);
    settle(State::Starting); // before the folder moves: whoever sends from it lets go of it
    m_storage
        .run(StorageThread::Urgency::Save,
            [files = m_parts.files] { return store::putWipedAside(files); })
        .then(this, [this, secret](const Status& aside) {
            if (aside) {
                m_wipedSecret.reset();
                m_wiped.reset();
                m_device = {};
                m_withPin.clear();
                m_parts.keyVault.remove(secret, [](const Status&) {});
            }
            start();
        });
}

} // namespace doorstep::app
