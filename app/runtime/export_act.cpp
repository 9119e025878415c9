#include "app/runtime/export_act.h"

#include "core/exchange/fhir_export.h"
#include "core/exchange/visit_csv.h"
#include "core/ledger/kinds/desk_kinds.h"
#include "core/store/person_store.h"
#include "core/store/round_store.h"

#include <QDir>
#include <utility>

namespace doorstep::app {

namespace {

Result<exchange::ExportingPractice> exportingPractice(store::Connection& connection)
{
    DOORSTEP_TRY(practice, store::PersonStore(connection).practice());
    exchange::ExportingPractice exporting{
        QStringLiteral("X99999"), {}, QStringLiteral("urn:doorstep:vaccination")};
    if (practice) {
        exporting.name = practice->name;
        if (!practice->odsCode.isEmpty())
            exporting.odsCode = practice->odsCode;
    }
    return exporting;
}

/// One bundle a visit, in one JSON array: a clinical system takes them one by one.
QByteArray bundlesJson(
    const std::vector<exchange::VisitExport>& visits, const exchange::ExportingPractice& practice)
{
    QByteArray json("[");
    for (const auto& visit : visits) {
        if (json.size() > 1)
            json.append(",\n");
        json.append(exchange::visitBundle(visit, practice).toJson());
    }
    json.append("]\n");
    return json;
}

QByteArray immunizationLines(
    const std::vector<exchange::VisitExport>& visits, const exchange::ExportingPractice& practice)
{
    QByteArray lines;
    for (const auto& visit : visits) {
        for (const auto& dose : visit.vaccinations) {
            if (const auto immunization = exchange::nhsImmunization(visit, dose, practice))
                lines += immunization->toJson() + '\n';
        }
    }
    return lines;
}

/// Beside its final name, whole and on the disk.
Status writeBeside(QSaveFile& file, const QByteArray& bytes)
{
    if (!file.open(QIODevice::WriteOnly))
        return Error::transient(ErrorCode::Io, "an export file cannot be made");
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (file.write(bytes) != bytes.size() || !file.flush())
        return Error::transient(ErrorCode::DiskFull, "an export file was not written whole");
    return {};
}

} // namespace

void addExport(ledger::Act& act, IdMint& mint, ScopeId desk, const ExportFile& file,
    const QList<EntryId>& entries)
{
    ledger::ExportRecorded recorded;
    recorded.format = file.format;
    recorded.purpose = file.format == domain::ExportFormat::Pdf ? QStringLiteral("paper")
                                                                : QStringLiteral("clinical system");
    recorded.fileHash = crypto::hash({file.bytes}).toBytes();
    recorded.entries = entries;
    act.add(desk, mint.next<ExportId>().as<AggregateId>(), recorded);
}

Result<ExportFiles> exportFiles(store::Connection& connection, IdMint& mint,
    const std::vector<clinical::ProgrammePack>& packs, QDate first, QDate last)
{
    DOORSTEP_TRY(scopes, readScopes(connection));
    DOORSTEP_TRY(people, readPeople(connection));
    DOORSTEP_TRY(practice, exportingPractice(connection));
    DOORSTEP_TRY(rounds, store::RoundStore(connection).between(first, last));
    std::vector<RoundId> ids;
    ids.reserve(rounds.size());
    for (const auto& round : rounds)
        ids.push_back(round.round);
    DOORSTEP_TRY(files, readVisitFiles(connection, ids));
    if (files.empty())
        return Error{ErrorCode::NotFound, "no visit has ended in those days"};

    std::vector<exchange::VisitExport> visits;
    QList<EntryId> entries;
    for (const VisitFile& file : files) {
        visits.push_back(visitExport(file, packs, people));
        entries += file.entries();
    }
    ExportFiles made{{}, static_cast<int>(visits.size()), ledger::Act(mint)};
    const QString days = first.toString(QStringLiteral("yyyyMMdd")) + QLatin1Char('-')
        + last.toString(QStringLiteral("yyyyMMdd"));
    using domain::ExportFormat;
    made.files.push_back({QStringLiteral("systmone-vaccinations-%1.csv").arg(days),
        ExportFormat::Csv, exchange::systmOneCsv(visits, practice)});
    made.files.push_back({QStringLiteral("visits-%1.csv").arg(days), ExportFormat::Csv,
        exchange::visitsCsv(visits, practice)});
    made.files.push_back({QStringLiteral("fhir-bundles-%1.json").arg(days), ExportFormat::Fhir,
        bundlesJson(visits, practice)});
    made.files.push_back({QStringLiteral("fhir-immunizations-%1.ndjson").arg(days),
        ExportFormat::Fhir, immunizationLines(visits, practice)});
    for (const ExportFile& file : made.files)
        addExport(made.act, mint, scopes.desk, file, entries);
    return made;
}

Result<std::shared_ptr<StagedExport>> StagedExport::write(
    const QString& folder, const std::vector<ExportFile>& files)
{
    const QDir place(folder);
    if (folder.isEmpty() || !place.exists())
        return Error{ErrorCode::InvalidInput, "no such export folder"};
    auto staged = std::make_shared<StagedExport>();
    for (const ExportFile& file : files) {
        staged->m_files.push_back(std::make_unique<QSaveFile>(place.filePath(file.name)));
        QSaveFile& beside = *staged->m_files.back();
        DOORSTEP_CHECK(writeBeside(beside, file.bytes));
        beside.moveToThread(nullptr); // it may end on another thread than it began on
    }
    return staged;
}

Status StagedExport::publish()
{
    const auto files = std::exchange(m_files, {});
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (files[i]->commit())
            continue;
        for (std::size_t done = 0; done < i; ++done)
            QFile::remove(files[done]->fileName());
        return Error::transient(ErrorCode::DiskFull, "an export file was not written whole");
    }
    return {};
}

} // namespace doorstep::app
