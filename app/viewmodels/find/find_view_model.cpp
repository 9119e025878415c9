#include "app/viewmodels/find/find_view_model.h"

#include "app/viewmodels/today/today_board.h"
#include "app/viewmodels/words/typed_date.h"
#include "app/viewmodels/words/words.h"
#include "core/clinical/nhs_number.h"
#include "core/domain/job_key.h"
#include "core/store/search_store.h"

#include <algorithm>

namespace doorstep::app {

namespace find_parts {

constexpr qsizetype shortestQuery = 2;
constexpr int mostFound = 50;

} // namespace find_parts

FindViewModel::FindViewModel(RecordsInHand& records, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_records(records)
    , m_round(records.round())
    , m_saves(saves)
{
    connect(&m_round.session(), &Session::stateChanged, this, [this] {
        m_query.clear();
        m_new = {};
        m_born.clear();
        m_addOpen = false;
        search();
    });
    connect(&m_records, &RecordsInHand::changed, this, &FindViewModel::changed);
    connect(&m_round, &RoundInHand::changed, this, [this] {
        if (!m_query.isEmpty())
            search();
    });
}

FoundRow FindViewModel::rowOf(const domain::PatientRow& patient) const
{
    std::vector<Tag> tags;
    const auto& visits = m_round.file().visits;
    const auto visit = std::find_if(visits.begin(), visits.end(),
        [&](const domain::VisitRow& row) { return row.patient == patient.patient; });
    if (visit != visits.end())
        tags.push_back({.text = hasEnded(*visit) ? tr("Done today") : tr("On today's round"),
            .iconName = hasEnded(*visit) ? QStringLiteral("check") : QStringLiteral("list"),
            .tone = hasEnded(*visit) ? QStringLiteral("ok") : QStringLiteral("brand")});
    if (patient.deceasedOn.isValid())
        tags.push_back({.text = tr("Died"), .iconName = QStringLiteral("leaf")});
    return {.patientId = QString::fromLatin1(patient.patient.toHex()),
        .name = words::nameAndAge(
            words::fullName(patient.family, patient.given), patient.born, m_round.today()),
        .under = tr("Born %1 · NHS %2 · %3")
                     .arg(words::date(patient.born), words::nhsNumber(patient.nhsNumber),
                         patient.addressLine),
        .tags = toVariants(tags)};
}

void FindViewModel::search()
{
    const quint64 asked = ++m_asked;
    if (m_query.trimmed().size() < find_parts::shortestQuery) {
        m_searched = false;
        m_results.setRows({});
        Q_EMIT changed();
        return;
    }
    m_round.session()
        .read([text = m_query](store::Connection& connection) {
            return store::SearchStore(connection).find(text, find_parts::mostFound);
        })
        .then(this, [this, asked](Result<std::vector<domain::PatientRow>> found) {
            if (asked != m_asked)
                return;
            std::vector<FoundRow> rows;
            if (found)
                for (const auto& patient : *found)
                    rows.push_back(rowOf(patient));
            m_results.setRows(std::move(rows));
            m_searched = true;
            Q_EMIT changed();
        });
}

QString FindViewModel::countText() const
{
    const int count = m_results.count();
    if (count == 0)
        return {};
    return count == find_parts::mostFound
        ? tr("%1 people shown. Type more to narrow it.").arg(count)
        : words::counted(count, tr("1 person"), tr("%1 people"));
}

QString FindViewModel::emptyFact() const
{
    if (!m_searched || m_results.count() > 0)
        return {};
    return m_records.isBeforeFirstSync()
        ? tr("No one called '%1' is here yet").arg(m_query.trimmed())
        : tr("No one called '%1' is on this device").arg(m_query.trimmed());
}

QString FindViewModel::emptyNext() const
{
    if (m_records.isBeforeFirstSync())
        return tr("Not all records have come from the practice. Search again when they have.");
    return m_round.hasRound() ? tr("Check the spelling, or add a patient.")
                              : tr("Check the spelling.");
}

QString FindViewModel::addText() const
{
    return m_round.hasRound() ? tr("Add a patient") : QString();
}

void FindViewModel::startAnew()
{
    if (!m_query.isEmpty())
        editQuery({});
}

void FindViewModel::editQuery(const QString& text)
{
    m_query = text;
    Q_EMIT changed();
    search();
}

void FindViewModel::open(const QString& patientId)
{
    const auto patient = PatientId::fromHex(patientId.toLatin1());
    if (!patient)
        return;
    for (const auto& visit : m_round.file().visits)
        if (visit.patient == *patient) {
            Q_EMIT visitWanted(QString::fromLatin1(visit.visit.toHex()), false);
            return;
        }
    if (m_round.hasRound())
        join({.patient = *patient});
}

void FindViewModel::join(WalkIn walkIn)
{
    const auto& file = m_round.file();
    walkIn.by = m_round.by();
    walkIn.device = m_round.session().device().device;
    walkIn.round = file.round.round;
    walkIn.position = static_cast<int>(file.visits.size());
    for (const QString& programme : file.round.programmes)
        walkIn.jobs.push_back(domain::vaccinationJob(programme));
    auto made = walkInAct(m_round.session().mint(), walkIn);
    if (!made) {
        m_addError
            = tr("Something in it cannot be recorded. Check name, date of birth and number.");
        Q_EMIT changed();
        return;
    }
    const VisitId visit = made->visit;
    m_saves.save(
        std::move(made->act),
        [this, visit] {
            m_addOpen = false;
            m_new = {};
            m_born.clear();
            // The round is read again before the visit can be shown.
            connect(
                &m_round, &RoundInHand::changed, this,
                [this, visit] { Q_EMIT visitWanted(QString::fromLatin1(visit.toHex()), true); },
                Qt::SingleShotConnection);
            m_round.readAgain();
            Q_EMIT changed();
        },
        false);
}

void FindViewModel::add()
{
    m_addOpen = true;
    m_addError.clear();
    Q_EMIT changed();
}

void FindViewModel::closeAdd()
{
    m_addOpen = false;
    Q_EMIT changed();
}

void FindViewModel::editFamily(const QString& text)
{
    m_new.family = text;
    Q_EMIT changed();
}

void FindViewModel::editGiven(const QString& text)
{
    m_new.given = text;
    Q_EMIT changed();
}

void FindViewModel::editBorn(const QString& text)
{
    m_born = text;
    Q_EMIT changed();
}

void FindViewModel::editNhsNumber(const QString& text)
{
    m_new.nhsNumber = text;
    Q_EMIT changed();
}

void FindViewModel::saveNew()
{
    m_addError.clear();
    WalkIn walkIn = m_new;
    walkIn.born = words::dateTyped(m_born);
    const auto number = clinical::NhsNumber::parse(m_new.nhsNumber);
    if (walkIn.family.trimmed().isEmpty() || walkIn.given.trimmed().isEmpty())
        m_addError = tr("Enter family name and given name.");
    else if (!walkIn.born.isValid() || walkIn.born > m_round.today())
        m_addError = tr("Enter a date of birth like 14 Mar 1942 or 14/3/1942.");
    else if (!m_new.nhsNumber.trimmed().isEmpty() && !number.number)
        m_addError = tr("That is not an NHS number. Check its ten digits, or leave it empty.");
    if (!m_addError.isEmpty()) {
        Q_EMIT changed();
        return;
    }
    walkIn.nhsNumber = number.number ? number.number->digits() : QString();
    join(std::move(walkIn));
}

} // namespace doorstep::app
