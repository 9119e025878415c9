#pragma once

#include "app/runtime/desk_reads.h"
#include "tests/e2e/practice_device.h"
#include "tests/support/server_process.h"

#include <QTemporaryDir>

namespace doorstep::test {

/// A home on a round.
struct Door {
    VisitId visit;
    PatientId patient;
};
struct PlannedRound {
    RoundId round;
    BoxId box;
    std::vector<Door> doors;
};

/// The staff of Willow Lane Surgery.
struct Staff {
    StaffId carol; ///< coordinator, at the desk
    StaffId bronwen; ///< nurse, tablet one
    StaffId nia; ///< nurse, tablet two
};

/// What outlives a program: three keystores, and who and what the practice has.
struct Belongings {
    MemoryVault deskKeystore;
    MemoryVault oneKeystore;
    MemoryVault twoKeystore;
    Staff staff;
    BatchId batch;
    AuthorityId pgd;
    quint16 serverPort = 0; ///< part of every device's server address
};

/// The practice server as a process, the desk and two tablets, all of it in one folder.
class Practice {
public:
    Practice(const QString& folder, Belongings& belongings);

    /// Server up; every device at its unlock screen, then unlocked by its person, and in step.
    [[nodiscard]] bool open();
    [[nodiscard]] bool startServer();
    /// How many entries the server's log holds.
    [[nodiscard]] int entriesAtServer() const;

    /// At the desk: a round with one box, to be read by these tablets, and everybody in step.
    [[nodiscard]] PlannedRound plan(
        const std::vector<PatientId>& patients, const std::vector<PracticeDevice*>& tablets);
    /// The oldest patients of the practice.
    [[nodiscard]] std::vector<PatientId> oldest(std::size_t count);

    /// What a nurse records at a door, at this moment of the clock.
    [[nodiscard]] Result<ledger::Act> arrives(
        PracticeDevice& tablet, StaffId staff, const PlannedRound& round, const Door& door);
    [[nodiscard]] Result<ledger::Act> vaccinates(
        PracticeDevice& tablet, StaffId staff, const PlannedRound& round, const Door& door);
    [[nodiscard]] Result<ledger::Act> findsNobodyIn(
        PracticeDevice& tablet, StaffId staff, const PlannedRound& round, const Door& door);
    [[nodiscard]] Result<ledger::Act> takesPressure(
        PracticeDevice& tablet, StaffId staff, const PlannedRound& round, const Door& door);

    Belongings& belongings;
    const Staff& staff;
    FakeClock clock; ///< from the present on, for the server process has no other
    ServerProcess server;
    PracticeDevice desk;
    PracticeDevice one;
    PracticeDevice two;

private:
    [[nodiscard]] app::VisitSave visit(
        PracticeDevice& tablet, StaffId staff, const PlannedRound& round, const Door& door) const;
    [[nodiscard]] app::GivenDose dose(const PlannedRound& round) const;
};

/// Willow Lane Surgery from a claim code to a list of patients and two enrolled tablets: made once
/// with every ceremony, then copied for each story.
class FoundedPractice {
public:
    /// False, with the step printed, when a ceremony failed.
    [[nodiscard]] bool found();
    /// Its state after founding, in a folder of its own. One at a time: they share the port.
    [[nodiscard]] std::unique_ptr<Practice> copyInto(const QString& folder);

private:
    [[nodiscard]] bool claim(Practice& practice);
    [[nodiscard]] bool fillIn(Practice& practice);
    [[nodiscard]] bool importList(Practice& practice);
    [[nodiscard]] bool enrol(Practice& practice, PracticeDevice& tablet, StaffId staff);
    [[nodiscard]] bool certify(Practice& practice, PracticeDevice& tablet);
    [[nodiscard]] bool sign(Practice& practice, PracticeDevice& tablet, StaffId staff);

    QTemporaryDir m_folder;
    Belongings m_belongings;
};

} // namespace doorstep::test
