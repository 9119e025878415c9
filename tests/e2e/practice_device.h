#pragma once

#include "app/runtime/enrolment.h"
#include "app/runtime/visit_act.h"
#include "core/store/entry_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/memory_vault.h"

#include <QtTest>

namespace doorstep::test {

/// A network that says what the test says.
class TestConnectivity final : public platform::Connectivity {
public:
    [[nodiscard]] State state() const override { return m_state; }
    void become(State state)
    {
        m_state = state;
        Q_EMIT stateChanged(state);
    }

private:
    State m_state = State::Unknown;
};

class StandingBootClock final : public platform::BootClock {
public:
    [[nodiscard]] std::array<quint8, 16> bootId() const override { return {1}; }
    [[nodiscard]] qint64 elapsedMs() const override { return 60'000; }
};

/// Runs the event loop until `condition`; false when it did not come true in good time.
[[nodiscard]] bool until(const std::function<bool()>& condition);
/// What a future brings; a test that waits in vain ends the program.
template <typename T> [[nodiscard]] T finished(QFuture<T> future)
{
    if (!until([&] { return future.isFinished(); }) || future.isCanceled())
        qFatal("the future never came");
    return future.takeResult();
}

/// One device as it is shipped: session, sync and enrolment over a real store on disk. Only the
/// clocks, the keystore and what is said of the network are the test's.
class PracticeDevice {
public:
    static constexpr auto Pin = "246813";

    PracticeDevice(QString folder, const FakeClock& clock, MemoryVault& keystore);
    /// The session first: its last answers go to the others.
    ~PracticeDevice() { session.end(); }

    /// From switching on to the unlock screen.
    [[nodiscard]] bool standsLocked();
    [[nodiscard]] bool unlock(StaffId staff);
    /// Saves as a screen does; false, with the reason printed, when the act or the save is refused.
    [[nodiscard]] bool save(Result<ledger::Act> act);

    /// One sync from now to its end. False: the practice was not reached.
    [[nodiscard]] bool syncs();
    /// The end of what is under way or begins by itself: how many own entries the practice took.
    [[nodiscard]] std::optional<int> nextSync();

    template <typename Read> [[nodiscard]] auto read(Read reader)
    {
        auto result = finished(session.read(reader));
        if (!result)
            qFatal("read: %s", result.error().detail.constData());
        return std::move(result).value();
    }
    [[nodiscard]] DeviceId id() const { return session.device().device; }
    /// Locked for good: no answer to a read, and no file of the database open in this process.
    [[nodiscard]] bool isClosed();
    [[nodiscard]] bool holdsDatabase() const;
    [[nodiscard]] app::ActBy by(StaffId staff) const;
    [[nodiscard]] store::ReceiptCounts receipts();
    /// Every sealed entry this device holds.
    [[nodiscard]] std::vector<store::EntryRow> entries();
    [[nodiscard]] std::vector<store::EntryRow> entriesOf(DeviceId writer);
    /// What those entries are about.
    [[nodiscard]] QSet<AggregateId> aggregates();
    /// All rows folded from one aggregate's entries, as text, sorted: equal on every device that
    /// holds the same entries.
    [[nodiscard]] QStringList rowsAbout(AggregateId aggregate);

    const FakeClock& clock;
    StandingBootClock bootClock;
    TestConnectivity network;
    app::Session session;
    app::SyncDriver sync;
    app::TabletEnrolment asTablet;
    app::DeskEnrolment asDesk;
};

/// The aggregates of one device whose rows another folds otherwise; empty: they agree.
[[nodiscard]] QStringList disagreements(PracticeDevice& one, PracticeDevice& other);

} // namespace doorstep::test
