#pragma once

#include "app/runtime/enrolment.h"
#include "app/runtime/plan_act.h"
#include "app/viewmodels/shell/app_view_model.h"
#include "tests/support/fake_clock.h"
#include "tests/support/memory_vault.h"

#include <QTemporaryDir>
#include <QtTest>
#include <memory>

namespace doorstep::test {

/// Stands until a test moves it.
class StandingBootClock final : public platform::BootClock {
public:
    [[nodiscard]] std::array<quint8, 16> bootId() const override { return {1}; }
    [[nodiscard]] qint64 elapsedMs() const override { return elapsed; }

    qint64 elapsed = 60'000;
};

/// One tablet of Willow Lane Surgery on disk, with a round for today. Tuesday 24 Nov 2026, 09:00.
///
/// Stop 1: Mabel (84, two allergies, hard of hearing) and Arthur Thistlewood (87), flu each, and BP
/// for Mabel. Stop 2: Olive Bracken (91), flu, already vaccinated at a pharmacy. Stop 3: Kofi
/// Fernley (68), observations. Box 2: 4 doses aTIV FX7K231 in date, 2 of FX7K198 expired.
/// Bronwen is a nurse and has signed the PGD; Dev is an HCA, and one PSD names Arthur.
class PracticeOnDisk {
public:
    PracticeOnDisk();

    static constexpr auto Pin = "246813";

    QTemporaryDir folder;
    FakeClock clock;
    MemoryVault vault;
    IdMint mint;
    StaffId bronwen;
    StaffId dev;
    PatientId mabel;
    PatientId arthur;
    PatientId olive;
    PatientId kofi;
    PatientId stranger; ///< on the tablet, not on the round
    VisitId mabelVisit;
    VisitId arthurVisit;
    VisitId oliveVisit;
    VisitId kofiVisit;
    RoundId round;
    BoxId box;
    BatchId batch;
    BatchId expired;
    AuthorityId pgd;
    AuthorityId psd;
    crypto::SignKeyPair serverSign = crypto::makeSignKeyPair();
    crypto::SignKeyPair practiceSign = crypto::makeSignKeyPair();
    bool made = false;

private:
    void makePeople(store::Store& store);
    void makePatients(store::Store& store);
    void makeRound(store::Store& store);
    void save(store::Store& store, Result<ledger::Act> act);
};

/// The program on a copy of a device's folder: real session, real store, real view-models.
class RunningApp {
public:
    /// What the keystore knows of how far the store was: forgotten, or this copy would be an older
    /// one that was put back.
    enum class Mark { Forgotten, Kept };
    /// `store` is copied first: every test begins with what was made once.
    RunningApp(const QString& store, const FakeClock& clock, MemoryVault& vault,
        Mark mark = Mark::Forgotten);
    ~RunningApp();

    /// Unlocks through the pad and waits for the first reading. False when it did not come.
    [[nodiscard]] bool enter(StaffId staff);
    [[nodiscard]] bool settled(); ///< every save is durable and the round was read after it
    void typePin(const char* pin);
    /// Locks and unlocks again: what is shown after it came from disk.
    [[nodiscard]] bool leaveAndEnter(StaffId staff);

    template <typename Row, typename Reader> [[nodiscard]] Row readNow(Reader reader)
    {
        std::optional<Row> row;
        session->read(reader).then(session.get(),
            [&row](Result<Row> result) { row = result ? std::move(*result) : Row{}; });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(row.has_value(), 20'000); }();
        return row.value_or(Row{});
    }
    /// Kinds of this device's own entries about one aggregate, in fold order.
    [[nodiscard]] QStringList kindsOf(AggregateId aggregate);

    QTemporaryDir folder;
    StandingBootClock bootClock;
    std::unique_ptr<app::Session> session;
    std::unique_ptr<app::SyncDriver> sync;
    std::unique_ptr<app::TabletEnrolment> enrolment;
    std::unique_ptr<app::AppViewModel> app;
};

/// The program on the tablet of Willow Lane Surgery.
class AppFixture final : public RunningApp {
public:
    explicit AppFixture(PracticeOnDisk& made);

    PracticeOnDisk& practice;
};

/// A copy of a made store that people wrote to elsewhere: what they did not see of it folds here as
/// what two devices recorded without signal does.
class WrittenElsewhere {
public:
    WrittenElsewhere(const QString& store, MemoryVault& vault, const FakeClock& clock);

    enum class Knowing { Nothing, WhatStands };
    [[nodiscard]] bool save(
        StaffId staff, Result<ledger::Act> act, Knowing knowing = Knowing::Nothing);
    [[nodiscard]] QString store() const { return m_folder.filePath(QStringLiteral("store")); }
    [[nodiscard]] IdMint& mint() { return m_mint; }

private:
    QTemporaryDir m_folder;
    MemoryVault& m_vault;
    const FakeClock& m_clock;
    IdMint m_mint;
};

/// A new secret under this name.
[[nodiscard]] SecretBytes makeSecret(MemoryVault& vault, const QString& name);
[[nodiscard]] QString hexOf(VisitId id);
[[nodiscard]] QVariant roleOf(QAbstractItemModel* model, int row, const char* role);
[[nodiscard]] QStringList headingsOf(const QVariantList& notices);
[[nodiscard]] QStringList bodiesOf(const QVariantList& notices);

} // namespace doorstep::test
