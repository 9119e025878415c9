#pragma once

#include "app/runtime/desk_reads.h"
#include "app/viewmodels/reading/files.h"

/// What a printed sheet needs, read in one go. Storage thread; the values travel.
namespace doorstep::app {

struct VisitPaper {
    VisitFile file;
    std::vector<domain::AlertRow> alerts;
    std::vector<domain::AdjustmentRow> adjustments;
    domain::RoundRow round;
    QHash<AuthorityId, domain::AuthorityRow> authorities; ///< of the doses
    PeopleById people;
    domain::PracticeRow practice;
    int waiting = 0; ///< records of it that this device has not yet handed to the practice
};

struct BoxPaper {
    domain::BoxRow box;
    std::vector<domain::BoxContentRow> contents;
    std::vector<domain::TemperatureRow> temperatures;
};
struct RoundPaper {
    domain::RoundRow round;
    std::vector<domain::VisitRow> visits; ///< in visiting order, without the cancelled ones
    QHash<PatientId, domain::PatientRow> patients;
    std::vector<BoxPaper> boxes;
    PeopleById people;
    domain::PracticeRow practice;
    QList<EntryId> entries; ///< outcomes that the sheet shows
    int waiting = 0;
};

/// NotFound for an unknown visit or round.
[[nodiscard]] Result<VisitPaper> readVisitPaper(store::Connection& connection, VisitId visit);
[[nodiscard]] Result<RoundPaper> readRoundPaper(store::Connection& connection, RoundId round);

} // namespace doorstep::app
