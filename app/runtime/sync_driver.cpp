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
        if (m_state != State::Running)
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
        if (state == Network::Offline || m_state != State::Waiting)
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
    m_spool.reset();
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
    const bool enrolled = m_session.state() == Session::State::Open
        || m_session.state() == Session::State::Locked
        || m_session.state() == Session::State::Wiped;
    if (!enrolled || m_session.isUnlocking())
        return;
    if (m_session.state() != Session::State::Open)
        return askIdentity();
    // An order that came before a kill; what changes brings us here again.
    m_session.takeUpPins().then(this, [this, mine = m_generation.toWeakRef()](const Status&) {
        if (mine)
            askIdentity();
    });
}

void SyncDriver::askIdentity()
{
    m_session.identity().then(
        this, [this, mine = m_generation.toWeakRef()](Result<store::DeviceIdentity> identity) {
            if (mine)
                begin(std::move(identity));
        });
}

void SyncDriver::begin(Result<store::DeviceIdentity> identity)
{
    if (!identity)
        return fail(identity.error());
    if (m_session.state() != Session::State::Open) {
        if (auto spool = store::Spool::open(m_session.files().spool()))
            m_spool = std::make_unique<store::Spool>(std::move(*spool));
    }
    auto address = client::decodeServerAddress(identity->connection);
    if (!address)
        return fail(address.error());
    m_address = *address;
    const auto connectTo = [this, &address] {
        return std::make_unique<client::HttpsTransport>(
            *address, client::HttpsTransport::StallTime, &m_session.clock());
    };
    m_transport = connectTo();
    const auto signer = [&identity] { return client::DeviceSigner::of(*identity); };
    if (m_session.state() == Session::State::Open) {
        m_engine = std::make_unique<client::SyncEngine>(
            client::SyncEngine::Parts{.transport = *m_transport,
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
        m_blobTransport = connectTo();
        m_blobs = std::make_shared<client::BlobLine>(*m_blobTransport, m_session.clock(), signer());
    } else if (m_spool) {
        m_spoolPush = std::make_unique<client::SpoolPush>(
            client::SpoolPush::Parts{
                *m_transport, m_session.clock(), signer(), thisApp, wipeDone()},
            *m_spool);
        m_spoolPush->onWipeOrdered(
            [this](const entry::WipeOrdered& order) { m_session.wipe(order); });
    }
    syncNow();
}

void SyncDriver::syncNow()
{
    if (m_state == State::Running)
        return;
    if (m_engine) {
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
    }
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
    return m_spool ? static_cast<int>(m_spool->pending().size()) : 0;
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
    const auto next = std::max<std::chrono::milliseconds>(routine, report->pauseSeconds * 1s);
    const auto rest = [this, next, acknowledged = report->acknowledged, pulled = report->pulled] {
        settle(State::Idle, next);
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
    if (!m_blobs || m_progress.waiting > 0)
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
        settle(State::Idle, m_spool->pending().empty() ? lockedRoutine : routine);
        Q_EMIT synced(*pushed, 0);
    });
}

void SyncDriver::fail(const Error& error)
{
    m_lastError = error;
    ++m_failures;
    m_session.lookAtLease(); // a page may have come before it
    // Also what will not get better by itself is asked again in time: a person may have mended it.
    const auto pause = client::RetryPolicy::worthRetrying(error)
        ? client::RetryPolicy::delay(m_failures, QRandomGenerator::system()->generate())
        : client::RetryPolicy::Longest;
    settle(State::Waiting, pause);
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
