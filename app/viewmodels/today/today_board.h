#pragma once

#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/files.h"
#include "core/clinical/programme_pack.h"

#include <QVariantList>
#include <optional>

/// Today said in words: a pure function of what was read, so that the list, the progress and the
/// next stop always agree.
namespace doorstep::app {

/// One row of the list: a stop, which is one visit or all visits of a household.
struct StopRow {
    Q_GADGET
    DOORSTEP_FIELD(QString, stopId) ///< hex of its first visit
    DOORSTEP_FIELD(QString, number)
    DOORSTEP_FIELD(QString, window)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, place)
    DOORSTEP_FIELD(QVariantList, tags) ///< Tag
    DOORSTEP_FIELD(bool, selected)
    bool operator==(const StopRow&) const = default;
};

struct JobMark {
    Q_GADGET
    DOORSTEP_FIELD(QString, key)
    DOORSTEP_FIELD(QString, text)
    DOORSTEP_FIELD(QString, iconName)
    DOORSTEP_FIELD(bool, done)
    bool operator==(const JobMark&) const = default;
};

struct PersonJobs {
    Q_GADGET
    DOORSTEP_FIELD(QString, visitId)
    DOORSTEP_FIELD(QString, person) ///< "Mabel, 84"
    DOORSTEP_FIELD(QVariantList, jobs) ///< JobMark
    bool operator==(const PersonJobs&) const = default;
};

struct NextStop {
    Q_GADGET
    DOORSTEP_FIELD(QString, label)
    DOORSTEP_FIELD(QString, window)
    DOORSTEP_FIELD(QString, address)
    DOORSTEP_FIELD(QString, household)
    DOORSTEP_FIELD(QVariantList, people) ///< PersonJobs
    DOORSTEP_FIELD(QVariantList, tags) ///< Tag
    bool operator==(const NextStop&) const = default;
};

/// Visits that are made at one door.
struct RoundStop {
    int number = 0; ///< from 1
    std::vector<VisitId> visits;
    bool ended = false; ///< every visit of it ended
};
[[nodiscard]] std::vector<RoundStop> stopsOf(const RoundFile& file);
[[nodiscard]] bool hasEnded(const domain::VisitRow& visit);
/// True when the record shows the job done at this visit.
[[nodiscard]] bool isJobDone(
    const QString& jobKey, const domain::VisitRow& visit, const PatientFile& patient);

struct TodayBoard {
    QString roundName;
    QString roundWhen; ///< "Tue 24 Nov 2026 · with Dev"
    QString doneText; ///< "7 of 18 visits done"
    QString dosesText; ///< "12 doses in box"
    QStringList segments;
    double share = 0;
    QString tallyText; ///< "6 given, 1 not in, 11 to go"
    QString temperatureText; ///< "4.6 °C at 10:15"
    std::vector<Notice> alerts; ///< at once, before anything else: see roundAlerts
    std::optional<NextStop> next;
    VisitId nextVisit;
    int nextNumber = 0;
    std::vector<StopRow> then;
    std::vector<StopRow> done;
    int ended = 0; ///< visits
    int total = 0;
};
struct BoardFacts {
    QDate today;
    StaffId staff;
    VisitId selected; ///< open in the other pane
    bool pane = false; ///< the list carries the next stop too
};
[[nodiscard]] TodayBoard todayBoard(const RoundFile& file, const BoardFacts& facts,
    const std::vector<clinical::ProgrammePack>& packs);

} // namespace doorstep::app
