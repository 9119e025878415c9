#include "app/viewmodels/desk/export_view_model.h"

#include "app/viewmodels/paper/sheet_files.h"
#include "app/viewmodels/words/error_words.h"
#include "app/viewmodels/words/words.h"
#include "core/store/desk_store.h"
#include "core/store/round_store.h"

namespace doorstep::app {

namespace export_view {

/// The clinical system's files, and a sheet for paper of each round in those days.
Result<std::shared_ptr<ExportFiles>> makeFiles(store::Connection& connection, IdMint& mint,
    const SheetAsk& ask, QDate first, QDate last, const QString& folder)
{
    DOORSTEP_TRY(made, exportFiles(connection, mint, ask.packs, first, last));
    DOORSTEP_TRY(scopes, readScopes(connection));
    DOORSTEP_TRY(rounds, store::RoundStore(connection).between(first, last));
    for (const auto& round : rounds) {
        DOORSTEP_TRY(sheet, roundSheetFile(connection, ask, round.round));
        addExport(made.act, mint, scopes.desk, sheet.file, sheet.entries);
        made.files.push_back(std::move(sheet.file));
    }
    DOORSTEP_TRY(staged, StagedExport::write(folder, made.files));
    made.staged = std::move(staged);
    return std::make_shared<ExportFiles>(std::move(made));
}

QString formatText(domain::ExportFormat format)
{
    switch (format) {
    case domain::ExportFormat::Csv:
        return ExportViewModel::tr("CSV");
    case domain::ExportFormat::Fhir:
        return ExportViewModel::tr("FHIR");
    case domain::ExportFormat::Pdf:
        return ExportViewModel::tr("PDF");
    case domain::ExportFormat::Unknown:
        break;
    }
    return ExportViewModel::tr("Export");
}

} // namespace export_view

ExportViewModel::ExportViewModel(
    RoundInHand& round, ExportFolder& folder, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_round(round)
    , m_folder(folder)
    , m_saves(saves)
{
    connect(&m_folder, &ExportFolder::changed, this, &ExportViewModel::forget);
    connect(&m_saves, &LastSave::changed, this, &ExportViewModel::changed);
    choosePreset(m_preset);
}

/// What was said about the last export is not about the next one.
void ExportViewModel::forget()
{
    m_doneText.clear();
    m_files.clear();
    m_error.clear();
    m_folderError.clear();
    Q_EMIT changed();
}

void ExportViewModel::readAgain()
{
    if (m_round.session().state() != Session::State::Open) {
        m_history.setRows({});
        forget();
        return;
    }
    choosePresetDays();
    m_round.session()
        .read([](store::Connection& connection) { return store::DeskStore(connection).exports(); })
        .then(this, [this](Result<std::vector<domain::ExportRow>> exports) {
            if (!exports)
                return;
            std::vector<ExportedLine> rows;
            for (const auto& row : *exports)
                rows.push_back({.title = tr("%1, %2").arg(export_view::formatText(row.format),
                                    words::timeAndDay(row.recordedAt, m_round.today())),
                    .under = words::counted(row.entryCount, tr("1 record"), tr("%1 records"))});
            m_history.setRows(std::move(rows));
            Q_EMIT changed();
        });
}

QString ExportViewModel::daysText() const
{
    return m_first == m_last ? words::dayDate(m_first)
                             : tr("%1 to %2").arg(words::date(m_first), words::date(m_last));
}

QVariantList ExportViewModel::kinds() const
{
    return toVariants(std::vector<FactLine>{{.iconName = QStringLiteral("list"),
                                                .lead = tr("SystmOne vaccinations, "),
                                                .strong = tr("CSV"),
                                                .tail = {}},
        {.iconName = QStringLiteral("list"),
            .lead = tr("All visits for a spreadsheet, "),
            .strong = tr("CSV"),
            .tail = {}},
        {.iconName = QStringLiteral("upload"),
            .lead = tr("One bundle a visit, "),
            .strong = tr("FHIR JSON"),
            .tail = {}},
        {.iconName = QStringLiteral("upload"),
            .lead = tr("Immunizations, one a line, "),
            .strong = tr("FHIR NDJSON"),
            .tail = {}},
        {.iconName = QStringLiteral("clipboard"),
            .lead = tr("A sheet for each round, "),
            .strong = tr("PDF"),
            .tail = {}}});
}

QVariantList ExportViewModel::presets() const
{
    return toVariants(std::vector<Choice>{{.value = QStringLiteral("today"), .text = tr("Today")},
        {.value = QStringLiteral("week"), .text = tr("Last 7 days")},
        {.value = QStringLiteral("month"), .text = tr("Last 31 days")}});
}

QString ExportViewModel::exportText() const
{
    if (!m_folder.isChosen())
        return tr("Enter a folder to export");
    return m_first == m_last ? tr("Export %1").arg(words::date(m_first))
                             : tr("Export %1 to %2").arg(words::date(m_first), words::date(m_last));
}

bool ExportViewModel::exportReady() const
{
    return m_folder.isChosen() && !m_busy && !m_saves.busy();
}

void ExportViewModel::choosePresetDays()
{
    m_last = m_round.today();
    const int back = m_preset == QLatin1String("week") ? 6
        : m_preset == QLatin1String("month")           ? 30
                                                       : 0;
    m_first = m_last.addDays(-back);
}

void ExportViewModel::choosePreset(const QString& value)
{
    m_preset = value;
    choosePresetDays();
    forget();
}

void ExportViewModel::editFolder(const QString& path)
{
    m_folder.edit(path);
}

void ExportViewModel::chooseFolder(const QUrl& folder)
{
    m_folder.choose(folder);
}

void ExportViewModel::exportNow()
{
    forget();
    if (!m_folder.isChosen())
        m_folderError = tr("Enter the folder that the files go to.");
    Q_EMIT changed();
    if (!exportReady())
        return;
    m_busy = true;
    Q_EMIT changed();
    Session& session = m_round.session();
    const SheetAsk ask{session.person(), m_round.now(), m_round.packs()};
    session
        .read([first = m_first, last = m_last, folder = m_folder.path(), ask,
                  &mint = session.mint()](store::Connection& connection) {
            return export_view::makeFiles(connection, mint, ask, first, last, folder);
        })
        .then(this, [this](Result<std::shared_ptr<ExportFiles>> made) {
            m_busy = false;
            if (!made) {
                fail(made.error());
                return;
            }
            const auto files = *made;
            m_saves.save(
                std::move(files->act), [this, files] { publish(files); }, false);
        });
}

/// The record is kept: now the files take their names.
void ExportViewModel::publish(const std::shared_ptr<ExportFiles>& files)
{
    m_round.session()
        .read([files](store::Connection&) -> Result<bool> {
            DOORSTEP_CHECK(files->staged->publish());
            return true;
        })
        .then(this, [this, files](const Result<bool>& published) {
            if (published) {
                tell(*files);
                return;
            }
            m_error = m_folder.unpublished();
            readAgain();
            Q_EMIT changed();
        });
}

void ExportViewModel::fail(const Error& error)
{
    m_folderError = m_folder.sentence(error);
    if (error.code == ErrorCode::NotFound)
        m_error = tr("No visit ended in those days. Choose other days.");
    else if (m_folderError.isEmpty())
        m_error = words::errorSentence(error, words::Doing::Exporting);
    Q_EMIT changed();
}

void ExportViewModel::tell(const ExportFiles& made)
{
    m_files.clear();
    for (const auto& file : made.files)
        m_files.push_back(file.name);
    m_doneText = words::counted(made.visits,
        tr("1 visit exported. The files are not encrypted: keep them safe."),
        tr("%1 visits exported. The files are not encrypted: keep them safe."));
    readAgain();
    Q_EMIT changed();
}

} // namespace doorstep::app
