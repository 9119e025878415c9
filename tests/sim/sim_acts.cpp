#include "tests/sim/sim_acts.h"

#include "core/crypto/made_on.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/kinds/round_kinds.h"
#include "core/ledger/kinds/shared_kinds.h"
#include "core/store/entry_store.h"
#include "core/store/hold_store.h"
#include "core/store/trust_store.h"

namespace doorstep::sim {

using namespace Qt::StringLiterals;

namespace acts_detail {

constexpr int DoorsTried = 4; ///< until one is found that the device may see
constexpr qint64 GrantMs = 30LL * 86'400'000;
/// Sealed ones: classes 1, 2 and 6.
const QString SomeEntries
    = u"SELECT id, entryClass IN (1, 2, 6) FROM entry WHERE aggregate = ? ORDER BY row"_s;
const QString Held = u"SELECT id FROM entry WHERE state = 1 ORDER BY row"_s;

} // namespace acts_detail

entry::ScopeGranted SimActs::grant(const SimDevice& device, ScopeId scope) const
{
    const Instant now = m_world.truth.now();
    return {device.id(), scope, now, now.plusMs(acts_detail::GrantMs)};
}

void SimActs::save(SimDevice& device, ledger::Act act, ScopeId scope)
{
    store::HoldStore heads(device.connection());
    act.nameBasis([&heads](AggregateId aggregate, const QString& field) {
        const auto head = heads.fieldHead(aggregate, field);
        return head ? *head : EntryId();
    });
    m_world.note(device, device.store().save(act), scope);
}

void SimActs::openPractice(int patients)
{
    SimWorld& world = m_world;
    SimDevice& desk = world.desk();
    for (int i = 0; i < patients; ++i) {
        const auto patient = desk.mint().next<AggregateId>();
        const Place place{patient.as<ScopeId>(), patient, desk.mint().next<AggregateId>()};
        world.places.push_back(place);
        ledger::Act act(desk.mint());
        ledger::PatientRecorded recorded;
        recorded.family = u"Testcase"_s;
        recorded.given = u"Ada %1"_s.arg(i);
        act.add(place.scope, place.patient, recorded);
        ledger::VisitPlanned visit;
        visit.patient = place.patient.as<PatientId>();
        act.add(place.scope, place.visit, visit);
        save(desk, std::move(act), place.scope);
        const auto first = std::size_t(i) % (world.devices.size() - 1) + 1;
        std::vector<entry::ClearBody> grants{grant(*world.devices[first], place.scope)};
        if (world.dice.oneIn(2))
            grants.push_back(
                grant(*world.devices[first % (world.devices.size() - 1) + 1], place.scope));
        world.saveClear(grants);
    }
}

SimDevice& SimActs::writer()
{
    return *m_world.dice.of(m_world.devices);
}

const Place* SimActs::visiblePlace(SimDevice& device)
{
    for (int tries = 0; tries < acts_detail::DoorsTried; ++tries) {
        const Place& place = m_world.dice.of(m_world.places);
        if (!someEntry(device, place.patient).isNull())
            return &place;
    }
    return nullptr;
}

EntryId SimActs::someEntry(SimDevice& device, AggregateId aggregate)
{
    auto rows = device.connection().prepare(acts_detail::SomeEntries);
    if (!m_world.check(rows, "entries of an aggregate"))
        return {};
    rows->bind(aggregate);
    std::vector<EntryId> ids; // null where clear
    for (auto more = rows->next(); more && *more; more = rows->next())
        ids.push_back(rows->integer(1) == 1 ? rows->id<EntryId>(0) : EntryId());
    return ids.empty() ? EntryId() : m_world.dice.of(ids);
}

void SimActs::writeOn(SimDevice& device)
{
    const Place* place = visiblePlace(device);
    if (!place)
        return;
    ledger::Act act(device.mint());
    aboutPatient(device, *place, act);
    if (m_world.dice.oneIn(2))
        aboutVisit(device, *place, act);
    save(device, std::move(act), place->scope);
}

void SimActs::aboutPatient(SimDevice& device, const Place& place, ledger::Act& act)
{
    Dice& dice = m_world.dice;
    const QString value = QString::number(dice.below(4));
    const EntryId some = someEntry(device, place.patient);
    const auto add = [&](const auto& fields) { act.add(place.scope, place.patient, fields); };
    switch (dice.below(8)) {
    case 0:
    case 1: {
        ledger::PatientRecorded change;
        change.phone = u"01632 96000"_s + value;
        if (dice.oneIn(2))
            change.accessNote = value;
        return add(change);
    }
    case 2:
        return add(ledger::AlertAdded{.alertKind = domain::AlertKind::Allergy, .text = value});
    case 3:
        return add(ledger::AlertRemoved{.alerts = {some}, .role = domain::Role::Nurse});
    case 4:
        return add(ledger::VaccinationRecorded{
            .status = domain::VaccinationStatus::Given, .programme = value});
    case 5:
        return add(ledger::EnteredInError{.entries = {some}, .reason = u"wrong person"_s});
    case 6:
        return add(ledger::AllergiesChecked{
            .allergyStatus = domain::AllergyStatus::NoneKnown, .seen = {some}});
    default:
        return add(ledger::NoteRecorded{
            .text = u"rang the bell and waited "_s + value, .supersedes = some});
    }
}

void SimActs::aboutVisit(SimDevice& device, const Place& place, ledger::Act& act)
{
    Dice& dice = m_world.dice;
    const auto add = [&](const auto& fields) { act.add(place.scope, place.visit, fields); };
    switch (dice.below(5)) {
    case 0:
        return add(
            ledger::VisitPlanned{.assignedTo = dice.of(m_world.devices)->belongings().staff});
    case 1:
        return add(ledger::VisitPlanned{.position = dice.below(9)});
    case 2:
        return add(ledger::VisitStarted{.startedAt = device.clock().now()});
    case 3:
        return add(ledger::VisitCancelled{.reason = u"in hospital"_s});
    default:
        return add(ledger::OutcomeRecorded{
            .outcome = dice.oneIn(2) ? domain::Outcome::Seen : domain::Outcome::NotIn});
    }
}

void SimActs::walkIn()
{
    SimDevice& device = writer();
    const auto patient = crypto::madeOn(device.id(), device.mint().next<AggregateId>());
    m_world.places.push_back({patient.as<ScopeId>(), patient, device.mint().next<AggregateId>()});
    ledger::Act act(device.mint());
    ledger::PatientRecorded recorded;
    recorded.family = u"Walkin"_s;
    act.add(patient.as<ScopeId>(), patient, recorded);
    save(device, std::move(act), patient.as<ScopeId>());
}

void SimActs::reassign()
{
    SimWorld& world = m_world;
    const ScopeId scope = world.dice.of(world.places).scope;
    const auto grants = store::TrustStore(world.desk().connection()).grantsOn(scope);
    if (!world.check(grants, "grants"))
        return;
    const Instant now = world.truth.now();
    std::vector<entry::ClearBody> bodies;
    for (const store::GrantRow& each : *grants) {
        if (!each.revokedFrom)
            bodies.push_back(
                entry::ScopeRevoked{each.device, scope, now, now.plusMs(acts_detail::GrantMs)});
    }
    const SimDevice& next
        = *world.devices[std::size_t(world.dice.between(1, qint64(world.devices.size()) - 1))];
    // A moment later, so that what ends and what begins never touch.
    entry::ScopeGranted begins = grant(next, scope);
    begins.from = now.plusMs(1);
    bodies.push_back(begins);
    world.saveClear(bodies);
    ++world.count.of[SimCount::Reassigned];
}

void SimActs::decideOnHeld(bool isOnAll)
{
    SimWorld& world = m_world;
    std::vector<EntryId> held;
    {
        auto rows = world.desk().connection().prepare(acts_detail::Held);
        if (!world.check(rows, "held entries"))
            return;
        for (auto more = rows->next(); more && *more; more = rows->next())
            held.push_back(rows->id<EntryId>(0));
    }
    for (const EntryId& id : held) {
        if (!isOnAll && world.dice.oneIn(2))
            continue;
        const bool isReleased = !world.dice.oneIn(3);
        world.saveClear({isReleased ? entry::ClearBody(entry::EntryReleased{id, u"desk"_s})
                                    : entry::ClearBody(entry::EntryRejected{id, u"desk"_s})});
        ++world.count.of[SimCount::Decisions];
    }
}

void SimActs::closeAHold()
{
    SimDevice& device = m_world.desk();
    const Place& place = m_world.dice.of(m_world.places);
    const auto holds = store::HoldStore(device.connection()).ofAggregate(place.patient);
    if (!m_world.check(holds, "holds"))
        return;
    for (const domain::HoldRow& hold : *holds) {
        if (hold.status != domain::HoldStatus::Open)
            continue;
        ledger::Act act(device.mint());
        ledger::HoldClosed closing{.rule = hold.rule, .entries = hold.entries};
        if (!hold.entries.isEmpty())
            closing.chosen = hold.entries.first();
        act.add(place.scope, place.patient, closing);
        return save(device, std::move(act), place.scope);
    }
}

} // namespace doorstep::sim
