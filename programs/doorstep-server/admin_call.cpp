#include "admin_call.h"

#include "sync/server/admin_socket.h"

#include <QFile>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace doorstep::server {
namespace {

class SocketDescriptor {
public:
    SocketDescriptor()
        : m_fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
    }
    ~SocketDescriptor() { ::close(m_fd); }
    SocketDescriptor(const SocketDescriptor&) = delete;
    SocketDescriptor& operator=(const SocketDescriptor&) = delete;
    [[nodiscard]] int get() const { return m_fd; }

private:
    int m_fd;
};

bool connectTo(int fd, const QByteArray& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (std::size_t(path.size()) >= sizeof address.sun_path)
        return false;
    std::memcpy(address.sun_path, path.constData(), std::size_t(path.size()));
    return ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

} // namespace

std::optional<QByteArray> callRunningServer(const QString& directory, const QByteArray& command)
{
    const SocketDescriptor socket;
    if (!connectTo(socket.get(), QFile::encodeName(adminSocketPath(directory))))
        return std::nullopt;
    // One short line fits the socket's buffer whole.
    const auto line = command + '\n';
    if (::send(socket.get(), line.constData(), std::size_t(line.size()), MSG_NOSIGNAL)
        != line.size())
        return std::nullopt;
    QByteArray answer;
    std::array<char, 4096> chunk{};
    for (;;) {
        const auto size = ::read(socket.get(), chunk.data(), chunk.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return answer;
        answer.append(chunk.data(), size);
    }
}

} // namespace doorstep::server
