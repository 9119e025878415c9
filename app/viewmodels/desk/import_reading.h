#pragma once

#include "app/runtime/desk_reads.h"
#include "app/runtime/import_undo.h"

/// What importing a list asks of the store. Storage thread.
namespace doorstep::app {

struct ListQuestion {
    QString path;
    exchange::Mapping mapping;
    bool fresh = false; ///< a mapping saved for the same columns is looked for and used
    QDate today;
};
struct ReadList {
    std::shared_ptr<const exchange::ImportPreview> preview;
    QByteArray hash;
    std::optional<domain::MappingRow> saved; ///< the mapping that was found and used
};
[[nodiscard]] Result<ReadList> readList(
    store::Connection& connection, const ListQuestion& question);

/// The saved mapping that names exactly these columns, whatever their case, order and spacing.
[[nodiscard]] std::optional<domain::MappingRow> mappingFor(
    const QStringList& headers, const std::vector<domain::MappingRow>& saved);

struct ImportOrder {
    std::shared_ptr<const exchange::ImportPreview> preview;
    ImportRequest request; ///< `mapping`: the one in use, null for columns not seen before
    exchange::DateOrder dateOrder = exchange::DateOrder::Detect; ///< as the person chose
};
struct MadeImport {
    ImportAct import;
    std::optional<ledger::Act> mapping; ///< nothing when it stands as saved
};
[[nodiscard]] Result<std::shared_ptr<MadeImport>> makeImport(
    store::Connection& connection, IdMint& mint, const ImportOrder& order);

/// NotFound for an unknown import. `role`: of the person who undoes it.
[[nodiscard]] Result<std::shared_ptr<ImportUndo>> makeUndo(store::Connection& connection,
    IdMint& mint, ImportId import, domain::Role role, const QString& reason);

} // namespace doorstep::app
