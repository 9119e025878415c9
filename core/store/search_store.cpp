#include "core/store/search_store.h"

#include "core/store/row_query.h"

#include <QRegularExpression>
#include <algorithm>

namespace doorstep::store {

namespace search_sql {

using namespace Qt::StringLiterals;

const QString RowOf = u"SELECT row FROM searchRow WHERE patient = ?"_s;
const QString NewRow = u"INSERT INTO searchRow(patient) VALUES(?)"_s;
const QString DropRow = u"DELETE FROM searchRow WHERE row = ?"_s;
const QString Drop = u"DELETE FROM search WHERE rowid = ?"_s;
const QString Put = uR"(INSERT INTO search(rowid, names, nhsNumber, postcode, address)
    VALUES(?, ?, ?, ?, ?))"_s;
const QString Matching = uR"(WHERE patient IN (SELECT patient FROM searchRow
    WHERE row IN (SELECT rowid FROM search WHERE search MATCH ?))
    ORDER BY family, given, patient LIMIT ?)"_s;

constexpr int MostWords = 8;

/// "O'Brien-Smith" is also found as "obrien" and "obriensmith".
QString withJoined(const QString& text)
{
    static const QRegularExpression joiner(u"['’\\-]"_s);
    if (!text.contains(joiner))
        return text;
    QString apostrophes = text, all = text;
    apostrophes.remove(u'\'').remove(u'’');
    all.remove(joiner);
    return text + u' ' + apostrophes + u' ' + all;
}

QString spaced(const QString& text)
{
    QString joined = text;
    joined.remove(u' ');
    return joined == text ? text : text + u' ' + joined;
}

bool isDigits(const QString& text)
{
    return std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// FTS5's words are runs of letters and digits; everything else separates. Quoted, so that nothing
/// typed is an operator.
QStringList wordsOf(QString text)
{
    text.remove(u'\'').remove(u'’');
    static const QRegularExpression separator(
        u"[^\\p{L}\\p{N}\\p{M}]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    const QStringList words = text.split(separator, Qt::SkipEmptyParts);
    return words.first(std::min<qsizetype>(MostWords, words.size()));
}

QString matchText(const QString& typed)
{
    // Digits typed in groups are one NHS number; two halves of a postcode stand together too.
    QStringList joined;
    for (const QString& word : wordsOf(typed))
        if (isDigits(word) && !joined.isEmpty() && isDigits(joined.last()))
            joined.last() += word;
        else
            joined << word;
    QStringList terms;
    for (const QString& word : joined)
        terms << u"\"%1\"*"_s.arg(word);
    return terms.join(u" AND "_s);
}

} // namespace search_sql

Result<std::vector<domain::PatientRow>> SearchStore::find(const QString& text, int limit)
{
    const QString match = search_sql::matchText(text.normalized(QString::NormalizationForm_C));
    if (match.isEmpty())
        return std::vector<domain::PatientRow>();
    return RowQuery<domain::PatientRow>(m_connection, search_sql::Matching)
        .bind(match)
        .bind(limit)
        .all();
}

Status SearchStore::put(const domain::PatientRow& patient)
{
    DOORSTEP_CHECK(remove(patient.patient));
    DOORSTEP_TRY(newRow, m_connection.prepare(search_sql::NewRow));
    DOORSTEP_CHECK(newRow.bind(patient.patient).run());
    DOORSTEP_TRY(put, m_connection.prepare(search_sql::Put));
    return put.bind(newRow.insertedRow())
        .bind(search_sql::withJoined(patient.family + u' ' + patient.given))
        .bind(patient.nhsNumber)
        .bind(search_sql::spaced(patient.postcode))
        .bind(patient.addressLine + u' ' + patient.town)
        .run();
}

Status SearchStore::remove(PatientId patient)
{
    qint64 row = 0;
    {
        DOORSTEP_TRY(find, m_connection.prepare(search_sql::RowOf));
        find.bind(patient);
        DOORSTEP_TRY(found, find.next());
        if (!found)
            return {};
        row = find.integer(0);
    }
    DOORSTEP_TRY(drop, m_connection.prepare(search_sql::Drop));
    DOORSTEP_CHECK(drop.bind(row).run());
    DOORSTEP_TRY(dropRow, m_connection.prepare(search_sql::DropRow));
    return dropRow.bind(row).run();
}

} // namespace doorstep::store
