#pragma once

#include "app/runtime/desk_reads.h"

#include <QSaveFile>
#include <memory>

/// Exports: the files, and the act that names what left so that receipts can say so.
namespace doorstep::app {

struct ExportFile {
    QString name; ///< no name of a person in it
    domain::ExportFormat format = domain::ExportFormat::Unknown;
    QByteArray bytes;
};
class StagedExport;
struct ExportFiles {
    std::vector<ExportFile> files;
    int visits = 0;
    ledger::Act act;
    std::shared_ptr<StagedExport> staged = {}; ///< null until they are written
};
/// Names one file that leaves in an act: its format, its hash and the entries in it. A PDF is paper
/// and no clinical system: it moves no receipt on.
void addExport(ledger::Act& act, IdMint& mint, ScopeId desk, const ExportFile& file,
    const QList<EntryId>& entries);

/// Everything recorded on rounds of these days: SystmOne's vaccination CSV, one CSV for people and
/// a FHIR bundle a visit in one file. NotFound when no visit has ended in those days.
[[nodiscard]] Result<ExportFiles> exportFiles(store::Connection& connection, IdMint& mint,
    const std::vector<clinical::ProgrammePack>& packs, QDate first, QDate last);

/// Files that are whole on the disk, readable for this user alone, under names that nobody imports.
/// They take their own names only once the act that says so is kept: what leaves is on record. What
/// was not published is taken away again, and an earlier export under the same names stands. Used
/// by one thread at a time; every call blocks.
class StagedExport {
public:
    /// InvalidInput: no such folder; Io: the folder or one of the names refused; DiskFull: they do
    /// not fit. Nothing stays behind then.
    [[nodiscard]] static Result<std::shared_ptr<StagedExport>> write(
        const QString& folder, const std::vector<ExportFile>& files);

    /// All of them or none. Io or DiskFull: the record stands and the files are not there, which
    /// the person must be told.
    [[nodiscard]] Status publish();

private:
    std::vector<std::unique_ptr<QSaveFile>> m_files;
};

} // namespace doorstep::app
