#include "core/store/search_store.h"

#include "core/store/row_query.h"
#include "core/store/search_words.h"

#include <algorithm>
#include <iterator>

namespace doorstep::store {

namespace search_sql {

using namespace Qt::StringLiterals;

const QString KeptOf = u"SELECT row, words FROM searchRow WHERE patient = ?"_s;
const QString LastRow = u"SELECT max(row) FROM searchRow WHERE row >= ? AND row < ?"_s;
const QString PutRow = u"INSERT INTO searchRow(row, patient, words) VALUES(?, ?, ?)"_s;
const QString DropRow = u"DELETE FROM searchRow WHERE row = ?"_s;
const QString PutWord = u"INSERT INTO searchWord(word, row) VALUES(?, ?)"_s;
const QString DropWord = u"DELETE FROM searchWord WHERE word = ? AND row = ?"_s;
// One value instead of a row each: a letter has tens of thousands, and the driver's price is by
// row.
const QString RowsOfWord
    = u"SELECT CAST(group_concat(row) AS BLOB) FROM searchWord WHERE word = ?"_s;
const QString RowsOfRange
    = u"SELECT CAST(group_concat(row) AS BLOB) FROM searchWord WHERE word >= ? AND word < ?"_s;
const QString PatientOf = u"WHERE patient = (SELECT patient FROM searchRow WHERE row = ?)"_s;

/// Numbers with commas between, as group_concat writes them.
void addNumbers(const QByteArray& list, std::vector<qint64>& rows)
{
    qint64 number = 0;
    for (const char letter : list)
        if (letter == ',') {
            rows.push_back(number);
            number = 0;
        } else {
            number = number * 10 + (letter - '0');
        }
    if (!list.isEmpty())
        rows.push_back(number);
}

void settle(std::vector<qint64>& rows)
{
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
}

std::vector<qint64> inBoth(const std::vector<qint64>& one, const std::vector<qint64>& other)
{
    std::vector<qint64> both;
    std::ranges::set_intersection(one, other, std::back_inserter(both));
    return both;
}

std::vector<qint64> without(const std::vector<qint64>& rows, const std::vector<qint64>& gone)
{
    std::vector<qint64> left;
    std::ranges::set_difference(rows, gone, std::back_inserter(left));
    return left;
}

} // namespace search_sql

Result<std::vector<domain::PatientRow>> SearchStore::find(
    const QString& text, int limit, const std::vector<PatientId>& first)
{
    using namespace search_sql;
    const std::vector<SearchTerm> terms = searchTerms(text);
    if (terms.empty() || limit <= 0)
        return std::vector<domain::PatientRow>();
    DOORSTEP_TRY(preferred, rowsOf(first));
    std::vector<Rows> reached(terms.size());
    Rows matched, listed;
    for (const Nearness nearness : AllNearness) {
        for (std::size_t i = 0; i < terms.size(); ++i) {
            for (const WordRange& range : terms[i][std::size_t(nearness)])
                DOORSTEP_CHECK(addRows(range.first, range.past, reached[i]));
            settle(reached[i]);
        }
        Rows all = reached.front();
        for (std::size_t i = 1; i < reached.size(); ++i)
            all = inBoth(all, reached[i]);
        const Rows fresh = without(all, matched);
        std::ranges::copy(inBoth(fresh, preferred), std::back_inserter(listed));
        std::ranges::copy(without(fresh, preferred), std::back_inserter(listed));
        if (listed.size() >= std::size_t(limit))
            break;
        matched = std::move(all);
    }
    listed.resize(std::min(listed.size(), std::size_t(limit)));
    return patientsOf(listed);
}

Result<SearchStore::Rows> SearchStore::rowsOf(const std::vector<PatientId>& patients)
{
    Rows rows;
    for (const PatientId& patient : patients) {
        DOORSTEP_TRY(known, kept(patient));
        if (known)
            rows.push_back(known->row);
    }
    search_sql::settle(rows);
    return rows;
}

Status SearchStore::addRows(const QString& first, const QString& past, Rows& rows)
{
    DOORSTEP_TRY(statement,
        m_connection.prepare(past.isEmpty() ? search_sql::RowsOfWord : search_sql::RowsOfRange));
    statement.bind(first);
    if (!past.isEmpty())
        statement.bind(past);
    DOORSTEP_TRY(found, statement.next());
    if (found)
        search_sql::addNumbers(statement.bytes(0), rows);
    return {};
}

Result<std::vector<domain::PatientRow>> SearchStore::patientsOf(const Rows& rows)
{
    std::vector<domain::PatientRow> patients;
    for (const qint64 row : rows) {
        DOORSTEP_TRY(patient,
            RowQuery<domain::PatientRow>(m_connection, search_sql::PatientOf).bind(row).first());
        if (patient)
            patients.push_back(std::move(*patient));
    }
    return patients;
}

Result<std::optional<SearchStore::Kept>> SearchStore::kept(PatientId patient)
{
    DOORSTEP_TRY(find, m_connection.prepare(search_sql::KeptOf));
    find.bind(patient);
    DOORSTEP_TRY(found, find.next());
    return found ? std::optional(Kept{find.integer(0), find.text(1)}) : std::nullopt;
}

Result<qint64> SearchStore::freeRow(qint64 order)
{
    DOORSTEP_TRY(last, m_connection.prepare(search_sql::LastRow));
    last.bind(order).bind(order + PeopleAlike);
    DOORSTEP_TRY(found, last.next());
    return found && !last.isNull(0) ? last.integer(0) + 1 : order;
}

Status SearchStore::put(const domain::PatientRow& patient)
{
    const QStringList words = searchWords(patient);
    const QString joined = words.join(u'\n');
    const qint64 order = nameOrder(patient);
    DOORSTEP_TRY(known, kept(patient.patient));
    const bool stays = known && known->row / PeopleAlike == order / PeopleAlike;
    if (stays && known->words == joined)
        return {}; // most entries of a patient change no word
    if (known)
        DOORSTEP_CHECK(drop(*known));
    if (words.isEmpty())
        return {};
    qint64 row = known ? known->row : 0;
    if (!stays) {
        DOORSTEP_TRY(free, freeRow(order));
        row = free;
    }
    DOORSTEP_TRY(putRow, m_connection.prepare(search_sql::PutRow));
    DOORSTEP_CHECK(putRow.bind(row).bind(patient.patient).bind(joined).run());
    for (const QString& word : words) {
        DOORSTEP_TRY(putWord, m_connection.prepare(search_sql::PutWord));
        DOORSTEP_CHECK(putWord.bind(word).bind(row).run());
    }
    return {};
}

Status SearchStore::remove(PatientId patient)
{
    DOORSTEP_TRY(known, kept(patient));
    return known ? drop(*known) : Status();
}

Status SearchStore::drop(const Kept& kept)
{
    for (const QString& word : kept.words.split(u'\n')) {
        DOORSTEP_TRY(dropWord, m_connection.prepare(search_sql::DropWord));
        DOORSTEP_CHECK(dropWord.bind(word).bind(kept.row).run());
    }
    DOORSTEP_TRY(dropRow, m_connection.prepare(search_sql::DropRow));
    return dropRow.bind(kept.row).run();
}

} // namespace doorstep::store
