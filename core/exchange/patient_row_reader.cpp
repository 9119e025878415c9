#include "core/exchange/patient_row_reader.h"

#include "core/clinical/strict_utf8.h"
#include "core/exchange/date_reader.h"
#include "core/exchange/text_checks.h"

#include "core/exchange/patient_columns.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace doorstep::exchange {

namespace rowreading {

constexpr int OldestPerson = 130; // years
constexpr int MapSize = 1000;

struct KnownWord {
    QStringView written;
    QStringView word;
};

/// Words of registers and risk groups as lists write them, folded, and as the product and its packs
/// do.
constexpr std::array KnownWords{
    KnownWord{u"learningdisability", u"ld"},
    KnownWord{u"learningdisabilities", u"ld"},
    KnownWord{u"ldregister", u"ld"},
    KnownWord{u"severementalillness", u"smi"},
    KnownWord{u"palliativecare", u"palliative"},
    KnownWord{u"carehome", u"care-home"},
    KnownWord{u"carehomeresident", u"care-home"},
    KnownWord{u"ckd", u"ckd-3-5"},
    KnownWord{u"ckd35", u"ckd-3-5"},
    KnownWord{u"atrisk", u"clinical-risk"},
    KnownWord{u"clinicalrisk", u"clinical-risk"},
    KnownWord{u"pregnancy", u"pregnant"},
    KnownWord{u"immunosuppression", u"immunosuppressed"},
    KnownWord{u"immunosuppressedcontact", u"immunosuppressed-contact"},
    KnownWord{u"socialcareworker", u"social-care-worker"},
};

QStringList partsOf(const QString& cell)
{
    QStringList parts;
    for (auto part : QString(cell).replace(u'|', u';').split(u';')) {
        part = part.trimmed();
        if (!part.isEmpty())
            parts.append(part);
    }
    return parts;
}

QStringList wordsOf(const QString& cell)
{
    QStringList words;
    for (const auto& part : partsOf(cell)) {
        const QString folded = foldedHeader(part);
        const auto known = std::find_if(KnownWords.begin(), KnownWords.end(),
            [&](const KnownWord& word) { return word.written == folded; });
        const QString word = known != KnownWords.end() ? known->word.toString() : part.toLower();
        if (!words.contains(word))
            words.append(word);
    }
    return words;
}

bool isYes(const QString& cell)
{
    const QString word = cell.trimmed().toLower();
    return word == u"yes" || word == u"y" || word == u"true" || word == u"1";
}

bool isTitle(const QString& word)
{
    static const QStringList Titles{u"mr"_s, u"mrs"_s, u"ms"_s, u"miss"_s, u"mx"_s, u"dr"_s,
        u"rev"_s, u"sir"_s, u"dame"_s, u"prof"_s};
    return Titles.contains(QString(word).remove(u'.').toLower());
}

RowReason reasonOf(clinical::NhsNumberFault fault)
{
    switch (fault) {
    case clinical::NhsNumberFault::Missing:
        return RowReason::NhsNumberMissing;
    case clinical::NhsNumberFault::NotTenDigits:
        return RowReason::NhsNumberDigits;
    case clinical::NhsNumberFault::ForeignDigits:
        return RowReason::NhsNumberForeignDigits;
    case clinical::NhsNumberFault::SpreadsheetDamage:
        return RowReason::NhsNumberSpreadsheet;
    case clinical::NhsNumberFault::CheckDigit:
        return RowReason::NhsNumberCheckDigit;
    }
    return RowReason::NhsNumberDigits;
}

RowReason bornReasonOf(DateFault fault)
{
    switch (fault) {
    case DateFault::None:
        return RowReason::None;
    case DateFault::Missing:
        return RowReason::BornMissing;
    case DateFault::NotADate:
        return RowReason::BornNotADate;
    case DateFault::TwoDigitYear:
        return RowReason::TwoDigitYear;
    case DateFault::SpreadsheetSerial:
        return RowReason::SpreadsheetSerial;
    }
    return RowReason::BornNotADate;
}

/// Fills one patient from the cells of one row.
class RowReader {
public:
    RowReader(PreviewRow& row, const RowContext& context)
        : m_row(row)
        , m_context(context)
    {
    }

    void read(std::size_t index, const QString& cell)
    {
        m_header = m_context.headers[static_cast<qsizetype>(index)];
        const auto column = m_context.columns[index];
        find(judgeCharacters(cell, useOf(column)));
        find(judgeTimes(cell, m_context.dateOrder == DateOrder::MonthFirst));
        if (column)
            take(*column, cell.trimmed());
    }

    void finish()
    {
        m_header.clear();
        auto& patient = m_row.patient;
        if (!m_fullName.isEmpty() && patient.family.isEmpty())
            takeFullName();
        if (patient.family.isEmpty() || patient.given.isEmpty())
            find(RowReason::NameMissing);
        if (!m_addressLine2.isEmpty())
            patient.addressLine
                += (patient.addressLine.isEmpty() ? QString() : u", "_s) + m_addressLine2;
        if (patient.lastFlu)
            patient.lastFlu->place = m_lastFluPlace;
    }

private:
    void find(RowReason reason, const QString& detail = {})
    {
        if (reason != RowReason::None)
            addFinding(m_row, {reason, m_header, detail});
    }

    void take(PatientColumn column, const QString& cell)
    {
        for (const auto& plain : PlainColumns) {
            if (plain.column == column)
                m_row.patient.*plain.member = cell;
        }
        for (const auto& read : ReadColumns) {
            if (read.column == column)
                (this->*read.take)(cell);
        }
    }

    void takeFullNameCell(const QString& cell) { m_fullName = cell; }
    void takeAddressLine2(const QString& cell) { m_addressLine2 = cell; }
    void takeLastFluPlace(const QString& cell) { m_lastFluPlace = cell; }
    void takeInterpreter(const QString& cell) { m_row.patient.interpreter = isYes(cell); }
    void takeRestricted(const QString& cell) { m_row.patient.restricted = isYes(cell); }
    void takeRegisters(const QString& cell) { m_row.patient.registers = wordsOf(cell); }
    void takeRiskGroups(const QString& cell) { m_row.patient.riskGroups = wordsOf(cell); }
    void takeAllergies(const QString& cell) { m_row.patient.allergies = partsOf(cell); }
    void takeAlerts(const QString& cell) { m_row.patient.alerts = partsOf(cell); }
    void takeAdjustments(const QString& cell) { m_row.patient.adjustments = partsOf(cell); }
    void takeMapX(const QString& cell) { m_row.patient.mapX = coordinate(cell); }
    void takeMapY(const QString& cell) { m_row.patient.mapY = coordinate(cell); }

    void takeNhsNumber(const QString& cell)
    {
        const auto reading = clinical::NhsNumber::parse(cell);
        if (reading.fault) {
            find(reasonOf(*reading.fault), cell);
            return;
        }
        m_row.patient.nhsNumber = *reading.number;
        if (reading.number->note() != clinical::NhsNumberNote::AllDigitsEqual)
            return;
        find(reading.number->digits().startsWith(u'0') ? RowReason::NhsNumberZeros
                                                       : RowReason::NhsNumberUnusual,
            cell);
    }

    void takeBorn(const QString& cell)
    {
        const auto reading = readDate(cell, m_context.dateOrder);
        if (reading.fault != DateFault::None) {
            find(bornReasonOf(reading.fault), cell);
            return;
        }
        m_row.patient.born = reading.date;
        if (reading.date > m_context.today)
            find(RowReason::BornInFuture, cell);
        else if (reading.date.addYears(OldestPerson) < m_context.today)
            find(RowReason::BornTooLongAgo, cell);
    }

    void takeGender(const QString& cell)
    {
        if (cell.isEmpty())
            return;
        const auto gender = clinical::parseGender(cell);
        m_row.patient.gender = gender.value_or(clinical::Gender::Unknown);
        if (!gender)
            find(RowReason::GenderUnknown, cell);
    }

    void takePostcode(const QString& cell)
    {
        const auto postcode = clinical::parsePostcode(cell);
        m_row.patient.postcode = postcode.text;
        if (!cell.isEmpty() && !postcode.recognised)
            find(RowReason::PostcodeUnusual, cell);
    }

    void takeLastFlu(const QString& cell)
    {
        const auto reading = readDate(cell, m_context.dateOrder);
        if (reading.fault == DateFault::Missing)
            return;
        if (reading.fault != DateFault::None || reading.date > m_context.today) {
            find(RowReason::DateUnreadable, cell);
            return;
        }
        m_row.patient.lastFlu = clinical::PreviousDose{u"flu"_s, {}, reading.date, {}};
    }

    /// "THISTLEWOOD, Mabel", "THISTLEWOOD, Mabel (Mrs)" or "Mrs Mabel Thistlewood".
    void takeFullName()
    {
        auto& patient = m_row.patient;
        const auto comma = m_fullName.indexOf(u',');
        QStringList words = m_fullName.simplified().split(u' ');
        if (comma >= 0) {
            patient.family = m_fullName.left(comma).trimmed();
            words = m_fullName.mid(comma + 1).simplified().split(u' ');
        }
        for (auto& word : words)
            word.remove(u'(').remove(u')');
        if (words.size() > 1 && isTitle(words.first()))
            patient.title = words.takeFirst();
        else if (words.size() > 1 && isTitle(words.last()))
            patient.title = words.takeLast();
        if (comma < 0 && words.size() > 1)
            patient.family = words.takeLast();
        patient.given = words.join(u' ');
    }

    static std::optional<int> coordinate(const QString& cell)
    {
        bool ok = false;
        const int value = cell.toInt(&ok);
        return ok && value >= 0 && value <= MapSize ? std::optional(value) : std::nullopt;
    }

    struct PlainColumn {
        PatientColumn column;
        QString ListedPatient::*member;
    };
    struct ReadColumn {
        PatientColumn column;
        void (RowReader::*take)(const QString&);
    };
    static const std::array<PlainColumn, 13> PlainColumns;
    static const std::array<ReadColumn, 17> ReadColumns;

    PreviewRow& m_row;
    const RowContext& m_context;
    QString m_header;
    QString m_fullName;
    QString m_addressLine2;
    QString m_lastFluPlace;
};

const std::array<RowReader::PlainColumn, 13> RowReader::PlainColumns{{
    {PatientColumn::Family, &ListedPatient::family},
    {PatientColumn::Given, &ListedPatient::given},
    {PatientColumn::Title, &ListedPatient::title},
    {PatientColumn::AddressLine, &ListedPatient::addressLine},
    {PatientColumn::Town, &ListedPatient::town},
    {PatientColumn::Area, &ListedPatient::area},
    {PatientColumn::Phone, &ListedPatient::phone},
    {PatientColumn::ContactName, &ListedPatient::contactName},
    {PatientColumn::ContactPhone, &ListedPatient::contactPhone},
    {PatientColumn::UsualGp, &ListedPatient::usualGp},
    {PatientColumn::AccessNote, &ListedPatient::accessNote},
    {PatientColumn::KeyCode, &ListedPatient::keyCode},
    {PatientColumn::Language, &ListedPatient::language},
}};

const std::array<RowReader::ReadColumn, 17> RowReader::ReadColumns{{
    {PatientColumn::NhsNumber, &RowReader::takeNhsNumber},
    {PatientColumn::FullName, &RowReader::takeFullNameCell},
    {PatientColumn::Born, &RowReader::takeBorn},
    {PatientColumn::Gender, &RowReader::takeGender},
    {PatientColumn::AddressLine2, &RowReader::takeAddressLine2},
    {PatientColumn::Postcode, &RowReader::takePostcode},
    {PatientColumn::Interpreter, &RowReader::takeInterpreter},
    {PatientColumn::Restricted, &RowReader::takeRestricted},
    {PatientColumn::Registers, &RowReader::takeRegisters},
    {PatientColumn::RiskGroups, &RowReader::takeRiskGroups},
    {PatientColumn::Allergies, &RowReader::takeAllergies},
    {PatientColumn::Alerts, &RowReader::takeAlerts},
    {PatientColumn::Adjustments, &RowReader::takeAdjustments},
    {PatientColumn::LastFlu, &RowReader::takeLastFlu},
    {PatientColumn::LastFluPlace, &RowReader::takeLastFluPlace},
    {PatientColumn::MapX, &RowReader::takeMapX},
    {PatientColumn::MapY, &RowReader::takeMapY},
}};

/// Faults of the row as a whole; true when its cells cannot be told apart.
bool judgeShape(PreviewRow& row, const CsvReader::Row& raw, const RowContext& context)
{
    const auto expected = context.columns.size();
    if (raw.fault != RowReason::None) {
        const auto at = static_cast<qsizetype>(std::min(raw.faultCell, expected - 1));
        addFinding(row, {raw.fault, context.headers[at], {}});
        return true;
    }
    if (raw.cells.size() == expected && !raw.tooManyCells)
        return false;
    const bool isShort = raw.cells.size() < expected;
    const auto reason = !isShort ? RowReason::LongRow
        : raw.isCut              ? RowReason::CutLastRow
                                 : RowReason::ShortRow;
    addFinding(row, {reason, {}, QString::number(raw.cells.size())});
    return true;
}

} // namespace rowreading

void addFinding(PreviewRow& row, RowFinding finding)
{
    const auto verdict = verdictOf(finding.reason);
    row.verdict = std::max(row.verdict, verdict);
    const auto at = std::find_if(row.findings.begin(), row.findings.end(),
        [verdict](const RowFinding& other) { return verdictOf(other.reason) < verdict; });
    row.findings.insert(at, std::move(finding));
}

PreviewRow readPatientRow(const CsvReader::Row& raw, const RowContext& context)
{
    PreviewRow row;
    row.line = raw.line;
    if (rowreading::judgeShape(row, raw, context))
        return row;
    rowreading::RowReader reader(row, context);
    for (std::size_t i = 0; i < raw.cells.size(); ++i) {
        const auto cell = clinical::strictUtf8(raw.cells[i]);
        if (cell)
            reader.read(i, *cell);
        else
            addFinding(
                row, {RowReason::BadEncoding, context.headers[static_cast<qsizetype>(i)], {}});
    }
    reader.finish();
    return row;
}

} // namespace doorstep::exchange
