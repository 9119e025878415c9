#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/kinds/round_kinds.h"
#include "core/ledger/kinds/shared_kinds.h"
#include "core/store/hold_store.h"
#include "tests/e2e/folded_rows.h"
#include "tests/fault_sync/sync_campaigns.h"

#include "core/domain/hold_rules.h"

/// What two people do without hearing of each other, and what a desk makes of it.
namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace care_detail {

constexpr qint64 CiCases = 6;
constexpr qint64 ReleaseCases = 120;
constexpr qint64 RequestUp = 4'000; ///< more than such a sync never sends

template <typename Kind>
EntryId write(const ClientDevice& device, PatientId patient, AggregateId about, const Kind& fields)
{
    ledger::Act act(*device.mint);
    const EntryId id = act.add(patient.as<ScopeId>(), about, fields);
    if (!device.store->save(act))
        qFatal("care: a save");
    return id;
}

/// A sync that may be cut anywhere on its way up.
void cutSync(SyncPractice& practice, ClientDevice& device, std::mt19937_64& random)
{
    practice.relay.cutAfter(
        Relay::Way::Up, qint64(random() % quint64(RequestUp)), Relay::End::Close);
    practice.connectAnew(device);
    (void)device.sync();
    practice.relay.pass();
    practice.connectAnew(device);
}

int holdsOn(const ClientDevice& device, QStringView rule, const QList<EntryId>& about)
{
    auto holds = store::HoldStore(device.store->connection()).open();
    if (!holds)
        qFatal("care: holds");
    return int(std::ranges::count_if(*holds, [&](const domain::HoldRow& hold) {
        return hold.rule == rule
            && std::ranges::all_of(about, [&](EntryId id) { return hold.entries.contains(id); });
    }));
}

ledger::VaccinationRecorded dose(int number)
{
    ledger::VaccinationRecorded given;
    given.status = domain::VaccinationStatus::Given;
    given.programme = u"flu-2026-27"_s;
    given.doseNumber = number;
    given.source = domain::VaccinationSource::Ours;
    given.occurredOn = QDate(2026, 11, 24);
    return given;
}

/// The same dose at the same visit from two tablets.
void sameVisit(
    SyncPractice& practice, SyncTally& tally, SyncOracle& oracle, std::mt19937_64& random)
{
    const PatientId patient = practice.shared();
    const auto visit = practice.mint.next<VisitId>();
    ledger::VisitPlanned plan;
    plan.patient = patient;
    write(*practice.desk, patient, visit.as<AggregateId>(), plan);
    for (ClientDevice* device : {practice.desk.get(), practice.one.get(), practice.two.get()})
        oracle.expect(practice.settle(*device), "the plan's sync failed");
    const int number = int(tally.cases) + 1;
    ClientDevice& first = random() % 2 == 0 ? *practice.one : *practice.two;
    ClientDevice& second = &first == practice.one.get() ? *practice.two : *practice.one;
    QList<EntryId> doses;
    for (const ClientDevice* device : {&first, &second}) {
        doses << write(*device, patient, patient.as<AggregateId>(), dose(number));
        ledger::OutcomeRecorded done;
        done.outcome = domain::Outcome::Given;
        write(*device, patient, visit.as<AggregateId>(), done);
    }
    cutSync(practice, first, random);
    oracle.expect(practice.settle(first), "the first sync failed");
    cutSync(practice, second, random);
    oracle.expect(practice.settle(second), "the second sync failed");
    // At once: not after the desk has looked at it.
    oracle.expect(holdsOn(second, domain::hold_rules::DoubleDose, doses) == 1,
        "two doses, and the second tablet does not say so");
    for (ClientDevice* device : {practice.desk.get(), &first})
        oracle.expect(practice.settle(*device), "a sync failed");
    for (ClientDevice* device : {practice.desk.get(), &first, &second}) {
        oracle.expect(holdsOn(*device, domain::hold_rules::DoubleDose, doses) == 1,
            "two doses, and one device does not say so");
        oracle.checkSame(*device, *practice.desk, patient);
        oracle.checkSame(*device, *practice.desk, visit.as<PatientId>());
    }
    oracle.checkEverythingSent(first);
    oracle.checkEverythingSent(second);
    tally.acknowledged += 4;
}

QStringList rowsOf(const ClientDevice& device, PatientId patient)
{
    auto rows = foldedRows(device.store->connection(), patient.as<AggregateId>());
    if (!rows)
        qFatal("care: rows");
    return *rows;
}

/// One person met by two tablets, linked by the desk and taken apart again.
void duplicate(
    SyncPractice& practice, SyncTally& tally, SyncOracle& oracle, std::mt19937_64& random)
{
    ClientDevice& one = *practice.one;
    ClientDevice& two = *practice.two;
    ClientDevice& desk = *practice.desk;
    const PatientId here = one.savePatient(u"Ashgrove"_s);
    const PatientId there = two.savePatient(u"Ash-Grove"_s);
    if (!one.saveNotes(here, 3) || !two.saveNotes(there, 2))
        qFatal("duplicate: notes");
    cutSync(practice, random() % 2 == 0 ? one : two, random);
    for (ClientDevice* device : {&one, &two, &desk})
        oracle.expect(practice.settle(*device), "a sync failed");
    const QStringList before = rowsOf(desk, here) + rowsOf(desk, there);
    ledger::PatientLinked linked;
    linked.other = there;
    linked.reason = u"same person"_s;
    const EntryId link = write(desk, here, here.as<AggregateId>(), linked);
    if (!one.saveNotes(here, 1)) // written under the old id, not knowing of the link
        qFatal("duplicate: a note");
    cutSync(practice, desk, random);
    for (ClientDevice* device : {&desk, &one, &two, &desk})
        oracle.expect(practice.settle(*device), "a sync failed");
    oracle.expectNoLoss(desk.known(here) == 6 && desk.known(there) == 3,
        "facts left the id they were recorded under");
    oracle.expect(rowsOf(desk, here) != before, "the link shows nowhere");
    oracle.checkSame(one, desk, here);
    oracle.checkSame(two, desk, there);
    const QStringList linkedRows = rowsOf(desk, there);
    ledger::EnteredInError apart;
    apart.entries = {link};
    apart.reason = u"two people"_s;
    write(desk, here, here.as<AggregateId>(), apart);
    for (ClientDevice* device : {&desk, &one, &two})
        oracle.expect(practice.settle(*device), "a sync failed");
    oracle.checkSame(one, desk, here);
    oracle.checkSame(two, desk, there);
    QStringList after = rowsOf(desk, here) + rowsOf(desk, there);
    for (const QString& row : before)
        oracle.expect(
            after.contains(row), "taken apart, a row is not what it was: " + row.toUtf8());
    tally.acknowledged += 9;
}

using Story = void (*)(SyncPractice&, SyncTally&, SyncOracle&, std::mt19937_64&);

SyncTally run(const SyncCampaignRun& run, Story story, const QByteArray& name)
{
    constexpr int CasesPerPractice = 12;
    SyncTally tally;
    SyncOracle oracle(run.practice, tally);
    std::mt19937_64 random(run.seed);
    for (; tally.cases < run.casesOf(CiCases, ReleaseCases); ++tally.cases) {
        if (tally.cases > 0 && tally.cases % CasesPerPractice == 0)
            run.practice.putBack();
        oracle.name("case " + QByteArray::number(tally.cases) + ", " + name);
        run.practice.setClocks();
        story(run.practice, tally, oracle, random);
    }
    return tally;
}

} // namespace care_detail

SyncTally runSameVisits(const SyncCampaignRun& run)
{
    return care_detail::run(run, care_detail::sameVisit, "two tablets at one visit");
}

SyncTally runDuplicates(const SyncCampaignRun& run)
{
    return care_detail::run(run, care_detail::duplicate, "one person met twice");
}

} // namespace doorstep::test
