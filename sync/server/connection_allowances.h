#pragma once

#include "sync/protocol/limits.h"

#include <QByteArray>
#include <QHash>

namespace doorstep::server {

/// How many connections there are, by whom. Socket thread only.
class ConnectionAllowances {
public:
    bool admit(const QByteArray& peer)
    {
        if (m_total >= sync::limits::MaxConnections
            || m_unknown.value(peer) >= sync::limits::MaxUnknownConnectionsPerPeer)
            return false;
        ++m_total;
        ++m_unknown[peer];
        return true;
    }
    /// False when the practice already has its share: the connection ends after this answer.
    bool recognise(const QByteArray& peer, const QByteArray& practice)
    {
        release(m_unknown, peer);
        return ++m_known[practice] <= sync::limits::MaxConnectionsPerPractice;
    }
    void leave(const QByteArray& peer, const QByteArray& practice)
    {
        --m_total;
        if (practice.isEmpty())
            release(m_unknown, peer);
        else
            release(m_known, practice);
    }

private:
    static void release(QHash<QByteArray, int>& counts, const QByteArray& key)
    {
        if (--counts[key] <= 0)
            counts.remove(key);
    }
    int m_total = 0;
    QHash<QByteArray, int> m_unknown;
    QHash<QByteArray, int> m_known;
};

} // namespace doorstep::server
