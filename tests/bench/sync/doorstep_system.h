#pragma once

#include "tests/bench/sync/sync_system.h"
#include "tests/client/served_practice.h"

#include <map>

namespace doorstep::bench {

/// The product below its screens: sync engine, HTTPS, sealed store on disk, and its server's
/// process. A practice is founded once with every ceremony; what a load starts from is made from
/// that once, kept as files, and put back for each run.
class DoorstepSystem final : public SyncSystem {
public:
    /// `patients` of the practice are granted to the tablet.
    explicit DoorstepSystem(int patients);
    ~DoorstepSystem() override;

    [[nodiscard]] SyncFigures run(const SyncLoad& load, const Route& route) override;

    /// `devices` tablets with `each` entries in the practice; then the server is put back to before
    /// all of them, and all sync at once. Seconds until everything is there again.
    [[nodiscard]] double recoverServer(int devices, int each);

    /// `count` photos whose entries the practice has: their way up, over a new connection. The
    /// program is killed once that share of the bytes is up, and started again; 0: it is not.
    struct PhotoFigures {
        double seconds = 0;
        LinkTraffic traffic;
    };
    [[nodiscard]] PhotoFigures sendPhotos(
        int count, int bytes, const Route& route, double killedAt);

private:
    struct Start {
        QString server; ///< under which name its files are kept
        QString device;
        test::ClientDevice* reader = nullptr;
        QString reads; ///< the reader's folder
    };
    void found(int patients);
    [[nodiscard]] const Start& startOf(const SyncLoad& load);
    [[nodiscard]] Start prepareDay(const SyncLoad& load, const QString& name);
    [[nodiscard]] Start preparePush(const SyncLoad& load, const QString& name);
    [[nodiscard]] Start preparePull(const SyncLoad& load, const QString& name);
    [[nodiscard]] Start preparePhotos(int count, int bytes);
    void putServerBack(const QString& as, const Route& route = Route());
    void putBack(test::ClientDevice& device, const QString& folder, const QString& as);
    void keepServer(const QString& as);
    void keep(test::ClientDevice& device, const QString& folder, const QString& as);
    [[nodiscard]] std::unique_ptr<test::ClientDevice> enrolled(
        const QString& name, entry::DeviceRole role);
    [[nodiscard]] std::vector<std::unique_ptr<test::ClientDevice>> enrolMany(int devices);

    SystemClock m_clock;
    IdMint m_mint{m_clock};
    test::ServedPractice m_practice;
    std::unique_ptr<test::ClientDevice> m_desk;
    std::unique_ptr<test::ClientDevice> m_tablet;
    std::unique_ptr<test::ClientDevice> m_second; ///< another desk
    DeviceId m_tabletId;
    std::vector<PatientId> m_patients;
    std::map<QString, Start> m_starts;
};

} // namespace doorstep::bench
