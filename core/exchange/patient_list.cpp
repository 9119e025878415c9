#include "core/exchange/patient_list.h"

#include "core/clinical/strict_utf8.h"
#include "core/exchange/csv_reader.h"
#include "core/exchange/date_reader.h"
#include "core/exchange/list_bytes.h"
#include "core/exchange/patient_columns.h"
#include "core/exchange/patient_row_reader.h"
#include "core/exchange/text_checks.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace doorstep::exchange {

namespace preview {

constexpr int RowsBetweenStops = 256;

struct Witnesses {
    FileFinding dayFirst; ///< line 0: none seen
    FileFinding monthFirst;
};

/// Makes an import in the stages its name says, stopping at the first rejection.
class Maker {
public:
    Maker(const Mapping& mapping, const PreviewOptions& options)
        : m_mapping(mapping)
        , m_options(options)
    {
    }

    ImportPreview make(ListBytes list)
    {
        m_preview.verdict = FileVerdict::Accept;
        for (auto& finding : list.findings)
            find(std::move(finding));
        if (m_preview.verdict == FileVerdict::Reject)
            return finished();
        const char delimiter = delimiterOf(list.utf8);
        if (delimiter != ',')
            find({FileReason::OtherDelimiter, 1,
                delimiter == '\t' ? u"tab"_s : QString(QLatin1Char(delimiter))});
        if (readHeader(list.utf8, delimiter) && settleDateOrder(list.utf8, delimiter))
            readRows(list.utf8, delimiter);
        return finished();
    }

private:
    void find(FileFinding finding)
    {
        const auto verdict = verdictOf(finding.reason);
        m_preview.verdict = std::max(m_preview.verdict, verdict);
        const auto at = verdict == FileVerdict::Reject ? m_preview.findings.begin()
                                                       : m_preview.findings.end();
        m_preview.findings.insert(at, std::move(finding));
    }

    ImportPreview finished()
    {
        if (m_preview.verdict == FileVerdict::Reject)
            m_preview.rows.clear();
        return std::move(m_preview);
    }

    bool reject(FileReason reason, qint64 line, const QString& detail = {})
    {
        find({reason, line, detail});
        return false;
    }

    bool readHeader(QByteArrayView bytes, char delimiter)
    {
        CsvReader reader(bytes, delimiter);
        CsvReader::Row row;
        reader.next(row);
        if (reader.openQuoteLine() > 0)
            return reject(FileReason::QuoteNeverClosed, reader.openQuoteLine());
        if (row.tooManyCells)
            return reject(FileReason::TooManyColumns, row.line);
        for (const auto& cell : row.cells) {
            const auto header = clinical::strictUtf8(cell);
            if (!header || row.fault != RowReason::None
                || judgeCharacters(*header, CellUse::Name) == RowReason::BidiControl)
                return reject(FileReason::NoHeader, row.line);
            m_context.headers.append(header->trimmed());
        }
        auto plan = planColumns(m_context.headers, m_mapping);
        for (auto& finding : plan.findings) {
            finding.line = row.line;
            find(std::move(finding));
        }
        m_context.columns = std::move(plan.columns);
        m_context.today = m_options.today;
        m_preview.headers = m_context.headers;
        m_preview.columns = m_context.columns;
        return m_preview.verdict != FileVerdict::Reject;
    }

    /// First pass: the whole column decides, so the first row is read like the last. Also finds a
    /// quote that never closes before any row is believed.
    bool settleDateOrder(QByteArrayView bytes, char delimiter)
    {
        Witnesses witnesses;
        CsvReader reader(bytes, delimiter);
        CsvReader::Row row;
        qint64 rows = -1; // the header
        while (reader.next(row)) {
            if (++rows > 0 && row.cells.size() == m_context.columns.size())
                hear(row, witnesses);
            if (rows % RowsBetweenStops == 0 && m_options.stop.stop_requested())
                return reject(FileReason::Cancelled, 0);
        }
        if (reader.openQuoteLine() > 0)
            return reject(FileReason::QuoteNeverClosed, reader.openQuoteLine());
        if (rows < 1)
            return reject(FileReason::HeaderOnly, 0);
        return decide(witnesses);
    }

    void hear(const CsvReader::Row& row, Witnesses& witnesses) const
    {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const auto column = m_context.columns[i];
            if (column != PatientColumn::Born && column != PatientColumn::LastFlu)
                continue;
            const QString cell = QString::fromLatin1(row.cells[i]);
            const auto witness = orderWitnessOf(cell);
            if (witness == OrderWitness::DayFirst && witnesses.dayFirst.line == 0)
                witnesses.dayFirst = {FileReason::None, row.line, cell};
            else if (witness == OrderWitness::MonthFirst && witnesses.monthFirst.line == 0)
                witnesses.monthFirst = {FileReason::None, row.line, cell};
        }
    }

    bool decide(const Witnesses& witnesses)
    {
        const bool day = witnesses.dayFirst.line > 0;
        const bool month = witnesses.monthFirst.line > 0;
        m_context.dateOrder = m_mapping.dateOrder;
        if (m_mapping.dateOrder == DateOrder::Detect) {
            if (day && month)
                return reject(FileReason::DateOrderConflict,
                    std::max(witnesses.dayFirst.line, witnesses.monthFirst.line),
                    witnesses.dayFirst.detail + u" / "_s + witnesses.monthFirst.detail);
            m_context.dateOrder = month ? DateOrder::MonthFirst : DateOrder::DayFirst;
            if (month)
                find({FileReason::MonthFirstDates, witnesses.monthFirst.line,
                    witnesses.monthFirst.detail});
        }
        m_preview.dateOrder = m_context.dateOrder;
        return true;
    }

    void readRows(QByteArrayView bytes, char delimiter)
    {
        CsvReader reader(bytes, delimiter);
        CsvReader::Row raw;
        reader.next(raw);
        while (reader.next(raw)) {
            m_preview.rows.push_back(readPatientRow(raw, m_context));
            if (m_preview.rows.size() % RowsBetweenStops == 0 && m_options.stop.stop_requested()) {
                reject(FileReason::Cancelled, 0);
                return;
            }
        }
        compareNumbers();
        comparePersons();
        compareRecords();
    }

    static QString personOf(const ListedPatient& patient)
    {
        return foldedName(patient.family) + u'\n' + foldedName(patient.given) + u'\n'
            + patient.born.toString(Qt::ISODate);
    }

    template <typename KeyOf> QHash<QString, std::vector<PreviewRow*>> groupedBy(KeyOf keyOf)
    {
        QHash<QString, std::vector<PreviewRow*>> groups;
        for (auto& row : m_preview.rows) {
            const QString key = row.verdict == RowVerdict::Reject ? QString() : keyOf(row.patient);
            if (!key.isEmpty())
                groups[key].push_back(&row);
        }
        return groups;
    }

    /// The same number twice: the same person again, or two people of whom one has a wrong number.
    /// Which one, the file cannot say, so all of them wait.
    void compareNumbers()
    {
        const auto groups = groupedBy([](const ListedPatient& p) { return p.nhsNumber.digits(); });
        for (const auto& group : groups) {
            const bool samePerson
                = std::all_of(group.begin(), group.end(), [&](const PreviewRow* row) {
                      return personOf(row->patient) == personOf(group.front()->patient);
                  });
            for (auto* row : group) {
                if (group.size() == 1 || (samePerson && row == group.front()))
                    continue;
                const auto* other = row == group.front() ? group[1] : group.front();
                addFinding(*row,
                    {samePerson ? RowReason::SamePatientTwice : RowReason::SameNumberOtherPerson,
                        {}, QString::number(other->line)});
            }
        }
    }

    /// The same name and date of birth under two numbers: often one person, never merged by us.
    void comparePersons()
    {
        for (const auto& group : groupedBy(personOf)) {
            for (auto* row : group) {
                const auto other
                    = std::find_if(group.begin(), group.end(), [row](const PreviewRow* candidate) {
                          return !row->patient.nhsNumber.isNull()
                              && !candidate->patient.nhsNumber.isNull()
                              && candidate->patient.nhsNumber != row->patient.nhsNumber;
                      });
                if (other != group.end())
                    addFinding(*row,
                        {RowReason::SamePersonOtherNumber, {}, QString::number((*other)->line)});
            }
        }
    }

    void compareRecords()
    {
        if (!m_options.known)
            return;
        for (auto& row : m_preview.rows) {
            const auto& patient = row.patient;
            if (row.verdict == RowVerdict::Reject || patient.nhsNumber.isNull())
                continue;
            const auto record = m_options.known(patient.nhsNumber);
            if (record
                && (record->born != patient.born
                    || foldedName(record->family) != foldedName(patient.family)))
                addFinding(row, {RowReason::ClashesWithRecord, {}, {}});
        }
    }

    const Mapping& m_mapping;
    const PreviewOptions& m_options;
    ImportPreview m_preview;
    RowContext m_context;
};

int countWhere(const std::vector<PreviewRow>& rows, RowVerdict from, RowVerdict to)
{
    return static_cast<int>(std::count_if(rows.begin(), rows.end(),
        [&](const PreviewRow& row) { return row.verdict >= from && row.verdict <= to; }));
}

} // namespace preview

int ImportPreview::accepted() const
{
    return preview::countWhere(rows, RowVerdict::Accept, RowVerdict::Warn);
}

int ImportPreview::held() const
{
    return preview::countWhere(rows, RowVerdict::Hold, RowVerdict::Hold);
}

int ImportPreview::rejected() const
{
    return preview::countWhere(rows, RowVerdict::Reject, RowVerdict::Reject);
}

ImportPreview previewPatientList(
    const QByteArray& bytes, const Mapping& mapping, const PreviewOptions& options)
{
    return preview::Maker(mapping, options).make(readyListBytes(bytes));
}

ImportPreview previewPatientListFile(
    const QString& path, const Mapping& mapping, const PreviewOptions& options)
{
    return preview::Maker(mapping, options).make(readListFile(path));
}

QString shownFileName(const QString& path)
{
    QString shown;
    for (const QChar c : QFileInfo(path).fileName()) {
        const bool safe
            = c.isPrint() && judgeCharacters(QString(c), CellUse::Name) == RowReason::None;
        if (safe || c.isSurrogate())
            shown += c;
        else
            shown += u"\\u%1"_s.arg(uint(c.unicode()), 4, 16, QLatin1Char('0'));
    }
    return shown;
}

} // namespace doorstep::exchange
