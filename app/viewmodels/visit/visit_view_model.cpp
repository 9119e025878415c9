#include "app/viewmodels/visit/visit_view_model.h"

#include "app/viewmodels/today/today_board.h"
#include "app/viewmodels/visit/visit_alerts.h"
#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/words.h"

#include <algorithm>

namespace doorstep::app {

namespace visit_view {

const QString notePart = QStringLiteral("note");
const QString textField = QStringLiteral("text");

void append(std::vector<FactLine>& lines, std::vector<FactLine> more)
{
    std::move(more.begin(), more.end(), std::back_inserter(lines));
}

VisitId idFrom(const QString& hex)
{
    const auto id = VisitId::fromHex(hex.toLatin1());
    return id ? *id : VisitId();
}

} // namespace visit_view

VisitViewModel::VisitViewModel(VisitInHand& hand, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_hand(hand)
    , m_saves(saves)
{
    connect(&m_hand, &VisitInHand::opened, this, [this] { m_codeShown = false; });
    connect(&m_hand, &VisitInHand::changed, this, &VisitViewModel::refresh);
    connect(&m_hand.draft(), &VisitDraft::kept, this, &VisitViewModel::noteChanged);
    connect(&m_hand.draft(), &VisitDraft::restored, this, &VisitViewModel::noteChanged);
    connect(&m_saves, &LastSave::changed, this, &VisitViewModel::changed);
}

void VisitViewModel::refresh()
{
    const auto& round = m_hand.round();
    m_board = jobBoard(
        round.file(), {m_hand.visitId(), round.by().staff, round.today()}, round.packs());
    m_jobs.setRows(m_board.rows);
    Q_EMIT changed();
}

QVariantList VisitViewModel::members() const
{
    const auto visits = m_hand.household();
    if (visits.size() < 2)
        return {};
    std::vector<Member> members;
    const auto& file = m_hand.round().file();
    for (const VisitId id : visits) {
        const auto* visit = file.visit(id);
        const auto* patient = file.patient(visit->patient);
        if (!patient)
            continue;
        const int toDo = static_cast<int>(std::count_if(visit->jobs.begin(), visit->jobs.end(),
            [&](const QString& job) { return !isJobDone(job, *visit, *patient); }));
        const QString name = words::callName(patient->patient.given);
        const QString jobs = hasEnded(*visit) ? words::outcomeInSentence(visit->outcome)
                                              : words::counted(toDo, tr("1 job"), tr("%1 jobs"));
        members.push_back({.visitId = QString::fromLatin1(id.toHex()),
            .text = tr("%1, %2").arg(name, jobs),
            .chosen = id == m_hand.visitId()});
    }
    return toVariants(members);
}

QString VisitViewModel::helpsHeading() const
{
    return tr("What helps %1").arg(m_hand.callName());
}

QVariantList VisitViewModel::helps() const
{
    std::vector<FactLine> lines;
    if (const auto* file = m_hand.patient()) {
        lines = words::alsoRecordedLines(file->alsoRecordedAs);
        for (const auto& adjustment : file->adjustments)
            lines.push_back(words::adjustmentLine(adjustment));
        if (file->patient.interpreter)
            lines.push_back({.iconName = QStringLiteral("people"),
                .lead = tr("Needs an interpreter: "),
                .strong = file->patient.language});
    }
    return toVariants(lines);
}

QVariantList VisitViewModel::notices() const
{
    std::vector<Notice> all;
    if (const auto* visit = m_hand.visit())
        all = visitAlerts(m_hand.round().file(), *visit, m_hand.round().today());
    all.insert(all.end(), m_board.notices.begin(), m_board.notices.end());
    return toVariants(all);
}

/// Two values of one field stand side by side, each with who recorded it, until a person decides.
QVariantList VisitViewModel::ways() const
{
    std::vector<FactLine> lines;
    const auto* file = m_hand.patient();
    const auto* visit = m_hand.visit();
    if (!file || !visit)
        return {};
    const auto both = [&](const char* field, const char* icon) {
        return twoValueLines(
            *file, QString::fromLatin1(field), QString::fromLatin1(icon), m_hand.round().today());
    };
    if (auto notes = both("accessNote", "door"); !notes.empty())
        visit_view::append(lines, std::move(notes));
    else if (!file->patient.accessNote.isEmpty() && file->patient.keyCode.isEmpty())
        lines.push_back({.iconName = QStringLiteral("door"), .lead = file->patient.accessNote});
    if (file->twoValues.contains(QStringLiteral("keyCode")))
        lines.push_back({.iconName = QStringLiteral("warning"),
            .lead = tr("Two key codes are on record. Show both, and try both.")});
    for (const auto& alert : file->alerts)
        if (alert.alertKind == domain::AlertKind::Access
            || alert.alertKind == domain::AlertKind::Risk)
            lines.push_back({.iconName = QStringLiteral("warning"), .lead = alert.text});
    if (auto phones = both("phone", "device"); !phones.empty())
        visit_view::append(lines, std::move(phones));
    else if (!file->patient.phone.isEmpty())
        lines.push_back({.iconName = QStringLiteral("device"), .lead = file->patient.phone});
    if (auto contacts = both("contact", "people"); !contacts.empty())
        visit_view::append(lines, std::move(contacts));
    else if (!file->patient.contactName.isEmpty())
        lines.push_back({.iconName = QStringLiteral("people"),
            .lead = tr("Ring %1: ").arg(file->patient.contactName),
            .strong = file->patient.contactPhone});
    if (!visit->note.isEmpty())
        lines.push_back({.iconName = QStringLiteral("info"), .lead = visit->note});
    return toVariants(lines);
}

QString VisitViewModel::keySafe() const
{
    const auto* file = m_hand.patient();
    if (!file
        || (file->patient.keyCode.isEmpty()
            && !file->twoValues.contains(QStringLiteral("keyCode"))))
        return {};
    const bool named = !file->patient.accessNote.isEmpty()
        && !file->twoValues.contains(QStringLiteral("accessNote")); // both stand below
    return named ? file->patient.accessNote : tr("Key safe.");
}

QString VisitViewModel::keyCode() const
{
    const auto* file = m_hand.patient();
    return m_codeShown && file
        ? eitherValue(*file, QStringLiteral("keyCode"), file->patient.keyCode)
        : QString();
}

QVariantList VisitViewModel::added() const
{
    std::vector<AddedLine> lines;
    const auto* file = m_hand.patient();
    if (!file)
        return {};
    for (const auto& row : file->notes)
        if (row.visit == m_hand.visitId())
            lines.push_back({.iconName = QStringLiteral("pencil"),
                .text = row.text,
                .stage = QStringLiteral("device"),
                .receipt = words::time(row.recordedAt)});
    for (const auto& row : file->followUps)
        if (row.visit == m_hand.visitId())
            lines.push_back({.iconName = QStringLiteral("flag"),
                .text = tr("%1, by %2").arg(row.text, words::date(row.due)),
                .stage = QStringLiteral("device"),
                .receipt = words::time(row.recordedAt)});
    return toVariants(lines);
}

VisitViewModel::Primary VisitViewModel::primaryKind() const
{
    const auto* visit = m_hand.visit();
    if (!visit || hasEnded(*visit))
        return Primary::Leave;
    if (!m_board.nextKey.isEmpty())
        return Primary::NextJob;
    return m_hand.endsWith({}) ? Primary::SaveVisit : Primary::SayWhatHappened;
}

QString VisitViewModel::primaryText() const
{
    switch (primaryKind()) {
    case Primary::NextJob:
        return m_board.nextAction;
    case Primary::SaveVisit:
        return tr("Save visit");
    case Primary::SayWhatHappened:
        return tr("Say what happened");
    case Primary::Leave:
        return tr("Back to the round");
    }
    return {};
}

void VisitViewModel::show(const QString& visitId, bool started)
{
    m_hand.open(visit_view::idFrom(visitId));
    if (started)
        start();
}

void VisitViewModel::start()
{
    const auto* visit = m_hand.visit();
    if (!visit || visit->status != domain::VisitStatus::Assigned)
        return;
    m_saves.saveQuietly(startVisitAct(m_hand.round().session().mint(), m_hand.round().by(),
        visit->visit, m_hand.round().file().round.round));
}

void VisitViewModel::openJob(const QString& jobKey)
{
    const auto job = words::jobOf(jobKey);
    if (job.kind == words::JobKind::Vaccinate)
        Q_EMIT vaccinateWanted(job.subject);
    else if (job.kind == words::JobKind::Observe)
        Q_EMIT observeWanted(jobKey);
}

void VisitViewModel::addPressure()
{
    Q_EMIT observeWanted(QStringLiteral("observe:bp"));
}

void VisitViewModel::addObservations()
{
    Q_EMIT observeWanted(QStringLiteral("observe"));
}

void VisitViewModel::undoJob(const QString& jobKey)
{
    const auto row = std::ranges::find(m_board.rows, jobKey, &JobRow::jobKey);
    if (row != m_board.rows.end() && !row->recorded.isNull())
        m_saves.undoTogetherWith(row->recorded);
}

void VisitViewModel::checkIdentity()
{
    m_hand.noteIdentity();
}

void VisitViewModel::showCode()
{
    m_codeShown = true;
    Q_EMIT changed();
}

QString VisitViewModel::note() const
{
    return m_hand.round().isRead()
        ? m_hand.draft().part(visit_view::notePart).value(visit_view::textField).toString()
        : QString();
}

QString VisitViewModel::keptText() const
{
    const Instant at = m_hand.draft().keptAt();
    return at.ms > 0 ? tr("Kept as you type, %1").arg(words::time(at)) : QString();
}

void VisitViewModel::editNote(const QString& text)
{
    m_hand.draft().setPart(visit_view::notePart,
        text.isEmpty() ? QCborMap() : QCborMap{{visit_view::textField, text}});
    Q_EMIT noteChanged();
}

void VisitViewModel::addPhrase(const QString& phrase)
{
    const QString before = note();
    editNote(before.isEmpty() ? phrase : before + QLatin1Char(' ') + phrase);
}

void VisitViewModel::saveNote()
{
    if (note().trimmed().isEmpty())
        return;
    m_saves.save(
        visitAct(m_hand.round().session().mint(), m_hand.newSave()), [this] { editNote({}); });
}

void VisitViewModel::primary()
{
    switch (primaryKind()) {
    case Primary::NextJob:
        openJob(m_board.nextKey);
        return;
    case Primary::SaveVisit:
        saveVisit();
        return;
    case Primary::SayWhatHappened:
        Q_EMIT outcomeWanted();
        return;
    case Primary::Leave:
        Q_EMIT left();
        return;
    }
}

void VisitViewModel::saveVisit()
{
    VisitSave save = m_hand.newSave();
    save.outcome = VisitOutcome{
        .outcome = m_hand.doseGivenBefore() ? domain::Outcome::Given : domain::Outcome::Seen};
    m_saves.save(visitAct(m_hand.round().session().mint(), save), [this] {
        editNote({});
        Q_EMIT left();
    });
}

void VisitViewModel::act(const QString& noticeId)
{
    if (noticeId == QLatin1String("authority-not-signed"))
        Q_EMIT authoritiesWanted();
    else
        Q_EMIT outcomeWanted();
}

} // namespace doorstep::app
