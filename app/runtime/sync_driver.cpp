#include "app/runtime/sync_driver.h"

#include "core/store/setting_store.h"
#include "sync/client/retry_policy.h"

#include <QRandomGenerator>

namespace doorstep::app {

namespace {

using namespace std::chrono_literals;
constexpr std::chrono::milliseconds afterSave = 700ms; // several saves of one visit travel together
constexpr std::chrono::milliseconds routine = 60s;
/// How often a locked device with nothing to send asks whether it is to be wiped.
constexpr std::chrono::milliseconds lockedRoutine = 15min;
const sync::AppVersion thisApp{1};

Status takeAddress(
    const store::DeviceIdentity& identity, std::optional<client::ServerAddress>& into)
{
    DOORSTEP_TRY(address, client::decodeServerAddress(identity.connection));
    into = address;
    return {};
}

quint32 anyNumber()
{
    return QRandomGenerator::system()->generate();
}

/// The session's store, reached over its storage thread.
class SessionStorePort final : public client::StorePort {
public:
    explicit SessionStorePort(Session& session)
        : m_session(session)
    {
    }
    void run(std::function<void(store::Store&)> work, std::function<void(Status)> done) override
    {
        m_session
            .withStore(StorageThread::Urgency::Apply,
                [work = std::move(work)](store::Store& store) -> Status {
                    work(store);
                    return {};
                })
            .then(&m_session, std::move(done));
    }

private:
    Session& m_session;
};

} // namespace

SyncDriver::SyncDriver(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_port(std::make_unique<SessionStorePort>(session))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SyncDriver::syncNow);
    connect(&m_session, &Session::stateChanged, this, &SyncDriver::sessionMoved);
    connect(&m_session, &Session::addressChanged, this, &SyncDriver::sessionMoved);
    connect(&m_session, &Session::unlockingChanged, this, [this] {
        // The spool has one owner at a time: a store that opens appends to the file it found.
        if (m_session.state() == Session::State::Locked)
            sessionMoved();
    });
    connect(&m_session, &Session::saved, this, [this] {
        if (m_state == State::Running)
            m_savedMeanwhile = true;
        else
            m_timer.start(afterSave);
    });
    sessionMoved();
}

SyncDriver::~SyncDriver()
{
    if (m_blobs)
        m_blobs->close();
}

void SyncDriver::follow(const platform::Connectivity& network)
{
    using Network = platform::Connectivity::State;
    connect(&network, &platform::Connectivity::stateChanged, this, [this](Network state) {
        if (state == Network::Offline || m_state == State::Idle)
            return;
        m_networkMeanwhile = m_state == State::Running;
        if (m_networkMeanwhile)
            return;
        m_failures = 0; // those were of another network
        syncNow();
    });
}

void SyncDriver::sessionMoved()
{
    Q_EMIT wayEnding();
    m_generation.reset(new int(0));
    m_timer.stop();
    m_engine.reset();
    m_spoolPush.reset();
    m_spoolError.reset();
    m_lastError.reset();
    m_progress = {};
    m_isAsking = false;
    m_exchange.reset();
    m_connectionTest.reset();
    if (m_blobs)
        m_blobs->close();
    m_blobs.reset();
    m_blobsMove = false;
    m_blobTransport.reset();
    m_transport.reset();
    m_failures = 0;
    if (std::exchange(m_state, State::Idle) != State::Idle)
        Q_EMIT stateChanged();
    if (!isEnrolled())
        return;
    m_isAsking = true;
    if (m_session.state() != Session::State::Open)
        return askIdentity();
    // An order that came before a kill; what changes brings us here again.
    m_session.takeUpPins().then(this, [this, mine = m_generation.toWeakRef()](const Status&) {
        if (mine)
            askIdentity();
    });
}

bool SyncDriver::isEnrolled() const
{
    const auto state = m_session.state();
    return !m_session.isUnlocking()
        && (state == Session::State::Open || state == Session::State::Locked
            || state == Session::State::Wiped);
}

void SyncDriver::askIdentity()
{
    m_isAsking = true;
    m_session.identity().then(
        this, [this, mine = m_generation.toWeakRef()](Result<store::DeviceIdentity> identity) {
            if (mine)
                begin(std::move(identity));
        });
}

void SyncDriver::begin(Result<store::DeviceIdentity> identity)
{
    m_isAsking = false;
    if (!identity)
        return fail(identity.error());
    if (m_session.state() != Session::State::Open)
        return openSpool(std::move(*identity));
    if (const Status taken = takeAddress(*identity, m_address); !taken)
        return fail(taken.error());
    beginOpen(*identity);
    syncNow();
}

std::unique_ptr<client::HttpsTransport> SyncDriver::newTransport() const
{
    return std::make_unique<client::HttpsTransport>(
        *m_address, client::HttpsTransport::StallTime, &m_session.clock());
}

void SyncDriver::beginOpen(const store::DeviceIdentity& identity)
{
    const auto signer = [&identity] { return client::DeviceSigner::of(identity); };
    m_transport = newTransport();
    m_engine
        = std::make_unique<client::SyncEngine>(client::SyncEngine::Parts{.transport = *m_transport,
            .store = *m_port,
            .clock = m_session.clock(),
            .signer = signer(),
            .app = thisApp,
            .bootTime = m_session.bootTimes()});
    m_engine->onWipeOrdered([this](const entry::WipeOrdered& order) { m_session.wipe(order); });
    m_engine->onRowsChanged(
        [this](const std::vector<AggregateId>& rows) { m_session.announce(rows); });
    m_engine->onProgress([this](const client::SyncProgress& progress) {
        m_progress = progress;
        Q_EMIT progressChanged();
    });
    m_exchange
        = std::make_shared<client::SignedExchange>(*m_transport, m_session.clock(), signer());
    m_blobTransport = newTransport();
    m_blobs = std::make_shared<client::BlobLine>(*m_blobTransport, m_session.clock(), signer());
}

/// In the line of the saves: behind the lock that closed the store, before the store that the next
/// PIN opens.
void SyncDriver::openSpool(store::DeviceIdentity identity)
{
    m_isAsking = true;
    const auto kept = std::make_shared<store::DeviceIdentity>(std::move(identity));
    m_session.storage()
        .run(StorageThread::Urgency::Save,
            [path = m_session.files().spool()]() -> OpenedSpool {
                DOORSTEP_TRY(spool, store::Spool::open(path));
                return std::make_shared<store::Spool>(std::move(spool));
            })
        .then(this, [this, kept, mine = m_generation.toWeakRef()](OpenedSpool spool) {
            if (mine)
                beginClosed(*kept, std::move(spool));
        });
}

/// A spool that does not open must not keep an order from being heard.
void SyncDriver::beginClosed(const store::DeviceIdentity& identity, OpenedSpool spool)
{
    m_isAsking = false;
    m_progress.waiting = spool ? static_cast<int>((*spool)->pending().size()) : 0;
    if (const Status taken = takeAddress(identity, m_address); !taken)
        return fail(taken.error());
    m_transport = newTransport();
    m_spoolError = spool ? std::nullopt : std::optional(spool.error());
    const auto disk
        = [&session = m_session](std::function<Status()> work, std::function<void(Status)> done) {
              session.storage()
                  .run(StorageThread::Urgency::Save, std::move(work))
                  .then(&session, std::move(done));
          };
    m_spoolPush = std::make_unique<client::SpoolPush>(
        client::SpoolPush::Parts{*m_transport, m_session.clock(),
            client::DeviceSigner::of(identity), thisApp, disk, wipeDone()},
        spool ? *spool : nullptr);
    m_spoolPush->onWipeOrdered([this](const entry::WipeOrdered& order) { m_session.wipe(order); });
    syncNow();
}

void SyncDriver::syncNow()
{
    if (m_state == State::Running)
        return;
    m_savedMeanwhile = m_networkMeanwhile = false;
    if (m_engine) {
        m_progress = {};
        askStaff();
        settle(State::Running, 0ms);
        m_engine->sync().then(
            this, [this, mine = m_generation.toWeakRef()](Result<client::SyncReport> report) {
                if (mine)
                    finish(std::move(report));
            });
    } else if (m_spoolPush && m_session.wiped() && m_session.wiped()->isTold && spooled() == 0) {
        settle(State::Idle, 0ms); // all is said
    } else if (m_spoolPush) {
        pushSpool();
    } else if (isEnrolled() && !m_isAsking) {
        askIdentity(); // what was not to be had then may be there now
    }
}

sync::AppVersion SyncDriver::app()
{
    return thisApp;
}

std::chrono::milliseconds SyncDriver::pause() const
{
    return m_timer.isActive() ? m_timer.intervalAsDuration() : 0ms;
}

void SyncDriver::testConnection()
{
    if (!m_address)
        return;
    m_connectionTest = std::make_unique<client::ConnectionTest>(
        *m_address, client::ConnectionTest::Patience, &m_session.clock());
    m_connectionTest->start([this](const client::ConnectionFinding& finding) {
        Q_EMIT connectionFound(finding);
        if (!finding.error && finding.step == client::ConnectionStep::Key)
            syncNow();
    });
}

EntryId SyncDriver::wipeDone() const
{
    return m_session.wiped() ? m_session.wiped()->order.order : EntryId();
}

int SyncDriver::spooled() const
{
    if (m_spoolPush)
        return m_spoolPush->waiting();
    // Without a way to the server they are counted all the same.
    return m_engine ? 0 : m_progress.waiting;
}

void SyncDriver::finish(Result<client::SyncReport> report)
{
    if (!report)
        return fail(report.error());
    m_failures = 0;
    m_lastError.reset();
    m_lastSuccess = m_session.clock().now();
    m_standing = report->standing;
    m_progress.waiting = report->waiting;
    m_session.lookAtLease();
    m_session.announce(report->aggregates);
    if (report->pulled > 0)
        m_session.takeUpNames();
    const std::chrono::milliseconds asked = report->pauseSeconds * 1s;
    const auto rest = [this, asked, acknowledged = report->acknowledged, pulled = report->pulled] {
        const auto usual
            = m_savedMeanwhile ? afterSave : client::RetryPolicy::around(routine, anyNumber());
        settle(State::Idle, std::max(usual, asked));
        Q_EMIT synced(acknowledged, pulled);
        moveAttachments();
    };
    if (m_standing.staffWaiting && m_session.isDesk())
        certify(rest);
    else
        rest();
}

/// What goes wrong with an attachment is no failure of the sync: the next one tries again, and the
/// count of those that wait is on the screen.
void SyncDriver::moveAttachments()
{
    if (m_blobsMove)
        return;
    if (!m_blobs || m_progress.waiting > 0 || m_savedMeanwhile)
        return settleAttachments();
    m_blobsMove = true;
    client::sendBlobs(m_blobs, *m_port)
        .then(
            this, [this, mine = m_generation.toWeakRef()](const Result<client::BlobReport>& sent) {
                if (!mine)
                    return;
                if (sent && !m_standing.revoked)
                    fetchAttachments();
                else
                    settleAttachments();
            });
}

void SyncDriver::fetchAttachments()
{
    client::fetchBlobs(m_blobs, *m_port)
        .then(this, [this, mine = m_generation.toWeakRef()](Result<client::BlobReport> fetched) {
            if (!mine)
                return;
            if (fetched && fetched->moved > 0)
                m_session.announce(fetched->aggregates);
            settleAttachments();
        });
}

void SyncDriver::settleAttachments()
{
    m_blobsMove = false;
    // Last of all: other keys begin everything anew.
    std::ignore = m_session.takeUpPins();
    Q_EMIT attachmentsSettled();
}

/// Certificates made here leave at once, or the people who wait for them would wait a minute more.
void SyncDriver::certify(std::function<void()> otherwise)
{
    client::certifyWaitingStaff(m_exchange, *m_port, m_session.clock())
        .then(this,
            // The way stays until the last of it is said, whatever becomes of the session.
            [this, otherwise = std::move(otherwise), mine = m_generation.toWeakRef(),
                way = m_transport](Result<int> certified) {
                if (!mine)
                    return;
                if (!certified || *certified == 0) {
                    otherwise();
                    return;
                }
                settle(State::Idle, 0ms);
                syncNow();
            });
}

void SyncDriver::askForCertificate(const sync::StaffAsk& ask)
{
    // Kept until the server has it: the tablet may lose the signal or be killed in between.
    m_session
        .withStore(StorageThread::Urgency::Save,
            [ask](store::Store& store) { return client::keepStaffAsk(store.connection(), ask); })
        .then(this, [this](const Status&) { askStaff(); });
}

void SyncDriver::askStaff()
{
    m_session
        .readAnyTime(
            [](store::Connection& connection) { return client::keptStaffAsks(connection); })
        .then(this, [this](const Result<std::vector<sync::StaffAsk>>& kept) {
            if (!kept || !m_exchange)
                return;
            for (const auto& ask : *kept)
                postStaffAsk(ask);
        });
}

void SyncDriver::postStaffAsk(const sync::StaffAsk& ask)
{
    client::askForCertificate(m_exchange, ask)
        .then(this, [this, ask, mine = m_generation.toWeakRef()](const Status& asked) {
            if (!mine || !asked)
                return;
            m_session
                .withStore(StorageThread::Urgency::Save,
                    [ask](store::Store& store) {
                        return client::dropStaffAsk(store.connection(), ask);
                    })
                .then(this, [this](const Status&) { Q_EMIT staffAsked(); });
        });
}

void SyncDriver::pushSpool()
{
    settle(State::Running, 0ms);
    m_spoolPush->push().then(this, [this, mine = m_generation.toWeakRef()](Result<int> pushed) {
        if (!mine)
            return;
        if (!pushed)
            return fail(pushed.error());
        m_failures = 0;
        m_lastError.reset();
        m_lastSuccess = m_session.clock().now();
        if (m_session.state() == Session::State::Wiped)
            m_session.noteWipeTold();
        if (m_spoolError) {
            m_spoolPush.reset(); // the next attempt opens it anew
            return fail(*std::exchange(m_spoolError, std::nullopt));
        }
        settle(State::Idle,
            client::RetryPolicy::around(spooled() == 0 ? lockedRoutine : routine, anyNumber()));
        Q_EMIT synced(*pushed, 0);
    });
}

void SyncDriver::fail(const Error& error)
{
    m_lastError = error;
    if (std::exchange(m_networkMeanwhile, false))
        m_failures = 0;
    ++m_failures;
    m_session.lookAtLease(); // a page may have come before it
    // Also what will not get better by itself is asked again in time: a person may have mended it.
    const auto pause = client::RetryPolicy::worthRetrying(error)
        ? client::RetryPolicy::delay(m_failures, anyNumber())
        : client::RetryPolicy::longDelay(anyNumber());
    settle(State::Waiting, pause);
    Q_EMIT failed();
}

void SyncDriver::settle(State state, std::chrono::milliseconds next)
{
    m_state = state;
    if (m_blobs && state == State::Running)
        m_blobs->pause();
    else if (m_blobs)
        m_blobs->resume();
    if (next.count() > 0)
        m_timer.start(next);
    else
        m_timer.stop();
    Q_EMIT stateChanged();
}

} // namespace doorstep::app
