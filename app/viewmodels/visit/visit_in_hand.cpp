#include "app/viewmodels/visit/visit_in_hand.h"

#include "app/viewmodels/today/today_board.h"
#include "app/viewmodels/visit/visit_alerts.h"
#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/patient_words.h"
#include "app/viewmodels/words/words.h"

#include <algorithm>

namespace doorstep::app {

namespace in_hand {

const QString identityPart = QStringLiteral("identity");
const QString atField = QStringLiteral("at");

} // namespace in_hand

VisitInHand::VisitInHand(RoundInHand& round, QObject* parent)
    : QObject(parent)
    , m_round(round)
    , m_draft(round.session())
{
    connect(&m_round, &RoundInHand::changed, this, &VisitInHand::changed);
    connect(&m_draft, &VisitDraft::restored, this, &VisitInHand::changed);
}

void VisitInHand::open(VisitId visit)
{
    if (visit == m_visit)
        return;
    m_visit = visit;
    const auto* row = this->visit();
    m_draft.open(visit, row ? row->patient : PatientId());
    Q_EMIT opened();
    Q_EMIT changed();
}

void VisitInHand::close()
{
    m_draft.close();
    m_visit = {};
    Q_EMIT opened();
    Q_EMIT changed();
}

const PatientFile* VisitInHand::patient() const
{
    const auto* row = visit();
    return row ? m_round.file().patient(row->patient) : nullptr;
}

QString VisitInHand::callName() const
{
    const auto* file = patient();
    return file ? words::callName(file->patient.given) : QString();
}

QString VisitInHand::fullName() const
{
    const auto* file = patient();
    return file ? words::fullName(file->patient.family, file->patient.given) : QString();
}

PatientTop VisitInHand::top() const
{
    const auto* file = patient();
    if (!file)
        return {};
    const Instant at = identityAt();
    const QString identity = at.ms > 0 ? tr("Identity checked %1").arg(words::time(at)) : QString();
    PatientTop top = words::patientTop(file->patient, file->alerts, m_round.today(), identity);
    top.address = eitherValue(*file, QStringLiteral("address"), top.address);
    return top;
}

Instant VisitInHand::identityAt() const
{
    const auto typed = m_draft.part(in_hand::identityPart);
    if (typed.contains(in_hand::atField))
        return {typed.value(in_hand::atField).toInteger()};
    const auto* file = patient();
    if (!file)
        return {};
    for (const auto& row : file->vaccinations)
        if (row.visit == m_visit && !row.identityCheckedBy.isEmpty())
            return row.occurredAt;
    return {};
}

void VisitInHand::noteIdentity()
{
    m_draft.setPart(in_hand::identityPart, QCborMap{{in_hand::atField, m_round.now().ms}});
    Q_EMIT changed();
}

VisitSave VisitInHand::newSave() const
{
    VisitSave save{.by = m_round.by(), .visit = m_visit, .round = m_round.file().round.round};
    if (const auto* row = visit())
        save.patient = row->patient;
    save.doseGivenBefore = doseGivenBefore();
    save.note = m_draft.part(QStringLiteral("note")).value(QStringLiteral("text")).toString();
    return save;
}

bool VisitInHand::endsWith(const QStringList& alsoDone) const
{
    const auto* row = visit();
    const auto* file = patient();
    if (!row || !file || hasEnded(*row))
        return false;
    return std::all_of(row->jobs.begin(), row->jobs.end(),
        [&](const QString& job) { return alsoDone.contains(job) || isJobDone(job, *row, *file); });
}

bool VisitInHand::doseGivenBefore() const
{
    const auto* file = patient();
    return file
        && std::any_of(file->vaccinations.begin(), file->vaccinations.end(),
            [&](const domain::VaccinationRow& row) {
                return row.visit == m_visit && row.status == domain::VaccinationStatus::Given;
            });
}

std::vector<VisitId> VisitInHand::household() const
{
    for (const RoundStop& stop : stopsOf(m_round.file()))
        if (std::find(stop.visits.begin(), stop.visits.end(), m_visit) != stop.visits.end())
            return stop.visits;
    return {};
}

} // namespace doorstep::app
