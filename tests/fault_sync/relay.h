#pragma once

#include <QtGlobal>
#include <memory>

namespace doorstep::test {

/// A TCP relay on a thread of its own between devices and one server: a cable that can be cut at a
/// chosen byte, that can bring things up and nothing down, and that can be led somewhere else. It
/// sees ciphertext only. Rules count for connections made after they were set.
class Relay {
public:
    enum class Way { Up, Down };
    enum class End { Close, Reset };
    struct Traffic {
        qint64 up = 0;
        qint64 down = 0; ///< given to the device
        qint64 swallowed = 0; ///< of what the server sent
        int connections = 0;
        int open = 0; ///< of those, at this moment
    };

    Relay();
    ~Relay();
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;

    [[nodiscard]] quint16 port() const;
    /// Where new connections go: a port on loopback. 0: nobody answers there.
    void leadTo(quint16 port);
    /// To a port of an IPv4 address that a network namespace knows, by a link of its own.
    void leadThrough(int networkNamespace, const char* address, quint16 port);

    void pass();
    /// A connection ends, both ends of it, once exactly `bytes` went that way.
    void cutAfter(Way way, qint64 bytes, End end);
    /// Nothing comes down once more than `up` bytes went up.
    void swallowDownAfter(qint64 up);
    /// Ends every connection there is.
    void cutNow();

    /// Since forget().
    [[nodiscard]] Traffic traffic() const;
    void forget();

private:
    class Loop;
    std::unique_ptr<Loop> m_loop;
};

} // namespace doorstep::test
