#include "app/viewmodels/vaccinate/vaccinate_view_model.h"

#include "app/viewmodels/visit/visit_jobs.h"
#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/stop_words.h"
#include "core/domain/job_key.h"

#include <algorithm>
#include <utility>

namespace doorstep::app {

namespace vaccinate_view {

const QString part = QStringLiteral("vaccinate");

} // namespace vaccinate_view

VaccinateViewModel::VaccinateViewModel(VisitInHand& hand, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_hand(hand)
    , m_saves(saves)
    , m_consent(nullptr)
    , m_batch(hand)
{
    connect(&m_hand, &VisitInHand::opened, this, [this] {
        m_state = {};
        m_wanted.clear();
        m_reasonFor.clear();
        m_consent.close();
        m_batch.close();
        refresh();
    });
    connect(&m_hand.draft(), &VisitDraft::restored, this, [this] {
        if (m_state.phase == VaccinatePhase::Ask)
            m_state = vaccinateFromCbor(m_hand.draft().part(vaccinate_view::part));
        if (!m_wanted.isEmpty())
            show(std::exchange(m_wanted, {}));
        refresh();
    });
    connect(&m_hand, &VisitInHand::changed, this, &VaccinateViewModel::refresh);
    connect(&m_saves, &LastSave::changed, this, &VaccinateViewModel::changed);
    connect(&m_consent, &ConsentViewModel::recorded, this,
        [this](const GivenConsent& consent) { take(ConsentRecorded{consent}); });
    connect(&m_batch, &BatchViewModel::chosen, this,
        [this](const DoseChoice& dose) { take(BatchChosen{dose}); });
}

void VaccinateViewModel::refresh()
{
    const auto& round = m_hand.round();
    m_board = vaccinateBoard(m_state, round.file(),
        {m_hand.visitId(), round.by().staff, round.today(), offered()}, round.packs());
    m_doses.setRows(m_board.doses);
    Q_EMIT changed();
}

QStringList VaccinateViewModel::offered() const
{
    const auto& round = m_hand.round();
    QStringList programmes;
    for (const QString& key :
        jobBoard(round.file(), {m_hand.visitId(), round.by().staff, round.today()}, round.packs())
            .offered)
        programmes.push_back(words::jobOf(key).subject);
    return programmes;
}

void VaccinateViewModel::take(const VaccinateEvent& event)
{
    m_state = step(std::move(m_state), event);
    m_hand.draft().setPart(vaccinate_view::part, toCbor(m_state));
    refresh();
}

QString VaccinateViewModel::helps() const
{
    const auto* file = m_hand.patient();
    return file && !file->adjustments.empty() ? file->adjustments.front().text : QString();
}

QString VaccinateViewModel::phase() const
{
    switch (m_state.phase) {
    case VaccinatePhase::Ask:
        return QStringLiteral("ask");
    case VaccinatePhase::Each:
        return QStringLiteral("each");
    case VaccinatePhase::Checked:
        return QStringLiteral("checked");
    }
    return {};
}

void VaccinateViewModel::show(const QString& programme)
{
    if (!m_hand.draft().isRestored()) {
        m_wanted = programme;
        return;
    }
    m_wanted.clear();
    if (!m_state.dose(programme))
        addDose(programme);
    refresh();
}

void VaccinateViewModel::allClear()
{
    take(AllClear{m_board.questionIds, m_hand.round().now()});
    m_hand.noteIdentity();
}

void VaccinateViewModel::different()
{
    take(Different{});
}

void VaccinateViewModel::answer(const QString& questionId, const QString& value)
{
    const auto given = domain::fromWord<domain::Answer>(value);
    if (given == domain::Answer::Unknown)
        return;
    take(Answered{questionId, given, m_board.questionIds, m_hand.round().now()});
    if (questionId == QStringView(IdentityQuestion) && given == domain::Answer::Yes)
        m_hand.noteIdentity();
}

void VaccinateViewModel::changeAnswers()
{
    take(AnswersReopened{});
}

void VaccinateViewModel::changeConsent()
{
    m_consent.show(m_hand.callName(), m_state.consent);
}

void VaccinateViewModel::changeVaccine(const QString& doseId)
{
    if (const auto* dose = m_state.dose(doseId))
        m_batch.show(*dose);
}

void VaccinateViewModel::chooseSite(const QString& doseId, const QString& value)
{
    take(SiteChosen{doseId, value});
}

void VaccinateViewModel::removeDose(const QString& doseId)
{
    take(DoseRemoved{doseId});
}

void VaccinateViewModel::addDose(const QString& programme)
{
    const auto& round = m_hand.round();
    const auto* pack = words::packOf(round.packs(), programme);
    const auto* file = m_hand.patient();
    if (!pack || !file)
        return;
    const DoseChoice dose = presetChoice(round.file(), *pack, file->patient, round.today());
    auto doses = m_state.doses;
    doses.push_back(dose);
    take(DoseAdded{dose, questionIdsFor(doses, round.packs())});
}

QString VaccinateViewModel::reasonHeading() const
{
    return m_reasonFor == QStringView(AllergyQuestion) ? tr("Which allergy, and what happened?")
                                                       : tr("Why go on?");
}

void VaccinateViewModel::act(const QString& noticeId)
{
    if (noticeId == QStringView(IdentityQuestion)) {
        Q_EMIT findWanted();
        return;
    }
    if (noticeId == QLatin1String("authority-not-signed")) {
        Q_EMIT authoritiesWanted();
        return;
    }
    if (noticeId != QStringView(AllergyQuestion) && isStop(noticeId)) {
        const QString dose = doseWithNotice(noticeId);
        if (noticeId.startsWith(QLatin1String("batch")) && !dose.isEmpty())
            changeVaccine(dose);
        else
            Q_EMIT outcomeWanted();
        return;
    }
    m_reasonFor = noticeId;
    const auto before = m_state.reasons.find(noticeId);
    m_reason = before == m_state.reasons.end() ? QString() : before->second;
    Q_EMIT changed();
}

bool VaccinateViewModel::isStop(const QString& noticeId) const
{
    std::vector<Notice> all = m_board.askNotices;
    all.insert(all.end(), m_board.authorityNotices.begin(), m_board.authorityNotices.end());
    for (const DoseRow& dose : m_board.doses)
        for (const QVariant& notice : dose.notices)
            all.push_back(notice.value<Notice>());
    return std::any_of(all.begin(), all.end(), [&](const Notice& notice) {
        return notice.noticeId == noticeId && notice.kind == QLatin1String("stop");
    });
}

QString VaccinateViewModel::doseWithNotice(const QString& noticeId) const
{
    for (const DoseRow& dose : m_board.doses)
        for (const QVariant& notice : dose.notices)
            if (notice.value<Notice>().noticeId == noticeId)
                return dose.doseId;
    return {};
}

void VaccinateViewModel::editReason(const QString& text)
{
    m_reason = text;
    Q_EMIT changed();
}

void VaccinateViewModel::saveReason()
{
    if (m_reason.trimmed().isEmpty())
        return;
    const QString notice = std::exchange(m_reasonFor, QString());
    take(ReasonGiven{notice, std::exchange(m_reason, QString())});
}

void VaccinateViewModel::closeReason()
{
    m_reasonFor.clear();
    Q_EMIT changed();
}

void VaccinateViewModel::save()
{
    if (!saveReady())
        return;
    VisitSave save = m_hand.newSave();
    save.doses = m_board.given;
    save.allergies = m_board.allergies;
    save.alerts = m_board.alerts;
    QStringList jobs;
    for (const GivenDose& dose : save.doses)
        jobs.push_back(domain::vaccinationJob(dose.programme));
    const bool ends = m_hand.endsWith(jobs);
    if (ends)
        save.outcome = VisitOutcome{.outcome = domain::Outcome::Given};
    m_saves.save(visitAct(m_hand.round().session().mint(), save), [this, ends] {
        m_hand.draft().dropPart(vaccinate_view::part);
        m_hand.draft().dropPart(QStringLiteral("note"));
        m_state = {};
        refresh();
        Q_EMIT saved(ends);
    });
}

} // namespace doorstep::app
