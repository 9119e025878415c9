#include "core/domain/hold_rules.h"
#include "core/store/care_store.h"
#include "core/store/hold_store.h"
#include "tests/sim/sim_oracle.h"

namespace doorstep::sim {

namespace holds_detail {

bool isOnAList(const std::vector<domain::HoldRow>& holds, QStringView rule, EntryId entry)
{
    return std::ranges::any_of(holds, [&](const domain::HoldRow& hold) {
        return hold.rule == rule && hold.entries.contains(entry)
            && hold.ownerRole != domain::Role::Unknown;
    });
}

} // namespace holds_detail

/// Every value that lost, and every dose given twice, is on a list with an owner, open or decided:
/// rows that are equal everywhere could lack a hold everywhere.
void SimOracle::checkHolds(SimDevice& device)
{
    using holds_detail::isOnAList;
    for (const Place& place : m_world.places) {
        store::HoldStore store(device.connection());
        const auto holds = store.ofAggregate(place.patient);
        const auto losers = store.alsoRecorded(place.patient);
        const auto doses
            = store::CareStore(device.connection()).vaccinations(place.patient.as<PatientId>());
        if (!m_world.check(holds, "holds") || !m_world.check(losers, "values that lost")
            || !m_world.check(doses, "doses"))
            return;
        for (const domain::AlsoRecordedRow& loser : *losers)
            if (!isOnAList(*holds, domain::hold_rules::field(loser.field), loser.entry))
                return fail(device, "has on no list the value that lost in", loser.entry);
        std::map<std::pair<QString, int>, std::vector<EntryId>> given;
        for (const domain::VaccinationRow& dose : *doses)
            if (dose.status == domain::VaccinationStatus::Given
                && dose.source != domain::VaccinationSource::Elsewhere)
                given[{dose.programme, dose.doseNumber}].push_back(dose.entry);
        for (const auto& [dose, entries] : given)
            for (const EntryId& entry : entries)
                if (entries.size() > 1 && !isOnAList(*holds, domain::hold_rules::DoubleDose, entry))
                    return fail(device, "has on no list a dose given twice:", entry);
    }
}

} // namespace doorstep::sim
