#include "app/viewmodels/desk/export_view_model.h"

#include "app/viewmodels/words/error_words.h"
#include "app/viewmodels/words/words.h"
#include "core/store/desk_store.h"

#include <QDir>
#include <QSaveFile>
#include <QUrl>

namespace doorstep::app {

namespace export_view {

/// All files or the first that fails: whole or not at all, each.
Status writeFiles(const QString& folder, const std::vector<ExportFile>& files)
{
    for (const auto& made : files) {
        QSaveFile file(QDir(folder).filePath(made.name));
        if (!file.open(QIODevice::WriteOnly) || file.write(made.bytes) != made.bytes.size()
            || !file.commit())
            return Error{ErrorCode::Io, "export file"};
    }
    return {};
}

Result<std::shared_ptr<ExportFiles>> makeFiles(store::Connection& connection, IdMint& mint,
    const std::vector<clinical::ProgrammePack>& packs, QDate first, QDate last,
    const QString& folder)
{
    DOORSTEP_TRY(made, exportFiles(connection, mint, packs, first, last));
    DOORSTEP_CHECK(writeFiles(folder, made.files));
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

ExportViewModel::ExportViewModel(RoundInHand& round, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_round(round)
    , m_saves(saves)
{
    choosePreset(m_preset);
}

void ExportViewModel::readAgain()
{
    if (m_round.session().state() != Session::State::Open)
        return;
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

QString ExportViewModel::firstDay() const
{
    return words::date(m_first);
}

QString ExportViewModel::lastDay() const
{
    return words::date(m_last);
}

QVariantList ExportViewModel::presets() const
{
    return toVariants(std::vector<Choice>{{.value = QStringLiteral("today"), .text = tr("Today")},
        {.value = QStringLiteral("week"), .text = tr("Last 7 days")},
        {.value = QStringLiteral("month"), .text = tr("Last 31 days")}});
}

QString ExportViewModel::exportText() const
{
    if (m_folder.isEmpty())
        return tr("Choose a folder to export");
    return m_first == m_last ? tr("Export %1").arg(words::date(m_first))
                             : tr("Export %1 to %2").arg(words::date(m_first), words::date(m_last));
}

bool ExportViewModel::exportReady() const
{
    return !m_folder.isEmpty() && !m_busy && !m_saves.busy();
}

void ExportViewModel::choosePreset(const QString& value)
{
    m_preset = value;
    m_last = m_round.today();
    const int back = value == QLatin1String("week") ? 6 : value == QLatin1String("month") ? 30 : 0;
    m_first = m_last.addDays(-back);
    m_doneText.clear();
    Q_EMIT changed();
}

void ExportViewModel::chooseFolder(const QUrl& folder)
{
    m_folder = folder.isLocalFile() ? folder.toLocalFile() : folder.toString();
    m_doneText.clear();
    Q_EMIT changed();
}

void ExportViewModel::exportNow()
{
    if (!exportReady())
        return;
    m_busy = true;
    m_error.clear();
    Q_EMIT changed();
    m_round.session()
        .read([first = m_first, last = m_last, folder = m_folder, packs = m_round.packs(),
                  &mint = m_round.session().mint()](store::Connection& connection) {
            return export_view::makeFiles(connection, mint, packs, first, last, folder);
        })
        .then(this, [this](Result<std::shared_ptr<ExportFiles>> made) {
            m_busy = false;
            if (!made) {
                m_error = made.error().code == ErrorCode::NotFound
                    ? tr("No visit ended in those days. Choose other days.")
                    : words::errorSentence(made.error(), words::Doing::Exporting);
                Q_EMIT changed();
                return;
            }
            const auto files = *made;
            m_saves.save(
                std::move(files->act),
                [this, files] {
                    m_files.clear();
                    for (const auto& file : files->files)
                        m_files.push_back(file.name);
                    m_doneText = words::counted(files->visits,
                        tr("1 visit exported. The files are no longer encrypted: keep them safe."),
                        tr("%1 visits exported. The files are no longer encrypted: keep them "
                           "safe."));
                    readAgain();
                    Q_EMIT changed();
                },
                false);
        });
}

} // namespace doorstep::app
