#include "app/viewmodels/desk/import_view_model.h"

#include "app/viewmodels/desk/import_reading.h"
#include "app/viewmodels/words/error_words.h"
#include "app/viewmodels/words/import_words.h"
#include "app/viewmodels/words/register_words.h"
#include "app/viewmodels/words/words.h"
#include "core/store/desk_store.h"

#include <QUrl>
#include <algorithm>

namespace doorstep::app {

namespace import_view {

/// What a page can show at once; the counts are of all.
constexpr std::size_t linesShown = 2000;

/// As pasted from a file manager or a shell: blanks and quotation marks around it go, file:// too.
QString cleanPath(const QString& typed)
{
    QString path = typed.trimmed();
    for (const QChar quote : {u'"', u'\''})
        if (path.size() > 1 && path.startsWith(quote) && path.endsWith(quote))
            path = path.mid(1, path.size() - 2);
    const QUrl url(path);
    return url.isLocalFile() ? url.toLocalFile() : path;
}

QString fileSentences(const exchange::ImportPreview& preview)
{
    QStringList sentences;
    for (const auto& finding : preview.findings)
        sentences.push_back(words::fileSentence(finding));
    return sentences.join(QLatin1Char(' '));
}

QString facts(const exchange::ListedPatient& patient)
{
    const QString number = patient.nhsNumber.isNull()
        ? ImportViewModel::tr("no NHS number")
        : ImportViewModel::tr("NHS %1").arg(patient.nhsNumber.display());
    return patient.born.isValid()
        ? ImportViewModel::tr("Born %1, %2").arg(words::date(patient.born), number)
        : number;
}

int count(const exchange::ImportPreview& preview, exchange::RowVerdict verdict)
{
    return static_cast<int>(std::count_if(preview.rows.begin(), preview.rows.end(),
        [verdict](const exchange::PreviewRow& row) { return row.verdict == verdict; }));
}

} // namespace import_view

ImportViewModel::ImportViewModel(RecordsInHand& records, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_records(records)
    , m_round(records.round())
    , m_saves(saves)
{
    connect(&m_saves, &LastSave::changed, this, &ImportViewModel::changed);
    connect(&m_records, &RecordsInHand::changed, this, &ImportViewModel::changed);
}

void ImportViewModel::readAgain()
{
    if (m_round.session().state() != Session::State::Open) {
        m_history.setRows({});
        m_path.clear();
        m_pathError.clear();
        cancel(); // nobody's list stays behind the lock
        return;
    }
    m_round.session()
        .read([](store::Connection& connection) { return store::DeskStore(connection).imports(); })
        .then(this, [this](Result<std::vector<domain::ImportRow>> imports) {
            if (!imports)
                return;
            std::vector<ImportDone> rows;
            for (const auto& row : *imports)
                rows.push_back({.importId = QString::fromLatin1(row.importId.toHex()),
                    .title = tr("%1, %2").arg(
                        row.source, words::timeAndDay(row.recordedAt, m_round.today())),
                    .under = tr("%1 added, %2 changed, %3 unchanged, %4 set aside")
                                 .arg(row.added)
                                 .arg(row.changed)
                                 .arg(row.unchanged)
                                 .arg(row.setAside)
                        + (row.undone ? tr(" · undone") : QString()),
                    .canUndo = !row.undone});
            m_history.setRows(std::move(rows));
            Q_EMIT changed();
        });
}

QString ImportViewModel::stage() const
{
    if (!m_doneText.isEmpty())
        return QStringLiteral("done");
    return m_preview ? QStringLiteral("preview") : QStringLiteral("choose");
}

void ImportViewModel::editPath(const QString& text)
{
    m_path = text;
    m_pathError.clear();
    Q_EMIT changed();
}

void ImportViewModel::chooseFile(const QUrl& file)
{
    editPath(file.isLocalFile() ? file.toLocalFile() : file.toString());
    openPath();
}

void ImportViewModel::openPath()
{
    const QString path = import_view::cleanPath(m_path);
    if (path.isEmpty()) {
        m_pathError = tr("Type or paste where the list is, or choose the file.");
        Q_EMIT changed();
        return;
    }
    m_path = path;
    m_fileName = exchange::shownFileName(path.section(QLatin1Char('/'), -1));
    m_mapping = {};
    m_mappingId = {};
    m_fresh = true;
    m_doneText.clear();
    m_done = {};
    m_filter.clear();
    preview();
}

void ImportViewModel::preview()
{
    const quint64 asked = ++m_asked;
    m_error.clear();
    m_pathError.clear();
    m_reading = true;
    Q_EMIT changed();
    m_round.session()
        .read([path = m_path, mapping = m_mapping, fresh = m_fresh, today = m_round.today()](
                  store::Connection& connection) {
            return readList(connection, {path, mapping, fresh, today});
        })
        .then(this, [this, asked](Result<ReadList> read) {
            if (asked != m_asked)
                return;
            m_reading = false;
            if (read)
                take(std::move(*read));
            else
                fail(read.error());
        });
}

void ImportViewModel::take(ReadList read)
{
    if (read.preview->headers.isEmpty()) { // no list at all: said where it was chosen
        m_preview.reset();
        m_pathError = import_view::fileSentences(*read.preview);
        showLines();
        return;
    }
    if (m_fresh && read.saved) {
        m_mapping = toMapping(*read.saved);
        m_mappingId = read.saved->mapping;
        m_source = read.saved->name;
    } else if (m_fresh) {
        m_source = m_fileName.section(QLatin1Char('.'), 0, 0);
    }
    m_fresh = false;
    m_preview = read.preview;
    m_fileHash = read.hash;
    showLines();
}

void ImportViewModel::showLines()
{
    std::vector<ImportLine> lines;
    m_linesOfFilter = 0;
    if (m_preview)
        for (const auto& row : m_preview->rows) {
            if (!m_filter.isEmpty() && exchange::rowVerdictWord(row.verdict) != m_filter)
                continue;
            if (++m_linesOfFilter > import_view::linesShown)
                continue;
            QStringList findings;
            for (const auto& finding : row.findings)
                findings.push_back(words::rowSentence(finding));
            const Tag verdict = words::verdictTag(row.verdict);
            lines.push_back({.line = QString::number(row.line),
                .name = words::fullName(row.patient.family, row.patient.given),
                .facts = import_view::facts(row.patient),
                .findings = findings.join(QLatin1Char(' ')),
                .verdict = verdict.text,
                .verdictIcon = verdict.iconName,
                .tone = verdict.tone});
        }
    m_lines.setRows(std::move(lines));
    Q_EMIT changed();
}

QString ImportViewModel::fileText() const
{
    return m_preview ? import_view::fileSentences(*m_preview) : QString();
}

QString ImportViewModel::fileTone() const
{
    if (!m_preview || m_preview->verdict == exchange::FileVerdict::Accept)
        return QStringLiteral("ok");
    return m_preview->verdict == exchange::FileVerdict::Reject ? QStringLiteral("stop")
                                                               : QStringLiteral("warn");
}

QVariantList ImportViewModel::columns() const
{
    std::vector<ImportColumn> columns;
    if (m_preview)
        for (int i = 0; i < m_preview->headers.size(); ++i) {
            const auto at = static_cast<std::size_t>(i);
            const auto meaning = at < m_preview->columns.size()
                ? m_preview->columns[at]
                : std::optional<exchange::PatientColumn>();
            columns.push_back({.index = i,
                .header = m_preview->headers[i],
                .meaning = words::columnValue(meaning),
                .meaningText = words::columnText(meaning)});
        }
    return toVariants(columns);
}

QString ImportViewModel::columnsFact() const
{
    if (!m_preview)
        return {};
    if (!m_mappingId.isNull())
        return tr("Read as saved with the last such list.");
    return tr("Found by their headings. What you change is saved for the next such list.");
}

QVariantList ImportViewModel::meanings() const
{
    return toVariants(words::columnMeanings());
}

QString ImportViewModel::dateOrder() const
{
    return m_preview && m_preview->dateOrder == exchange::DateOrder::MonthFirst
        ? QStringLiteral("month")
        : QStringLiteral("day");
}

QVariantList ImportViewModel::filters() const
{
    std::vector<Choice> choices;
    if (!m_preview)
        return {};
    using exchange::RowVerdict;
    choices.push_back({.value = {}, .text = tr("All, %1").arg(m_preview->rows.size())});
    for (const auto verdict :
        {RowVerdict::Accept, RowVerdict::Warn, RowVerdict::Hold, RowVerdict::Reject})
        if (const int rows = import_view::count(*m_preview, verdict); rows > 0)
            choices.push_back({.value = exchange::rowVerdictWord(verdict),
                .text = tr("%1, %2").arg(words::verdictTag(verdict).text).arg(rows)});
    return toVariants(choices);
}

QString ImportViewModel::linesFact() const
{
    if (m_linesOfFilter <= import_view::linesShown)
        return {};
    return tr("The first %1 of %2 are shown").arg(import_view::linesShown).arg(m_linesOfFilter);
}

QString ImportViewModel::sumText() const
{
    if (!m_preview)
        return {};
    return tr("%1 rows: %2 to import, %3 held for a person, %4 left out")
        .arg(m_preview->rows.size())
        .arg(m_preview->accepted())
        .arg(m_preview->held())
        .arg(m_preview->rejected());
}

QVariantList ImportViewModel::registers() const
{
    return toVariants(words::registerChoices());
}

QString ImportViewModel::importText() const
{
    if (!m_preview || m_preview->accepted() == 0)
        return tr("Nothing can be imported");
    if (m_records.isBeforeFirstSync())
        return tr("Get the practice's records first");
    if (m_source.trimmed().isEmpty())
        return tr("Name the list to import it");
    return words::counted(m_preview->accepted(), tr("Import 1 patient"), tr("Import %1 patients"));
}

bool ImportViewModel::importReady() const
{
    return m_records.isKnown() && !m_records.isBeforeFirstSync() && m_preview
        && m_preview->verdict != exchange::FileVerdict::Reject && m_preview->accepted() > 0
        && !m_source.trimmed().isEmpty() && !busy();
}

void ImportViewModel::setMeaning(int column, const QString& meaning)
{
    if (!m_preview || column < 0 || column >= m_preview->headers.size())
        return;
    m_mapping.columns[m_preview->headers[column]]
        = words::columnFromValue(meaning).value_or(exchange::PatientColumn::Ignored);
    preview();
}

void ImportViewModel::chooseDateOrder(const QString& value)
{
    m_mapping.dateOrder = value == QLatin1String("month") ? exchange::DateOrder::MonthFirst
                                                          : exchange::DateOrder::DayFirst;
    preview();
}

void ImportViewModel::chooseFilter(const QString& value)
{
    m_filter = value;
    showLines();
}

void ImportViewModel::editSource(const QString& text)
{
    m_source = text;
    Q_EMIT changed();
}

void ImportViewModel::chooseRegister(const QString& word)
{
    m_register = m_register == word ? QString() : word;
    Q_EMIT changed();
}

void ImportViewModel::importNow()
{
    if (const auto first = m_records.firstSyncNotice()) {
        m_error = tr("%1. %2 Nothing was imported: the people on this list may be among them.")
                      .arg(first->heading, first->body);
        Q_EMIT changed();
        return;
    }
    if (!importReady())
        return;
    m_busy = true;
    m_error.clear();
    Q_EMIT changed();
    ImportOrder order{.preview = m_preview,
        .request = {.by = m_round.by(),
            .source = m_source.trimmed(),
            .fileHash = m_fileHash,
            .mapping = m_mappingId,
            .registerWord = m_register},
        .dateOrder = m_mapping.dateOrder};
    m_round.session()
        .read([order, &mint = m_round.session().mint()](
                  store::Connection& connection) { return makeImport(connection, mint, order); })
        .then(this, [this](Result<std::shared_ptr<MadeImport>> made) {
            m_busy = false;
            if (made)
                save(*made);
            else
                fail(made.error());
        });
}

void ImportViewModel::save(const std::shared_ptr<MadeImport>& made)
{
    // Apart from the import, so that its undo leaves the mapping.
    if (made->mapping)
        m_saves.saveQuietly(std::move(*made->mapping));
    m_saves.save(
        std::move(made->import.act),
        [this, made] {
            const ImportAct& import = made->import;
            m_doneText = tr("%1 added, %2 changed, %3 unchanged. %4 set aside for a person.")
                             .arg(import.added)
                             .arg(import.changed)
                             .arg(import.unchanged)
                             .arg(import.setAside);
            m_done = import.import;
            m_preview.reset();
            m_path.clear();
            showLines();
            readAgain();
        },
        false);
}

void ImportViewModel::cancel()
{
    ++m_asked; // a file still being read is not wanted any more
    m_reading = false;
    m_preview.reset();
    m_register.clear(); // said anew for each list
    m_doneText.clear();
    m_done = {};
    m_error.clear();
    showLines();
}

void ImportViewModel::undo(const QString& importId)
{
    if (const auto import = ImportId::fromHex(importId.toLatin1()))
        undoImport(*import);
}

void ImportViewModel::undoDone()
{
    if (!m_done.isNull())
        undoImport(m_done);
}

void ImportViewModel::undoImport(ImportId import)
{
    if (busy())
        return;
    m_busy = true;
    m_error.clear();
    Q_EMIT changed();
    m_round.session()
        .read([import, &mint = m_round.session().mint(), role = m_round.session().person().role,
                  reason = tr("Undone by the desk")](store::Connection& connection) {
            return makeUndo(connection, mint, import, role, reason);
        })
        .then(this, [this, import](Result<std::shared_ptr<ImportUndo>> undo) {
            m_busy = false;
            if (!undo)
                fail(undo.error());
            else
                saveUndo(import, *undo);
        });
}

void ImportViewModel::saveUndo(ImportId import, const std::shared_ptr<ImportUndo>& undo)
{
    const auto done = [this, import, undo] {
        if (m_done == import && undo->alertsStay == 0)
            m_done = {};
        m_doneText = words::undoneSentence(*undo);
        readAgain();
    };
    if (undo->act)
        m_saves.save(std::move(*undo->act), done, false);
    else
        done();
}

void ImportViewModel::fail(const Error& error)
{
    m_error = words::errorSentence(error, words::Doing::Importing);
    Q_EMIT changed();
}

} // namespace doorstep::app
