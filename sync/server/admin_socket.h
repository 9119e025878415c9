#pragma once

#include "sync/server/practice_server.h"

#include <QLocalServer>
#include <QObject>

namespace doorstep::server {

/// The administrator's door to a running server: a unix socket in its directory, 0600, so the file
/// system decides who may knock. One line in (`status`, `practice create NAME`, `backup`, `audit`,
/// `tls rotate [--again]`), lines out, the last one `ok` or `error REASON`. Lives in the main
/// thread's event loop.
class AdminSocket : public QObject {
    Q_OBJECT
public:
    explicit AdminSocket(PracticeServer& server, QObject* parent = nullptr);
    [[nodiscard]] Status listen(const QString& directory);

private:
    void serveNext();

    PracticeServer& m_server;
    QLocalServer m_socket;
};

/// Runs one command: the answer's lines, `ok` or `error` included.
[[nodiscard]] QByteArray runAdminCommand(PracticeServer& server, const QByteArray& command);

[[nodiscard]] QString adminSocketPath(const QString& directory);

} // namespace doorstep::server
