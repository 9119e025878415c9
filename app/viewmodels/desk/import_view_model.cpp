#include "app/viewmodels/desk/import_view_model.h"

#include "app/runtime/desk_reads.h"
#include "app/viewmodels/words/error_words.h"
#include "app/viewmodels/words/import_words.h"
#include "app/viewmodels/words/register_words.h"
#include "app/viewmodels/words/words.h"
#include "core/store/desk_store.h"

#include <QCryptographicHash>
#include <QFile>
#include <QUrl>
#include <algorithm>

namespace doorstep::app {

namespace import_view {

/// What a page can show at once; the counts are of all.
constexpr std::size_t linesShown = 2000;

struct Read {
    std::shared_ptr<const exchange::ImportPreview> preview;
    QByteArray hash;
};

Result<Read> readList(store::Connection& connection, const QString& path,
    const exchange::Mapping& mapping, QDate today)
{
    Read read;
    read.preview = std::make_shared<exchange::ImportPreview>(
        exchange::previewPatientListFile(path, mapping, {today, knownPatients(connection)}));
    QFile file(path);
    if (read.preview->verdict == exchange::FileVerdict::Reject || !file.open(QIODevice::ReadOnly))
        return read;
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    if (hash.addData(&file))
        read.hash = hash.result();
    return read;
}

Result<std::shared_ptr<ImportAct>> buildImport(store::Connection& connection, IdMint& mint,
    const exchange::ImportPreview& preview, const ImportRequest& request)
{
    DOORSTEP_TRY(scopes, readScopes(connection));
    DOORSTEP_TRY(made, importAct(mint, scopes, preview, request, storeLookups(connection)));
    return std::make_shared<ImportAct>(std::move(made));
}

int count(const exchange::ImportPreview& preview, exchange::RowVerdict verdict)
{
    return static_cast<int>(std::count_if(preview.rows.begin(), preview.rows.end(),
        [verdict](const exchange::PreviewRow& row) { return row.verdict == verdict; }));
}

} // namespace import_view

ImportViewModel::ImportViewModel(RoundInHand& round, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_round(round)
    , m_saves(saves)
{
    connect(&m_saves, &LastSave::changed, this, &ImportViewModel::changed);
}

void ImportViewModel::readAgain()
{
    if (m_round.session().state() != Session::State::Open)
        return;
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

void ImportViewModel::chooseFile(const QUrl& file)
{
    m_path = file.isLocalFile() ? file.toLocalFile() : file.toString();
    m_fileName = exchange::shownFileName(m_path.section(QLatin1Char('/'), -1));
    m_mapping = {};
    m_doneText.clear();
    m_filter.clear();
    if (m_source.isEmpty())
        m_source = m_fileName.section(QLatin1Char('.'), 0, 0);
    preview();
}

void ImportViewModel::preview()
{
    const quint64 asked = ++m_asked;
    m_error.clear();
    m_round.session()
        .read([path = m_path, mapping = m_mapping, today = m_round.today()](
                  store::Connection& connection) {
            return import_view::readList(connection, path, mapping, today);
        })
        .then(this, [this, asked](Result<import_view::Read> read) {
            if (asked != m_asked)
                return;
            if (!read) {
                fail(read.error());
                return;
            }
            m_preview = read->preview;
            m_fileHash = read->hash;
            showLines();
        });
}

void ImportViewModel::showLines()
{
    std::vector<ImportLine> lines;
    if (m_preview)
        for (const auto& row : m_preview->rows) {
            if (!m_filter.isEmpty() && exchange::rowVerdictWord(row.verdict) != m_filter)
                continue;
            if (lines.size() == import_view::linesShown)
                break;
            QStringList findings;
            for (const auto& finding : row.findings)
                findings.push_back(words::rowSentence(finding));
            const Tag verdict = words::verdictTag(row.verdict);
            lines.push_back({.line = QString::number(row.line),
                .name = words::fullName(row.patient.family, row.patient.given),
                .born = words::date(row.patient.born),
                .nhsNumber = row.patient.nhsNumber.isNull() ? QStringLiteral("–")
                                                            : row.patient.nhsNumber.display(),
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
    if (!m_preview)
        return {};
    QStringList sentences;
    for (const auto& finding : m_preview->findings)
        sentences.push_back(words::fileSentence(finding));
    return sentences.join(QLatin1Char(' '));
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
            columns.push_back({.index = i,
                .header = m_preview->headers[i],
                .meaning = at < m_preview->columns.size()
                    ? words::columnValue(m_preview->columns[at])
                    : QString()});
        }
    return toVariants(columns);
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
    if (m_source.trimmed().isEmpty())
        return tr("Name the list to import it");
    return words::counted(m_preview->accepted(), tr("Import 1 patient"), tr("Import %1 patients"));
}

bool ImportViewModel::importReady() const
{
    return m_preview && m_preview->verdict != exchange::FileVerdict::Reject
        && m_preview->accepted() > 0 && !m_source.trimmed().isEmpty() && !m_busy && !m_saves.busy();
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
    if (!importReady())
        return;
    m_busy = true;
    Q_EMIT changed();
    ImportRequest request;
    request.by = m_round.by();
    request.source = m_source.trimmed();
    request.fileHash = m_fileHash;
    request.registerWord = m_register;
    m_round.session()
        .read([request, preview = m_preview, &mint = m_round.session().mint()](
                  store::Connection& connection) {
            return import_view::buildImport(connection, mint, *preview, request);
        })
        .then(this, [this](Result<std::shared_ptr<ImportAct>> made) {
            m_busy = false;
            if (!made) {
                fail(made.error());
                return;
            }
            const auto act = *made;
            m_saves.save(
                std::move(act->act),
                [this, act] {
                    m_doneText
                        = tr("%1 added, %2 changed, %3 unchanged. %4 set aside for a person.")
                              .arg(act->added)
                              .arg(act->changed)
                              .arg(act->unchanged)
                              .arg(act->setAside);
                    m_preview.reset();
                    m_source.clear();
                    showLines();
                    readAgain();
                },
                false);
        });
}

void ImportViewModel::cancel()
{
    m_preview.reset();
    m_doneText.clear();
    m_error.clear();
    showLines();
}

void ImportViewModel::undo(const QString& importId)
{
    const auto import = ImportId::fromHex(importId.toLatin1());
    if (!import)
        return;
    m_round.session()
        .read(
            [import = *import, &mint = m_round.session().mint(), reason = tr("Undone by the desk")](
                store::Connection& connection) -> Result<std::shared_ptr<ledger::Act>> {
                DOORSTEP_TRY(scopes, readScopes(connection));
                DOORSTEP_TRY(entries, importedEntries(connection, import));
                DOORSTEP_TRY(act, undoImportAct(mint, scopes, import, entries, reason));
                return std::make_shared<ledger::Act>(std::move(act));
            })
        .then(this, [this](Result<std::shared_ptr<ledger::Act>> act) {
            if (!act) {
                fail(act.error());
                return;
            }
            m_saves.save(
                std::move(**act), [this] { readAgain(); }, false);
        });
}

void ImportViewModel::fail(const Error& error)
{
    m_error = words::errorSentence(error, words::Doing::Importing);
    Q_EMIT changed();
}

} // namespace doorstep::app
