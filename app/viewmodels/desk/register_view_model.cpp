#include "app/viewmodels/desk/register_view_model.h"

#include "app/runtime/link_act.h"
#include "app/viewmodels/visit/visit_alerts.h"
#include "app/viewmodels/visit/visit_jobs.h"
#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/patient_words.h"
#include "app/viewmodels/words/register_words.h"
#include "app/viewmodels/words/words.h"
#include "core/domain/hold_rules.h"
#include "core/store/patient_store.h"
#include "core/store/search_store.h"

#include <algorithm>

namespace doorstep::app {

namespace register_view {

constexpr std::size_t mostShown = 500;
constexpr int mostFound = 500;

struct Reading {
    std::vector<domain::PatientRow> patients;
    QMap<QString, int> counts;
    int total = 0;
};

/// A search asks the index; a register or nothing reads the list.
Result<Reading> readRegister(
    store::Connection& connection, const QString& query, const QString& word)
{
    store::PatientStore store(connection);
    Reading reading;
    DOORSTEP_TRY(all, store.all());
    // An undone import leaves an id without a person.
    std::erase_if(all, [](const domain::PatientRow& patient) { return patient.family.isEmpty(); });
    for (const auto& patient : all)
        for (const QString& each : patient.registers)
            ++reading.counts[each];
    reading.total = static_cast<int>(all.size());
    if (!query.trimmed().isEmpty()) {
        DOORSTEP_TRY(found, store::SearchStore(connection).find(query, mostFound));
        reading.patients = std::move(found);
        std::erase_if(reading.patients,
            [](const domain::PatientRow& patient) { return patient.family.isEmpty(); });
    } else {
        reading.patients = std::move(all);
    }
    if (!word.isEmpty())
        std::erase_if(reading.patients,
            [&](const domain::PatientRow& patient) { return !patient.registers.contains(word); });
    return reading;
}

struct DatedLine {
    QDate day;
    RecordLine line;
};

QString vaccinationText(
    const domain::VaccinationRow& row, const std::vector<clinical::ProgrammePack>& packs)
{
    const auto* pack = words::packOf(packs, row.programme);
    const QString vaccine
        = pack ? words::vaccineTitle(*pack) : words::sentence(QString(row.programme));
    QString text = row.status == domain::VaccinationStatus::Given
        ? RegisterViewModel::tr("%1 given").arg(vaccine)
        : RegisterViewModel::tr("%1 not given: %2")
              .arg(vaccine, words::notGivenWord(row.notGivenReason).toLower());
    if (!row.batchNumber.isEmpty())
        text += RegisterViewModel::tr(", batch %1").arg(row.batchNumber);
    if (row.source == domain::VaccinationSource::Elsewhere)
        text += RegisterViewModel::tr(", elsewhere: %1").arg(row.place);
    return text;
}

/// What the record holds, newest first.
std::vector<RecordLine> linesOf(
    const PatientFile& file, const std::vector<clinical::ProgrammePack>& packs)
{
    std::vector<DatedLine> dated;
    const auto add = [&dated](const char* icon, QDate day, const QString& text) {
        dated.push_back(
            {day, {.iconName = QString::fromLatin1(icon), .when = words::date(day), .text = text}});
    };
    for (const auto& row : file.vaccinations)
        add("syringe", row.occurredOn, vaccinationText(row, packs));
    for (const auto& reading : pressuresOf(file, 3))
        add("pulse", words::localDay(reading.takenAt),
            RegisterViewModel::tr("%1/%2 mmHg").arg(reading.systolic).arg(reading.diastolic));
    for (const auto& row : file.followUps)
        add("flag", row.due, RegisterViewModel::tr("To do: %1").arg(row.text));
    for (const auto& row : file.notes)
        add("pencil", words::localDay(row.recordedAt), row.text);
    std::stable_sort(dated.begin(), dated.end(),
        [](const DatedLine& a, const DatedLine& b) { return a.day > b.day; });
    std::vector<RecordLine> lines;
    lines.reserve(dated.size());
    for (auto& each : dated)
        lines.push_back(std::move(each.line));
    return lines;
}

} // namespace register_view

RegisterViewModel::RegisterViewModel(RecordsInHand& records, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_records(records)
    , m_round(records.round())
    , m_saves(saves)
{
    connect(&m_records, &RecordsInHand::changed, this, &RegisterViewModel::changed);
}

void RegisterViewModel::readAgain()
{
    const quint64 asked = ++m_asked;
    if (m_round.session().state() != Session::State::Open) {
        m_patients.clear();
        m_patient.reset();
        m_open = {};
        m_query.clear();
        m_counts.clear();
        m_total = 0;
        showRows();
        return;
    }
    m_round.session()
        .read([query = m_query, word = m_register](store::Connection& connection) {
            return register_view::readRegister(connection, query, word);
        })
        .then(this, [this, asked](Result<register_view::Reading> reading) {
            if (asked != m_asked || !reading)
                return;
            m_patients = std::move(reading->patients);
            m_counts = reading->counts;
            m_total = reading->total;
            showRows();
        });
    readPatientFile();
}

void RegisterViewModel::showRows()
{
    std::vector<RegisterRow> rows;
    for (const auto& patient : m_patients) {
        if (rows.size() == register_view::mostShown)
            break;
        std::vector<Tag> tags;
        for (const QString& word : patient.registers)
            tags.push_back({.text = words::registerText(word), .tone = QStringLiteral("neutral")});
        rows.push_back({.patientId = QString::fromLatin1(patient.patient.toHex()),
            .name = words::nameAndAge(
                words::fullName(patient.family, patient.given), patient.born, m_round.today()),
            .born = words::date(patient.born),
            .nhsNumber = words::nhsNumber(patient.nhsNumber),
            .place = words::address(patient.addressLine, patient.postcode),
            .tags = toVariants(tags),
            .selected = patient.patient == m_open});
    }
    m_rows.setRows(std::move(rows));
    Q_EMIT changed();
}

QVariantList RegisterViewModel::registers() const
{
    std::vector<Choice> choices{{.value = {}, .text = tr("All, %1").arg(m_total)}};
    for (auto it = m_counts.begin(); it != m_counts.end(); ++it)
        choices.push_back({.value = it.key(),
            .text = tr("%1, %2").arg(words::registerText(it.key())).arg(it.value())});
    return toVariants(choices);
}

QString RegisterViewModel::countText() const
{
    const auto all = static_cast<int>(m_patients.size());
    const QString people = words::counted(all, tr("1 person"), tr("%1 people"));
    return m_patients.size() > register_view::mostShown
        ? tr("%1, the first %2 shown").arg(people).arg(register_view::mostShown)
        : people;
}

QString RegisterViewModel::emptyFact() const
{
    if (!m_patients.empty())
        return {};
    if (m_total == 0)
        return m_records.isBeforeFirstSync() ? tr("The patients are not here yet")
                                             : tr("No patients yet");
    return m_query.trimmed().isEmpty() ? tr("Nobody is on this register")
                                       : tr("No one matches '%1'").arg(m_query.trimmed());
}

QString RegisterViewModel::emptyNext() const
{
    if (!m_patients.empty())
        return {};
    if (m_records.isBeforeFirstSync())
        return tr("Not all records have come from the practice. Look again when they have.");
    return m_total == 0 ? tr("Import the housebound list to begin.")
                        : tr("Check the spelling, or another register.");
}

PatientTop RegisterViewModel::patient() const
{
    if (!m_patient)
        return {};
    PatientTop top = words::patientTop(m_patient->patient, m_patient->alerts, m_round.today());
    top.address = eitherValue(*m_patient, QStringLiteral("address"), top.address);
    return top;
}

QVariantList RegisterViewModel::helps() const
{
    std::vector<FactLine> lines;
    if (m_patient)
        lines = words::alsoRecordedLines(m_patient->alsoRecordedAs);
    if (m_patient)
        for (const auto& adjustment : m_patient->adjustments)
            lines.push_back(words::adjustmentLine(adjustment));
    return toVariants(lines);
}

QVariantList RegisterViewModel::record() const
{
    return m_patient ? toVariants(register_view::linesOf(*m_patient, m_round.packs()))
                     : QVariantList();
}

bool RegisterViewModel::mayTakeApart() const
{
    namespace rules = domain::hold_rules;
    return m_patient && !m_patient->alsoRecordedAs.empty()
        && rules::mayDecide(
            rules::ownerOf(rules::DuplicatePatient), m_round.session().person().role);
}

void RegisterViewModel::takeApart()
{
    if (!mayTakeApart() || m_saves.busy())
        return;
    m_round.session()
        .read(
            [id = m_open, role = m_round.session().person().role, &mint = m_round.session().mint()](
                store::Connection& connection) { return takeApartAct(connection, mint, id, role); })
        .then(this, [this](Result<std::shared_ptr<ledger::Act>> act) {
            m_saves.save(
                act ? Result<store::Act>(std::move(**act)) : act.error(),
                [this] { readPatientFile(); }, false);
        });
}

void RegisterViewModel::editQuery(const QString& text)
{
    m_query = text;
    Q_EMIT changed();
    readAgain();
}

void RegisterViewModel::chooseRegister(const QString& word)
{
    m_register = word;
    readAgain();
}

void RegisterViewModel::open(const QString& patientId)
{
    if (const auto id = PatientId::fromHex(patientId.toLatin1())) {
        m_open = *id;
        m_patient.reset(); // nobody's record under another one's name
        showRows();
        readPatientFile();
        Q_EMIT recordOpened(m_open);
    }
}

void RegisterViewModel::close()
{
    m_open = {};
    m_patient.reset();
    showRows();
}

void RegisterViewModel::readPatientFile()
{
    if (m_open.isNull())
        return;
    m_round.session()
        .read([id = m_open](store::Connection& connection) { return readPatient(connection, id); })
        .then(this, [this, id = m_open](Result<PatientFile> file) {
            if (id != m_open || !file)
                return;
            if (file->patient.family.isEmpty()) { // taken back with the import it came from
                close();
                return;
            }
            m_patient = std::move(*file);
            showRows();
        });
}

} // namespace doorstep::app
