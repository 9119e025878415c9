#pragma once

#include "app/runtime/export_act.h"
#include "app/runtime/session.h"

/// The PDFs of the desk: one visit, one round. Storage thread; needs a QGuiApplication and the
/// bundled font. Nothing is written here: the bytes are handed back for a folder a person chose.
namespace doorstep::app {

struct SheetAsk {
    Person by;
    Instant now;
    std::vector<clinical::ProgrammePack> packs;
};
struct SheetFile {
    ExportFile file;
    QList<EntryId> entries; ///< records on it
};
/// NotFound for an unknown visit or round; Internal when the bundled font is not loaded.
[[nodiscard]] Result<SheetFile> visitSheetFile(
    store::Connection& connection, const SheetAsk& ask, VisitId visit);
[[nodiscard]] Result<SheetFile> roundSheetFile(
    store::Connection& connection, const SheetAsk& ask, RoundId round);
/// One sheet as an export: the file and the act that says that it left.
[[nodiscard]] Result<ExportFiles> sheetExport(
    store::Connection& connection, IdMint& mint, SheetFile sheet);

} // namespace doorstep::app
