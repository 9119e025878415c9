#pragma once

#include "app/runtime/sync_driver.h"
#include "tests/client/desk_and_tablet.h"
#include "tests/support/memory_vault.h"

namespace doorstep::test {

class SteadyBootClock final : public platform::BootClock {
public:
    [[nodiscard]] std::array<quint8, 16> bootId() const override { return {1}; }
    [[nodiscard]] qint64 elapsedMs() const override { return 60'000; }
};

/// The program of one device, without screens, on the files that a ClientDevice made.
class DrivenDevice {
public:
    static constexpr int Patience = 30'000;
    static constexpr auto Pin = "246813";

    DrivenDevice(ClientDevice& device, const Clock& clock)
        : m_device(device)
    {
        vault.replace(store::deviceSecretName(device.files), device.deviceSecret.clone(),
            [](const Status&) {});
        device.port.reset();
        device.store.reset();
        session = std::make_unique<app::Session>(
            app::Session::Parts{clock, m_boot, vault, device.files});
        driver = std::make_unique<app::SyncDriver>(*session);
    }
    ~DrivenDevice()
    {
        session->end(); // its last answers go to the driver that waits for them
    }
    [[nodiscard]] bool stand()
    {
        session->start();
        return QTest::qWaitFor(
            [this] { return session->state() == app::Session::State::Locked; }, Patience);
    }
    /// Gives the device's person a PIN, once.
    [[nodiscard]] bool putPin(const FakeBootClock& boot) const
    {
        auto door = store::Unlock::open(
            m_device.files, m_device.deviceSecret.clone(), [now = boot.now] { return now; });
        return door
            && door->putStaff(
                {m_device.staff, m_device.masterKey.clone(), m_device.staffSeed.clone()},
                SecretBytes::copyOf(Pin), store::SecretKind::Pin);
    }
    [[nodiscard]] bool unlock() const
    {
        return waitFor(session->unlock(m_device.staff, SecretBytes::copyOf(Pin))).ok();
    }
    [[nodiscard]] bool synced() const
    {
        return QTest::qWaitFor(
            [this] {
                return driver->state() == app::SyncDriver::State::Idle && !driver->lastError()
                    && driver->lastSuccess().ms > 0 && driver->pause().count() > 0;
            },
            Patience);
    }
    [[nodiscard]] bool failed() const
    {
        return QTest::qWaitFor(
            [this] { return driver->state() == app::SyncDriver::State::Waiting; }, Patience);
    }
    [[nodiscard]] int here() const
    {
        return waitFor(session->readAnyTime([](store::Connection& connection) {
            return store::EntryStore(connection).receiptCounts();
        }))->here;
    }
    void saveNote(PatientId patient) const
    {
        ledger::Act act(session->mint());
        ledger::NoteRecorded note;
        note.text = QStringLiteral("rang the bell");
        act.add(patient.as<ScopeId>(), patient.as<AggregateId>(), note);
        session->save(std::move(act)).then(session.get(), [](const auto&) {});
    }
    [[nodiscard]] bool run(const QString& sql) const
    {
        return waitFor(session->withStore(app::StorageThread::Urgency::Save,
                           [sql](store::Store& store) { return store.connection().run(sql); }))
            .ok();
    }
    /// Own entries that wait, and no longer in one line: no sync can go on.
    [[nodiscard]] bool breakLine(PatientId patient, int waiting = 0) const
    {
        for (int i = 0; i < 3; ++i)
            saveNote(patient);
        return QTest::qWaitFor([&] { return here() == waiting + 3; }, Patience)
            && run(QStringLiteral("DELETE FROM entry WHERE own = 1 AND acked = 0 AND ctr = "
                                  "(SELECT min(ctr) + 1 FROM entry WHERE own = 1 AND acked = 0)"));
    }

    MemoryVault vault;
    std::unique_ptr<app::Session> session;
    std::unique_ptr<app::SyncDriver> driver;

private:
    ClientDevice& m_device;
    SteadyBootClock m_boot;
};

} // namespace doorstep::test
