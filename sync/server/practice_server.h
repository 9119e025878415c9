#pragma once

#include "sync/protocol/wire_ids.h"
#include "sync/server/http_server.h"
#include "sync/server/log_thread.h"
#include "sync/server/server_key.h"
#include "sync/server/tls_identity.h"

namespace doorstep::server {

struct ServerConfig {
    QString directory; ///< server.key, tls_*.pem, log.db, admin.sock
    QByteArray host = "127.0.0.1";
    quint16 port = 0;
    /// Names devices may use for this server, `host:port` as in their enrolment code. Empty: any;
    /// the signature binds a request to the name it was sent to, and pins to the key behind it.
    std::vector<QByteArray> authorities;
    QString backupDirectory; ///< empty: no backup step, so nothing is ever called safe
    sync::AppVersion minimumApp;
    int workers = 2;
};

/// The practice server: log, edge and services wired together. What it may know and what it cannot
/// is in docs/threat-model.md; it links no fold, no rule and no store of the client's.
class PracticeServer {
public:
    /// Opens or makes everything in the directory. `clock` must outlive it.
    [[nodiscard]] static Result<std::unique_ptr<PracticeServer>> open(
        const ServerConfig& config, const Clock& clock);
    ~PracticeServer();
    PracticeServer(const PracticeServer&) = delete;
    PracticeServer& operator=(const PracticeServer&) = delete;

    /// Begins to serve; the port in use.
    [[nodiscard]] Result<quint16> start();
    void stop();
    [[nodiscard]] crypto::Digest pin() const;
    [[nodiscard]] crypto::Digest nextPin() const;

    // What the administrator may ask, over the socket or with the server down.
    /// The one-use claim code of a new practice.
    [[nodiscard]] Result<SecretBytes> createPractice(const QString& name);
    /// The one-use code for a new desk of a practice that lost its last one.
    [[nodiscard]] Result<SecretBytes> recoverPractice(PracticeId practice);
    /// Lines of `name value`: practices with their counts, held and safe positions, the state of
    /// the audit chains, pins, certificate end. Ids and numbers only.
    [[nodiscard]] Result<QByteArray> status();
    /// The audit chains of every practice, a JSON object a line (docs/wire-protocol.md).
    [[nodiscard]] Result<QByteArray> audit();
    /// A sealed, synced copy in the backup directory; then everything in it is `safe`.
    /// InvalidInput when no directory is configured.
    [[nodiscard]] Result<QByteArray> backup();

    /// The next TLS key serves from here on, and another next one is made (tls_rotation.h). The
    /// lines of status() about it. Unless `again`, Refused as mayRotateTls().
    [[nodiscard]] Result<QByteArray> rotateTls(bool again);
    /// As tls_identity.h: 60, 30, 7 or 0 days before the certificate's end.
    [[nodiscard]] std::optional<int> certificateWarning() const;

private:
    struct Parts;
    explicit PracticeServer(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace doorstep::server
