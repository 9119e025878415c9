#include "app/viewmodels/paper/sheet_files.h"

#include "app/viewmodels/paper/paper_words.h"
#include "app/viewmodels/words/words.h"

#include <QBuffer>

namespace doorstep::app {

namespace sheet_files {

print::PageSetup pageSetup(const domain::PracticeRow& practice, const SheetAsk& ask)
{
    print::PageSetup setup;
    setup.fontFamily = QStringLiteral("Noto Sans"); // bundled by qml/Style
    setup.practiceName = practice.name;
    setup.odsCode = practice.odsCode;
    setup.printedBy = ask.by.name;
    setup.printedOn = words::localDay(ask.now);
    setup.printedAt = paper::timeOf(ask.now);
    return setup;
}

/// No name of a patient: a day and the end of an id.
QString fileName(const QString& what, QDate day, const QByteArray& id)
{
    return QStringLiteral("%1-%2-%3.pdf")
        .arg(what, day.toString(QStringLiteral("yyyyMMdd")), QString::fromLatin1(id.right(8)));
}

template <typename Sheet>
Result<ExportFile> write(const Sheet& sheet, const print::PageSetup& setup, QString name,
    Status (*writer)(QIODevice&, const Sheet&, const print::PageSetup&))
{
    QBuffer buffer;
    if (!buffer.open(QIODevice::WriteOnly))
        return Error{ErrorCode::Io, "sheet buffer"};
    const Status written = writer(buffer, sheet, setup);
    if (!written)
        return written.error().code == ErrorCode::NotFound
            ? Error{ErrorCode::Internal, "bundled font"}
            : written.error();
    return ExportFile{std::move(name), domain::ExportFormat::Pdf, buffer.data()};
}

} // namespace sheet_files

Result<SheetFile> visitSheetFile(store::Connection& connection, const SheetAsk& ask, VisitId visit)
{
    DOORSTEP_TRY(paper, readVisitPaper(connection, visit));
    const print::VisitSheet sheet = visitSheet(paper, ask.packs);
    DOORSTEP_TRY(file,
        sheet_files::write(sheet, sheet_files::pageSetup(paper.practice, ask),
            sheet_files::fileName(QStringLiteral("visit"), sheet.day, visit.toHex()),
            print::writeVisitSheet));
    return SheetFile{std::move(file), paper.file.entries()};
}

Result<SheetFile> roundSheetFile(store::Connection& connection, const SheetAsk& ask, RoundId round)
{
    DOORSTEP_TRY(paper, readRoundPaper(connection, round));
    const print::RoundSheet sheet = roundSheet(paper);
    DOORSTEP_TRY(file,
        sheet_files::write(sheet, sheet_files::pageSetup(paper.practice, ask),
            sheet_files::fileName(QStringLiteral("round"), sheet.day, round.toHex()),
            print::writeRoundSheet));
    return SheetFile{std::move(file), paper.entries};
}

Result<ExportFiles> sheetExport(store::Connection& connection, IdMint& mint, SheetFile sheet)
{
    DOORSTEP_TRY(scopes, readScopes(connection));
    ExportFiles made{{}, 1, ledger::Act(mint)};
    addExport(made.act, mint, scopes.desk, sheet.file, sheet.entries);
    made.files.push_back(std::move(sheet.file));
    return made;
}

} // namespace doorstep::app
