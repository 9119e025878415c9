#include "app/viewmodels/desk/uptake_view_model.h"

#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/register_words.h"
#include "app/viewmodels/words/words.h"
#include "core/store/care_store.h"

namespace doorstep::app {

namespace uptake_parts {

using clinical::EligibilityState;

void count(UptakeRow& row, const UptakeFact& fact)
{
    ++row.everybody;
    const bool ours = fact.given == domain::VaccinationSource::Ours;
    if (fact.given)
        ++(ours ? row.ours : row.elsewhere);
    else if (fact.refused)
        ++row.refused;
    else if (fact.eligibility.state == EligibilityState::Due
        || fact.eligibility.state == EligibilityState::TooSoon)
        ++row.due;
    else
        ++row.notEligible;
}

void finish(UptakeRow& row)
{
    const int offered = row.everybody - row.notEligible;
    row.share = offered > 0 ? static_cast<qreal>(row.ours + row.elsewhere) / offered : 0;
    row.percent
        = offered > 0 ? QStringLiteral("%1 %").arg(qRound(row.share * 100)) : QStringLiteral("–");
}

Result<std::vector<UptakeFact>> readFacts(
    store::Connection& connection, const clinical::ProgrammePack& pack, QDate today)
{
    DOORSTEP_TRY(everybody, readDue(connection, {&pack, today, {}}));
    store::CareStore care(connection);
    std::vector<UptakeFact> facts;
    for (const auto& each : everybody) {
        UptakeFact fact{each.patient.registers, each.eligibility, {}, false};
        DOORSTEP_TRY(rows, care.vaccinationsOfPerson(each.patient.patient));
        bool newest = true;
        for (const auto& row : rows) {
            if (row.programme != pack.id && row.programme != pack.programme)
                continue;
            if (row.status == domain::VaccinationStatus::Given && !fact.given
                && row.occurredOn >= pack.countsFrom)
                fact.given = row.source;
            if (newest)
                fact.refused = row.notGivenReason == domain::NotGivenReason::Refused;
            newest = false;
        }
        facts.push_back(std::move(fact));
    }
    return facts;
}

} // namespace uptake_parts

std::vector<UptakeRow> uptakeRows(const std::vector<UptakeFact>& facts)
{
    UptakeRow all{.label = UptakeViewModel::tr("Everybody")};
    QMap<QString, UptakeRow> registers;
    for (const UptakeFact& fact : facts) {
        uptake_parts::count(all, fact);
        for (const QString& word : fact.registers) {
            UptakeRow& row = registers[word];
            row.label = words::registerText(word);
            uptake_parts::count(row, fact);
        }
    }
    std::vector<UptakeRow> rows{all};
    for (const UptakeRow& row : registers)
        rows.push_back(row);
    for (UptakeRow& row : rows)
        uptake_parts::finish(row);
    return rows;
}

UptakeViewModel::UptakeViewModel(RoundInHand& round, QObject* parent)
    : QObject(parent)
    , m_round(round)
{
    if (!m_round.packs().empty())
        m_programme = m_round.packs().front().id;
}

void UptakeViewModel::readAgain()
{
    const auto* pack = words::packOf(m_round.packs(), m_programme);
    if (!pack || m_round.session().state() != Session::State::Open) {
        m_rows.setRows({});
        m_asOf.clear();
        Q_EMIT changed();
        return;
    }
    const quint64 asked = ++m_asked;
    m_round.session()
        .read([pack = *pack, today = m_round.today()](store::Connection& connection) {
            return uptake_parts::readFacts(connection, pack, today);
        })
        .then(this, [this, asked](Result<std::vector<UptakeFact>> facts) {
            if (asked != m_asked || !facts)
                return;
            m_rows.setRows(uptakeRows(*facts));
            m_asOf = tr("As of %1").arg(words::timeAndDay(m_round.now(), m_round.today()));
            Q_EMIT changed();
        });
}

QVariantList UptakeViewModel::programmes() const
{
    std::vector<Choice> choices;
    for (const auto& pack : m_round.packs())
        choices.push_back({.value = pack.id, .text = pack.title});
    return toVariants(choices);
}

int UptakeViewModel::everybody() const
{
    return m_rows.rows().empty() ? 0 : m_rows.rows().front().everybody;
}

QString UptakeViewModel::factsText() const
{
    const auto* pack = words::packOf(m_round.packs(), m_programme);
    if (!pack)
        return {};
    return tr("Groups from %1, facts dated %2")
        .arg(pack->sources.empty() ? pack->title : pack->sources.front().title,
            words::date(pack->dated));
}

void UptakeViewModel::chooseProgramme(const QString& packId)
{
    m_programme = packId;
    readAgain();
}

} // namespace doorstep::app
