#pragma once

#include "app/runtime/session.h"
#include "app/runtime/visit_act.h"
#include "platform/linux/linux_boot_clock.h"
#include "tests/support/fake_clock.h"
#include "tests/support/memory_vault.h"

#include <QEventLoop>

namespace doorstep::bench {

[[noreturn]] void stop(const QByteArray& what);
/// The value, or the end of the run: a figure of something that failed is worth nothing.
template <typename T> [[nodiscard]] T must(Result<T> result)
{
    if (!result)
        stop(result.error().detail);
    return std::move(*result);
}
inline void must(const Status& status)
{
    if (!status)
        stop(status.error().detail);
}

/// A nurse's tablet on disk: a made-up practice imported whole, a round of many visits, each at a
/// door of its own, for Tuesday 24 Nov 2026, and a box with a dose for each. Sealed as on any
/// device.
class BenchTablet {
public:
    struct Size {
        int patients;
        int visits;
    };
    BenchTablet(const QString& folder, const Size& size);

    static constexpr auto Pin = "246813";
    [[nodiscard]] QDate today() const { return {2026, 11, 24}; }
    [[nodiscard]] app::ActBy by() const { return {nurse, clock.now(), today()}; }
    /// All that a visit with a flu dose and a full set of observations writes.
    [[nodiscard]] app::VisitSave fullVisit(std::size_t index) const;

    store::StoreFiles files;
    test::FakeClock clock;
    test::MemoryVault vault;
    platform::LinuxBootClock bootClock;
    IdMint mint;
    StaffId nurse;
    clinical::ProgrammePack pack;
    BatchId batch;
    AuthorityId authority;
    RoundId round;
    BoxId box;
    std::vector<PatientId> patients; ///< of the round, in visiting order
    std::vector<VisitId> visits; ///< theirs
    QStringList names; ///< family and given names of all who were imported
    int listed = 0; ///< how many were
    double importMs = 0; ///< how long that took, from the file's bytes to the commit

private:
    [[nodiscard]] std::unique_ptr<store::Store> makeStore();
    void makePractice(store::Store& store);
    void importPatients(store::Store& store, int count);
    void planRound(store::Store& store, int count);
};

/// Turns of the event loop until `holds`, looked at after each `signal`.
template <typename Sender, typename Signal>
void waitFor(Sender& sender, Signal signal, const std::function<bool()>& holds)
{
    QEventLoop loop;
    QObject::connect(&sender, signal, &loop, &QEventLoop::quit);
    while (!holds())
        loop.exec();
}

/// A session over it. What listens to the session is made before enter().
class OpenTablet {
public:
    explicit OpenTablet(BenchTablet& tablet);

    void enter(); ///< the nurse's PIN

    /// Waits without polling, so that what is timed is not the wait.
    template <typename T> [[nodiscard]] T wait(QFuture<Result<T>> future)
    {
        std::optional<Result<T>> outcome;
        QEventLoop loop;
        future.then(&loop, [&](Result<T> result) {
            outcome.emplace(std::move(result));
            loop.quit();
        });
        loop.exec();
        return must(std::move(*outcome));
    }
    template <typename Read> [[nodiscard]] auto read(Read work)
    {
        return wait(session.read(std::move(work)));
    }

    app::Session session;

private:
    StaffId m_nurse;
};

} // namespace doorstep::bench
