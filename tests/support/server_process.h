#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>

namespace doorstep::test {

/// The real practice server as its own process on loopback. Everything it owns is in `directory`.
class ServerProcess {
public:
    /// Port 0 takes a free one at the first start and keeps it: devices know the server by it.
    explicit ServerProcess(QString directory, quint16 port = 0)
        : m_directory(std::move(directory))
        , m_port(port)
    {
    }
    ~ServerProcess() { stop(); }
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    /// Where devices reach it; 127.0.0.1 until told. From the next start on.
    void listenOn(QString host) { m_host = std::move(host); }
    /// For programs that may stop half-way: a server does not outlive the thread that started it.
    void endWithStarter();
    /// Another program than doorstep-server, from the next start on. Commands stay its.
    void runProgram(QString name) { m_program = std::move(name); }
    /// Another folder, as on another machine, from the next start on; not while it runs. The port
    /// is a free one again when the folder is another.
    void moveTo(const QString& directory);
    /// True once it printed that it listens.
    [[nodiscard]] bool start();
    /// SIGTERM, then waits.
    void stop();
    /// SIGKILL, then waits.
    void kill();
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QByteArray authority() const
    {
        return m_host.toLatin1() + ':' + QByteArray::number(m_port);
    }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    [[nodiscard]] QByteArray pin() const { return m_pin; } ///< 32 bytes
    [[nodiscard]] QString directory() const { return m_directory; }
    [[nodiscard]] QString backupDirectory() const
    {
        return m_directory + QStringLiteral("-backup");
    }

    /// Runs an admin command as a person would; empty when it failed.
    [[nodiscard]] QByteArray command(const QStringList& words) const;
    /// The claim code's text of a new practice.
    [[nodiscard]] QByteArray createPractice(const QString& name) const;

private:
    QString m_directory;
    QString m_host = QStringLiteral("127.0.0.1");
    QString m_program = QStringLiteral("doorstep-server");
    quint16 m_port = 0;
    QProcess m_process;
    QByteArray m_pin;
};

} // namespace doorstep::test
