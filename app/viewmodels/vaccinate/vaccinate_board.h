#pragma once

#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/files.h"
#include "app/viewmodels/vaccinate/vaccinate_step.h"
#include "core/clinical/programme_pack.h"

/// Everything the Vaccinate page says, and what Save would write: a pure function of what is known
/// and what was answered.
namespace doorstep::app {

struct QuestionLine {
    Q_GADGET
    DOORSTEP_FIELD(QString, questionId)
    DOORSTEP_FIELD(QString, text) ///< in the list of the one confirm
    DOORSTEP_FIELD(QString, question) ///< on its own
    DOORSTEP_FIELD(QString, answer) ///< "", yes, no
    bool operator==(const QuestionLine&) const = default;
};

struct CheckedLine {
    Q_GADGET
    DOORSTEP_FIELD(QString, text)
    DOORSTEP_FIELD(QString, tone)
    bool operator==(const CheckedLine&) const = default;
};

struct DoseRow {
    Q_GADGET
    DOORSTEP_FIELD(QString, doseId) ///< pack id
    DOORSTEP_FIELD(QString, heading)
    DOORSTEP_FIELD(QString, product)
    DOORSTEP_FIELD(QString, batch)
    DOORSTEP_FIELD(QString, batchFact)
    DOORSTEP_FIELD(QString, siteHeading)
    DOORSTEP_FIELD(QVariantList, sites) ///< Choice
    DOORSTEP_FIELD(QString, site)
    DOORSTEP_FIELD(QVariantList, notices) ///< Notice
    DOORSTEP_FIELD(bool, removable)
    bool operator==(const DoseRow&) const = default;
};

struct VaccinateFacts {
    VisitId visit;
    StaffId staff;
    QDate today;
    QStringList offered; ///< pack ids that may be added
};

struct VaccinateBoard {
    QString askHeading;
    QString identity;
    QString questionsLead;
    std::vector<QuestionLine> questions;
    QStringList questionIds; ///< what must be answered, identity included
    QString consentAsk;
    QString clearText;
    QString differentText;
    QString checkedHeading;
    std::vector<CheckedLine> checkedLines;
    QString consent;
    std::vector<Notice> askNotices;
    std::vector<DoseRow> doses;
    std::vector<Choice> offers;
    QString authorityLead;
    QString authorityTail;
    std::vector<Notice> authorityNotices;
    QString saveText;
    bool saveReady = false;
    std::vector<GivenDose> given; ///< complete when saveReady
    std::optional<AllergyCheck> allergies;
    std::vector<NewAlert> alerts;
};
[[nodiscard]] VaccinateBoard vaccinateBoard(const VaccinateState& state, const RoundFile& round,
    const VaccinateFacts& facts, const std::vector<clinical::ProgrammePack>& packs);

/// The ids that must be answered for these vaccines: identity, allergies, each pack's once.
[[nodiscard]] QStringList questionIdsFor(
    const std::vector<DoseChoice>& doses, const std::vector<clinical::ProgrammePack>& packs);
/// Batch and product preset from the box.
[[nodiscard]] DoseChoice presetChoice(const RoundFile& round, const clinical::ProgrammePack& pack,
    const domain::PatientRow& patient, QDate today);

} // namespace doorstep::app
