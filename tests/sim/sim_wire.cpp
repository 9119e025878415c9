#include "tests/sim/sim_wire.h"

namespace doorstep::sim {

void SimWire::fail(DeviceId device, const char* what, const sync::PageEntry& line)
{
    m_world.fail(
        "the server gave " + device.toHex() + ' ' + what + ' ' + line.entry.header.id.toHex());
}

bool SimWire::readOn()
{
    if (m_serverLife != m_world.serverLife) {
        m_rights = {};
        m_heard = 0;
        m_serverLife = m_world.serverLife;
    }
    const auto log = m_world.server->entries(m_heard);
    if (!m_world.check(log, "the server's log"))
        return false;
    m_rights.hear(*log);
    if (!log->empty())
        m_heard = log->back().position;
    return true;
}

void SimWire::checkAnswer(DeviceId device, const sync::SyncAnswer& answer)
{
    if (answer.page.empty() || device == m_world.desk().id() || !readOn())
        return;
    const Instant now = m_world.truth.now();
    for (const sync::PageEntry& line : answer.page) {
        const entry::Header& header = line.entry.header;
        if (m_rights.revokedAt(device) != 0)
            return fail(device, "what no revoked device may have:", line);
        if (line.held)
            return fail(device, "what is held for the desk:", line);
        const bool isOthers = entry::isSealed(header.entryClass) && header.device != device
            && header.scope != m_world.practice.scopes.practice;
        if (isOthers && !m_rights.mayRead(device, header.scope, now))
            return fail(device, "an entry of a scope that it may not read:", line);
    }
}

} // namespace doorstep::sim
