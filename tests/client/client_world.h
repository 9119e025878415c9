#pragma once

#include "sync/server/practice_server.h"
#include "tests/client/client_practice.h"

#include <QDir>

namespace doorstep::test {

/// A practice server in this process, on loopback, with real TLS, and the devices of its practice.
class ClientWorld final : public ClientPractice {
public:
    ClientWorld()
        : m_serverFolder(folder.filePath(QStringLiteral("server")))
    {
        QDir().mkpath(m_serverFolder);
        startServer();
    }

    void startServer()
    {
        server::ServerConfig config;
        config.directory = m_serverFolder;
        config.port = m_port;
        config.minimumApp = minimumApp;
        config.backupDirectory = folder.filePath(QStringLiteral("backup"));
        QDir().mkpath(config.backupDirectory);
        auto opened = server::PracticeServer::open(config, clock);
        if (!opened)
            qFatal("server: %s", opened.error().detail.constData());
        server = std::move(*opened);
        const auto port = server->start();
        if (!port)
            qFatal("server: %s", port.error().detail.constData());
        m_port = *port;
    }
    void stopServer() { server.reset(); }
    [[nodiscard]] QString serverFolder() const { return m_serverFolder; }
    [[nodiscard]] client::ServerAddress address() const override
    {
        return {"127.0.0.1:" + QByteArray::number(m_port), server->pin(), server->nextPin()};
    }

    std::unique_ptr<server::PracticeServer> server;
    sync::AppVersion minimumApp; ///< from the next start on

private:
    [[nodiscard]] SecretBytes claimCode() override
    {
        const auto claim = server->createPractice(QStringLiteral("Willow Lane Surgery"));
        return std::move(*sync::decodeClaimCode(claim->view()));
    }

    QString m_serverFolder;
    quint16 m_port = 0;
};

} // namespace doorstep::test
