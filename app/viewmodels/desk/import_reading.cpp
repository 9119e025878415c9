#include "app/viewmodels/desk/import_reading.h"

#include "core/exchange/patient_columns.h"
#include "core/ledger/kinds/desk_kinds.h"
#include "core/store/desk_store.h"

#include <QCryptographicHash>
#include <QFile>

namespace doorstep::app {

namespace import_reads {

QStringList folded(const QStringList& headers)
{
    QStringList all;
    for (const QString& header : headers)
        all.push_back(exchange::foldedHeader(header));
    all.removeAll({});
    all.sort();
    return all;
}

QByteArray hashOf(const QString& path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return {};
    return hash.result();
}

/// Every column of the list with its meaning, so that the next such list is read the same.
exchange::Mapping asRead(const ImportOrder& order)
{
    exchange::Mapping mapping;
    mapping.name = order.request.source;
    mapping.dateOrder = order.dateOrder;
    const auto& preview = *order.preview;
    for (qsizetype i = 0; i < preview.headers.size(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        if (!preview.headers.at(i).isEmpty() && at < preview.columns.size())
            mapping.columns.insert(preview.headers.at(i),
                preview.columns[at].value_or(exchange::PatientColumn::Ignored));
    }
    return mapping;
}

bool same(const exchange::Mapping& one, const exchange::Mapping& other)
{
    return one.name == other.name && one.columns == other.columns
        && one.dateOrder == other.dateOrder;
}

} // namespace import_reads

std::optional<domain::MappingRow> mappingFor(
    const QStringList& headers, const std::vector<domain::MappingRow>& saved)
{
    const QStringList wanted = import_reads::folded(headers);
    for (const auto& row : saved)
        if (import_reads::folded(row.columns) == wanted)
            return row;
    return std::nullopt;
}

Result<ReadList> readList(store::Connection& connection, const ListQuestion& question)
{
    const auto previewWith = [&](const exchange::Mapping& mapping) {
        return std::make_shared<exchange::ImportPreview>(exchange::previewPatientListFile(
            question.path, mapping, {question.today, knownPatients(connection)}));
    };
    ReadList read;
    read.preview = previewWith(question.mapping);
    if (question.fresh && !read.preview->headers.isEmpty()) {
        DOORSTEP_TRY(mappings, store::DeskStore(connection).mappings());
        read.saved = mappingFor(read.preview->headers, mappings);
        if (read.saved)
            read.preview = previewWith(toMapping(*read.saved));
    }
    if (read.preview->verdict != exchange::FileVerdict::Reject)
        read.hash = import_reads::hashOf(question.path);
    return read;
}

Result<std::shared_ptr<MadeImport>> makeImport(
    store::Connection& connection, IdMint& mint, const ImportOrder& order)
{
    DOORSTEP_TRY(scopes, readScopes(connection));
    DOORSTEP_TRY(mappings, store::DeskStore(connection).mappings());
    SavedMapping mapping{order.request.mapping, order.request.source, import_reads::asRead(order)};
    const auto known = mappingFor(order.preview->headers, mappings);
    if (known)
        mapping.mapping = known->mapping;
    else if (mapping.mapping.isNull())
        mapping.mapping = mint.next<MappingId>();
    ImportRequest request = order.request;
    request.mapping = mapping.mapping;
    DOORSTEP_TRY(
        import, importAct(mint, scopes, *order.preview, request, storeLookups(connection)));
    auto made = std::make_shared<MadeImport>(MadeImport{std::move(import), std::nullopt});
    if (!known || !import_reads::same(toMapping(*known), mapping.columns)) {
        DOORSTEP_TRY(act, mappingAct(mint, scopes, mapping));
        made->mapping.emplace(std::move(act));
    }
    return made;
}

Result<std::shared_ptr<ImportUndo>> makeUndo(store::Connection& connection, IdMint& mint,
    ImportId import, domain::Role role, const QString& reason)
{
    DOORSTEP_TRY(scopes, readScopes(connection));
    DOORSTEP_TRY(patients, importedPatients(connection, import));
    DOORSTEP_TRY(undo, undoImportAct(mint, scopes, import, patients, role, reason));
    return std::make_shared<ImportUndo>(std::move(undo));
}

} // namespace doorstep::app
