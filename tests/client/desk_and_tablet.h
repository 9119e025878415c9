#pragma once

#include "tests/client/client_world.h"

namespace doorstep::test {

/// For tests of a tablet and the desk behind it, against the real server: each test a practice of
/// its own.
class DeskAndTablet {
protected:
    /// Of a practice whose tablet may work for its desk's person, and has synced.
    [[nodiscard]] bool found()
    {
        m_world = std::make_unique<ClientWorld>();
        m_desk = m_world->claimDesk();
        m_tablet = m_world->enrol(*m_desk, QStringLiteral("tablet"));
        return m_world->certifyStaff(*m_desk, *m_tablet);
    }
    /// And of the tablet's one patient, whom the desk recorded.
    [[nodiscard]] bool foundWithPatient()
    {
        if (!found())
            return false;
        m_patient = m_desk->savePatient(QStringLiteral("Ashdown"));
        return m_world->grant(*m_desk, *m_tablet, m_patient.as<ScopeId>()) && m_desk->sync()
            && m_tablet->sync();
    }
    void close()
    {
        m_tablet.reset();
        m_desk.reset();
        m_world.reset();
    }

    std::unique_ptr<ClientWorld> m_world;
    std::unique_ptr<ClientDevice> m_desk;
    std::unique_ptr<ClientDevice> m_tablet;
    PatientId m_patient;
};

} // namespace doorstep::test
