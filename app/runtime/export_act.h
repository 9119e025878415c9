#pragma once

#include "app/runtime/desk_reads.h"

/// Exports: the files, and the act that names what left so that receipts can say so.
namespace doorstep::app {

struct ExportFile {
    QString name; ///< no name of a person in it
    domain::ExportFormat format = domain::ExportFormat::Unknown;
    QByteArray bytes;
};
struct ExportFiles {
    std::vector<ExportFile> files;
    int visits = 0;
    ledger::Act act;
};
/// Names one file that leaves in an act: its format, its hash and the entries in it. A PDF is paper
/// and no clinical system: it moves no receipt on.
void addExport(ledger::Act& act, IdMint& mint, ScopeId desk, const ExportFile& file,
    const QList<EntryId>& entries);

/// Everything recorded on rounds of these days: SystmOne's vaccination CSV, one CSV for people and
/// a FHIR bundle a visit in one file. NotFound when no visit has ended in those days.
[[nodiscard]] Result<ExportFiles> exportFiles(store::Connection& connection, IdMint& mint,
    const std::vector<clinical::ProgrammePack>& packs, QDate first, QDate last);

/// Writes every file into the folder, readable for this user alone, or none: an earlier export
/// under the same names stands until all are on the disk. InvalidInput: no such folder; Io: the
/// folder or one of the names refused; DiskFull: they do not fit. Blocks.
[[nodiscard]] Status writeExport(const QString& folder, const std::vector<ExportFile>& files);

} // namespace doorstep::app
