#pragma once

#include "sync/client/transport.h"
#include "sync/server/backup.h"
#include "sync/server/practice_claims.h"
#include "sync/server/request_gate.h"
#include "sync/server/sync_service.h"

#include <map>

namespace doorstep::sim {

/// What the log holds of one entry.
struct LoggedEntry {
    EntryId id;
    quint64 seq = 0;
    DeviceId device;
    QByteArray incarnation;
    quint64 ctr = 0;
    crypto::Digest hash;
    server::EntryState state = server::EntryState::Routed;
    ScopeId scope; ///< where it is routed; null while held or rejected
    entry::ClearBody clear; ///< of a class that is not sealed
    quint64 position = 0; ///< in that scope, or where it is held
};

/// The practice server without its socket: the gate, the services and the log of the product.
class SimServer {
public:
    /// `clock` must outlive it.
    [[nodiscard]] static Result<std::unique_ptr<SimServer>> open(
        const QString& folder, const Clock& clock);

    /// Batches that come too early wait, by this clock.
    void waitWith(server::SyncService::Later later);
    /// `answered` is called at once, or when what waits goes on, or never when the server ends.
    using Answered = std::function<void(client::WireAnswer)>;
    void answer(const client::WireRequest& request, Answered answered);
    /// The claim of a new practice and the server's answer to who asks about it.
    struct Claim {
        SecretBytes secret;
        sync::ClaimAnswer answer;
    };
    [[nodiscard]] Result<Claim> newPractice(const QString& name);
    [[nodiscard]] Status takePractice(const QByteArray& takeRequest);

    /// The file that a later restore puts back. Everything in it is `safe` afterwards.
    [[nodiscard]] Result<QString> backUp(const QString& directory);
    /// In the practice's order, from behind `position` on. One that was held and is released stands
    /// there twice.
    [[nodiscard]] Result<std::vector<LoggedEntry>> entries(quint64 position = 0);
    [[nodiscard]] Result<quint64> lastPosition();

    static constexpr auto Authority = "sim:1";
    /// Hears every answer to a sync, also one that gets lost.
    std::function<void(DeviceId, const sync::SyncAnswer&)> onAnswer;

private:
    SimServer(const Clock& clock, server::ServerKey key, std::unique_ptr<server::LogThread> log);
    [[nodiscard]] client::WireAnswer signedAnswer(const server::Reply& reply, PracticeId practice,
        DeviceId device, const sync::RequestNonce& nonce);

    const Clock& m_clock;
    server::ServerKey m_key;
    std::unique_ptr<server::LogThread> m_log;
    server::RequestGate m_gate;
    server::SyncService m_syncs;
    server::ServedTls m_tls;
    server::PracticeClaims m_claims;
    /// By their sequence, once read: bytes in the log never change.
    std::map<quint64, entry::ClearBody> m_clear;
    quint64 m_read = 0; ///< through this sequence
    std::shared_ptr<void> m_here = std::make_shared<int>();
};

} // namespace doorstep::sim
