#pragma once

#include "tests/viewmodels/app_fixture.h"

namespace doorstep::test {

/// The desk of Willow Lane Surgery on disk, founded with its real keys; nobody plans anything yet.
/// Tuesday 24 Nov 2026, 09:00.
///
/// Priya Nandra coordinates and unlocks the desk. Bronwen Achebe is a nurse, Dev Harroway an HCA;
/// PGD flu v3.1 stands, signed by nobody. 20 doses aTIV FX7K231 in date, 5 of FX7K198 expired. One
/// certified tablet. Twelve housebound patients came with one list on the morning: all but Olive
/// Bracken (vaccinated elsewhere on 2 Oct 2026) and Kofi Fernley (aged 40, no risk group) are due.
/// Mabel and Arthur Thistlewood share a flat.
class DeskPractice {
public:
    DeskPractice();

    /// The list they came with; a second import of it changes nothing.
    [[nodiscard]] static QByteArray list();

    QTemporaryDir folder;
    FakeClock clock;
    MemoryVault vault;
    IdMint mint;
    StaffId priya;
    StaffId bronwen;
    StaffId dev;
    DeviceId tablet;
    BatchId batch;
    BatchId expired;
    AuthorityId pgd;
    ImportId import;
    bool made = false;

private:
    void makeStock(store::Store& store);
    void makeTablet(store::Store& store);
    void importPatients(store::Store& store);
};

/// The program on a copy of that desk.
class DeskFixture final : public RunningApp {
public:
    explicit DeskFixture(DeskPractice& made);

    /// Priya unlocks and opens a section. False when a reading did not come.
    [[nodiscard]] bool enterSection(const QString& section);
    [[nodiscard]] app::DeskViewModel* desk() const { return app->desk(); }
    /// Hex of the patient of that NHS number; "" for nobody.
    [[nodiscard]] QString patientWith(const QString& nhsNumber);

    DeskPractice& practice;
};

/// The row whose role holds this value; -1 for none.
[[nodiscard]] int rowWith(QAbstractItemModel* model, const char* role, const QVariant& value);

} // namespace doorstep::test
