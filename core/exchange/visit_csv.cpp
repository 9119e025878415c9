#include "core/exchange/visit_csv.h"

#include "core/exchange/csv_writer.h"
#include "core/exchange/uk_time.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace doorstep::exchange {

namespace csv {

QDateTime local(Instant instant)
{
    return instant.toUtc().addSecs(isUkSummerTime(instant) ? 3600 : 0);
}

QString dateOf(QDate date)
{
    return date.isValid() ? date.toString(u"dd/MM/yyyy") : QString();
}

QString dateOf(Instant instant)
{
    return instant.ms == 0 ? QString() : dateOf(local(instant).date());
}

QString timeOf(Instant instant)
{
    return instant.ms == 0 ? QString() : local(instant).time().toString(u"HH:mm");
}

QString doseText(const VaccinationExport& dose)
{
    return dose.dose ? dose.dose->toText() + u' ' + dose.doseUnit : QString();
}

QString joined(const QStringList& parts, const QString& separator)
{
    QStringList kept;
    for (const auto& part : parts) {
        if (!part.isEmpty())
            kept.append(part);
    }
    return kept.join(separator);
}

const QStringList& systmOneHeader()
{
    static const QStringList header{u"Practice code"_s, u"NHS number"_s, u"Surname"_s,
        u"Middle name"_s, u"Forename"_s, u"Gender"_s, u"Date of Birth"_s, u"House name"_s,
        u"House number and road"_s, u"Town"_s, u"Postcode"_s, u"Vaccination"_s, u"Part"_s,
        u"Admin date"_s, u"Batch number"_s, u"Expiry date"_s, u"Dose"_s, u"Reason"_s, u"Site"_s,
        u"Method"_s, u"Notes"_s};
    return header;
}

QStringList systmOneRow(
    const VisitExport& visit, const VaccinationExport& dose, const ExportingPractice& practice)
{
    const auto& patient = visit.patient;
    const QString given = patient.given.isEmpty() ? QString() : patient.given.first();
    const auto open = [&](const QString& text) { return patient.restricted ? QString() : text; };
    return {practice.odsCode, patient.nhsNumber.digits(), patient.family,
        patient.given.mid(1).join(u' '), given, clinical::genderLetter(patient.gender),
        dateOf(patient.born), open(patient.houseName), open(patient.addressLine),
        open(patient.town), open(patient.postcode), dose.systmOneCode,
        QString::number(dose.doseNumber), dateOf(dose.occurredAt), dose.lot, dateOf(dose.expiry),
        doseText(dose), u"Routine"_s, dose.systmOneSite, dose.systmOneMethod,
        joined({dose.authority, u"Given by "_s + visit.staff.given + u' ' + visit.staff.family,
                   dose.note},
            u"; "_s)};
}

bool isOurs(const VaccinationExport& dose)
{
    return dose.source == DoseSource::GivenByUs;
}

QString sourceWord(DoseSource source)
{
    switch (source) {
    case DoseSource::GivenByUs:
        return u"given by us"_s;
    case DoseSource::GivenElsewhere:
        return u"given elsewhere"_s;
    case DoseSource::NotGiven:
        return u"not given"_s;
    }
    return {};
}

/// One line of the table for people: the part that differs by kind of record.
struct Record {
    QString kind;
    Instant at;
    QString what;
    QString value;
    QString unit;
    QString code;
    QStringList dose = QStringList(7); ///< source, batch, expiry, site, route, authority, note
};

class VisitTable {
public:
    explicit VisitTable(const ExportingPractice& practice)
        : m_practice(practice)
    {
        m_writer.row({u"Practice"_s, u"Visit"_s, u"NHS number"_s, u"Surname"_s, u"Forename"_s,
            u"Date of birth"_s, u"Postcode"_s, u"Outcome"_s, u"Staff"_s, u"Record"_s, u"Date"_s,
            u"Time"_s, u"What"_s, u"Value"_s, u"Unit"_s, u"SNOMED code"_s, u"Given by"_s,
            u"Batch"_s, u"Expiry"_s, u"Site"_s, u"Route"_s, u"Authority"_s, u"Note"_s});
    }

    void add(const VisitExport& visit)
    {
        Record end{
            u"visit"_s, visit.startedAt, visit.place, visit.outcome, {}, visit.outcomeCode.code};
        end.dose[6] = visit.note;
        add(visit, end);
        for (const auto& dose : visit.vaccinations)
            addDose(visit, dose);
        for (const auto& pressure : visit.bloodPressures)
            add(visit,
                {u"observation"_s, pressure.at, u"blood pressure"_s,
                    u"%1/%2"_s.arg(pressure.systolic).arg(pressure.diastolic), u"mmHg"_s,
                    u"75367002"_s});
        for (const auto& observation : visit.observations) {
            const auto& definition = clinical::definitionOf(observation.kind);
            add(visit,
                {u"observation"_s, observation.at, definition.word, observation.value.toText(),
                    definition.unit, definition.snomed});
        }
        for (const auto& set : visit.news2)
            addScore(visit, set);
        for (const auto& followUp : visit.followUps) {
            Record record{
                u"follow-up"_s, visit.startedAt, followUp.text, dateOf(followUp.due), u"due"_s, {}};
            record.dose[6]
                = joined({followUp.owner, followUp.urgent ? u"urgent"_s : QString()}, u"; "_s);
            add(visit, record);
        }
    }

    [[nodiscard]] const QByteArray& bytes() const { return m_writer.bytes(); }

private:
    void addDose(const VisitExport& visit, const VaccinationExport& dose)
    {
        Record record{u"vaccination"_s, dose.occurredAt, dose.programme,
            isOurs(dose) ? dose.product.term : dose.procedure.term, doseText(dose),
            dose.procedure.code};
        record.dose = {sourceWord(dose.source), dose.lot, dateOf(dose.expiry), dose.site.term,
            dose.route.term, dose.authority, joined({dose.placeElsewhere, dose.note}, u"; "_s)};
        add(visit, record);
    }

    void addScore(const VisitExport& visit, const News2Export& set)
    {
        const auto score = clinical::scoreNews2(set.reading);
        if (!score.total)
            return;
        add(visit,
            {u"observation"_s, set.at, u"NEWS2"_s, QString::number(*score.total),
                clinical::news2BandWord(score.band), clinical::news2TotalSnomed()});
    }

    void add(const VisitExport& visit, const Record& record)
    {
        const auto& patient = visit.patient;
        m_writer.row(QStringList{m_practice.odsCode, visit.id, patient.nhsNumber.display(),
                         patient.family, patient.given.join(u' '), dateOf(patient.born),
                         patient.restricted ? QString() : patient.postcode, visit.outcome,
                         joined({visit.staff.given, visit.staff.family}, u" "_s), record.kind,
                         dateOf(record.at), timeOf(record.at), record.what, record.value,
                         record.unit, record.code}
            + record.dose);
    }

    const ExportingPractice& m_practice;
    CsvWriter m_writer;
};

} // namespace csv

QByteArray systmOneCsv(std::span<const VisitExport> visits, const ExportingPractice& practice)
{
    CsvWriter writer;
    writer.row(csv::systmOneHeader());
    for (const auto& visit : visits) {
        for (const auto& dose : visit.vaccinations) {
            if (csv::isOurs(dose))
                writer.row(csv::systmOneRow(visit, dose, practice));
        }
    }
    return writer.bytes();
}

int systmOneRowCount(std::span<const VisitExport> visits)
{
    int rows = 0;
    for (const auto& visit : visits)
        rows += static_cast<int>(
            std::count_if(visit.vaccinations.begin(), visit.vaccinations.end(), csv::isOurs));
    return rows;
}

QByteArray visitsCsv(std::span<const VisitExport> visits, const ExportingPractice& practice)
{
    csv::VisitTable table(practice);
    for (const auto& visit : visits)
        table.add(visit);
    return table.bytes();
}

} // namespace doorstep::exchange
