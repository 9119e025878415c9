#include "app/runtime/import_act.h"

#include "core/exchange/patient_columns.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/desk_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"

#include <QHash>

namespace doorstep::app {

namespace importing {

using exchange::ListedPatient;
using ledger::PatientRecorded;

domain::Gender toDomain(clinical::Gender gender)
{
    return domain::fromWord<domain::Gender>(clinical::genderWord(gender));
}

/// A blank cell says nothing: it never clears what the practice knows.
template <typename T> void stateIfNew(std::optional<T>& field, const T& listed, const T& known)
{
    if (listed != T() && listed != known)
        field = listed;
}

ledger::Address addressOf(const ListedPatient& listed)
{
    return {
        listed.addressLine, listed.town, listed.postcode, listed.area, listed.mapX, listed.mapY};
}

bool sameAddress(const ListedPatient& listed, const domain::PatientRow& known)
{
    return listed.addressLine == known.addressLine && listed.town == known.town
        && listed.postcode == known.postcode
        && (listed.area.isEmpty() || listed.area == known.area);
}

QStringList sorted(QStringList words)
{
    words.sort();
    words.removeDuplicates();
    return words;
}

/// What the list says that the record does not.
PatientRecorded differences(const ListedPatient& listed, const domain::PatientRow& known)
{
    PatientRecorded fields;
    stateIfNew(fields.family, listed.family, known.family);
    stateIfNew(fields.given, listed.given, known.given);
    stateIfNew(fields.title, listed.title, known.title);
    stateIfNew(fields.born, listed.born, known.born);
    stateIfNew(fields.gender, toDomain(listed.gender), known.gender);
    stateIfNew(fields.nhsNumber, listed.nhsNumber.digits(), known.nhsNumber);
    stateIfNew(fields.phone, listed.phone, known.phone);
    if (!listed.contactName.isEmpty()
        && (listed.contactName != known.contactName || listed.contactPhone != known.contactPhone))
        fields.contact = ledger::Contact{listed.contactName, {}, listed.contactPhone};
    if (!listed.addressLine.isEmpty() && !sameAddress(listed, known))
        fields.address = addressOf(listed);
    stateIfNew(fields.accessNote, listed.accessNote, known.accessNote);
    stateIfNew(fields.keyCode, listed.keyCode, known.keyCode);
    stateIfNew(fields.language, listed.language, known.language);
    stateIfNew(fields.interpreter, listed.interpreter, known.interpreter);
    stateIfNew(fields.usualGp, listed.usualGp, known.usualGp);
    stateIfNew(fields.restricted, listed.restricted, known.restricted);
    // A list shows one search: membership it does not mention is not taken away.
    const QStringList registers = sorted(known.registers + listed.registers);
    if (registers != sorted(known.registers))
        fields.registers = registers;
    const QStringList risks = sorted(known.riskGroups + listed.riskGroups);
    if (risks != sorted(known.riskGroups))
        fields.riskGroups = risks;
    return fields;
}

bool saysAnything(const PatientRecorded& fields)
{
    return fields != PatientRecorded();
}

class Writer {
public:
    Writer(
        IdMint& mint, ImportAct& made, const ImportRequest& request, const ImportLookups& lookups)
        : m_mint(mint)
        , m_made(made)
        , m_request(request)
        , m_lookups(lookups)
    {
    }

    void take(const ListedPatient& listed)
    {
        auto known = listed.nhsNumber.isNull() ? std::nullopt
                                               : m_lookups.byNhsNumber(listed.nhsNumber.digits());
        const bool isNew = !known;
        if (isNew) {
            known.emplace();
            known->patient.patient = m_mint.next<PatientId>();
        }
        const std::size_t before = m_made.act.drafts().size();
        write(listed, *known);
        const bool wrote = m_made.act.drafts().size() > before;
        ++(isNew ? m_made.added : wrote ? m_made.changed : m_made.unchanged);
    }

private:
    void write(const ListedPatient& listed, const KnownRecord& known)
    {
        ListedPatient joined = listed;
        if (!m_request.registerWord.isEmpty())
            joined.registers.append(m_request.registerWord);
        PatientRecorded fields = differences(joined, known.patient);
        if (fields.address)
            fields.household = householdOf(listed);
        if (saysAnything(fields)) {
            fields.importId = m_made.import;
            add(known, fields);
        }
        for (const QString& text : listed.allergies)
            addAlert(known, domain::AlertKind::Allergy, text);
        for (const QString& text : listed.alerts)
            addAlert(known, domain::AlertKind::Risk, text);
        for (const QString& text : listed.adjustments) {
            if (known.adjustmentTexts.contains(text))
                continue;
            ledger::AdjustmentAdded adjustment;
            adjustment.text = text;
            add(known, adjustment);
        }
        if (listed.lastFlu && !isRecorded(known, listed.lastFlu->givenOn))
            addEarlierDose(known, *listed.lastFlu);
    }

    template <typename Fields> void add(const KnownRecord& known, const Fields& fields)
    {
        const PatientId patient = known.patient.patient;
        m_made.act.add(patient.as<ScopeId>(), patient.as<AggregateId>(), fields);
    }

    void addAlert(const KnownRecord& known, domain::AlertKind kind, const QString& text)
    {
        if (known.alertTexts.contains(text))
            return;
        ledger::AlertAdded alert;
        alert.alertKind = kind;
        alert.text = text;
        add(known, alert);
    }

    static bool isRecorded(const KnownRecord& known, QDate day)
    {
        return std::find(known.fluDoses.begin(), known.fluDoses.end(), day) != known.fluDoses.end();
    }

    void addEarlierDose(const KnownRecord& known, const clinical::PreviousDose& dose)
    {
        ledger::VaccinationRecorded vaccination;
        vaccination.status = domain::VaccinationStatus::Given;
        vaccination.source = domain::VaccinationSource::Elsewhere;
        vaccination.programme = m_request.flu;
        vaccination.occurredOn = dose.givenOn;
        vaccination.place = dose.place;
        vaccination.importId = m_made.import;
        add(known, vaccination);
    }

    HouseholdId householdOf(const ListedPatient& listed)
    {
        const QString door = doorKey(listed.addressLine, listed.postcode);
        auto found = m_doors.find(door);
        if (found == m_doors.end()) {
            HouseholdId household = m_lookups.household(listed.addressLine, listed.postcode);
            if (household.isNull())
                household = m_mint.next<HouseholdId>();
            found = m_doors.insert(door, household);
        }
        return *found;
    }

    IdMint& m_mint;
    ImportAct& m_made;
    const ImportRequest& m_request;
    const ImportLookups& m_lookups;
    QHash<QString, HouseholdId> m_doors;
};

} // namespace importing

QString doorKey(const QString& addressLine, const QString& postcode)
{
    QString key;
    for (const QChar character : QString(addressLine + QLatin1Char('|') + postcode)) {
        if (character.isLetterOrNumber() || character == QLatin1Char('|'))
            key.append(character.toCaseFolded());
    }
    return key;
}

Result<ImportAct> importAct(IdMint& mint, const PracticeScope& scopes,
    const exchange::ImportPreview& preview, const ImportRequest& request,
    const ImportLookups& lookups)
{
    if (preview.verdict == exchange::FileVerdict::Reject)
        return Error{ErrorCode::InvalidInput, "file rejected"};
    if (preview.accepted() == 0)
        return Error{ErrorCode::InvalidInput, "no row can be imported"};

    ImportAct made{ledger::Act(mint), mint.next<ImportId>()};
    importing::Writer writer(mint, made, request, lookups);
    QSet<QString> seen;
    for (const exchange::PreviewRow& row : preview.rows) {
        if (row.verdict == exchange::RowVerdict::Hold)
            ++made.setAside;
        if (row.verdict != exchange::RowVerdict::Accept
            && row.verdict != exchange::RowVerdict::Warn)
            continue;
        // The same person twice in one list: the first row stands, the second would make a twin.
        const QString number = row.patient.nhsNumber.digits();
        if (seen.contains(number)) {
            ++made.unchanged;
            continue;
        }
        seen.insert(number);
        writer.take(row.patient);
    }
    ledger::ImportRecorded recorded;
    recorded.source = request.source;
    recorded.fileHash = request.fileHash;
    recorded.mapping = request.mapping;
    recorded.rowsRead = static_cast<int>(preview.rows.size());
    recorded.added = made.added;
    recorded.changed = made.changed;
    recorded.unchanged = made.unchanged;
    recorded.setAside = made.setAside;
    made.act.add(scopes.desk, made.import.as<AggregateId>(), recorded);
    return made;
}

Result<ledger::Act> mappingAct(
    IdMint& mint, const PracticeScope& scopes, const SavedMapping& mapping)
{
    if (mapping.name.trimmed().isEmpty() || mapping.columns.columns.isEmpty())
        return Error{ErrorCode::InvalidInput, "name"};
    ledger::MappingSaved saved;
    saved.name = mapping.name.trimmed();
    QStringList headers = mapping.columns.columns.keys();
    headers.sort();
    for (const QString& header : std::as_const(headers)) {
        saved.columns.append(header);
        saved.fields.append(exchange::columnLabel(mapping.columns.columns.value(header)));
    }
    switch (mapping.columns.dateOrder) {
    case exchange::DateOrder::DayFirst:
        saved.dateFormat = QStringLiteral("day-first");
        break;
    case exchange::DateOrder::MonthFirst:
        saved.dateFormat = QStringLiteral("month-first");
        break;
    case exchange::DateOrder::Detect:
        break;
    }
    ledger::Act act(mint);
    const auto id = mapping.mapping.isNull() ? mint.next<MappingId>() : mapping.mapping;
    act.add(scopes.desk, id.as<AggregateId>(), saved);
    return act;
}

exchange::Mapping toMapping(const domain::MappingRow& row)
{
    exchange::Mapping mapping;
    mapping.name = row.name;
    for (qsizetype i = 0; i < std::min(row.columns.size(), row.fields.size()); ++i)
        mapping.columns.insert(row.columns.at(i),
            exchange::usualColumn(row.fields.at(i)).value_or(exchange::PatientColumn::Ignored));
    if (row.dateFormat == QLatin1String("day-first"))
        mapping.dateOrder = exchange::DateOrder::DayFirst;
    else if (row.dateFormat == QLatin1String("month-first"))
        mapping.dateOrder = exchange::DateOrder::MonthFirst;
    return mapping;
}

} // namespace doorstep::app
