#pragma once

#include "app/viewmodels/vaccinate/vaccinate_board.h"

namespace doorstep::app {

/// One dose held against every check, with the sentences of what speaks against it.
struct DoseCheck {
    const DoseChoice* choice = nullptr;
    const clinical::ProgrammePack* pack = nullptr;
    const clinical::Product* product = nullptr; ///< null: nothing suitable in the box
    const domain::BoxContentRow* content = nullptr; ///< the batch as it lies in the box
    domain::DoseVerdict verdict = {};
    domain::AuthorityKind authorityKind = domain::AuthorityKind::Unknown;
    std::vector<Notice> askNotices = {};
    std::vector<Notice> doseNotices = {};
    std::vector<Notice> authorityNotices = {};
    QStringList reasonsUsed = {}; ///< what was said for going on, for the record
    bool needsReason = false;
};
[[nodiscard]] DoseCheck checkDose(const VaccinateState& state, const DoseChoice& choice,
    const clinical::ProgrammePack& pack, const RoundFile& round, const PatientFile& patient,
    const VaccinateFacts& facts);
[[nodiscard]] DoseRow rowOf(
    const DoseCheck& check, const RoundFile& round, const QString& callName, bool removable);
/// With every gap left open that is open: gapsOf() names them.
[[nodiscard]] GivenDose givenOf(
    const DoseCheck& check, const VaccinateState& state, const VaccinateFacts& facts);

} // namespace doorstep::app
