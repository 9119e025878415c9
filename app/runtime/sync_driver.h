#pragma once

#include "app/runtime/session.h"
#include "core/store/spool.h"
#include "platform/api/connectivity.h"
#include "sync/client/blob_transfer.h"
#include "sync/client/connection_test.h"
#include "sync/client/https_transport.h"
#include "sync/client/spool_push.h"
#include "sync/client/staff_certification.h"
#include "sync/client/sync_engine.h"

#include <QObject>
#include <QTimer>

namespace doorstep::app {

/// Keeps one session in step with its practice server: at once after unlocking, soon after each
/// save, then about every minute, and after failures with RetryPolicy's pauses or as soon as the
/// system says that there is a network again. While locked it only pushes the spool's ciphertext
/// and hears whether the device is to be wiped; so does what is left of a wiped one. A desk also
/// certifies staff keys that wait for it. Attachments follow on a connection of their own once no
/// entry waits, and stand still while entries travel. GUI thread; nothing blocks.
class SyncDriver final : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Running, Waiting };
    Q_ENUM(State)

    explicit SyncDriver(Session& session, QObject* parent = nullptr);
    ~SyncDriver() override;

    /// Lets this network's changes cut a wait short. It must outlive the driver.
    void follow(const platform::Connectivity& network);

    [[nodiscard]] State state() const { return m_state; }
    /// Own entries not yet acknowledged, and how many this sync has brought over.
    [[nodiscard]] int waiting() const { return m_progress.waiting; }
    [[nodiscard]] int acknowledged() const { return m_progress.acknowledged; }
    /// Device time of the last sync that reached the server; 0: none since the program started.
    [[nodiscard]] Instant lastSuccess() const { return m_lastSuccess; }
    /// How long it rests before it syncs by itself; 0: it does not, or runs.
    [[nodiscard]] std::chrono::milliseconds pause() const;
    /// Why the last attempt ended; none after a success, or since the session last moved.
    [[nodiscard]] const std::optional<Error>& lastError() const { return m_lastError; }
    [[nodiscard]] const client::SyncStanding& standing() const { return m_standing; }

    /// What this build is to the practice's server.
    [[nodiscard]] static sync::AppVersion app();

    /// Null until the session has a device that is enrolled.
    [[nodiscard]] client::Transport* transport() { return m_transport.get(); }
    [[nodiscard]] client::StorePort& storePort() { return *m_port; }
    [[nodiscard]] const std::optional<client::ServerAddress>& address() const { return m_address; }

    /// A person's key on this device, to be certified by the desk. Kept, and asked with every sync
    /// until the server has it; the same key may ask again with another code.
    void askForCertificate(const sync::StaffAsk& ask);
    /// While locked or wiped: sealed entries that wait to be sent.
    [[nodiscard]] int spooled() const;

    /// Each step on the way to the server as it is known, and after the last a sync, which says
    /// whether it takes records from this device. Nothing without a server's address.
    void testConnection();

public Q_SLOTS:
    void syncNow();

Q_SIGNALS:
    /// The session locks, or the server is found elsewhere: transport() is about to go, and whoever
    /// speaks over it stops now.
    void wayEnding();
    void stateChanged();
    void progressChanged();
    /// A sync ended well. `pulled` entries of others arrived.
    void synced(int acknowledged, int pulled);
    /// It ended otherwise, with lastError().
    void failed();
    void connectionFound(const doorstep::client::ConnectionFinding& finding);
    /// The server has somebody's request for a certificate.
    void staffAsked();
    /// After synced(): what could be sent or fetched of attachments now is.
    void attachmentsSettled();

private:
    void sessionMoved();
    void askIdentity();
    void begin(Result<store::DeviceIdentity> identity);
    void beginOpen(const store::DeviceIdentity& identity);
    using OpenedSpool = Result<std::shared_ptr<store::Spool>>;
    void openSpool(store::DeviceIdentity identity);
    void beginClosed(const store::DeviceIdentity& identity, OpenedSpool spool);
    [[nodiscard]] bool isEnrolled() const;
    [[nodiscard]] std::unique_ptr<client::HttpsTransport> newTransport() const;
    void finish(Result<client::SyncReport> report);
    void moveAttachments();
    void fetchAttachments();
    void settleAttachments();
    void pushSpool();
    [[nodiscard]] EntryId wipeDone() const;
    void certify(std::function<void()> otherwise);
    void askStaff();
    void postStaffAsk(const sync::StaffAsk& ask);
    void settle(State state, std::chrono::milliseconds next);
    void fail(const Error& error);

    Session& m_session;
    QTimer m_timer;
    State m_state = State::Idle;
    client::SyncProgress m_progress;
    Instant m_lastSuccess;
    std::optional<Error> m_lastError;
    client::SyncStanding m_standing;
    int m_failures = 0;
    bool m_isAsking = false; ///< the way to an engine or a push is being made
    bool m_savedMeanwhile = false; ///< while it ran: perhaps after it had last looked
    bool m_networkMeanwhile = false;
    std::optional<client::ServerAddress> m_address;
    std::unique_ptr<client::StorePort> m_port;
    std::shared_ptr<client::HttpsTransport> m_transport;
    std::unique_ptr<client::ConnectionTest> m_connectionTest;
    std::unique_ptr<client::HttpsTransport> m_blobTransport;
    std::unique_ptr<client::SyncEngine> m_engine;
    std::unique_ptr<client::SpoolPush> m_spoolPush;
    std::optional<Error> m_spoolError; ///< the push runs without a spool, to hear of a wipe
    std::shared_ptr<client::SignedExchange> m_exchange;
    std::shared_ptr<client::BlobLine> m_blobs;
    bool m_blobsMove = false;
    QSharedPointer<int> m_generation; ///< replaced when the session moves: old answers are stale
};

} // namespace doorstep::app
